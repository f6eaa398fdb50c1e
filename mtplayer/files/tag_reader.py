"""Reads one file: what it is called, what the stream is, and which recording it is.

mutagen reads; which of its classes is told by the ending, or by the content where that is wrong.
"""

import errno
import os
from collections.abc import Callable
from typing import Any, Final

import mutagen
from mutagen.aac import AAC
from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.dsdiff import DSDIFF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.musepack import Musepack
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis
from mutagen.trueaudio import TrueAudio
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from mtplayer.core.formats import suffix_of
from mtplayer.core.tags import FileFacts, Technical
from mtplayer.files import aiff, asf, dsd, flac, mp4, ogg, riff, wrapped
from mtplayer.files.audio_identity import audio_key
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.fields import to_tags
from mtplayer.files.path_names import complete
from mtplayer.files.reading import Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.runtime.only_files import NotAFile

Reader = Callable[[Source], Reading]


def _read_matroska(source: Source) -> Reading:
    """List it by name; mutagen cannot read it, and its length comes from the player."""
    if source.head[:4] != b"\x1a\x45\xdf\xa3":
        raise Unreadable("It is not a Matroska file")
    if source.size < 64:
        raise Unreadable("It has a header but no sound")
    return Reading({}, Technical(codec="matroska", container="matroska"))


_READERS: Final[dict[str, Reader]] = {
    ".mp3": wrapped.read_mpeg,
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
    ".wma": asf.read,
    ".asf": asf.read,
    ".ape": wrapped.read_monkeys,
    ".wv": wrapped.read_wavpack,
    ".tta": wrapped.read_true_audio,
    ".mpc": wrapped.read_musepack,
    ".aac": wrapped.read_adts,
    ".dsf": dsd.read_dsf,
    ".dff": dsd.read_dff,
    ".mka": _read_matroska,
}


def _read_nothing(*_arguments: object, **_values: object) -> None:
    """Stand in for the loading of a file."""


def _unloaded(kind: type[Any]) -> type[Any]:
    """Return a class that mutagen picks like this one, and that then reads nothing."""
    return type(kind.__name__, (kind,), {"load": _read_nothing})


_BY_CLASS: Final[dict[type[Any], Reader]] = {
    _unloaded(kind): reader
    for kind, reader in (
        (MP3, wrapped.read_mpeg),
        (FLAC, flac.read),
        (OggVorbis, ogg.read),
        (OggOpus, ogg.read),
        (OggSpeex, ogg.read),
        (OggFLAC, ogg.read),
        (MP4, mp4.read),
        (WAVE, riff.read),
        (AIFF, aiff.read),
        (ASF, asf.read),
        (MonkeysAudio, wrapped.read_monkeys),
        (WavPack, wrapped.read_wavpack),
        (TrueAudio, wrapped.read_true_audio),
        (Musepack, wrapped.read_musepack),
        (AAC, wrapped.read_adts),
        (DSF, dsd.read_dsf),
        (DSDIFF, dsd.read_dff),
    )
}
_OPENING: Final = {
    errno.EACCES: "It may not be read: permission denied",
    errno.EPERM: "It may not be read: permission denied",
    errno.ENOENT: "It is not there any more",
    errno.ELOOP: "It is a link that leads nowhere",
    errno.EIO: "The disk could not read it",
}


def read(path: bytes, *, loose: bool = False, at: bytes | None = None) -> FileFacts:
    """Read a file; never raises for what is in it. ``failure`` says why it is no music.

    ``loose`` files lie in a folder whose name is no album. One that is to be put into this place
    lies ``at`` another until then.
    """
    try:
        with Source(at or path) as source:
            facts = _read(source, path)
    except Unreadable as reason:
        facts = FileFacts(failure=str(reason))
    except NotAFile:
        facts = FileFacts(failure="It is not a file")
    except OSError as error:
        facts = FileFacts(failure=_opening(error), may_pass=True)
    except MISREAD as error:
        facts = FileFacts(failure=f"It cannot be understood ({type(error).__name__}: {error})")
    complete(facts.tags, path, loose=loose)
    return facts


def reading_of(source: Source, path: bytes) -> Reading:
    """Read by the format that the name says; where that is wrong, by the one of the content."""
    if not source.size:
        raise Unreadable("The file is empty")
    named = _READERS.get(suffix_of(path), wrapped.read_mpeg)
    try:
        return named(source)
    except Unreadable:
        other = _by_content(source)
        if other is None or other is named:
            raise
        return other(source)


def _by_content(source: Source) -> Reader | None:
    """Ask mutagen, which goes by the first bytes where a file object has no name."""
    picked: Any = mutagen.File(source.file(), list(_BY_CLASS))  # pyright: ignore[reportPrivateImportUsage]
    if picked is not None:
        return _BY_CLASS[type(picked)]
    return _read_matroska if source.head[:4] == b"\x1a\x45\xdf\xa3" else None


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
