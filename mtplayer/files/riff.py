"""WAV: format, sound, and its three kinds of tags: ID3, LIST INFO, and none.

mutagen reads the ID3 tag. It knows neither LIST INFO, nor RF64, nor how long a stream is that was
written to a pipe or cut off: that is read here.
"""

from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.chunks import Chunk, little
from mtplayer.files.fields import add, fill
from mtplayer.files.id3_places import read_tag, tag_at
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import NO_SOUND
from mtplayer.files.words import Words, genre_names

_INFO_NAMES: Final = {
    b"INAM": "title",
    b"IART": "artists",
    b"IPRD": "album",
    b"IAAR": "album_artists",
    b"ITRK": "track",
    b"IPRT": "track",
    b"IFRM": "track_total",
    b"ICRD": "date",
    b"IGNR": "genres",
    b"ICMT": "comment",
    b"IMUS": "composers",
    b"IWRI": "lyricists",
    b"IPUB": "label",
    b"ISRC": "isrc",
    b"IBPM": "bpm",
}
_CODECS: Final = {1: "pcm", 2: "adpcm", 3: "pcm", 6: "alaw", 7: "mulaw", 0x11: "adpcm",
                  0x50: "mp2", 0x55: "mp3", 0xFF: "aac", 0x2000: "ac3"}  # fmt: skip
_EXTENSIBLE: Final = 0xFFFE
_LARGEST_INFO: Final = 1 << 20


def read(source: Source) -> Reading:
    """Read a WAV file, also one of more than 4 GB (RF64)."""
    kind = source.read(0, 12)
    if kind[:4] not in (b"RIFF", b"RF64", b"BW64") or kind[8:] != b"WAVE":
        raise Unreadable("It is not a WAV file")
    found = _chunks(source)
    if b"fmt " not in found or found[b"fmt "].size < 16:
        raise Unreadable("It has no format header")
    sound = found.get(b"data")
    if sound is None or not sound.size:
        raise Unreadable(NO_SOUND)
    fields, has_cover = chunk_tag(source, found)
    if (listed := found.get(b"LIST")) is not None:
        fill(fields, read_info(source, listed))
    technical = _technical(source, found, sound.size)
    return Reading(fields, technical, has_cover, ((sound.offset, sound.size),))


def _chunks(source: Source) -> dict[bytes, Chunk]:
    """Return the chunks that matter; of several lists the one with the words."""
    found: dict[bytes, Chunk] = {}
    data_size = 0
    first = source.read(12, 28)
    if first[:4] == b"ds64":
        data_size = int.from_bytes(first[16:24], "little")
    for chunk in little(source, 12, source.size, data_size):
        if chunk.name == b"LIST" and source.read(chunk.offset, 4) != b"INFO":
            continue
        found.setdefault(chunk.name, chunk)
    return found


def chunk_tag(source: Source, found: dict[bytes, Chunk]) -> Words:
    """Read the ID3 tag that stands in a chunk of its own."""
    for name in (b"id3 ", b"ID3 ", b"ID32"):
        if (chunk := found.get(name)) is not None:
            return read_tag(source, tag_at(source, chunk.offset))
    return {}, False


def read_info(source: Source, listed: Chunk) -> Fields:
    """Read the words of a LIST INFO chunk; mutagen knows them not."""
    fields: Fields = {}
    for chunk in little(source, listed.offset + 4, listed.end):
        if (
            name := _INFO_NAMES.get(chunk.name.upper())
        ) is not None and chunk.size <= _LARGEST_INFO:
            text = _text(source.read(chunk.offset, chunk.size))
            add(fields, name, *(genre_names(text) if name == "genres" else [text]))
    return fields


def _text(data: bytes) -> str:
    """Decode what has no declared encoding: UTF-8 if it can be, else what Windows wrote."""
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _technical(source: Source, found: dict[bytes, Chunk], size: int) -> Technical:
    data = source.read(found[b"fmt "].offset, min(40, found[b"fmt "].size))
    kind = int.from_bytes(data[:2], "little")
    if kind == _EXTENSIBLE and len(data) >= 26:
        kind = int.from_bytes(data[24:26], "little")
    channels = int.from_bytes(data[2:4], "little")
    sample_rate = int.from_bytes(data[4:8], "little")
    bytes_a_second = int.from_bytes(data[8:12], "little")
    bits = int.from_bytes(data[14:16], "little")
    if not channels or not sample_rate:
        raise Unreadable("Its format header makes no sense")
    codec = _CODECS.get(kind, "wav")
    if codec == "pcm":
        bytes_a_second = channels * sample_rate * ((bits + 7) // 8)
    return Technical(
        codec=codec,
        container="wav",
        duration_ms=round(size * 1000 / bytes_a_second) if bytes_a_second else 0,
        bitrate=bytes_a_second * 8 or None,
        sample_rate=sample_rate,
        bit_depth=bits or None,
        channels=channels,
    )
