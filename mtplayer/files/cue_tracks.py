"""Tracks of a cue sheet: what the sheet says of each, and the rest from the file."""

from dataclasses import replace
from typing import Final, NamedTuple

from mtplayer.core.library.tracks import frames_ms
from mtplayer.core.tags import FileFacts, Tags
from mtplayer.files.cue_places import Covering, read_sheet
from mtplayer.files.cue_sheet import CueSheet, CueTrack, parse
from mtplayer.files.fields import to_tags
from mtplayer.files.reading import Fields

_OF_TRACK: Final = {
    "title": "title",
    "performer": "artists",
    "isrc": "isrc",
    "replaygain_track_gain": "track_gain",
    "replaygain_track_peak": "track_peak",
}
_OF_EITHER: Final = {
    "songwriter": "composers",
    "composer": "composers",
    "genre": "genres",
    "date": "date",
    "comment": "comment",
}
_OF_ALBUM: Final = {
    "title": "album",
    "performer": "album_artists",
    "discnumber": "disc",
    "totaldiscs": "disc_total",
    "replaygain_album_gain": "album_gain",
    "replaygain_album_peak": "album_peak",
}
# What a file says of itself holds for each of its tracks, where the sheet is silent.
_FROM_FILE: Final = (
    "artists", "artist_credit", "album", "album_artists", "composers", "conductors", "genres",
    "date", "original_date", "disc", "disc_total", "disc_subtitle", "label", "grouping",
    "compilation", "comment",
    "artist_sort", "album_sort", "album_artist_sort", "release_mbid", "release_group_mbid",
    "artist_mbids", "album_artist_mbids", "album_gain", "album_peak",
)  # fmt: skip


class Part(NamedTuple):
    """One track within a file, and the frames from which and up to which it plays."""

    position: int
    start: int
    end: int | None
    facts: FileFacts


def parts_of(facts: FileFacts, covering: Covering | None) -> list[Part]:
    """Return the tracks that a sheet makes of a file: one beside it, else the one in it."""
    if facts.failure is not None:
        return []
    sheet, file = None, 0
    if covering is not None:
        sheet, file = read_sheet(covering.sheet), covering.file
    if sheet is None and facts.tags.cue_sheet:
        sheet = parse(facts.tags.cue_sheet)
        # It was written for the one file that it lies in; of several it means none.
        divided = {track.file for track in sheet.tracks}
        file = divided.pop() if len(divided) == 1 else -1
    return _parts(facts, sheet, file) if sheet is not None else []


def _parts(facts: FileFacts, sheet: CueSheet, file: int) -> list[Part]:
    whole = facts.technical.duration_ms
    inside = [t for t in sheet.tracks_of(file) if not whole or frames_ms(t.start) < whole]
    if len(inside) < 2:
        return []
    numbers = [track.number for track in inside]
    counted = len(set(numbers)) == len(numbers) and 0 not in numbers
    return [
        _part(facts, sheet, track, track.number if counted else at)
        for at, track in enumerate(inside, 1)
    ]


def _part(facts: FileFacts, sheet: CueSheet, track: CueTrack, position: int) -> Part:
    end = track.end
    whole = facts.technical.duration_ms
    if end is not None and whole and frames_ms(end) >= whole:
        end = None
    last = whole if end is None else frames_ms(end)
    technical = replace(facts.technical, duration_ms=max(0, last - frames_ms(track.start)))
    tags = _tags(facts.tags, sheet, track, position)
    return Part(position, track.start, end, replace(facts, tags=tags, technical=technical))


def _tags(whole: Tags, sheet: CueSheet, track: CueTrack, position: int) -> Tags:
    fields: Fields = {"track": [f"{position}/{len(sheet.tracks)}"]}
    for words, names in (
        (track.words, {**_OF_TRACK, **_OF_EITHER}),
        (sheet.words, {**_OF_ALBUM, **_OF_EITHER}),
    ):
        for word, name in names.items():
            if word in words:
                fields.setdefault(name, [words[word]])
    if "performer" in sheet.words:
        fields.setdefault("artists", [sheet.words["performer"]])
    tags = to_tags(fields)
    for name in _FROM_FILE:
        if not getattr(tags, name):
            setattr(tags, name, _inherited(name, tags, whole))
    tags.title = tags.title or f"Track {position}"
    return tags


def _inherited(name: str, tags: Tags, whole: Tags) -> object:
    """Return a file's word for its track; an artist's id or sort name only with the artist."""
    of_artist = name in ("artist_credit", "artist_sort", "artist_mbids")
    of_album_artist = name in ("album_artist_sort", "album_artist_mbids")
    if (of_artist and tags.artists != whole.artists) or (
        of_album_artist and tags.album_artists != whole.album_artists
    ):
        return getattr(tags, name)
    if name == "album_artists":
        return whole.album_artists or whole.artists
    return getattr(whole, name)
