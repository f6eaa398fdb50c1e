"""Ogg: Vorbis, Opus, Speex and FLAC streams, their headers and their length."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.flac import stream_info
from mtplayer.files.ogg_pages import LAST, Page, has_granule, last_pages, packets_in, page_at, pages
from mtplayer.files.reading import Fields, OggPackets, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.vorbis import read_comments

# Comments with pictures may be long; more than this is not looked at.
_LARGEST_HEADERS: Final = 64 << 20


@dataclass(slots=True)
class _Stream:
    """What the first packet of a stream says."""

    codec: str
    sample_rate: int
    channels: int
    bitrate: int | None = None
    bit_depth: int | None = None
    headers: int = 2
    skipped: int = 0
    comments_at: int = 0
    duration_ms: int = 0


def _vorbis(packet: bytes) -> _Stream:
    upper, nominal, lower = (
        int.from_bytes(packet[at : at + 4], "little", signed=True) for at in (16, 20, 24)
    )
    rate = nominal if nominal > 0 else max(0, upper, lower)
    return _Stream(
        "vorbis",
        int.from_bytes(packet[12:16], "little"),
        packet[11],
        bitrate=rate or None,
        headers=3,
        comments_at=7,
    )


def _opus(packet: bytes) -> _Stream:
    skipped = int.from_bytes(packet[10:12], "little")
    return _Stream("opus", 48000, packet[9], skipped=skipped, comments_at=8)


def _speex(packet: bytes) -> _Stream:
    rate, channels, bitrate, extra = (
        int.from_bytes(packet[at : at + 4], "little", signed=True) for at in (36, 48, 52, 68)
    )
    return _Stream(
        "speex", rate, channels, bitrate=max(0, bitrate) or None, headers=2 + max(0, extra)
    )


def _flac(packet: bytes) -> _Stream:
    technical = stream_info(packet[17:51])
    stream = _Stream(
        "flac",
        technical.sample_rate or 0,
        technical.channels or 0,
        bit_depth=technical.bit_depth,
        headers=1 + (int.from_bytes(packet[7:9], "big") or 1),
        comments_at=4,
    )
    stream.duration_ms = technical.duration_ms
    return stream


_CODECS: Final[tuple[tuple[bytes, int, Callable[[bytes], _Stream]], ...]] = (
    (b"\x01vorbis", 28, _vorbis),
    (b"OpusHead", 19, _opus),
    (b"Speex   ", 72, _speex),
    (b"\x7fFLAC", 51, _flac),
)


def read(source: Source) -> Reading:
    """Read the first sounding stream of an Ogg file."""
    page, stream = _first_stream(source)
    headers = _Headers(page.serial, stream.headers)
    headers.collect(source)
    if not headers.complete:
        raise Unreadable("Its header is cut off")
    fields: Fields = {}
    has_cover = False
    for packet in headers.packets[1:]:
        if _is_comment(packet, stream):
            fields, has_cover = read_comments(packet, stream.comments_at)
            break
    if stream.codec == "flac":
        has_cover = has_cover or any(p[0] & 0x7F == 6 for p in headers.packets[1:] if p)
    payload = _sound(source, headers.end, page.serial)
    return Reading(fields, _technical(source, stream, payload), has_cover, payload)


def _first_stream(source: Source) -> tuple[Page, _Stream]:
    for page in pages(source):
        if not page.begins_stream:
            break
        packet = source.read(page.body, page.size)
        for mark, least, reader in _CODECS:
            if packet.startswith(mark) and len(packet) >= least:
                stream = reader(packet)
                if not stream.sample_rate or not stream.channels:
                    raise Unreadable("Its stream header makes no sense")
                return page, stream
    raise Unreadable("No sound that we know was found in it")


def _is_comment(packet: bytes, stream: _Stream) -> bool:
    if stream.codec == "flac":
        return packet[:1] != b"" and packet[0] & 0x7F == 4
    return True


@dataclass(slots=True)
class _Headers:
    """The header packets of one stream; ``end`` is behind the page on which they end."""

    serial: int
    wanted: int
    packets: list[bytes] = field(default_factory=list[bytes])
    end: int = 0
    _parts: list[bytes] = field(default_factory=list[bytes])
    _size: int = 0

    @property
    def complete(self) -> bool:
        return len(self.packets) >= self.wanted

    def collect(self, source: Source) -> None:
        for page in pages(source):
            if page.serial == self.serial:
                self._take(source.read(page.body, page.size), page.lacing)
            if self.complete or self._size > _LARGEST_HEADERS:
                self.end = page.end
                return

    def _take(self, body: bytes, lacing: bytes) -> None:
        at = 0
        self._size += len(body)
        for size, ends in packets_in(lacing):
            self._parts.append(body[at : at + size])
            at += size
            if ends:
                self.packets.append(b"".join(self._parts))
                self._parts.clear()


def _sound(source: Source, start: int, serial: int) -> OggPackets:
    """Find where the stream's sound ends; raise if it has none."""
    first = page_at(source, start)
    if first is None or start + 28 >= source.size:
        raise Unreadable("It has a header but no sound")
    granule = 0
    tail = tuple(last_pages(source, start, LAST))
    for page in reversed(tail):
        if page.serial == serial and has_granule(page):
            granule = page.granule
            break
    return OggPackets(start, serial, granule, tail)


def _technical(source: Source, stream: _Stream, payload: OggPackets) -> Technical:
    rate = stream.sample_rate
    duration = round(max(0, payload.granule - stream.skipped) * 1000 / rate)
    duration = stream.duration_ms or duration
    bitrate = stream.bitrate
    if bitrate is None and duration:
        bitrate = round((source.size - payload.start) * 8000 / duration)
    return Technical(
        codec=stream.codec,
        container="ogg",
        duration_ms=duration,
        bitrate=bitrate,
        sample_rate=rate,
        bit_depth=stream.bit_depth,
        channels=stream.channels,
    )
