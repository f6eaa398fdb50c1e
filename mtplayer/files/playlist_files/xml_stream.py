"""XML read in pieces: no entities, no depths, and never more in memory than one piece."""

import re
from collections.abc import Callable
from typing import BinaryIO, Final, Protocol
from xml.parsers import expat

from mtplayer.core.lists.list_files import ListUnreadable

_CODE: Final = re.compile(rb"&#(x?)([0-9A-Fa-f]{4,6});")
_LONGEST_CODE: Final = 12
_HALVES: Final = range(0xD800, 0xE000)
_BYTES: Final = 0xDC00
_CHUNK: Final = 256 * 1024
_DEEPEST: Final = 64
_LONGEST_TAG: Final = 1024 * 1024
_LONGEST_TEXT: Final = 64 * 1024


class Taker(Protocol):
    """Who is told of the elements."""

    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        """Hear that an element begins; its name is without its namespace."""
        ...

    def end(self, name: str, text: str, /) -> None:
        """Hear that an element ends, and the text that stood in it."""
        ...


class TooMuch(ListUnreadable):
    """It is made to fill the memory."""


def feed(file: BinaryIO, taker: Taker, on_progress: Callable[[], object] | None = None) -> None:
    """Tell of every element of a file. Raises ListUnreadable for what is no XML."""
    stream = _Stream(taker)
    file.seek(0)
    try:
        held = b""
        while chunk := file.read(_CHUNK):
            whole, held = _parted(held + chunk)
            stream.feed(_CODE.sub(_named, whole))
            if on_progress is not None:
                on_progress()
        stream.feed(held)
        stream.close()
    except expat.ExpatError as error:
        raise ListUnreadable(f"It is damaged in line {error.lineno}.") from error
    except (LookupError, ValueError) as error:
        raise ListUnreadable(f"Its encoding is not known: {error}.") from error


class _Stream:
    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._texts: list[list[str]] = []
        self._sizes: list[int] = []
        self._silent = 0
        parser = self._parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # A few hundred bytes of entities become gigabytes; no playlist needs one.
        parser.EntityDeclHandler = self._refuse
        parser.DefaultHandler = self._heard

    def feed(self, chunk: bytes) -> None:
        """Take the next piece of the file."""
        self._silent += len(chunk)
        self._parser.Parse(chunk, False)  # noqa: FBT003 - the standard library's
        if self._silent > _LONGEST_TAG:
            # A tag that does not end would be kept until it does.
            raise TooMuch("A tag in it is longer than a megabyte.")

    def close(self) -> None:
        """Say that it was all."""
        self._parser.Parse(b"", True)  # noqa: FBT003 - the standard library's

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._silent = 0
        if len(self._texts) >= _DEEPEST:
            raise TooMuch("It is nested deeper than any playlist.")
        self._texts.append([])
        self._sizes.append(0)
        self._taker.begin(_local(name), attributes)

    def _end(self, name: str) -> None:
        self._silent = 0
        self._sizes.pop()
        self._taker.end(_local(name), "".join(self._texts.pop()))

    def _text(self, text: str) -> None:
        self._silent = 0
        if self._texts and self._sizes[-1] < _LONGEST_TEXT:
            self._texts[-1].append(text[: _LONGEST_TEXT - self._sizes[-1]])
            self._sizes[-1] += len(text)

    def _heard(self, _text: str) -> None:
        self._silent = 0

    def _refuse(self, *_declared: object) -> None:
        raise TooMuch("It declares entities, which no playlist needs.")


def _parted(piece: bytes) -> tuple[bytes, bytes]:
    """Return a piece up to a character's code that may go on in the next one, and that."""
    at = piece.rfind(b"&", -_LONGEST_CODE)
    return (piece, b"") if at < 0 or b";" in piece[at:] else (piece[:at], piece[at:])


def _named(code: "re.Match[bytes]") -> bytes:
    """Return the byte that half a character stands for, as addresses write it.

    Quod Libet names the bytes of paths that are no UTF-8 so, which no XML allows.
    """
    number = int(code[2], 16 if code[1] else 10)
    if number not in _HALVES:
        return code[0]
    return b"%%%02X" % (number - _BYTES) if number - _BYTES in range(0x80, 0x100) else b"?"


def _local(name: str) -> str:
    return name.rpartition(":")[2]
