"""Writes tags into files: beside the file first, then in its place, and only if all is well."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import mutagen
from mutagen.apev2 import APEv2
from mutagen.asf import ASFTags
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

from mtplayer.core.listening.rating_fields import Family
from mtplayer.core.problems import MtplayerError
from mtplayer.core.tags import Tags
from mtplayer.files import tag_reader
from mtplayer.files.fast_mutagen import MISREAD

PART: Final = b".mtplayer-part"
"""The copy beside a file. Always the same: what a crash leaves behind is found again."""

NO_PLACE: Final = "Files of this kind have no place for it."
_OLDER_VERSIONS: Final = (3, 4)


class NotWritten(MtplayerError):
    """A file stayed as it was; the text says why."""

    title = "A file was not saved"


def rewrite(
    path: bytes,
    change: Callable[[Any, Family], object],
    keeps: Callable[[Any, Family], bool],
    others: Callable[[Tags], Tags],
) -> tuple[os.stat_result, bytes | None]:
    """Let a file have other tags; its sound stays as it is, and so does what ``others`` leaves.

    ``change`` is given a copy to be saved, ``keeps`` what was saved. Raises NotWritten, and leaves
    the file as it was. Returns how the file stands now, and the identity of its sound.
    """
    try:
        known = os.stat(path)
        made = path + PART
        shutil.copy2(path, made)
    except OSError as error:
        raise NotWritten(_reason_of(error)) from error
    try:
        kind = kind_of(path)
        opened, family = opened_at(made, kind)
        change(opened, family)
        _save(opened, family, made)
        key = _verified(path, made, others)
        if not keeps(*opened_at(made, kind)):
            raise NotWritten("It did not keep what was written.")
        _flush(made)
        now = os.stat(path)
        if (now.st_size, now.st_mtime_ns) != (known.st_size, known.st_mtime_ns):
            raise NotWritten("It was changed by another program meanwhile.")
        os.replace(made, path)
        return os.stat(path), key
    except OSError as error:
        raise NotWritten(_reason_of(error)) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(made)


def tidy(path: bytes) -> None:
    """Take away the copy that a crash left beside a file."""
    with suppress(OSError):
        os.unlink(path + PART)


def _verified(path: bytes, made: bytes, others: Callable[[Tags], Tags]) -> bytes | None:
    """Return the identity of the sound if it and all other tags are the same as before."""
    old, new = tag_reader.read(path), tag_reader.read(path, at=made)
    if new.failure is not None or old.audio_key != new.audio_key:
        raise NotWritten("Its sound would not have been the same.")
    if others(old.tags) != others(new.tags):
        raise NotWritten("Its other tags would not have been the same.")
    return new.audio_key


def kind_of(path: bytes) -> Any:
    """Return the class by which mutagen has a file: by its name too, which a copy lacks."""
    try:
        opened: Any = mutagen.File(os.fsdecode(path))  # pyright: ignore[reportPrivateImportUsage]
    except OSError as error:
        raise NotWritten(_reason_of(error)) from error
    except MISREAD as error:
        raise NotWritten(NO_PLACE) from error
    if opened is None:
        raise NotWritten(NO_PLACE)
    return type(opened)


def opened_at(path: bytes, kind: Any) -> tuple[Any, Family]:
    """Return a file with tags, and which kind of tags they are."""
    try:
        opened = kind(os.fsdecode(path))
        if isinstance(opened.tags, ID3):
            # Frames stay those of their version, but for the oldest, which nobody writes.
            opened = kind(os.fsdecode(path), translate=opened.tags.version[1] == 2)
        if opened.tags is None:
            opened.add_tags()
    except OSError as error:
        raise NotWritten(_reason_of(error)) from error
    except MISREAD as error:
        raise NotWritten(NO_PLACE) from error
    return opened, _family_of(opened.tags)


def _family_of(tags: Any) -> Family:
    for kind, family in ((ID3, Family.ID3), (APEv2, Family.APE), (MP4Tags, Family.MP4)):
        if isinstance(tags, kind):
            return family
    if isinstance(tags, ASFTags):
        return Family.ASF
    if isinstance(tags, list):
        return Family.VORBIS
    raise NotWritten(NO_PLACE)


def _save(opened: Any, family: Family, path: bytes) -> None:
    try:
        if family is Family.ID3:
            version = opened.tags.version[1]
            if version not in _OLDER_VERSIONS:
                opened.tags.update_to_v23()
                version = 3
            opened.save(os.fsdecode(path), v2_version=version)
        else:
            opened.save(os.fsdecode(path))
    except MISREAD as error:
        raise NotWritten("Its tags could not be written.") from error


def _flush(path: bytes) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _reason_of(error: OSError) -> str:
    return f"{error.strerror or 'The disk refused it'}."
