"""Some tags of a file as texts by their names: read, and written so that they can be put back."""

import json
from collections.abc import Callable
from typing import Any, Final

from mutagen.apev2 import APETextValue
from mutagen.asf._attrs import ASFValue
from mutagen.id3 import POPM, TXXX, Encoding
from mutagen.mp4 import MP4FreeForm

from mtplayer.core.listening.rating_fields import FREE, SHARED, Family, Fields
from mtplayer.core.listening.rating_fields import POPM as POPM_NAME
from mtplayer.core.listening.rating_fields import TXXX as TXXX_NAME
from mtplayer.core.record import record
from mtplayer.core.tags import Tags
from mtplayer.files.tag_writer import kind_of, opened_at, rewrite

# The kinds of attributes in ASF.
_UNICODE: Final = 0x0000
_DWORD: Final = 0x0003

Chosen = Callable[[Family, str], bool]
"""Which tags are meant."""


@record
class Written:
    """What a file says before and after, as JSON, and what the library keeps of it."""

    before: bytes
    after: bytes
    size: int
    mtime_ns: int
    inode: int
    device: int
    audio_key: bytes | None


def read_fields(path: bytes, chosen: Chosen) -> Fields:
    """Return tags of a file. Raises NotWritten where it has no place for them."""
    return _fields(*opened_at(path, kind_of(path)), chosen)


def write_fields(
    path: bytes,
    chosen: Chosen,
    change: Callable[[Fields, Family], Fields],
    others: Callable[[Tags], Tags],
) -> Written:
    """Let a file have other tags of these; its sound and ``others`` stay as they are.

    Raises NotWritten, and leaves the file as it was.
    """
    said: list[Fields] = []

    def put(opened: Any, family: Family) -> None:
        before = _fields(opened, family, chosen)
        said.extend((before, change(before, family)))
        _put(opened, family, before, said[1])

    def kept(opened: Any, family: Family) -> bool:
        return _fields(opened, family, chosen) == said[1]

    stat, key = rewrite(path, put, kept, others)
    return Written(
        before=as_json(said[0]),
        after=as_json(said[1]),
        size=stat.st_size,
        mtime_ns=stat.st_mtime_ns,
        inode=stat.st_ino,
        device=stat.st_dev,
        audio_key=key,
    )


def as_json(fields: Fields) -> bytes:
    """Return tags as they are kept in the log of changes."""
    return json.dumps(fields, sort_keys=True).encode()


def of_json(data: bytes) -> Fields:
    """Read them back."""
    return json.loads(data)


def _fields(opened: Any, family: Family, chosen: Chosen) -> Fields:
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
    return {name: values for name, values in found.items() if chosen(family, name)}


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, MP4FreeForm) else str(value)


def _put(opened: Any, family: Family, before: Fields, fields: Fields) -> None:
    tags = opened.tags
    for name in before:
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
        return
    desc = name.removeprefix(TXXX_NAME)
    plain = "".join((desc, *values)).isascii()
    encoding = Encoding.LATIN1 if plain else Encoding.UTF16
    tags.add(TXXX(encoding=encoding, desc=desc, text=values))


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
