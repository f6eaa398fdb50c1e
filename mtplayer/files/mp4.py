"""MP4: its words and stream by mutagen, and where its sound is."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from mtplayer.core.tags import Technical
from mtplayer.files.fast_mutagen import MISREAD, WordsOfMP4
from mtplayer.files.reading import Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import NO_SOUND, fill_bitrate, technical, unreadable
from mtplayer.files.words import of_mp4

_MOST_ATOMS: Final = 20_000
_CODECS: Final = {
    "mp4a": "aac", "drms": "aac", "enca": "aac", "alac": "alac", "ac-3": "ac3", "ec-3": "eac3",
    "Opus": "opus", "fLaC": "flac", ".mp3": "mp3", "samr": "amr", "sowt": "pcm", "twos": "pcm",
    "lpcm": "pcm", "ipcm": "pcm",
}  # fmt: skip
# Object types of an elementary stream that is not AAC.
_OBJECTS: Final = {
    "69": "mp3", "6B": "mp3", "A5": "ac3", "A6": "eac3", "A9": "dts", "DD": "vorbis",
}  # fmt: skip
_WITH_BITS: Final = frozenset({"alac", "flac", "pcm"})


def read(source: Source) -> Reading:
    """Read an MP4 file with AAC, ALAC or whatever its first sound track holds."""
    sound: list[tuple[int, int]] = []
    index: tuple[int, int] | None = None
    for name, offset, end in _atoms(source):
        if name == b"moov" and index is None:
            index = offset, end - offset
        elif name == b"mdat" and end > offset:
            sound.append((offset, end - offset))
    if index is None:
        raise Unreadable("It has no index: the recording was not finished")
    opened = _open(source.read(*index))
    stream = _technical(opened.info)
    if not sound:
        raise Unreadable(NO_SOUND)
    fill_bitrate(stream, sum(size for _, size in sound))
    fields, has_cover = of_mp4(opened.tags)
    return Reading(fields, stream, has_cover, tuple(sound))


def _open(index: bytes) -> WordsOfMP4:
    """Let mutagen read the index alone, with its words masked if it stumbles over those."""
    head = (len(index) + 8).to_bytes(4, "big") + b"moov"
    try:
        return WordsOfMP4(BytesIO(head + index))
    except MISREAD:
        masked = index.replace(b"udta", b"free")
    try:
        return WordsOfMP4(BytesIO(head + masked))
    except MISREAD as error:
        raise unreadable(error) from error


def _atoms(source: Source) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, beginning and end of what is in each box; ends where sizes make no sense."""
    start = 0
    for _ in range(_MOST_ATOMS):
        head = source.read(start, 16)
        if len(head) < 8:
            return
        size, content = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16], "big"), start + 16
        elif size == 0:
            size = source.size - start
        if size < content - start:
            return
        yield head[4:8], content, min(start + size, source.size)
        start += size


def _technical(info: Any) -> Technical:
    if not info.codec and not info.channels:
        raise Unreadable("It has no sound track")
    kind, _, rest = info.codec.partition(".") if info.codec[:1] != "." else (info.codec, "", "")
    codec = _OBJECTS.get(rest[:2].upper()) or _CODECS.get(kind, kind.strip().lower() or "mp4")
    stream = technical(info, codec, "mp4")
    if codec not in _WITH_BITS:
        stream.bit_depth = None
    return stream
