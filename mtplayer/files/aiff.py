"""AIFF and AIFF-C: format, sound, ID3 and its own text chunks."""

from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.chunks import Chunk, big
from mtplayer.files.fields import add
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.riff import chunk_tag
from mtplayer.files.source import Source

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
        raise Unreadable("It has a header but no sound")
    fields, has_cover = chunk_tag(source, found)
    _add_texts(source, found, fields)
    form = found[b"COMM"]
    technical = _technical(source.read(form.offset, min(22, form.size)))
    return Reading(fields, technical, has_cover, ((sound.offset, sound.size),))


def _add_texts(source: Source, found: dict[bytes, Chunk], fields: Fields) -> None:
    for name, field in _TEXT_CHUNKS.items():
        if field not in fields and (chunk := found.get(name)) is not None:
            data = source.read(chunk.offset, min(chunk.size, _LONGEST_TEXT))
            add(fields, field, data.rstrip(b"\0").decode("utf-8", "replace"))


def _technical(data: bytes) -> Technical:
    channels = int.from_bytes(data[:2], "big")
    frames = int.from_bytes(data[2:6], "big")
    bits = int.from_bytes(data[6:8], "big")
    sample_rate = _extended(data[8:18])
    if not channels or not sample_rate:
        raise Unreadable("Its format header makes no sense")
    return Technical(
        codec=_CODECS.get(data[18:22] or b"NONE", "aiff"),
        container="aiff",
        duration_ms=round(frames * 1000 / sample_rate),
        bitrate=channels * bits * sample_rate,
        sample_rate=sample_rate,
        bit_depth=bits or None,
        channels=channels,
    )


def _extended(data: bytes) -> int:
    """Read an 80-bit IEEE number as an integer; 0 when it is not a sample rate."""
    exponent = (int.from_bytes(data[:2], "big") & 0x7FFF) - 16383
    if not 0 <= exponent <= 31:
        return 0
    return int.from_bytes(data[2:10], "big") >> (63 - exponent)
