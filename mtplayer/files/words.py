"""Turns what each family of tags says, as mutagen gives it, into the names of files/fields.py."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from mutagen.apev2 import TEXT as APE_TEXT
from mutagen.apev2 import APEv2
from mutagen.id3 import ID3, TCON
from mutagen.id3._id3v1 import ParseID3v1
from mutagen.mp4 import AtomDataType, MP4FreeForm

from mtplayer.core.listening.rating_scales import of_popularity
from mtplayer.files.fast_mutagen import FRAMES
from mtplayer.files.fields import add, canonical
from mtplayer.files.reading import Fields

Words = tuple[Fields, bool]
"""The values, and whether there is a picture."""

_ID3_TEXTS: Final = {
    "TIT2": "title", "TPE1": "artists", "TALB": "album", "TPE2": "album_artists",
    "TRCK": "track", "TPOS": "disc", "TDRC": "date", "TYER": "year", "TDAT": "day_and_month",
    "TDRL": "release_date", "TDOR": "original_date", "TORY": "original_year",
    "TCOM": "composers", "TPE3": "conductors", "TPE4": "remixers", "TEXT": "lyricists",
    "TIT1": "grouping", "GRP1": "grouping", "TPUB": "label", "TSRC": "isrc", "TBPM": "bpm",
    "TCMP": "compilation", "TSOT": "title_sort", "XSOT": "title_sort", "TSOP": "artist_sort",
    "XSOP": "artist_sort", "TSOA": "album_sort", "XSOA": "album_sort",
    "TSO2": "album_artist_sort", "TSOC": "composer_sort", "TKEY": "initial_key", "TMOO": "mood",
    "TSST": "disc_subtitle",
}  # fmt: skip
# Written by iTunes and others into comments for themselves.
_MACHINE_COMMENT: Final = re.compile(r"iTun|ID3v1 Comment|Songs-DB|MusicMatch|c0$", re.IGNORECASE)
# People of a list of those involved who did not play.
_BEHIND_THE_GLASS: Final = frozenset(
    {"arranger", "engineer", "producer", "dj-mix", "mix", "mixer", "recording engineer"}
)
_FOUR_DIGITS: Final = re.compile(r"\d{4}\Z")
_LEAST_PICTURE: Final = 26


def of_id3(tag: ID3) -> Words:
    """Return the words of an ID3 tag of any version, read with FRAMES and not translated."""
    has_cover = any(
        frame[:4] == b"APIC" or frame[:3] == b"PIC"
        for frame in tag.unknown_frames
        if len(frame) > _LEAST_PICTURE
    )
    return _of_frames(tag.values()), has_cover


def of_id3v1(data: bytes) -> Fields:
    """Return what the last 128 bytes of a file say, if they are ID3v1."""
    frames: dict[str, Any] = ParseID3v1(data, 4, FRAMES) or {}
    comment = frames.pop("COMM", None)
    fields = _of_frames(frames.values())
    if "date" in fields:
        fields["year"] = fields.pop("date")  # four letters: any other tag knows better
    add(fields, "comment", *(comment.text if comment else ()))
    return fields


def _of_frames(frames: Iterable[Any]) -> Fields:
    fields: Fields = {}
    for frame in frames:
        name = type(frame).__name__
        if (field := _ID3_TEXTS.get(name)) is not None:
            add(fields, field, *frame.text)
        elif (reader := _ID3_READERS.get(name)) is not None:
            reader(fields, frame)
    _complete(fields)
    return fields


def genre_names(value: str) -> list[str]:
    """Spell out "17", "(17)", "(4)(11)Sub-genre" and "RX"; leave words as they are."""
    return _genres(TCON(encoding=3, text=[value]))


def _genres(frame: Any) -> list[str]:
    return [name for name in frame.genres if name != "Unknown"]


def _comment(fields: Fields, frame: Any) -> None:
    if not frame.desc:
        add(fields, "comment", *frame.text[:1])
    elif not _MACHINE_COMMENT.match(frame.desc):
        add(fields, "description", *frame.text[:1])


def _unique_id(fields: Fields, frame: Any) -> None:
    if frame.owner == "http://musicbrainz.org":
        add(fields, "recording_mbid", frame.data.decode("ascii", "replace"))


def _popularity(fields: Fields, frame: Any) -> None:
    if (rating := of_popularity(frame.email, frame.rating)) is not None:
        add(fields, "popularity", str(rating))


def _stars(number: int, steps: tuple[tuple[int, int], ...]) -> str:
    return str(next(stars for limit, stars in steps if number < limit))


def _volume(fields: Fields, frame: Any) -> None:
    kind = frame.desc.lower()
    if kind in ("track", "album") and frame.channel == 1:
        add(fields, f"rva2_{kind}_gain", f"{frame.gain:.4f}")
        if frame.peak:
            add(fields, f"rva2_{kind}_peak", f"{frame.peak:.6f}")


def _people(fields: Fields, frame: Any) -> None:
    pairs = (pair for pair in frame.people if len(pair) == 2)
    add(fields, "performers", *(n for role, n in pairs if role.lower() not in _BEHIND_THE_GLASS))


_ID3_READERS: Final[dict[str, Callable[[Fields, Any], None]]] = {
    "TCON": lambda fields, frame: add(fields, "genres", *_genres(frame)),
    "TXXX": lambda fields, frame: add(fields, canonical(frame.desc), *frame.text),
    "COMM": _comment,
    "USLT": lambda fields, frame: add(fields, "lyrics", frame.text),
    "SYLT": lambda fields, _: add(fields, "lyrics", "[]"),
    "UFID": _unique_id,
    "POPM": _popularity,
    "RVA2": _volume,
    "TMCL": lambda fields, frame: add(fields, "performers", *(n for _, n in frame.people)),
    "TIPL": _people,
    "IPLS": _people,
}


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
    if (popularity := fields.pop("popularity", None)) and "rating" not in fields:
        fields["rating"] = popularity


_VORBIS_PICTURES: Final = frozenset({"metadata_block_picture", "coverart"})


def of_vorbis(comments: Iterable[tuple[str, str]] | None) -> Words:
    """Return the words of Vorbis comments, in FLAC and everything in Ogg."""
    fields: Fields = {}
    has_cover = False
    for name, value in comments or ():
        if (field := canonical(name)) is not None:
            if value:
                fields.setdefault(field, []).append(value)
        elif name.lower() in _VORBIS_PICTURES:
            has_cover = True
        elif name[:7].lower() == "rating:":
            # Quod Libet and Banshee have one for each user.
            add(fields, "rating_share", value)
    return fields, has_cover


def of_ape(tag: APEv2) -> Words:
    """Return the words of an APEv2 tag."""
    fields: Fields = {}
    has_cover = False
    for name, value in tag.items():
        if name.lower().startswith("cover art"):
            has_cover = has_cover or len(value) > 16
        elif value.kind == APE_TEXT:
            add(fields, canonical(name), *value.value.split("\0"))
    return fields, has_cover


_MP4_TEXTS: Final = {
    "\xa9nam": "title", "\xa9ART": "artists", "\xa9alb": "album", "aART": "album_artists",
    "\xa9day": "date", "\xa9gen": "genres", "\xa9wrt": "composers", "\xa9con": "conductors",
    "\xa9cmt": "comment", "desc": "description", "\xa9grp": "grouping", "\xa9pub": "label",
    "\xa9lyr": "lyrics", "sonm": "title_sort", "soar": "artist_sort", "soal": "album_sort",
    "soaa": "album_artist_sort", "soco": "composer_sort", "tmpo": "bpm", "rate": "rating",
}  # fmt: skip


def of_mp4(tags: Any) -> Words:
    """Return the words of an iTunes list."""
    fields: Fields = {}
    for key, value in tags.items() if tags is not None else ():
        if key[:4] == "----":
            add(fields, canonical(key.rpartition(":")[2]), *map(_free_form, value))
        elif (field := _MP4_TEXTS.get(key)) is not None:
            add(fields, field, *map(str, value))
        elif key in ("trkn", "disk"):
            add(fields, "track" if key == "trkn" else "disc", *map(_pair, value))
        elif key == "cpil":
            add(fields, "compilation", str(int(value)))
    return fields, bool(tags and any(len(cover) > 16 for cover in tags.get("covr", ())))


def _free_form(value: MP4FreeForm) -> str:
    encoding = "utf-16-be" if value.dataformat == AtomDataType.UTF16 else "utf-8"
    return value.decode(encoding, "replace")


def _pair(numbers: tuple[int, int]) -> str:
    first, second = numbers
    return f"{first}/{second}" if second else str(first)


_ASF_NAMES: Final = {
    "Title": "title",
    "Author": "artists",
    "Description": "description",
    "WM/AlbumTitle": "album",
    "WM/AlbumArtist": "album_artists",
    "WM/TrackNumber": "track",
    "WM/Track": "track_from_zero",
    "WM/PartOfSet": "disc",
    "WM/Year": "date",
    "WM/OriginalReleaseTime": "original_date",
    "WM/OriginalReleaseYear": "original_year",
    "WM/Genre": "genres",
    "WM/Composer": "composers",
    "WM/Conductor": "conductors",
    "WM/Writer": "lyricists",
    "WM/ModifiedBy": "remixers",
    "WM/ContentGroupDescription": "grouping",
    "WM/Publisher": "label",
    "WM/ISRC": "isrc",
    "WM/BeatsPerMinute": "bpm",
    "WM/IsCompilation": "compilation",
    "WM/TitleSortOrder": "title_sort",
    "WM/ArtistSortOrder": "artist_sort",
    "WM/AlbumSortOrder": "album_sort",
    "WM/AlbumArtistSortOrder": "album_artist_sort",
    "WM/ComposerSortOrder": "composer_sort",
    "WM/Mood": "mood",
    "WM/InitialKey": "initial_key",
    "WM/SetSubTitle": "disc_subtitle",
    "WM/Lyrics": "lyrics",
    "WM/Comments": "comment",
    "WM/SharedUserRating": "popularity",
}
# Windows stores stars as 1, 25, 50, 75, 99.
_ASF_STARS: Final = ((13, 20), (38, 40), (63, 60), (88, 80), (101, 100))


def of_asf(tags: Iterable[tuple[str, Any]]) -> Words:
    """Return the words of a WMA file."""
    fields: Fields = {}
    has_cover = False
    for name, value in tags:
        if name == "WM/Picture":
            has_cover = True
        elif (field := _ASF_NAMES.get(name) or canonical(name)) is not None:
            _add_asf(fields, field, str(value))
    if (zero := fields.pop("track_from_zero", None)) and zero[0].isdigit():
        fields.setdefault("track", [str(int(zero[0]) + 1)])
    return fields, has_cover


def _add_asf(fields: Fields, field: str, text: str) -> None:
    if field == "genres":
        add(fields, field, *genre_names(text))
    elif field == "popularity":
        if text.isdigit() and 0 < int(text) < 101:
            add(fields, "rating", _stars(int(text), _ASF_STARS))
    else:
        add(fields, field, text)
