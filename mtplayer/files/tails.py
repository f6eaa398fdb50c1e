"""What stands behind the sound: APEv2, Lyrics3 and ID3v1, in any number and order."""

import contextlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from mutagen.apev2 import APEv2

from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.fields import fill
from mtplayer.files.reading import Fields
from mtplayer.files.source import Source
from mtplayer.files.words import Words, of_ape, of_id3v1

_LARGEST_TAG: Final = 64 << 20
_LOOK: Final = 32 + 128


@dataclass(slots=True)
class Tail:
    """The end of the sound and what the tags behind it say."""

    end: int
    ape: Fields = field(default_factory=Fields)
    id3v1: Fields = field(default_factory=Fields)
    has_cover: bool = False


def read_tail(source: Source, start: int) -> Tail:
    """Peel tags off the end of the file, down to ``start`` at most."""
    tail = Tail(source.size)
    for _ in range(8):
        end = tail.end
        last = source.read(max(start, end - _LOOK), min(_LOOK, end - start))
        if not _peel(source, last, tail, start) or tail.end >= end:
            break
    tail.end = max(start, tail.end)
    return tail


def _peel(source: Source, last: bytes, tail: Tail, start: int) -> bool:
    """Take one tag off; False when there is none."""
    if last[-128:-125] == b"TAG" and last[-131:-123] != b"APETAGEX":
        fill(tail.id3v1, of_id3v1(last[-128:]))
        tail.end -= 128
        return True
    if last[-32:-24] == b"APETAGEX":
        return _peel_ape(source, last[-32:], tail, start)
    if last[-9:] == b"LYRICS200" and last[-15:-9].isdigit():
        tail.end -= int(last[-15:-9]) + 15
        return True
    if last[-9:] == b"LYRICSEND":
        return _peel_old_lyrics(source, tail, start)
    return False


def _peel_old_lyrics(source: Source, tail: Tail, start: int) -> bool:
    begin = max(start, tail.end - 5100)
    at = source.read(begin, tail.end - begin).rfind(b"LYRICSBEGIN")
    if at < 0:
        return False
    tail.end = begin + at
    return True


def _peel_ape(source: Source, footer: bytes, tail: Tail, start: int) -> bool:
    size = int.from_bytes(footer[12:16], "little")
    header = 32 if int.from_bytes(footer[20:24], "little") >> 31 else 0
    items = tail.end - size
    if size < 32 or items < start:
        return False
    begin = max(start, items - header)
    fields, has_cover = _read_ape(source, begin, tail.end - begin)
    fill(tail.ape, fields)
    tail.has_cover = tail.has_cover or has_cover
    tail.end = begin
    return True


def ape_at(source: Source, offset: int) -> tuple[int, Words]:
    """Read an APEv2 tag that stands before the sound; return where it ends."""
    header = source.read(offset, 32)
    if header[:8] != b"APETAGEX":
        return offset, ({}, False)
    end = offset + 32 + int.from_bytes(header[12:16], "little")
    return end, _read_ape(source, offset, min(end, source.size) - offset)


def _read_ape(source: Source, offset: int, size: int) -> Words:
    """Let mutagen read a tag that was cut out: at the tail of an MP3 it looks for none."""
    tag = APEv2()
    # What stands before an item that is broken counts.
    with contextlib.suppress(*MISREAD):
        tag.load(BytesIO(source.read(offset, min(size, _LARGEST_TAG))))
    return of_ape(tag)
