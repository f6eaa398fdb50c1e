"""Reads one file: what it is called, what the stream is, and which recording it is."""

import errno
import os
import struct
import zlib
from collections.abc import Callable
from typing import Final

from mtplayer.core.formats import suffix_of
from mtplayer.core.tags import FileFacts, Technical
from mtplayer.files import aiff, dsd, flac, mp4, musepack, ogg, riff
from mtplayer.files.ape_formats import (
    read_adts,
    read_monkeys,
    read_mpeg,
    read_true_audio,
    read_wavpack,
)
from mtplayer.files.audio_identity import audio_key
from mtplayer.files.fields import to_tags
from mtplayer.files.path_names import complete
from mtplayer.files.reading import Reading, Unreadable
from mtplayer.files.source import NotAFile, Source

Reader = Callable[[Source], Reading]

BROKEN: Final = (
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
"""What code that meets nonsense in a file may raise; a bug of ours is among them, hence logged."""


def _read_asf(source: Source) -> Reading:
    # mutagen is loaded for what needs it: it takes 25 ms, a tenth of a worker's start.
    from mtplayer.files import asf

    return asf.read(source)


def _read_matroska(source: Source) -> Reading:
    """List it by name; its length comes from the player."""
    if source.head[:4] != b"\x1a\x45\xdf\xa3":
        raise Unreadable("It is not a Matroska file")
    if source.size < 64:
        raise Unreadable("It has a header but no sound")
    return Reading({}, Technical(codec="matroska", container="matroska"))


_READERS: Final[dict[str, Reader]] = {
    ".mp3": read_mpeg,
    ".flac": flac.read,
    ".ogg": ogg.read,
    ".oga": ogg.read,
    ".opus": ogg.read,
    ".spx": ogg.read,
    ".m4a": mp4.read,
    ".m4b": mp4.read,
    ".mp4": mp4.read,
    ".wav": riff.read,
    ".aif": aiff.read,
    ".aiff": aiff.read,
    ".wma": _read_asf,
    ".asf": _read_asf,
    ".ape": read_monkeys,
    ".wv": read_wavpack,
    ".tta": read_true_audio,
    ".mpc": musepack.read,
    ".aac": read_adts,
    ".dsf": dsd.read_dsf,
    ".dff": dsd.read_dff,
    ".mka": _read_matroska,
}
_MARKS: Final[tuple[tuple[int, bytes, Reader], ...]] = (
    (0, b"fLaC", flac.read),
    (0, b"OggS", ogg.read),
    (4, b"ftyp", mp4.read),
    (8, b"WAVE", riff.read),
    (8, b"AIF", aiff.read),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", _read_asf),
    (0, b"MAC ", read_monkeys),
    (0, b"wvpk", read_wavpack),
    (0, b"TTA1", read_true_audio),
    (0, b"MPCK", musepack.read),
    (0, b"MP+", musepack.read),
    (0, b"DSD ", dsd.read_dsf),
    (0, b"FRM8", dsd.read_dff),
    (0, b"\x1a\x45\xdf\xa3", _read_matroska),
)
_OPENING: Final = {
    errno.EACCES: "It may not be read: permission denied",
    errno.EPERM: "It may not be read: permission denied",
    errno.ENOENT: "It is not there any more",
    errno.ELOOP: "It is a link that leads nowhere",
    errno.EIO: "The disk could not read it",
}


def read(path: bytes, *, loose: bool = False) -> FileFacts:
    """Read a file; never raises for what is in it. ``failure`` says why it is no music.

    ``loose`` files lie in a folder whose name is no album.
    """
    try:
        with Source(path) as source:
            facts = _read(source, path)
    except Unreadable as reason:
        facts = FileFacts(failure=str(reason))
    except NotAFile:
        facts = FileFacts(failure="It is not a file")
    except OSError as error:
        facts = FileFacts(failure=_opening(error), may_pass=True)
    except BROKEN as error:
        facts = FileFacts(failure=f"It cannot be understood ({type(error).__name__}: {error})")
    complete(facts.tags, path, loose=loose)
    return facts


def reading_of(source: Source, path: bytes) -> Reading:
    """Read by the format that the name says; where that is wrong, by the one of the content."""
    if not source.size:
        raise Unreadable("The file is empty")
    named = _READERS.get(suffix_of(path), read_mpeg)
    try:
        return named(source)
    except Unreadable:
        other = _by_content(source)
        if other is None or other is named:
            raise
        return other(source)


def _by_content(source: Source) -> Reader | None:
    for offset, mark, reader in _MARKS:
        if source.head.startswith(mark, offset):
            return reader
    if source.head[:3] == b"ID3" or source.head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xfa"):
        return read_mpeg
    return None


def _read(source: Source, path: bytes) -> FileFacts:
    reading = reading_of(source, path)
    return FileFacts(
        tags=to_tags(reading.fields),
        technical=reading.technical,
        has_cover=reading.has_cover,
        audio_key=audio_key(source, reading.payload),
    )


def _opening(error: OSError) -> str:
    return _OPENING.get(error.errno or 0) or f"It cannot be read: {os.strerror(error.errno or 0)}"
