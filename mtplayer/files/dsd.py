"""DSD in its two containers, DSF and DSDIFF: read by mutagen, but for where the sound is."""

from typing import Any, Final

from mutagen.dsdiff import DSDIFFInfo
from mutagen.dsf import DSFFile, DSFInfo

from mtplayer.files.chunks import Chunk, wide
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.fields import add
from mtplayer.files.id3_places import read_tag, tag_at
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.riff import chunk_tag
from mtplayer.files.source import Source
from mtplayer.files.streams import CUT_OFF, NO_SOUND, technical, unreadable

_LONGEST_TEXT: Final = 65_536
_HEADERS: Final = 28 + 52 + 12


def read_dsf(source: Source) -> Reading:
    """Read a DSF file: three chunks, then an ID3 tag that the first one points to."""
    if source.read(0, 4) != b"DSD ":
        raise Unreadable("It is not a DSF file")
    try:
        opened: Any = DSFFile(source.file())
        info = DSFInfo(opened.fmt_chunk)
        stream = technical(info, "dsd", "dsf")
    except MISREAD as error:
        if source.size < _HEADERS:
            raise Unreadable(CUT_OFF) from error
        raise unreadable(error) from error
    pointer = opened.dsd_chunk.offset_metdata_chunk
    size = min(opened.data_chunk.chunk_size - 12, source.size - _HEADERS)
    if pointer >= _HEADERS:
        size = min(size, pointer - _HEADERS)
    if size <= 0 or not stream.channels:
        raise Unreadable(NO_SOUND)
    fields, has_cover = read_tag(source, tag_at(source, pointer) if pointer else None)
    return Reading(fields, stream, has_cover, ((_HEADERS, size),))


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
        raise Unreadable(NO_SOUND)
    try:
        info = DSDIFFInfo(source.file())
    except MISREAD as error:
        raise unreadable(error) from error
    fields, has_cover = chunk_tag(source, found)
    if not fields and b"DIIN" in found:
        fields = _edited_information(source, found[b"DIIN"])
    stream = technical(info, "dsd", "dff")
    return Reading(fields, stream, has_cover, ((sound.offset, sound.size),))


def _edited_information(source: Source, chunk: Chunk) -> Fields:
    """Read the two words that DSDIFF has of its own; mutagen knows them not."""
    fields: Fields = {}
    inside = {part.name: part for part in wide(source, chunk.offset, chunk.end)}
    for name, field in ((b"DITI", "title"), (b"DIAR", "artists")):
        if (part := inside.get(name)) is not None:
            data = source.read(part.offset + 4, min(part.size - 4, _LONGEST_TEXT))
            add(fields, field, data.rstrip(b"\0").decode("utf-8", "replace"))
    return fields
