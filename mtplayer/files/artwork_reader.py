"""Pictures in music files and beside them."""

import base64
import binascii
import os
from collections.abc import Iterator
from typing import Any

import mutagen
from mutagen.flac import Picture as FlacPicture
from mutagen.flac import error as flac_error

from mtplayer.core.library.artwork import LARGEST_COVER, AlbumSources, Picture, pick_cover
from mtplayer.runtime.only_files import only_file

FRONT_COVER = 3
# A picture larger than this is not a cover: the largest seen in real libraries is 20 MB.


def find(sources: AlbumSources) -> Picture | None:
    """Return the first picture found: embedded in a file, then beside the files.

    Reads files, so never on the UI thread. Files that can't be read are passed over.
    """
    for path in sources.files:
        if (content := embedded(path)) is not None:
            return Picture(content=content, source="embedded")
    for directory in sources.directories:
        if (content := beside(directory)) is not None:
            return Picture(content=content, source="folder")
    return None


def embedded(path: bytes) -> bytes | None:
    """Return the front cover in a file, else its first picture."""
    try:
        with open(path, "rb", opener=only_file) as file:
            music: Any = mutagen.File(file)  # pyright: ignore[reportPrivateImportUsage]
    # mutagen answers some broken files with errors of its readers' own kinds.
    except (OSError, ValueError, KeyError, IndexError, TypeError, mutagen.MutagenError):  # pyright: ignore[reportPrivateImportUsage]
        return None
    if music is None:
        return None
    best: bytes | None = None
    for kind, content in _pictures(music):
        if not content or len(content) > LARGEST_COVER:
            continue
        if kind == FRONT_COVER:
            return content
        best = best or content
    return best


def beside(directory: bytes) -> bytes | None:
    """Return the cover file in a directory."""
    try:
        with os.scandir(directory) as entries:
            name = pick_cover(entry.name for entry in entries)
        if name is None:
            return None
        path = os.path.join(directory, name)
        if os.path.getsize(path) > LARGEST_COVER:
            return None
        with open(path, "rb", opener=only_file) as file:
            return file.read(LARGEST_COVER) or None
    except OSError:
        return None


def _pictures(music: Any) -> Iterator[tuple[int, bytes]]:
    for picture in getattr(music, "pictures", None) or ():
        yield picture.type, picture.data
    tags = music.tags
    if tags is None:
        return
    for key in list(tags.keys()):
        yield from _pictures_under(str(key), tags)


def _pictures_under(key: str, tags: Any) -> Iterator[tuple[int, bytes]]:
    name = key.lower()
    if name.startswith("apic"):
        yield tags[key].type, tags[key].data
    elif name == "covr":
        yield from ((FRONT_COVER, bytes(cover)) for cover in tags[key])
    elif name == "metadata_block_picture":
        yield from _vorbis_pictures(tags[key])
    elif name == "coverart":
        yield from ((FRONT_COVER, _decoded(text)) for text in tags[key])
    elif name.startswith("cover art"):
        # APEv2: a file name, a zero byte, the picture.
        _, _, content = bytes(tags[key].value).partition(b"\0")
        yield FRONT_COVER if "front" in name else 0, content
    elif name == "wm/picture":
        for attribute in tags[key]:
            yield from _asf_picture(bytes(attribute.value))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _vorbis_pictures(texts: list[str]) -> Iterator[tuple[int, bytes]]:
    for text in texts:
        try:
            picture = FlacPicture(_decoded(text))
        except flac_error:
            continue
        yield picture.type, picture.data


def _asf_picture(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Read a WM_PICTURE: type, length, MIME type and description in UTF-16, then the bytes."""
    position = 5
    for _ in range(2):
        while position + 1 < len(block) and block[position : position + 2] != b"\0\0":
            position += 2
        position += 2
    if block and position < len(block):
        yield block[0], block[position:]
