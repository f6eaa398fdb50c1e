"""DSD in its two containers: DSF (Sony) and DSDIFF (Philips)."""

from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.chunks import Chunk, wide
from mtplayer.files.fields import add
from mtplayer.files.id3 import Id3Tag, read_header
from mtplayer.files.id3_fields import read_frames
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.riff import chunk_tag
from mtplayer.files.source import Source

_LONGEST_TEXT: Final = 65_536


def read_dsf(source: Source) -> Reading:
    """Read a DSF file: three chunks, then an ID3 tag that the first one points to."""
    head = source.read(0, 28 + 52 + 12)
    if head[:4] != b"DSD " or head[28:32] != b"fmt ":
        raise Unreadable("It is not a DSF file")
    if len(head) < 92 or head[80:84] != b"data":
        raise Unreadable("It has a header but no sound")
    pointer = int.from_bytes(head[20:28], "little")
    size = min(int.from_bytes(head[84:92], "little") - 12, source.size - 92)
    if pointer >= 92:
        size = min(size, pointer - 92)
    channels, rate, bits = (int.from_bytes(head[at : at + 4], "little") for at in (52, 56, 60))
    samples = int.from_bytes(head[64:72], "little")
    if size <= 0 or not channels or not rate:
        raise Unreadable("It has a header but no sound")
    fields: Fields = {}
    has_cover = False
    if pointer and (header := read_header(source, pointer)) is not None:
        fields, has_cover = read_frames(Id3Tag(source, header))
    technical = _technical("dsf", rate, channels, round(samples * 1000 / rate), bits)
    return Reading(fields, technical, has_cover, ((92, size),))


def _technical(
    container: str, rate: int, channels: int, duration_ms: int, bits: int = 1
) -> Technical:
    return Technical(
        codec="dsd",
        container=container,
        duration_ms=duration_ms,
        bitrate=rate * channels * bits,
        sample_rate=rate,
        bit_depth=bits,
        channels=channels,
    )


def read_dff(source: Source) -> Reading:
    """Read a DSDIFF file, plain or compressed (DST)."""
    head = source.read(0, 16)
    if head[:4] != b"FRM8" or head[12:] != b"DSD ":
        raise Unreadable("It is not a DSDIFF file")
    found: dict[bytes, Chunk] = {}
    for chunk in wide(source, 16, source.size):
        found.setdefault(chunk.name, chunk)
    sound = found.get(b"DSD ") or found.get(b"DST ")
    if b"PROP" not in found:
        raise Unreadable("It has no format header")
    if sound is None or not sound.size:
        raise Unreadable("It has a header but no sound")
    properties = _inside(source, found[b"PROP"], 4)
    rate = _number(source, properties.get(b"FS  "), 4)
    channels = _number(source, properties.get(b"CHNL"), 2)
    if not rate or not channels:
        raise Unreadable("Its format header makes no sense")
    duration = (
        _compressed_ms(source, sound)
        if sound.name == b"DST "
        else (round(sound.size * 8000 / channels / rate))
    )
    fields, has_cover = chunk_tag(source, found)
    if not fields and b"DIIN" in found:
        fields = _edited_information(source, found[b"DIIN"])
    technical = _technical("dff", rate, channels, duration)
    return Reading(fields, technical, has_cover, ((sound.offset, sound.size),))


def _inside(source: Source, chunk: Chunk, skip: int = 0) -> dict[bytes, Chunk]:
    return {c.name: c for c in wide(source, chunk.offset + skip, chunk.end)}


def _number(source: Source, chunk: Chunk | None, width: int) -> int:
    return int.from_bytes(source.read(chunk.offset, width), "big") if chunk else 0


def _compressed_ms(source: Source, sound: Chunk) -> int:
    """Read the frame count of a DST stream: frames are so many to the second."""
    for chunk in wide(source, sound.offset, sound.end):
        if chunk.name == b"FRTE":
            data = source.read(chunk.offset, 6)
            frames, rate = int.from_bytes(data[:4], "big"), int.from_bytes(data[4:], "big")
            return round(frames * 1000 / rate) if rate else 0
    return 0


def _edited_information(source: Source, chunk: Chunk) -> Fields:
    fields: Fields = {}
    for name, field in ((b"DITI", "title"), (b"DIAR", "artists")):
        if (part := _inside(source, chunk).get(name)) is not None:
            data = source.read(part.offset + 4, min(part.size - 4, _LONGEST_TEXT))
            add(fields, field, data.rstrip(b"\0").decode("utf-8", "replace"))
    return fields
