"""Chunked files: RIFF and RF64 (little endian), AIFF (big endian), DSDIFF (64 bits)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from mtplayer.files.source import Source

_MOST_CHUNKS: Final = 4096
_OPEN_END: Final = 0xFFFFFFFF


class Chunk(NamedTuple):
    """A named part of a file; the size is what is really there."""

    name: bytes
    offset: int
    size: int

    @property
    def end(self) -> int:
        """Where it ends, without its padding."""
        return self.offset + self.size


def little(source: Source, start: int, end: int, data_size: int = 0) -> Iterator[Chunk]:
    """Yield RIFF chunks; ``data_size`` is what RF64 says about a data chunk without a size."""
    return _walk(source, start, end, "little", 4, data_size)


def big(source: Source, start: int, end: int) -> Iterator[Chunk]:
    """Yield AIFF chunks."""
    return _walk(source, start, end, "big", 4, 0)


def wide(source: Source, start: int, end: int) -> Iterator[Chunk]:
    """Yield DSDIFF chunks, whose sizes have 64 bits."""
    return _walk(source, start, end, "big", 8, 0)


def _walk(
    source: Source, start: int, end: int, order: str, width: int, data_size: int
) -> Iterator[Chunk]:
    end = min(end, source.size)
    for _ in range(_MOST_CHUNKS):
        head = source.read(start, 4 + width)
        if len(head) < 4 + width or start >= end:
            return
        size = int.from_bytes(head[4:], "little" if order == "little" else "big")
        if head[:4] == b"data" and size in (0, _OPEN_END):
            # A stream written to a pipe never learnt its length.
            size = data_size or end - start - 4 - width
        offset = start + 4 + width
        yield Chunk(head[:4], offset, max(0, min(size, end - offset)))
        start = offset + size + (size & 1)
