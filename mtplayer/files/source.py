"""One file opened once: its size, its beginning, and any other range by position."""

import os
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Final, Self

from mtplayer.runtime.only_files import only_file

HEAD: Final = 64 * 1024
_WINDOW: Final = 16 * 1024
_LARGEST_WINDOW: Final = 256 * 1024


class Source:
    """Reads by position. Most files need two or three reads, whatever the format asks for."""

    __slots__ = ("_at", "_window", "fd", "head", "size")

    def __init__(self, path: bytes) -> None:
        self.fd = only_file(path)
        self.size = os.fstat(self.fd).st_size
        self._window = b""
        self._at = 0
        try:
            self.head = read_at(self.fd, HEAD, 0)
        except OSError:
            os.close(self.fd)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self.fd)

    def read(self, offset: int, length: int) -> bytes:
        """Return up to ``length`` bytes; fewer only at the end of the file."""
        head = self.head
        if offset + length <= len(head) or len(head) == self.size:
            return head[offset : offset + length] if offset >= 0 else b""
        start = offset - self._at
        if start >= 0 and start + length <= len(self._window):
            return self._window[start : start + length]
        return self._fetch(offset, length)

    def pieces(self, offset: int, length: int) -> Iterator[bytes | memoryview]:
        """Yield a long stretch in pieces, without copying what is at hand."""
        inside = min(length, len(self.head) - offset)
        if inside > 0:
            yield memoryview(self.head)[offset : offset + inside]
            offset, length = offset + inside, length - inside
        if length > 0 and offset < self.size:
            yield read_at(self.fd, length, offset)

    def _fetch(self, offset: int, length: int) -> bytes:
        if offset < 0 or offset >= self.size or length <= 0:
            return b""
        window = read_at(self.fd, max(min(length, self.size - offset), _WINDOW), offset)
        if length > _LARGEST_WINDOW:
            return window
        self._window, self._at = window, offset
        return window[:length]

    def part(self, start: int, end: int) -> BinaryIO:
        """Return a file object that begins at ``start``; it may end at ``end``."""
        if end <= len(self.head):
            return BytesIO(self.head[start:end])
        return self.file(start)

    def file(self, offset: int = 0) -> BinaryIO:
        """Return it as a file object at this position, for mutagen."""
        file: BinaryIO = (
            BytesIO(self.head)
            if len(self.head) == self.size
            else os.fdopen(self.fd, "rb", _WINDOW, closefd=False)
        )
        file.seek(offset)
        return file


def _seek_and_read(fd: int, length: int, offset: int) -> bytes:
    os.lseek(fd, offset, os.SEEK_SET)
    return os.read(fd, length)


read_at = os.pread if hasattr(os, "pread") else _seek_and_read
