"""Writes ratings into files: beside the file first, then in its place, and only if all is well."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import mutagen
from mutagen.apev2 import APETextValue, APEv2
from mutagen.asf import ASFTags
from mutagen.asf._attrs import ASFValue
from mutagen.id3 import ID3, POPM, TXXX, Encoding
from mutagen.mp4 import MP4FreeForm, MP4Tags

from mtplayer.core.problems import MtplayerError
from mtplayer.core.rating_fields import FREE, SHARED, Family, Fields, is_rating
from mtplayer.core.rating_fields import POPM as POPM_NAME
from mtplayer.core.rating_fields import TXXX as TXXX_NAME
from mtplayer.files import tag_reader
from mtplayer.files.fast_mutagen import MISREAD

PART: Final = b".mtplayer-part"
"""The copy beside a file. Always the same: what a crash leaves behind is found again."""

_NO_PLACE: Final = "Files of this kind have no place for a rating."
# The kinds of attributes in ASF.
_UNICODE: Final = 0x0000
_DWORD: Final = 0x0003
_OLDER_VERSIONS: Final = (3, 4)


class NotWritten(MtplayerError):
    """A file stayed as it was; the text says why."""

    title = "A rating was not written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a file says before and after, as JSON, and what the library keeps of it."""

    before: bytes
    after: bytes
    size: int
    mtime_ns: int
    inode: int
    device: int
    audio_key: bytes | None


def read_fields(path: bytes) -> Fields:
    """Return the rating tags of a file. Raises NotWritten where it has no place for them."""
    return _fields(*_open(path, _kind_of(path)))


def write(path: bytes, change: Callable[[Fields, Family], Fields]) -> Written:
    """Let a file have other rating tags; its sound and every other tag stay as they are.

    Raises NotWritten, and leaves the file as it was.
    """
    try:
        before_stat = os.stat(path)
        made = path + PART
        shutil.copy2(path, made)
    except OSError as error:
        raise NotWritten(_reason(error)) from error
    try:
        return _changed(path, made, before_stat, change)
    except OSError as error:
        raise NotWritten(_reason(error)) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(made)


def tidy(path: bytes) -> None:
    """Take away the copy that a crash left beside a file."""
    with suppress(OSError):
        os.unlink(path + PART)


def as_json(fields: Fields) -> bytes:
    """Return tags as they are kept in the log of changes."""
    return json.dumps(fields, sort_keys=True).encode()


def of_json(data: bytes) -> Fields:
    """Read them back."""
    return json.loads(data)


def _changed(
    path: bytes, made: bytes, known: os.stat_result, change: Callable[[Fields, Family], Fields]
) -> Written:
    kind = _kind_of(path)
    opened, family = _open(made, kind)
    before = _fields(opened, family)
    after = change(before, family)
    _put(opened, family, after)
    _save(opened, family, made)
    key = _verify(path, made)
    if _fields(*_open(made, kind)) != after:
        raise NotWritten("It did not keep what was written.")
    _flush(made)
    now = os.stat(path)
    if (now.st_size, now.st_mtime_ns) != (known.st_size, known.st_mtime_ns):
        raise NotWritten("It was changed by another program meanwhile.")
    os.replace(made, path)
    stat = os.stat(path)
    return Written(
        before=as_json(before),
        after=as_json(after),
        size=stat.st_size,
        mtime_ns=stat.st_mtime_ns,
        inode=stat.st_ino,
        device=stat.st_dev,
        audio_key=key,
    )


def _verify(path: bytes, made: bytes) -> bytes | None:
    """Return the identity of the sound if it and all other tags are the same as before."""
    old, new = tag_reader.read(path), tag_reader.read(path, at=made)
    if new.failure is not None or old.audio_key != new.audio_key:
        raise NotWritten("Its sound would not have been the same.")
    if replace(old.tags, rating=None) != replace(new.tags, rating=None):
        raise NotWritten("Its other tags would not have been the same.")
    return new.audio_key


def _kind_of(path: bytes) -> Any:
    """Return the class by which mutagen has a file: by its name too, which a copy lacks."""
    try:
        opened: Any = mutagen.File(os.fsdecode(path))  # pyright: ignore[reportPrivateImportUsage]
    except OSError as error:
        raise NotWritten(_reason(error)) from error
    except MISREAD as error:
        raise NotWritten(_NO_PLACE) from error
    if opened is None:
        raise NotWritten(_NO_PLACE)
    return type(opened)


def _open(path: bytes, kind: Any) -> tuple[Any, Family]:
    """Return a file with tags, and which kind of tags they are."""
    try:
        opened = kind(os.fsdecode(path))
        if isinstance(opened.tags, ID3):
            # Frames stay those of their version, but for the oldest, which nobody writes.
            opened = kind(os.fsdecode(path), translate=opened.tags.version[1] == 2)
        if opened.tags is None:
            opened.add_tags()
    except OSError as error:
        raise NotWritten(_reason(error)) from error
    except MISREAD as error:
        raise NotWritten(_NO_PLACE) from error
    return opened, _family(opened.tags)


def _family(tags: Any) -> Family:
    for kind, family in ((ID3, Family.ID3), (APEv2, Family.APE), (MP4Tags, Family.MP4)):
        if isinstance(tags, kind):
            return family
    if isinstance(tags, ASFTags):
        return Family.ASF
    if isinstance(tags, list):
        return Family.VORBIS
    raise NotWritten(_NO_PLACE)


def _fields(opened: Any, family: Family) -> Fields:
    tags, found = opened.tags, {}
    if family is Family.ID3:
        found = {
            **{
                f"{POPM_NAME}{frame.email}": [str(frame.rating), str(getattr(frame, "count", 0))]
                for frame in tags.getall("POPM")
            },
            **{
                f"{TXXX_NAME}{frame.desc}": [str(text) for text in frame.text]
                for frame in tags.getall("TXXX")
            },
        }
    elif family in (Family.VORBIS, Family.ASF):
        for name, value in tags:
            found.setdefault(name, []).append(str(value))
    elif family is Family.APE:
        found = {name: list(value) for name, value in tags.items() if value.kind == 0}
    else:
        found = {
            name: [_text(value) for value in values]
            for name, values in tags.items()
            if isinstance(values, list)
        }
    return {name: values for name, values in found.items() if is_rating(family, name)}


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, MP4FreeForm) else str(value)


def _put(opened: Any, family: Family, fields: Fields) -> None:
    tags = opened.tags
    for name in _fields(opened, family):
        if family is Family.VORBIS:
            tags[:] = [pair for pair in tags if pair[0] != name]
        elif family is Family.ID3:
            tags.delall(name)
        else:
            del tags[name]
    for name, values in fields.items():
        _SETTERS[family](tags, name, values)


def _set_id3(tags: Any, name: str, values: list[str]) -> None:
    if name.startswith(POPM_NAME):
        email = name.removeprefix(POPM_NAME)
        tags.add(POPM(email=email, rating=int(values[0]), count=int(values[1])))
    else:
        desc = name.removeprefix(TXXX_NAME)
        tags.add(TXXX(encoding=Encoding.LATIN1, desc=desc, text=values))


def _set_vorbis(tags: Any, name: str, values: list[str]) -> None:
    tags.extend((name, value) for value in values)


def _set_ape(tags: Any, name: str, values: list[str]) -> None:
    tags[name] = APETextValue("\0".join(values), 0)


def _set_mp4(tags: Any, name: str, values: list[str]) -> None:
    free = name.startswith(FREE)
    tags[name] = [MP4FreeForm(value.encode()) for value in values] if free else values


def _set_asf(tags: Any, name: str, values: list[str]) -> None:
    number = name == SHARED
    kind = _DWORD if number else _UNICODE
    tags[name] = [ASFValue(int(value) if number else value, kind) for value in values]


_SETTERS: Final = {
    Family.ID3: _set_id3,
    Family.VORBIS: _set_vorbis,
    Family.APE: _set_ape,
    Family.MP4: _set_mp4,
    Family.ASF: _set_asf,
}


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


def _reason(error: OSError) -> str:
    return f"{error.strerror or 'The disk refused it'}."
