"""MPEG audio: the first frames of the stream, and how long it is."""

from dataclasses import dataclass
from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.reading import Unreadable
from mtplayer.files.source import Source

_BITRATES: Final = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
# As far as mutagen looks: a junk picture between tag and sound is longer than any other junk.
_SEARCH: Final = 1 << 20
_STEP: Final = 64 * 1024
# Two headers that fit are a stream where the sound has to begin; elsewhere random bytes are
# taken for a stream once in a thousand files unless four in a row agree.
_ENOUGH: Final = 4
_ENOUGH_AT_START: Final = 2
_DELAY_WRITERS: Final = (b"LAME", b"L3.9", b"Lavc", b"Lavf")


@dataclass(frozen=True, slots=True)
class _Frame:
    version: int
    layer: int
    bitrate: int
    sample_rate: int
    channels: int
    samples: int
    length: int

    def like(self, other: "_Frame") -> bool:
        return (self.version, self.layer, self.sample_rate) == (
            other.version,
            other.layer,
            other.sample_rate,
        )


_frames: dict[int, _Frame | None] = {}
"""Frames by the bits of their header that count: a few dozen in any library."""


def _frame(header: int) -> _Frame | None:
    bits = header & 0xFFFEFEC0
    if bits not in _frames:
        _frames[bits] = _parsed(bits)
    return _frames[bits]


def _parsed(header: int) -> _Frame | None:
    version, layer = header >> 19 & 3, 4 - (header >> 17 & 3)
    bits, rate = header >> 12 & 15, header >> 10 & 3
    if header >> 21 != 0x7FF or version == 1 or layer == 4 or bits in (0, 15) or rate == 3:
        return None
    generation = 1 if version == 3 else 2
    bitrate = _BITRATES[generation, layer][bits - 1] * 1000
    sample_rate = _RATES[version][rate]
    samples = 384 if layer == 1 else 576 if generation == 2 and layer == 3 else 1152
    slot = 4 if layer == 1 else 1
    length = (samples // 8 // slot * bitrate // sample_rate + (header >> 9 & 1)) * slot
    channels = 1 if header >> 6 & 3 == 3 else 2
    return _Frame(version, layer, bitrate, sample_rate, channels, samples, length)


def read_stream(source: Source, start: int, end: int) -> tuple[int, Technical]:
    """Return where the first frame is and what the stream is; raise if there is none."""
    if (frame := _chain(source, start, end, _ENOUGH_AT_START)) is not None:
        return start, _technical(source, start, end, frame)
    position = start
    limit = min(end, start + _SEARCH)
    while position < limit:
        block = source.read(position, _STEP)[: limit - position]
        at = block.find(b"\xff")
        while at >= 0:
            if (frame := _chain(source, position + at, end, _ENOUGH)) is not None:
                return position + at, _technical(source, position + at, end, frame)
            at = block.find(b"\xff", at + 1)
        position += _STEP
    raise Unreadable("No MPEG audio was found in it")


def _chain(source: Source, position: int, end: int, enough: int) -> _Frame | None:
    """Return the frame here if frames like it follow, or if it has a table of the whole."""
    first = _frame(int.from_bytes(source.read(position, 4), "big"))
    if first is None:
        return None
    if _table(source, position, first) is not None:
        return first
    following = position + first.length
    for _ in range(enough - 1):
        if following == end and enough == _ENOUGH_AT_START:
            return first  # a single whole frame
        frame = _frame(int.from_bytes(source.read(following, 4), "big"))
        if frame is None or not frame.like(first):
            return None
        following += frame.length
    return first


@dataclass(frozen=True, slots=True)
class _Table:
    frames: int
    bytes: int
    skipped: int


def _table(source: Source, position: int, frame: _Frame) -> _Table | None:
    """Read the header that encoders put into a silent first frame: Xing, Info or VBRI."""
    if frame.layer != 3:
        return None
    if frame.version == 3:
        xing = 36 if frame.channels == 2 else 21
    else:
        xing = 21 if frame.channels == 2 else 13
    data = source.read(position + xing, 160)
    if data[:4] in (b"Xing", b"Info"):
        return _xing(data)
    data = source.read(position + 36, 18)
    if data[:4] == b"VBRI" and len(data) == 18:
        frames, size = int.from_bytes(data[14:18], "big"), int.from_bytes(data[10:14], "big")
        return _Table(frames, size, 0)
    return None


def _xing(data: bytes) -> _Table:
    flags, at = int.from_bytes(data[4:8], "big"), 8
    frames = size = skipped = 0
    if flags & 1:
        frames, at = int.from_bytes(data[at : at + 4], "big"), at + 4
    if flags & 2:
        size, at = int.from_bytes(data[at : at + 4], "big"), at + 4
    at += (100 if flags & 4 else 0) + (4 if flags & 8 else 0)
    if data[at : at + 4] in _DELAY_WRITERS:
        delays = int.from_bytes(data[at + 21 : at + 24], "big")
        skipped = (delays >> 12) + (delays & 0xFFF)
    return _Table(frames, size, skipped)


def _technical(source: Source, position: int, end: int, frame: _Frame) -> Technical:
    table = _table(source, position, frame)
    bitrate = frame.bitrate
    if table is not None and table.frames:
        samples = max(0, table.frames * frame.samples - table.skipped)
        seconds = samples / frame.sample_rate
        if table.bytes and samples:
            sound = max(0, table.bytes - frame.length)
            bitrate = round(sound * 8 * frame.sample_rate / (table.frames * frame.samples))
    else:
        seconds = (end - position) * 8 / frame.bitrate
    return Technical(
        codec=f"mp{frame.layer}",
        container="mpeg",
        duration_ms=round(seconds * 1000),
        bitrate=bitrate,
        sample_rate=frame.sample_rate,
        channels=frame.channels,
    )
