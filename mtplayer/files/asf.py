"""ASF (WMA): its words and stream by mutagen, and where its sound is."""

from typing import Final

from mutagen.asf import ASF

from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.reading import Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import CUT_OFF, NO_SOUND, technical, unreadable
from mtplayer.files.words import of_asf

_HEADER: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_DATA: Final = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_LARGEST_HEADER: Final = 64 << 20
_MOST_OBJECTS: Final = 64


def read(source: Source) -> Reading:
    """Read a WMA file."""
    head = source.read(0, 24)
    size = int.from_bytes(head[16:24], "little")
    if head[:16] != _HEADER:
        raise Unreadable("It is not a WMA file")
    if not 30 <= size <= min(source.size, _LARGEST_HEADER):
        raise Unreadable(CUT_OFF)
    sound = _sound(source, size)
    try:
        opened = ASF(source.file())
    except MISREAD as error:
        raise unreadable(error) from error
    info = opened.info
    if info is None or not info.sample_rate or not info.channels:
        raise Unreadable("It has no sound stream")
    fields, has_cover = of_asf(list(opened.tags or []))
    stream = technical(info, _codec(str(info.codec_type), str(info.codec_name)), "asf")
    return Reading(fields, stream, has_cover, (sound,))


def _sound(source: Source, position: int) -> tuple[int, int]:
    """Find the data object: 24 bytes of name and size, 26 of its own header."""
    for _ in range(_MOST_OBJECTS):
        head = source.read(position, 24)
        size = int.from_bytes(head[16:24], "little")
        if head[:16] == _DATA:
            end = position + size if size else source.size
            if min(end, source.size) > position + 50:
                return position + 50, min(end, source.size) - position - 50
            break
        if size < 24:
            break
        position += size
    raise Unreadable(NO_SOUND)


def _codec(kind: str, name: str) -> str:
    words = f"{kind} {name}".lower()
    if "lossless" in words:
        return "wma lossless"
    return "wma" if "windows media audio" in words or not words.strip() else words.strip()[:32]
