"""One set of names for what all formats say, and how values of these names become tags."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from mtplayer.core.listening.rating_scales import agree, of_share, of_text
from mtplayer.core.tags import Tags
from mtplayer.files.cue_sheet import parse
from mtplayer.files.reading import Fields

# Keys are free-form names (Vorbis comments, APEv2, TXXX, MP4 free form, ASF) in lower case
# without spaces, underscores and slashes; values are our names.
_NAMES: Final = {
    "title": "title",
    "artist": "artists",
    "artists": "artists_list",
    "author": "artists",
    "album": "album",
    "albumartist": "album_artists",
    "albumartists": "album_artists_list",
    "track": "track",
    "tracknumber": "track",
    "tracktotal": "track_total",
    "totaltracks": "track_total",
    "disc": "disc",
    "disk": "disc",
    "discnumber": "disc",
    "disctotal": "disc_total",
    "totaldiscs": "disc_total",
    "date": "date",
    "year": "year",
    "originaldate": "original_date",
    "originalyear": "original_year",
    "genre": "genres",
    "composer": "composers",
    "conductor": "conductors",
    "lyricist": "lyricists",
    "writer": "lyricists",
    "remixer": "remixers",
    "mixartist": "remixers",
    "performer": "performers",
    "comment": "comment",
    "description": "description",
    "grouping": "grouping",
    "contentgroup": "grouping",
    "label": "label",
    "organization": "label",
    "publisher": "label",
    "isrc": "isrc",
    "bpm": "bpm",
    "compilation": "compilation",
    "titlesort": "title_sort",
    "artistsort": "artist_sort",
    "albumsort": "album_sort",
    "albumartistsort": "album_artist_sort",
    "composersort": "composer_sort",
    "performersort": "performer_sort",
    "mood": "mood",
    "initialkey": "initial_key",
    "discsubtitle": "disc_subtitle",
    "setsubtitle": "disc_subtitle",
    "key": "initial_key",
    "musicbrainztrackid": "recording_mbid",
    "musicbrainzrecordingid": "recording_mbid",
    "musicbrainzreleasetrackid": "track_mbid",
    "musicbrainzalbumid": "release_mbid",
    "musicbrainzreleaseid": "release_mbid",
    "musicbrainzreleasegroupid": "release_group_mbid",
    "musicbrainzartistid": "artist_mbids",
    "musicbrainzalbumartistid": "album_artist_mbids",
    "replaygaintrackgain": "track_gain",
    "replaygaintrackpeak": "track_peak",
    "replaygainalbumgain": "album_gain",
    "replaygainalbumpeak": "album_peak",
    "r128trackgain": "r128_track_gain",
    "r128albumgain": "r128_album_gain",
    "rating": "rating",
    "fmpsrating": "fmps_rating",
    "lyrics": "lyrics",
    "unsyncedlyrics": "lyrics",
    "unsynchronisedlyrics": "lyrics",
    "syncedlyrics": "lyrics",
    "cuesheet": "cue_sheet",
}
_DROPPED: Final = str.maketrans("", "", " _/")
_LONGEST: Final = 4_096
_LONGEST_TEXT: Final = 65_536
_TEXTS: Final = frozenset({"comment", "description", "lyrics", "cue_sheet"})
# The loudness that R128 gains aim at is 5 dB below ReplayGain's (-23 against -18 LUFS).
_R128_OFFSET: Final = 5.0
_NUMBER: Final = re.compile(r"\s*(\d{1,9})(?:\s*(?:/|of)\s*(\d{1,9}))?")
_DECIMAL: Final = re.compile(r"\s*([+-]?\d{1,4}(?:[.,]\d{1,8})?)")
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}(?=[T ]|$)")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@lru_cache(maxsize=4096)
def canonical(name: str) -> str | None:
    """Return our name for a free-form one, or None for what we do not keep."""
    return _NAMES.get(name.translate(_DROPPED).lower())


def add(fields: Fields, name: str | None, *values: str) -> None:
    """Append what is not empty."""
    if name is not None and (kept := [v for v in values if v]):
        fields.setdefault(name, []).extend(kept)


def fill(fields: Fields, other: Fields) -> None:
    """Take from ``other`` what ``fields`` does not have."""
    for name, values in other.items():
        if name not in fields:
            fields[name] = values


def number_pair(text: str) -> tuple[int | None, int | None]:
    """Read "3", "03/12" or "3 of 12"."""
    found = _NUMBER.match(text)
    if found is None:
        return None, None
    first, second = found.groups()
    return int(first) or None, (int(second) or None if second else None)


def to_tags(fields: Fields) -> Tags:
    """Make tags of the values that a file has."""
    tags = Tags()
    for name, raw in fields.items():
        if name in _SINGLE:
            if values := _clean(name, raw):
                setattr(tags, name, values[0])
        elif name in _SEVERAL:
            setattr(tags, name, _clean(name, raw))
        elif name in _PARSED and (values := _clean(name, raw)):
            setattr(tags, name, _PARSED[name](values))
    _number(tags, fields, "track")
    _number(tags, fields, "disc")
    _fall_back(tags, fields)
    if "artists_list" in fields or "album_artists_list" in fields:
        _name_each(tags, fields)
    return tags


def _clean(name: str, values: list[str]) -> tuple[str, ...]:
    """Strip, cut, and keep the first of equal values."""
    if len(values) == 1 and (text := values[0]).isprintable() and len(text) <= _LONGEST:
        return (text.strip(),) if text.strip() else ()
    longest = _LONGEST_TEXT if name in _TEXTS else _LONGEST
    kept: dict[str, None] = {}
    for value in values:
        text = value if value.isprintable() else _printable(value, lines=name in _TEXTS)
        if text := text.strip()[:longest]:
            kept[text] = None
    return tuple(kept)


def _printable(value: str, *, lines: bool) -> str:
    """Take out what SQLite and JSON cannot keep: NULs and halves of surrogate pairs."""
    text = value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return text if lines else " ".join(text.split())


def _number(tags: Tags, fields: Fields, name: str) -> None:
    if values := fields.get(name):
        number, total = number_pair(values[0])
        setattr(tags, name, number)
        setattr(tags, f"{name}_total", total)
    if values := fields.get(f"{name}_total"):
        setattr(tags, f"{name}_total", number_pair(values[0])[0])


def day(text: str) -> str:
    """Return the date of a time stamp: nobody sorts records by the hour."""
    found = _DAY.match(text)
    return found.group() if found else text[:64]


def decimal(text: str) -> float | None:
    """Read "-7.25 dB" or "0,98"."""
    found = _DECIMAL.match(text)
    return float(found.group(1).replace(",", ".")) if found else None


def _day(values: tuple[str, ...]) -> str:
    return day(values[0])


def _decimal(values: tuple[str, ...]) -> float | None:
    return decimal(values[0])


def _bpm(values: tuple[str, ...]) -> int | None:
    found = decimal(values[0])
    return round(found) if found is not None and 0 < found < 10_000 else None


def _yes(values: tuple[str, ...]) -> bool:
    return values[0].lower() in ("1", "true", "yes")


def _rating(values: tuple[str, ...]) -> int | None:
    return of_text(values[0])


def _mbids(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids in it; some taggers join several by a slash or a semicolon."""
    return tuple(i.lower() for value in values for i in _UUID.findall(value))


def _mbid(values: tuple[str, ...]) -> str:
    return (*_mbids(values), "")[0]


_SINGLE: Final = frozenset(
    {
        "title", "album", "comment", "grouping", "label", "isrc", "title_sort", "artist_sort",
        "album_sort", "album_artist_sort", "composer_sort", "performer_sort", "mood",
        "initial_key", "disc_subtitle", "cue_sheet",
    }
)  # fmt: skip
_SEVERAL: Final = frozenset(
    {
        "artists", "album_artists", "genres", "composers", "conductors", "lyricists", "remixers",
        "performers",
    }
)  # fmt: skip
_PARSED: Final[dict[str, Callable[[tuple[str, ...]], object]]] = {
    "date": _day,
    "original_date": _day,
    "bpm": _bpm,
    "compilation": _yes,
    "track_gain": _decimal,
    "track_peak": _decimal,
    "album_gain": _decimal,
    "album_peak": _decimal,
    "rating": _rating,
    "recording_mbid": _mbid,
    "track_mbid": _mbid,
    "release_mbid": _mbid,
    "release_group_mbid": _mbid,
    "artist_mbids": _mbids,
    "album_artist_mbids": _mbids,
}


def _name_each(tags: Tags, fields: Fields) -> None:
    """Take every name where a tagger lists them beside the text that is printed."""
    listed = _clean("artists", fields.get("artists_list", []))
    if len(listed) > len(tags.artists):
        tags.artist_credit = tags.artists[0] if len(tags.artists) == 1 else ""
        tags.artists = listed
    listed = _clean("album_artists", fields.get("album_artists_list", []))
    if len(listed) > len(tags.album_artists):
        tags.album_artists = listed


def _fall_back(tags: Tags, fields: Fields) -> None:
    """Fill from second choices what the first ones left open."""
    if not tags.date and (values := _clean("year", fields.get("year", []))):
        tags.date = day(values[0])
    if not tags.original_date and (values := _clean("year", fields.get("original_year", []))):
        tags.original_date = day(values[0])
    if not tags.comment and (values := _clean("description", fields.get("description", []))):
        tags.comment = values[0]
    # A sheet in the tags may have titles and no places; those of the block have both then.
    if (values := fields.get("cue_block")) and not parse(tags.cue_sheet).tracks:
        tags.cue_sheet = values[0]
    _rate_exactly(tags, fields)
    tags.has_lyrics = any(value.strip() for value in fields.get("lyrics", ()))
    for kind in ("track", "album"):
        values = fields.get(f"r128_{kind}_gain")
        if values and getattr(tags, f"{kind}_gain") is None:
            setattr(tags, f"{kind}_gain", _from_r128(values[0]))


def _rate_exactly(tags: Tags, fields: Fields) -> None:
    """Take the rating that has no steps, unless the other one was changed since."""
    for name in ("fmps_rating", "rating_share"):
        if values := fields.get(name):
            exact = of_share(values[0])
            if exact is not None and (tags.rating is None or agree(exact, tags.rating)):
                tags.rating = exact
                return


def _from_r128(text: str) -> float | None:
    """Turn the Q7.8 number of RFC 7845 into ReplayGain's decibels."""
    number = decimal(text)
    return None if number is None else round(number / 256 + _R128_OFFSET, 2)
