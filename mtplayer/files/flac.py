"""FLAC: its words and stream by mutagen, and where its frames begin."""

import contextlib
from typing import Final

from mutagen.flac import FLAC, VCFLACDict

from mtplayer.files.fast_mutagen import MISREAD, StreamOfFLAC, WordsOfFLAC, has_cover
from mtplayer.files.fields import fill
from mtplayer.files.flac_cue import as_sheet, words_of
from mtplayer.files.id3_places import skip_tags
from mtplayer.files.reading import Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import CUT_OFF, NO_SOUND, fill_bitrate, technical, unreadable
from mtplayer.files.tails import read_tail
from mtplayer.files.words import of_vorbis

_MOST_BLOCKS: Final = 4096
_CUE_SHEET: Final = 5
_LARGEST_CUE_SHEET: Final = 1 << 20


def read(source: Source) -> Reading:
    """Read a FLAC file, also one with ID3 tags around it."""
    start, _ = skip_tags(source)
    if source.read(start, 4) != b"fLaC":
        raise Unreadable("It is not a FLAC file")
    position, sheet = _blocks(source, start + 4)
    opened = _open(source, start, position)
    stream = technical(opened.info, "flac", "flac")
    end = read_tail(source, min(position, source.size)).end
    if end <= position:
        raise Unreadable(NO_SOUND)
    stream.bitrate = None  # mutagen counts what stands behind the sound
    fill_bitrate(stream, end - position)
    tags = opened.tags if isinstance(opened.tags, VCFLACDict) else None
    fields, pictured = of_vorbis(tags)
    if sheet is not None:
        words = words_of(tags or ())
        text = as_sheet(source.read(*sheet), stream.sample_rate or 0, words)
        fill(fields, {"cue_block": [text]})
    return Reading(fields, stream, pictured or has_cover(opened), ((position, end - position),))


def _open(source: Source, start: int, end: int) -> FLAC:
    """Let mutagen read as much as it can: a picture of more than 16 MB has a wrong size."""
    with contextlib.suppress(*MISREAD):
        return WordsOfFLAC(source.part(start, end))
    with contextlib.suppress(*MISREAD):
        return FLAC(source.file(start))
    try:
        return StreamOfFLAC(source.file(start))
    except MISREAD as error:
        raise unreadable(error) from error


def _blocks(source: Source, position: int) -> tuple[int, tuple[int, int] | None]:
    """Return where the blocks end, and the cue sheet among them: offset and length."""
    sheet: tuple[int, int] | None = None
    for _ in range(_MOST_BLOCKS):
        head = source.read(position, 4)
        if len(head) < 4:
            raise Unreadable(CUT_OFF)
        size = int.from_bytes(head[1:], "big")
        if head[0] & 0x7F == _CUE_SHEET:
            sheet = position + 4, min(size, _LARGEST_CUE_SHEET)
        position += 4 + size
        if head[0] & 0x80:
            break
    return position, sheet
