"""What the frames of an ID3 tag mean, and the 128 bytes of ID3v1."""

import re
from collections.abc import Callable
from typing import Final

from mtplayer.files.fields import add, canonical
from mtplayer.files.genres import GENRES
from mtplayer.files.id3 import Id3Tag
from mtplayer.files.reading import Fields

# 2.2 names are the first three letters of what became four, or these.
_TEXT_FRAMES: Final = {
    b"TIT2": "title", b"TT2": "title",
    b"TPE1": "artists", b"TP1": "artists",
    b"TALB": "album", b"TAL": "album",
    b"TPE2": "album_artists", b"TP2": "album_artists",
    b"TRCK": "track", b"TRK": "track",
    b"TPOS": "disc", b"TPA": "disc",
    b"TDRC": "date",
    b"TYER": "year", b"TYE": "year",
    b"TDAT": "day_and_month", b"TDA": "day_and_month",
    b"TDRL": "release_date",
    b"TDOR": "original_date",
    b"TORY": "original_year", b"TOR": "original_year",
    b"TCOM": "composers", b"TCM": "composers",
    b"TPE3": "conductors", b"TP3": "conductors",
    b"TPE4": "remixers", b"TP4": "remixers",
    b"TEXT": "lyricists", b"TXT": "lyricists",
    b"TIT1": "grouping", b"TT1": "grouping", b"GRP1": "grouping",
    b"TPUB": "label", b"TPB": "label",
    b"TSRC": "isrc", b"TRC": "isrc",
    b"TBPM": "bpm", b"TBP": "bpm",
    b"TCMP": "compilation", b"TCP": "compilation",
    b"TSOT": "title_sort", b"TST": "title_sort", b"XSOT": "title_sort",
    b"TSOP": "artist_sort", b"TSP": "artist_sort", b"XSOP": "artist_sort",
    b"TSOA": "album_sort", b"TSA": "album_sort", b"XSOA": "album_sort",
    b"TSO2": "album_artist_sort", b"TS2": "album_artist_sort",
    b"TSOC": "composer_sort", b"TSC": "composer_sort",
}  # fmt: skip
_PICTURES: Final = frozenset({b"APIC", b"PIC"})
_GENRE_REFERENCES: Final = re.compile(r"(?:\((\d{1,3}|RX|CR)\))")
# Written by iTunes and others into comments for themselves.
_MACHINE_COMMENT: Final = re.compile(r"iTun|ID3v1 Comment|Songs-DB|MusicMatch|c0$", re.IGNORECASE)
# People of a 2.3 IPLS list who did not play.
_BEHIND_THE_GLASS: Final = frozenset(
    {"arranger", "engineer", "producer", "dj-mix", "mix", "mixer", "recording engineer"}
)
# The steps that Windows and most players write for one to five stars.
_STARS: Final = ((32, 20), (96, 40), (160, 60), (224, 80), (256, 100))
_FOUR_DIGITS: Final = re.compile(r"\d{4}\Z")
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def read_frames(tag: Id3Tag) -> tuple[Fields, bool]:
    """Return the values of a tag and whether it has a picture."""
    fields: Fields = {}
    has_cover = False
    for frame in tag.frames():
        name = frame.name
        if (field := _TEXT_FRAMES.get(name)) is not None:
            data = tag.content(frame)
            add(fields, field, *texts(data[:1], data[1:]))
        elif (reader := _READERS.get(name)) is not None:
            reader(fields, tag.content(frame))
        elif name in _PICTURES:
            has_cover = has_cover or frame.size > 16
    _complete(fields)
    return fields, has_cover


def texts(encoding: bytes, data: bytes) -> list[str]:
    """Decode a list of terminated texts; what cannot be decoded becomes a replacement mark."""
    if encoding in (b"\1", b"\2"):
        return [text.lstrip("\ufeff") for text in _utf16(encoding, data).split("\0")]
    if encoding == b"\3":
        return data.decode("utf-8", "replace").split("\0")
    if encoding == b"\0":
        return data.decode("latin-1").split("\0")
    return []


def _utf16(encoding: bytes, data: bytes) -> str:
    if len(data) & 1:
        data = data + b"\0"  # half of a terminator was lost
    if encoding == b"\2":
        return data.decode("utf-16-be", "replace")
    if data[:2] not in _BOMS:
        return data.decode("utf-16-le", "replace")
    text = data.decode("utf-16", "replace")
    if "\ufffe" in text:  # a later value has the other byte order
        return "\0".join(_swapped(part) for part in text.split("\0"))
    return text


def _swapped(text: str) -> str:
    if not text.startswith("\ufffe"):
        return text
    return text[1:].encode("utf-16-le", "surrogatepass").decode("utf-16-be", "replace")


def _split(encoding: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Cut a description from what follows it."""
    if encoding not in (b"\1", b"\2"):
        head, _, tail = data.partition(b"\0")
        return head, tail
    at = data.find(b"\0\0")
    while at & 1 and at > 0:
        at = data.find(b"\0\0", at + 1)
    return (data, b"") if at < 0 else (data[:at], data[at + 2 :])


def _described(data: bytes) -> tuple[str, list[str]]:
    encoding = data[:1]
    name, rest = _split(encoding, data[1:])
    return (texts(encoding, name) or [""])[0], texts(encoding, rest)


def _free_text(fields: Fields, data: bytes) -> None:
    name, values = _described(data)
    add(fields, canonical(name), *values)


def _comment(fields: Fields, data: bytes) -> None:
    name, values = _described(data[:1] + data[4:])
    if not name:
        add(fields, "comment", *values[:1])
    elif not _MACHINE_COMMENT.match(name):
        add(fields, "description", *values[:1])


def _lyrics(fields: Fields, data: bytes) -> None:
    add(fields, "lyrics", *_described(data[:1] + data[4:])[1][:1])


def _synced_lyrics(fields: Fields, data: bytes) -> None:
    if len(data) > 16:
        add(fields, "lyrics", "[]")


def _unique_id(fields: Fields, data: bytes) -> None:
    owner, _, value = data.partition(b"\0")
    if owner == b"http://musicbrainz.org":
        add(fields, "recording_mbid", value.decode("ascii", "replace"))


def _popularity(fields: Fields, data: bytes) -> None:
    _, _, rest = data.partition(b"\0")
    if rest and rest[0] and "rating" not in fields:
        stars = next(value for limit, value in _STARS if rest[0] < limit)
        add(fields, "popularity", str(stars))


def _volume(fields: Fields, data: bytes) -> None:
    """Read RVA2: gain in 1/512 dB of the master channel, then a peak of so many bits."""
    name, _, rest = data.partition(b"\0")
    kind = name.decode("latin-1").lower()
    if kind not in ("track", "album") or len(rest) < 4 or rest[0] != 1:
        return
    gain = int.from_bytes(rest[1:3], "big", signed=True) / 512
    add(fields, f"rva2_{kind}_gain", f"{gain:.4f}")
    if bits := rest[3]:
        size = (bits + 7) // 8
        peak = int.from_bytes(rest[4 : 4 + size], "big") / (1 << (8 * size - 1))
        add(fields, f"rva2_{kind}_peak", f"{peak:.6f}")


def _musicians(fields: Fields, data: bytes) -> None:
    values = texts(data[:1], data[1:])
    add(fields, "performers", *values[1::2])


def _people(fields: Fields, data: bytes) -> None:
    values = texts(data[:1], data[1:])
    pairs = zip(values[::2], values[1::2], strict=False)
    add(fields, "performers", *(n for role, n in pairs if role.lower() not in _BEHIND_THE_GLASS))


def _genre(fields: Fields, data: bytes) -> None:
    for value in texts(data[:1], data[1:]):
        add(fields, "genres", *genre_names(value))


_READERS: Final[dict[bytes, Callable[[Fields, bytes], None]]] = {
    b"TCON": _genre, b"TCO": _genre,
    b"TXXX": _free_text, b"TXX": _free_text,
    b"COMM": _comment, b"COM": _comment,
    b"USLT": _lyrics, b"ULT": _lyrics,
    b"SYLT": _synced_lyrics, b"SLT": _synced_lyrics,
    b"UFID": _unique_id, b"UFI": _unique_id,
    b"POPM": _popularity, b"POP": _popularity,
    b"RVA2": _volume,
    b"TMCL": _musicians,
    b"IPLS": _people, b"IPL": _people,
}  # fmt: skip


def genre_names(value: str) -> list[str]:
    """Spell out "17", "(17)", "(4)(11)Sub-genre" and "RX"; leave words as they are."""
    if value in ("RX", "CR"):
        return [_referred(value)]
    if value.isascii() and value.isdigit() and len(value) < 4:
        return [name] if (name := _referred(value)) else []
    names: list[str] = []
    while (found := _GENRE_REFERENCES.match(value)) is not None:
        names.append(_referred(found.group(1)))
        value = value[found.end() :]
    rest = value[1:] if value.startswith("((") else value
    return [name for name in dict.fromkeys([*names, rest]) if name]


def _referred(reference: str) -> str:
    if reference in ("RX", "CR"):
        return "Remix" if reference == "RX" else "Cover"
    return GENRES[int(reference)] if int(reference) < len(GENRES) else ""


def _complete(fields: Fields) -> None:
    """Join 2.3's year with its day, and prefer what was written on purpose."""
    dates = fields.pop("day_and_month", [""])
    years = fields.get("year", [""])
    if _FOUR_DIGITS.match(dates[0]) and _FOUR_DIGITS.match(years[0]):
        fields["year"] = [f"{years[0]}-{dates[0][2:]}-{dates[0][:2]}"]
    if released := fields.pop("release_date", None):
        fields.setdefault("year", released)
    for name in [name for name in fields if name.startswith("rva2_")]:
        fields.setdefault(name[5:], fields.pop(name))
    if (stars := fields.pop("popularity", None)) and "rating" not in fields:
        fields["rating"] = stars


def read_id3v1(data: bytes) -> Fields:
    """Return what the last 128 bytes of a file say, if they are ID3v1."""
    fields: Fields = {}
    if len(data) != 128 or data[:3] != b"TAG":
        return fields
    for name, start, end in _V1_TEXTS:
        add(fields, name, _v1_text(data[start:end]))
    comment = data[97:127]
    if comment[28] == 0 and comment[29]:
        add(fields, "track", str(comment[29]))
        comment = comment[:28]
    add(fields, "comment", _v1_text(comment))
    if data[127] < len(GENRES):
        add(fields, "genres", GENRES[data[127]])
    return fields


_V1_TEXTS: Final = (("title", 3, 33), ("artists", 33, 63), ("album", 63, 93), ("year", 93, 97))


def _v1_text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("latin-1").strip()
