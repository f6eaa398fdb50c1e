"""Ogg: Vorbis, Opus, Speex and FLAC by mutagen, and where their sound is."""

from typing import Any, Final, NamedTuple

from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis

from mtplayer.core.tags import Technical
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.ogg_pages import PART, Page, has_granule, last_pages, packets_in, page_at, pages
from mtplayer.files.reading import Fields, OggPackets, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import CUT_OFF, NO_SOUND, fill_bitrate, technical, unreadable
from mtplayer.files.words import of_vorbis

# Comments with pictures may be long; more than this is not looked at.
_LARGEST_HEADERS: Final = 64 << 20
_OPUS_RATE: Final = 48_000


class _Codec(NamedTuple):
    """What the first packet of a stream begins with, how long it is, and who reads it."""

    mark: bytes
    least: int
    name: str
    kind: Any
    wordless: Any


def _no_words(_file: object, _info: object) -> None:
    """Stand in for a reader of comments."""


def _codec(mark: bytes, least: int, name: str, kind: Any) -> _Codec:
    wordless = type(kind.__name__, (kind,), {"_Tags": staticmethod(_no_words)})
    return _Codec(mark, least, name, kind, wordless)


_CODECS: Final = (
    _codec(b"\x01vorbis", 28, "vorbis", OggVorbis),
    _codec(b"OpusHead", 19, "opus", OggOpus),
    _codec(b"Speex   ", 72, "speex", OggSpeex),
    _codec(b"\x7fFLAC", 51, "flac", OggFLAC),
)


def read(source: Source) -> Reading:
    """Read the first sounding stream of an Ogg file."""
    page, codec, packet = _first_stream(source)
    start = _end_of_headers(source, page.serial, _headers(codec.name, packet))
    payload = _sound(source, start, page.serial)
    fields, stream, has_cover = _opened(source, codec)
    fill_bitrate(stream, source.size - start)
    return Reading(fields, stream, has_cover, payload)


def _first_stream(source: Source) -> tuple[Page, _Codec, bytes]:
    for page in pages(source):
        if not page.begins_stream:
            break
        packet = source.read(page.body, page.size)
        for codec in _CODECS:
            if packet.startswith(codec.mark) and len(packet) >= codec.least:
                return page, codec, packet
    raise Unreadable("No sound that we know was found in it")


def _headers(codec: str, packet: bytes) -> int:
    """Return how many packets come before the sound."""
    if codec == "speex":
        return 2 + max(0, int.from_bytes(packet[68:72], "little", signed=True))
    if codec == "flac":
        return 1 + (int.from_bytes(packet[7:9], "big") or 1)
    return 3 if codec == "vorbis" else 2


def _end_of_headers(source: Source, serial: int, wanted: int) -> int:
    for page in pages(source):
        if page.serial == serial:
            wanted -= sum(ends for _, ends in packets_in(page.lacing))
        if wanted <= 0:
            return page.end
        if page.end > _LARGEST_HEADERS:
            break
    raise Unreadable(CUT_OFF)


def _sound(source: Source, start: int, serial: int) -> OggPackets:
    """Find where the stream's sound ends; raise if it has none."""
    first = page_at(source, start)
    if first is None or start + 28 >= source.size:
        raise Unreadable(NO_SOUND)
    granule = 0
    tail = tuple(last_pages(source, start, PART))
    for page in reversed(tail):
        if page.serial == serial and has_granule(page):
            granule = page.granule
            break
    return OggPackets(start, serial, granule, tail)


def _opened(source: Source, codec: _Codec) -> tuple[Fields, Technical, bool]:
    """Let mutagen read the stream, without its words if those are what it stumbles over."""
    try:
        opened = codec.kind(source.file())
    except MISREAD:
        opened = _without_words(source, codec)
    fields, has_cover = of_vorbis(opened.tags)
    if codec.name == "opus":
        opened.info.sample_rate = _OPUS_RATE
    return fields, technical(opened.info, codec.name, "ogg"), has_cover


def _without_words(source: Source, codec: _Codec) -> Any:
    try:
        return codec.wordless(source.file())
    except MISREAD as error:
        raise unreadable(error) from error
