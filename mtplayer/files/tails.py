"""What stands behind the sound: APEv2, Lyrics3 and ID3v1, in any number and order."""

from dataclasses import dataclass, field
from typing import Final

from mtplayer.files.fields import add, canonical, fill
from mtplayer.files.id3_fields import read_id3v1
from mtplayer.files.reading import Fields
from mtplayer.files.source import Source

_LARGEST_ITEM: Final = 1 << 20
_MOST_ITEMS: Final = 1024
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
        fill(tail.id3v1, read_id3v1(last[-128:]))
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
    count = int.from_bytes(footer[16:20], "little")
    header = 32 if int.from_bytes(footer[20:24], "little") >> 31 else 0
    items = tail.end - size
    if size < 32 or items < start:
        return False
    fields, has_cover = read_items(source, items, tail.end - 32, count)
    fill(tail.ape, fields)
    tail.has_cover = tail.has_cover or has_cover
    tail.end = max(start, items - header)
    return True


def ape_at(source: Source, offset: int) -> tuple[int, Fields, bool]:
    """Read an APEv2 tag that stands before the sound; return where it ends."""
    header = source.read(offset, 32)
    if header[:8] != b"APETAGEX":
        return offset, {}, False
    size = int.from_bytes(header[12:16], "little")
    count = int.from_bytes(header[16:20], "little")
    end = offset + 32 + size
    fields, has_cover = read_items(source, offset + 32, min(end, source.size), count)
    return end, fields, has_cover


def read_items(source: Source, position: int, end: int, count: int) -> tuple[Fields, bool]:
    """Return the texts of an APEv2 tag and whether a picture is among its items."""
    fields: Fields = {}
    has_cover = False
    for _ in range(min(count, _MOST_ITEMS)):
        head = source.read(position, 8 + 256)
        key, zero, _ = head[8:].partition(b"\0")
        if not zero or position >= end:
            break
        size = int.from_bytes(head[:4], "little")
        flags = int.from_bytes(head[4:8], "little")
        value = position + 9 + len(key)
        if key.lower().startswith(b"cover art"):
            has_cover = has_cover or size > 16
        elif flags & 6 == 0 and size <= _LARGEST_ITEM and value + size <= end:
            text = source.read(value, size).decode("utf-8", "replace")
            _add(fields, key.decode("latin-1"), text)
        position = value + size
    return fields, has_cover


def _add(fields: Fields, name: str, text: str) -> None:
    add(fields, canonical(name), *text.split("\0"))
