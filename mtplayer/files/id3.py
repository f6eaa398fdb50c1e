"""ID3v2.2, 2.3 and 2.4: finds the frames without loading the pictures among them.

Written after id3.org's documents; a quarter of the time of mutagen's frame objects, and compared
with mutagen's reading in tests/files/test_id3.py.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mtplayer.files.source import Source

_FRAME_ID: Final = re.compile(rb"[A-Z][A-Z0-9]{2,3}\Z")
# Larger than any text anyone wrote; pictures are passed over, whatever their size.
_LARGEST_FRAME: Final = 1 << 20
# Frames of text are short; what is behind a picture is another block.
_BLOCK: Final = 4096
# A whole tag is loaded only when it is unsynchronised as one piece (before 2.4).
_LARGEST_UNSYNCHRONISED: Final = 32 << 20
_MOST_NAMES: Final = 1000


_seen_names: set[bytes] = set()
"""Names that are well formed: a few dozen in any library."""


def _is_name(name: bytes) -> bool:
    """Whether it can name a frame; 2.3 frames may carry a 2.2 name and a zero."""
    if _FRAME_ID.match(name.rstrip(b"\0")) is None:
        return False
    if len(_seen_names) < _MOST_NAMES:
        _seen_names.add(name)
    return True


@dataclass(frozen=True, slots=True)
class Id3Header:
    """Where a tag is and how it is written; ``end`` is behind its padding and footer."""

    version: int
    flags: int
    start: int
    body: int
    end: int


class Frame(NamedTuple):
    """One frame: its four-letter name and where its content is."""

    name: bytes
    flags: int
    offset: int
    size: int


def syncsafe(data: bytes) -> int:
    """Read seven bits of each byte; of a number that is not syncsafe the high bits are lost."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def read_header(source: Source, offset: int) -> Id3Header | None:
    """Return the header of the tag at ``offset``, if there is one that we know."""
    data = source.read(offset, 10)
    if data[:3] != b"ID3" or len(data) < 10 or not 2 <= data[3] <= 4:
        return None
    version, flags = data[3], data[5]
    size = syncsafe(data[6:])
    if any(byte & 0x80 for byte in data[6:]):
        # Not syncsafe: some writers put a plain number; it holds if the file has that much.
        plain = int.from_bytes(data[6:], "big")
        size = plain if offset + 10 + plain <= source.size else 0
    footer = 10 if version == 4 and flags & 0x10 else 0
    return Id3Header(version, flags, offset, offset + 10, offset + 10 + size + footer)


def skip_tags(source: Source, offset: int = 0) -> tuple[int, list[Id3Header]]:
    """Return where the sound begins and the tags before it: some writers stack several."""
    headers: list[Id3Header] = []
    while (header := read_header(source, offset)) is not None and len(headers) < 16:
        headers.append(header)
        offset = header.end
    return offset, headers


class Id3Tag:
    """The frames of one tag, read from the file when asked for."""

    __slots__ = ("_end", "_header", "_source", "_start", "version")

    def __init__(self, source: Source, header: Id3Header) -> None:
        self._header = header
        self._source: Source | _Memory = source
        self.version = header.version
        self._start = header.body
        self._end = min(header.end, source.size)
        if header.version < 4 and header.flags & 0x80:
            self._load_unsynchronised(source)
        if header.flags & 0x40 and header.version > 2:
            self._start += self._extended_header()

    def _load_unsynchronised(self, source: Source) -> None:
        size = min(self._end - self._start, _LARGEST_UNSYNCHRONISED)
        self._source = _Memory(synchronise(source.read(self._start, size)))
        self._start, self._end = 0, len(self._source.data)

    def _extended_header(self) -> int:
        data = self._source.read(self._start, 4)
        if _FRAME_ID.match(data):
            return 0  # the flag is set and there is none: a known tagger does that
        if self.version == 4:
            return syncsafe(data)
        return 4 + int.from_bytes(data, "big")

    def frames(self) -> Iterator[Frame]:
        """Yield every frame in order; ends quietly where the tag stops making sense."""
        width, head = (3, 6) if self.version == 2 else (4, 10)
        position, end, read = self._start, self._end, self._source.read
        block, base = b"", position
        while position + head < end:
            at = position - base
            if at + head > len(block):
                block, base, at = read(position, _BLOCK), position, 0
            name = block[at : at + width]
            if name not in _seen_names and not _is_name(name):
                return
            size = int.from_bytes(block[at + width : at + 2 * width], "big")
            if size >= 0x80 and self.version == 4:
                size = self._size(position, block[at + 4 : at + 8])
            if size:
                flags = 0 if width == 3 else block[at + 9]
                yield Frame(name.rstrip(b"\0"), flags, position + head, size)
            position += head + size

    def _size(self, position: int, data: bytes) -> int:
        """Read a 2.4 frame's size: iTunes wrote plain numbers where syncsafe ones belong."""
        safe, plain = syncsafe(data), int.from_bytes(data, "big")
        if safe == plain:
            return safe
        if any(byte & 0x80 for byte in data):
            return plain
        return (
            plain
            if not self._goes_on(position + 10 + safe) and self._goes_on(position + 10 + plain)
            else safe
        )

    def _goes_on(self, position: int) -> bool:
        if position >= self._end:
            return position == self._end
        name = self._source.read(position, 4)
        return not name.strip(b"\0") or _FRAME_ID.match(name) is not None

    def content(self, frame: Frame) -> bytes:
        """Return what is in a frame, unwrapped; empty if it is too large or encrypted."""
        if frame.size > _LARGEST_FRAME:
            return b""
        size = min(frame.size, self._end - frame.offset)
        data = self._source.read(frame.offset, size)
        if frame.flags or self._header.flags & 0x80:
            return self._unwrapped(data, frame.flags)
        return data

    def whole(self, frame: Frame, limit: int) -> bytes:
        """Return a frame that may be large: a picture."""
        data = self._source.read(frame.offset, min(frame.size, limit, self._end - frame.offset))
        if frame.flags or self._header.flags & 0x80:
            return self._unwrapped(data, frame.flags)
        return data

    def _unwrapped(self, data: bytes, flags: int) -> bytes:
        if self.version == 4:
            if flags & 0x09:
                data = data[4:]  # the length before compression
            if flags & 0x02 or self._header.flags & 0x80:
                data = synchronise(data)
            return b"" if flags & 0x04 else _inflated(data) if flags & 0x08 else data
        if self.version == 3:
            return b"" if flags & 0x40 else _inflated(data[4:]) if flags & 0x80 else data
        return data


class _Memory:
    """A tag that had to be loaded as a whole."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]


def synchronise(data: bytes) -> bytes:
    """Take the zeros out that unsynchronisation put in; leave data alone that has none of them."""
    if b"\xff" not in data:
        return data
    if data.endswith(b"\xff") or re.search(rb"\xff[\xe0-\xff]", data):
        return data  # the flag is set, but nobody did it
    return data.replace(b"\xff\x00", b"\xff")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST_FRAME)
    except zlib.error:
        return b""
