"""Words of songs, in music files and beside them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import mutagen

from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.runtime.only_files import only_file

_BESIDE: Final = (".lrc", ".LRC", ".Lrc", ".txt")
_MOST_BYTES: Final = 1 << 20
# Synchronised frames count milliseconds, or frames of a length that the file does not say.
_MILLISECONDS: Final = 2
_KEYS: Final = ("syncedlyrics", "lyrics", "unsyncedlyrics", "unsynchronisedlyrics", "wm/lyrics")


def lyrics_of(path: bytes) -> tuple[str, str] | None:
    """Return the words of a file, and where they were: beside it first, then in it."""
    return _beside(path) or _embedded(path)


def _beside(path: bytes) -> tuple[str, str] | None:
    stem = os.path.splitext(path)[0]
    for ending in _BESIDE:
        file = Path(os.fsdecode(stem) + ending)
        try:
            with open(file, "rb", opener=only_file) as opened:
                content = opened.read(_MOST_BYTES)
        except OSError:
            continue
        if text := _decoded(content).strip():
            return text, file.name
    return None


def _embedded(path: bytes) -> tuple[str, str] | None:
    try:
        with open(path, "rb", opener=only_file) as file:
            music: Any = mutagen.File(file)  # pyright: ignore[reportPrivateImportUsage]
            texts = [] if music is None or music.tags is None else list(_texts(music.tags))
    except (OSError, *MISREAD):
        return None
    # Words with times are worth more than those without.
    found = next((text for text in texts if text.lstrip().startswith("[")), None)
    found = found or next(iter(texts), None)
    return (found, "") if found else None


def _texts(tags: Any) -> Iterator[str]:
    for key in list(tags.keys()):
        name = str(key).lower()
        if name.startswith("sylt"):
            yield _timed(tags[key])
        elif name.startswith("uslt"):
            yield str(tags[key].text)
        elif name in ("\xa9lyr", *_KEYS):
            yield from map(str, _values(tags[key]))


def _values(found: Any) -> list[Any]:
    values = found if isinstance(found, list) else [found]
    return [getattr(value, "value", value) for value in values if value]


def _timed(frame: Any) -> str:
    if frame.format != _MILLISECONDS:
        return "\n".join(text for text, _ in frame.text)
    lines = (
        f"[{at // 60_000:02}:{at // 1000 % 60:02}.{at % 1000:03}]{text.strip()}"
        for text, at in frame.text
    )
    return "\n".join(lines)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] != b"\xff\xfe" else ("utf-16",):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return content.decode("latin-1")
