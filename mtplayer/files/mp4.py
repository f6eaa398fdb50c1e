"""MP4: the atoms that say what the sound is and what it is called; pictures are passed over."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from mtplayer.core.tags import Technical
from mtplayer.files.fields import add, canonical
from mtplayer.files.genres import GENRES
from mtplayer.files.mp4_sound import sample_entry
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source

_TEXTS: Final = {
    b"\xa9nam": "title",
    b"\xa9ART": "artists",
    b"\xa9alb": "album",
    b"aART": "album_artists",
    b"\xa9day": "date",
    b"\xa9gen": "genres",
    b"\xa9wrt": "composers",
    b"\xa9con": "conductors",
    b"\xa9cmt": "comment",
    b"desc": "description",
    b"\xa9grp": "grouping",
    b"\xa9pub": "label",
    b"\xa9lyr": "lyrics",
    b"sonm": "title_sort",
    b"soar": "artist_sort",
    b"soal": "album_sort",
    b"soaa": "album_artist_sort",
    b"soco": "composer_sort",
}
_UTF16: Final = 2
_LARGEST_VALUE: Final = 1 << 20
_MOST_ATOMS: Final = 20_000


def _pair(data: bytes) -> str:
    first, second = int.from_bytes(data[2:4], "big"), int.from_bytes(data[4:6], "big")
    return f"{first}/{second}" if second else str(first)


def _number(data: bytes) -> str:
    return str(int.from_bytes(data[:8], "big"))


def _genre(data: bytes) -> str:
    number = int.from_bytes(data[:2], "big")
    return GENRES[number - 1] if 0 < number <= len(GENRES) else ""


_NUMBERS: Final = {
    b"trkn": ("track", _pair),
    b"disk": ("disc", _pair),
    b"tmpo": ("bpm", _number),
    b"cpil": ("compilation", _number),
    b"rate": ("rating", _number),
    b"gnre": ("genres", _genre),
}


class Atom(NamedTuple):
    """A named box; ``offset`` is where its content begins."""

    name: bytes
    offset: int
    end: int


def atoms(source: Source, start: int, end: int) -> Iterator[Atom]:
    """Yield the boxes in a range; ends quietly where sizes make no sense."""
    for _ in range(_MOST_ATOMS):
        head = source.read(start, 16)
        if start + 8 > end or len(head) < 8:
            return
        size, content = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16], "big"), start + 16
        elif size == 0:
            size = end - start
        if size < content - start:
            return
        yield Atom(head[4:8], content, min(start + size, end))
        start += size


def child(source: Source, parent: Atom | None, *path: bytes) -> Atom | None:
    """Return the first box down this path."""
    for name in path:
        if parent is None:
            return None
        skip = 4 if parent.name == b"meta" else 0
        inside = atoms(source, parent.offset + skip, parent.end)
        parent = next((atom for atom in inside if atom.name == name), None)
    return parent


def read(source: Source) -> Reading:
    """Read an MP4 file with AAC, ALAC or whatever its first sound track holds."""
    movie: Atom | None = None
    sound: list[tuple[int, int]] = []
    for atom in atoms(source, 0, source.size):
        if atom.name == b"moov" and movie is None:
            movie = atom
        elif atom.name == b"mdat" and atom.end > atom.offset:
            sound.append((atom.offset, atom.end - atom.offset))
    if movie is None:
        raise Unreadable("It has no index: the recording was not finished")
    technical = _technical(source, movie, sum(size for _, size in sound))
    if not sound:
        raise Unreadable("It has a header but no sound")
    fields: Fields = {}
    has_cover = False
    listed = child(source, movie, b"udta", b"meta", b"ilst")
    if listed is not None:
        has_cover = _read_list(source, listed, fields)
    return Reading(fields, technical, has_cover, tuple(sound))


def _technical(source: Source, movie: Atom, size: int) -> Technical:
    track = _sound_track(source, movie)
    if track is None:
        raise Unreadable("It has no sound track")
    technical = Technical(codec="mp4", container="mp4")
    if (table := child(source, track, b"mdia", b"minf", b"stbl", b"stsd")) is not None:
        sample_entry(source.read(table.offset, min(table.end - table.offset, 65_536)), technical)
    technical.duration_ms = _duration(source, child(source, track, b"mdia", b"mdhd"))
    if not technical.duration_ms:
        technical.duration_ms = _duration(source, child(source, movie, b"mvhd"))
    if not technical.bitrate and technical.duration_ms:
        technical.bitrate = round(size * 8000 / technical.duration_ms)
    return technical


def _sound_track(source: Source, movie: Atom) -> Atom | None:
    for atom in atoms(source, movie.offset, movie.end):
        if atom.name == b"trak":
            handler = child(source, atom, b"mdia", b"hdlr")
            if handler and source.read(handler.offset + 8, 4) == b"soun":
                return atom
    return None


def _duration(source: Source, atom: Atom | None) -> int:
    """Read a media or movie header: both begin alike."""
    if atom is None:
        return 0
    data = source.read(atom.offset, 32)
    unit, length = data[12:16], data[16:20]
    if data[:1] == b"\1":
        unit, length = data[20:24], data[24:32]
    scale = int.from_bytes(unit, "big")
    number = int.from_bytes(length, "big")
    unknown = (1 << 8 * len(length)) - 1
    return round(number * 1000 / scale) if scale and number != unknown else 0


def _read_list(source: Source, listed: Atom, fields: Fields) -> bool:
    """Collect the values of a tag list; return whether it has a picture."""
    has_cover = False
    for atom in atoms(source, listed.offset, listed.end):
        if atom.name == b"covr":
            has_cover = has_cover or atom.end - atom.offset > 32
        elif (name := _TEXTS.get(atom.name)) is not None:
            add(fields, name, *(_text(kind, data) for kind, data in _values(source, atom)))
        elif (reader := _NUMBERS.get(atom.name)) is not None:
            name, read_number = reader
            add(fields, name, *(read_number(data) for _, data in _values(source, atom)))
        elif atom.name == b"----":
            _read_free_form(source, atom, fields)
    return has_cover


def _values(source: Source, parent: Atom) -> Iterator[tuple[int, bytes]]:
    for atom in atoms(source, parent.offset, parent.end):
        if atom.name == b"data" and 8 <= atom.end - atom.offset <= _LARGEST_VALUE:
            data = source.read(atom.offset, atom.end - atom.offset)
            yield int.from_bytes(data[1:4], "big"), data[8:]


def _text(kind: int, data: bytes) -> str:
    return data.decode("utf-16-be" if kind == _UTF16 else "utf-8", "replace")


def _read_free_form(source: Source, parent: Atom, fields: Fields) -> None:
    named = child(source, parent, b"name")
    if named is None or named.end - named.offset > 256:
        return
    name = source.read(named.offset + 4, named.end - named.offset - 4).decode("utf-8", "replace")
    if (field := canonical(name)) is not None:
        add(fields, field, *(_text(kind, data) for kind, data in _values(source, parent)))
