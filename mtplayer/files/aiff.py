"""AIFF and AIFF-C: format and ID3 by mutagen, where the sound is, and their own text chunks."""

from typing import Final

from mutagen.aiff import AIFFInfo

from mtplayer.files.chunks import Chunk, big
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.fields import add
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.riff import chunk_tag
from mtplayer.files.source import Source
from mtplayer.files.streams import NO_SOUND, technical, unreadable

_TEXT_CHUNKS: Final = {b"NAME": "title", b"AUTH": "artists", b"ANNO": "comment"}
_CODECS: Final = {
    b"NONE": "pcm", b"sowt": "pcm", b"twos": "pcm", b"raw ": "pcm", b"fl32": "pcm",
    b"FL32": "pcm", b"fl64": "pcm", b"in24": "pcm", b"in32": "pcm",
    b"ulaw": "mulaw", b"ULAW": "mulaw", b"alaw": "alaw", b"ALAW": "alaw", b"ima4": "adpcm",
}  # fmt: skip
_LONGEST_TEXT: Final = 65_536


def read(source: Source) -> Reading:
    """Read an AIFF file."""
    kind = source.read(0, 12)
    if kind[:4] != b"FORM" or kind[8:] not in (b"AIFF", b"AIFC"):
        raise Unreadable("It is not an AIFF file")
    found: dict[bytes, Chunk] = {}
    for chunk in big(source, 12, source.size):
        found.setdefault(chunk.name, chunk)
    sound = found.get(b"SSND")
    if b"COMM" not in found or found[b"COMM"].size < 18:
        raise Unreadable("It has no format header")
    if sound is None or sound.size <= 8:
        raise Unreadable(NO_SOUND)
    fields, has_cover = chunk_tag(source, found)
    _add_texts(source, found, fields)
    try:
        info = AIFFInfo(source.file())
    except MISREAD as error:
        raise unreadable(error) from error
    form = found[b"COMM"]
    codec = source.read(form.offset + 18, 4) if form.size >= 22 else b"NONE"
    stream = technical(info, _CODECS.get(codec, "aiff"), "aiff")
    return Reading(fields, stream, has_cover, ((sound.offset, sound.size),))


def _add_texts(source: Source, found: dict[bytes, Chunk], fields: Fields) -> None:
    for name, field in _TEXT_CHUNKS.items():
        if field not in fields and (chunk := found.get(name)) is not None:
            data = source.read(chunk.offset, min(chunk.size, _LONGEST_TEXT))
            add(fields, field, data.rstrip(b"\0").decode("utf-8", "replace"))
