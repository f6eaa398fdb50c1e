"""mutagen as a scan wants it: pictures passed over, UTF-16 decoded whole, words kept if it fails.

A picture is read once per album, elsewhere; here it would be copied for every file.
"""

import importlib
import struct
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any, Final

import mutagen
from mutagen import MutagenError
from mutagen._util import decode_terminated as decode_by_the_byte
from mutagen.flac import FLAC, MetadataBlock
from mutagen.id3 import Frames, Frames_2_2, TextFrame
from mutagen.mp4 import MP4, MP4Tags

from mtplayer.core.typed import override

MISREAD: Final = (
    MutagenError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What mutagen raises over nonsense in a file; a bug of it or of ours is among them."""

# The newest version that was compared with what the patch below gives.
_COMPARED: Final = (1, 48)
_BOMS: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
_PICTURE: Final = 6


def decode_at_once(data: bytes, encoding: str, strict: bool = True) -> tuple[str, bytes]:  # noqa: FBT001, FBT002 - mutagen's
    """Cut a text off at its zero; mutagen decodes UTF-16 byte by byte to find it.

    That was the largest single cost of an MP3: 0.372 ms without this, 0.265 ms with it.
    """
    if encoding not in ("utf16", "utf_16_be") or (encoding == "utf16" and data[:2] not in _BOMS):
        return decode_by_the_byte(data, encoding, strict)
    at = data.find(b"\0\0")
    while at & 1 and at > 0:
        at = data.find(b"\0\0", at + 1)
    if at < 0:
        text = data.decode(encoding)
        if strict:
            raise ValueError("not null terminated")
        return text, b""
    return data[:at].decode(encoding), data[at + 2 :]


def install() -> bool:
    """Put the patch in if this is a mutagen that we know; return whether it is in."""
    if mutagen.version[:2] > _COMPARED:
        return False
    specs: Any = importlib.import_module("mutagen.id3._specs")
    if specs.decode_terminated is decode_by_the_byte:
        specs.decode_terminated = decode_at_once
    return specs.decode_terminated is decode_at_once


def texts_of(data: bytes) -> list[str] | None:
    """Return the texts of a frame that is well formed; mutagen knows what writers get wrong."""
    encoding, content = data[:1], data[1:]
    try:
        if encoding == b"\0":
            return content.decode("latin-1").split("\0")
        if encoding == b"\3":
            return content.decode("utf-8").split("\0")
        if encoding == b"\1" and content[:2] == BOM_UTF16_LE and not len(content) & 1:
            text = content.decode("utf-16")
            # A later value has a mark of its own, and may have the other byte order.
            first, *later = text.split("\0")
            return None if "\ufffe" in text else [first, *(t.removeprefix("\ufeff") for t in later)]
    except UnicodeDecodeError:
        return None
    return None


class _Quick:
    """A frame to be read into: mutagen sets defaults first, then each part by two calls."""

    def __init__(self, *arguments: Any, **values: Any) -> None:
        if arguments or values:
            super().__init__(*arguments, **values)


class _QuickText(_Quick):
    @classmethod
    def _fromData(cls, header: Any, flags: int, data: bytes) -> Any:  # noqa: N802 - mutagen's
        texts = None if flags or header.f_unsynch else texts_of(data)
        if texts is None:
            return super()._fromData(header, flags, data)  # pyright: ignore[reportAttributeAccessIssue]
        frame = cls()
        frame.__dict__.update(cls._parts(data[0], texts))
        return frame

    @classmethod
    def _parts(cls, encoding: int, texts: list[str]) -> dict[str, Any]:
        return {"encoding": encoding, "text": texts}


class _QuickFreeText(_QuickText):
    @override
    @classmethod
    def _parts(cls, encoding: int, texts: list[str]) -> dict[str, Any]:
        return {"encoding": encoding, "desc": texts[0], "text": texts[1:]}


def _quick(name: str, kind: type[Any]) -> type[Any]:
    quick = _Quick
    if name == "TXXX":
        quick = _QuickFreeText
    elif issubclass(kind, TextFrame) and name != "COMM":
        quick = _QuickText
    return type(name, (quick, kind), {})


_READ: Final = (
    "TIT1", "TIT2", "GRP1", "TPE1", "TPE2", "TPE3", "TPE4", "TALB", "TRCK",
    "TPOS", "TCON", "TCOM", "TEXT", "TPUB", "TSRC", "TBPM", "TCMP", "TYER",
    "TDAT", "TORY", "TSOT", "TSOP", "TSOA", "TSO2", "TSOC", "TKEY", "TMOO", "TSST", "TXXX", "COMM",
    "USLT", "SYLT", "UFID", "POPM", "RVA2", "TMCL", "TIPL", "IPLS",
)  # fmt: skip
# As time stamps they would be changed: "22.09.1997" into the year 22.
_PLAIN: Final = ("TDRC", "TDRL", "TDOR", "XSOT", "XSOP", "XSOA")
FRAMES: Final[dict[str, Any]] = {
    **{name: _quick(name, Frames[name]) for name in _READ},
    **{name: frame for name, frame in Frames_2_2.items() if frame.__base__.__name__ in _READ},
    **{name: _quick(name, TextFrame) for name in _PLAIN},
}
"""The frames that become words; all others, pictures among them, stay the bytes they are."""


class _PassedOver(MetadataBlock):
    """A block nobody reads here; sizes are trusted, where mutagen would parse a picture."""

    _distrust_size = True

    @override
    def load(self, data: Any) -> None:
        data.seek(-3, 1)
        data.seek(int.from_bytes(data.read(3), "big"), 1)


class WordsOfFLAC(FLAC):
    """A FLAC file without its pictures, seek points and padding."""

    METADATA_BLOCKS = [  # noqa: RUF012 - mutagen's attribute
        block if number in (0, 4) else _PassedOver
        for number, block in enumerate(FLAC.METADATA_BLOCKS)
    ]


class StreamOfFLAC(FLAC):
    """A FLAC file whose words are broken."""

    METADATA_BLOCKS = [  # noqa: RUF012 - mutagen's attribute
        block if number == 0 else _PassedOver for number, block in enumerate(FLAC.METADATA_BLOCKS)
    ]


def has_cover(opened: FLAC) -> bool:
    """Whether one of the blocks is a picture."""
    return any(block.code == _PICTURE for block in opened.metadata_blocks)


class _WordsOfMP4(MP4Tags):
    @override
    def load(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words before one that is broken."""
        try:
            super().load(*args, **kwargs)
        except MISREAD as error:
            self.broken_by = error


class _NoChapters:
    @staticmethod
    def _can_load(_atoms: object) -> bool:
        return False


class WordsOfMP4(MP4):
    """An MP4 file without chapters, that opens however its words are."""

    MP4Tags = _WordsOfMP4
    MP4Chapters = _NoChapters  # pyright: ignore[reportAssignmentType]


install()
