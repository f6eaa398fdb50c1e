"""A text file of whatever encoding as lines of bytes that are never longer than they may be."""

import codecs
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

from mtplayer.files import cue_text

LONGEST_LINE: Final = 64 * 1024
_CHUNK: Final = 256 * 1024
_SAMPLE: Final = 16 * 1024
_LOOKED_AT: Final = 4 * 1024 * 1024
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_ENCODING: Final = re.compile(
    r"(?:cp|windows|iso|latin|shift|euc|gb|big5|koi8|mac|johab|hz|tis)[\w.-]*", re.ASCII
)


class Lines:
    """The lines of a file without their ends; what is longer than a line can be is counted.

    A line that is UTF-8 is read as that; the others of a file are all of one encoding.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.skipped = 0
        head = file.read(_SAMPLE)
        self._wide = _wide_encoding(head)
        first = _narrow(head, self._wide)
        # Written so by iTunes for the old Mac.
        self._end = b"\r" if b"\r" in first and b"\n" not in first else b"\n"
        self._told: str | None = None
        self._guessed: str | None = None

    def believe(self, encoding: str) -> None:
        """Take the file's own word for its encoding."""
        name = encoding.strip().strip("\"'").lower()
        with suppress(LookupError, UnicodeError):
            if _TEXT_ENCODING.fullmatch(name) and b"a".decode(name) == "a":
                self._told = name

    def text(self, line: bytes) -> str:
        """Return a line as text."""
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode(self._encoding(), "replace")
        return text.replace("\0", "")

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        kept, too_long = b"", False
        for chunk in self._chunks():
            *whole, rest = (kept + chunk).split(self._end)
            for line in whole:
                if too_long or len(line) > LONGEST_LINE:
                    self.skipped += 1
                    too_long = False
                else:
                    yield line.rstrip(b"\r\n")
            kept, too_long = (b"", True) if too_long or len(rest) > LONGEST_LINE else (rest, False)
        if too_long:
            self.skipped += 1
        elif kept:
            yield kept.rstrip(b"\r\n")

    def _chunks(self) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(self._wide)("replace") if self._wide else None
        is_first = True
        while chunk := self._file.read(_CHUNK):
            if decoder is not None:
                chunk = decoder.decode(chunk).encode("utf-8", "replace")
            if is_first:
                chunk, is_first = chunk.removeprefix(codecs.BOM_UTF8), False
            yield chunk

    def _encoding(self) -> str:
        if self._told is not None:
            return self._told
        if self._guessed is None:
            self._guessed = cue_text.encoding_of(self._strange())
        return self._guessed

    def _strange(self) -> bytes:
        """Return lines that are not UTF-8; the file stays where it was."""
        at = self._file.tell()
        self._file.seek(0)
        found: list[bytes] = []
        size = 0
        for line in self._file.read(_LOOKED_AT).split(self._end):
            if size > _SAMPLE:
                break
            if not _is_utf_8(line):
                found.append(line[:LONGEST_LINE])
                size += len(line)
        self._file.seek(at)
        return b"\n".join(found)


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of a file whose letters are wider than a byte, else None."""
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return encoding
    if len(head) >= 4 and head[1] == 0 and head[3] == 0 and head[0] and head[2]:
        return "utf-16-le"
    if len(head) >= 4 and head[0] == 0 and head[2] == 0 and head[1] and head[3]:
        return "utf-16-be"
    return None


def _narrow(head: bytes, wide: str | None) -> bytes:
    return head if wide is None else head.decode(wide, "replace").encode("utf-8", "replace")


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def size_of(file: BinaryIO) -> int:
    """Return how many bytes a file has."""
    return os.fstat(file.fileno()).st_size
