"""Walks the frames of an MPEG stream: for what no table says, and mutagen takes for constant."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple

from mutagen.mp3 import MPEGFrame

from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.source import Source

# Version, layer, bitrate, sample rate and padding: the bits that decide how long a frame is.
_DECIDING: Final = 0xFFFEFE00
_SAME_STREAM: Final = 0xFFFE0C00
_LOOKED_THROUGH: Final = 8 * 1024
_FRAMES_COMPARED: Final = 12


class Frame(NamedTuple):
    """How long a frame is, in bytes and in samples, and of how many samples a second."""

    header: int
    length: int
    samples: int
    sample_rate: int


_known: dict[int, Frame | None] = {}
"""Frames by the bits of their header that count: a few dozen in any library."""


def frame(header: int) -> Frame | None:
    """Return the frame that a header announces; mutagen knows the tables."""
    bits = header & _DECIDING
    if bits not in _known:
        _known[bits] = _parsed(bits)
    return _known[bits]


def _parsed(bits: int) -> Frame | None:
    file = BytesIO(bits.to_bytes(4, "big"))
    try:
        found = MPEGFrame(file)
    except MISREAD:
        return None
    samples = 384 if found.layer == 1 else 1152
    if found.layer == 3 and found.version != 1:
        samples = 576
    length = file.tell()
    return Frame(bits, length, samples, found.sample_rate) if length > 4 else None


def frames(source: Source, position: int, end: int) -> Iterator[Frame]:
    """Yield frame after frame; noise between two is passed over."""
    stream: int | None = None
    while position + 4 <= end:
        header = int.from_bytes(source.read(position, 4), "big")
        found = frame(header)
        if found is not None and stream in (None, header & _SAME_STREAM):
            stream = header & _SAME_STREAM
            yield found
            position += found.length
            continue
        again = first_frame(source, position + 1, end, stream)
        if again is None:
            return
        position = again


def first_frame(source: Source, position: int, end: int, stream: int | None = None) -> int | None:
    """Return where a frame is that another of its stream follows, not too far from here."""
    block = source.read(position, min(_LOOKED_THROUGH, end - position))
    at = block.find(b"\xff")
    while at >= 0:
        header = int.from_bytes(source.read(position + at, 4), "big")
        found = frame(header)
        if found is not None and stream in (None, header & _SAME_STREAM):
            following = source.read(position + at + found.length, 4)
            if int.from_bytes(following, "big") & _SAME_STREAM == header & _SAME_STREAM:
                return position + at
        at = block.find(b"\xff", at + 1)
    return None


def varies(source: Source, start: int, end: int) -> bool:
    """Whether frames at the beginning, in the middle and near the end are of several bitrates.

    All of it is at hand: the audio key reads the same places.
    """
    seen: set[int] = set()
    for begin in (start, (start + end) // 2, max(start, end - 16 * 1024)):
        place = first_frame(source, begin, end)
        if place is None:
            continue
        for _, found in zip(range(_FRAMES_COMPARED), frames(source, place, end), strict=False):
            # Padding makes frames of one bitrate differ by a byte.
            seen.add(found.header & ~0x200)
    return len(seen) > 1


def measured(source: Source, start: int, end: int) -> tuple[int, int]:
    """Return the length in milliseconds and the mean bitrate, by walking every frame."""
    counted: dict[Frame, int] = {}
    for found in frames(source, start, end):
        counted[found] = counted.get(found, 0) + 1
    seconds = sum(count * one.samples / one.sample_rate for one, count in counted.items())
    size = sum(count * one.length for one, count in counted.items())
    return round(seconds * 1000), round(size * 8 / seconds) if seconds else 0
