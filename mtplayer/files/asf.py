"""ASF (WMA), read by mutagen: the header object is small, and mutagen is quick here."""

from typing import Final

from mutagen import MutagenError
from mutagen.asf import ASF

from mtplayer.core.tags import Technical
from mtplayer.files.fields import add, canonical
from mtplayer.files.id3_fields import genre_names
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source

_HEADER: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_DATA: Final = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_LARGEST_HEADER: Final = 64 << 20
_MOST_OBJECTS: Final = 64
_NAMES: Final = {
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
    "WM/Lyrics": "lyrics",
    "WM/Comments": "comment",
    "WM/SharedUserRating": "popularity",
}
# Windows stores stars as 1, 25, 50, 75, 99.
_STARS: Final = ((13, 20), (38, 40), (63, 60), (88, 80), (101, 100))


def read(source: Source) -> Reading:
    """Read a WMA file."""
    head = source.read(0, 24)
    size = int.from_bytes(head[16:24], "little")
    if head[:16] != _HEADER:
        raise Unreadable("It is not a WMA file")
    if not 30 <= size <= min(source.size, _LARGEST_HEADER):
        raise Unreadable("Its header is cut off")
    sound = _sound(source, size)
    try:
        with source.file() as file:
            asf = ASF(file)
    except MutagenError as error:
        raise Unreadable(f"Its header makes no sense ({error})") from error
    info = asf.info
    if info is None or not info.sample_rate or not info.channels:
        raise Unreadable("It has no sound stream")
    fields, has_cover = _fields(list(asf.tags or []))
    technical = Technical(
        codec=_codec(str(info.codec_type), str(info.codec_name)),
        container="asf",
        duration_ms=round(max(0.0, info.length) * 1000),
        bitrate=info.bitrate or None,
        sample_rate=info.sample_rate,
        channels=info.channels,
    )
    return Reading(fields, technical, has_cover, (sound,))


def _sound(source: Source, position: int) -> tuple[int, int]:
    """Find the data object: 24 bytes of name and size, 26 of its own header."""
    for _ in range(_MOST_OBJECTS):
        head = source.read(position, 24)
        size = int.from_bytes(head[16:24], "little")
        if head[:16] == _DATA:
            end = position + size if size else source.size
            if min(end, source.size) > position + 50:
                return position + 50, min(end, source.size) - position - 50
            break
        if size < 24:
            break
        position += size
    raise Unreadable("It has a header but no sound")


def _codec(kind: str, name: str) -> str:
    words = f"{kind} {name}".lower()
    if "lossless" in words:
        return "wma lossless"
    return "wma" if "windows media audio" in words or not words.strip() else words.strip()[:32]


def _fields(tags: list[tuple[str, object]]) -> tuple[Fields, bool]:
    fields: Fields = {}
    has_cover = False
    for name, value in tags:
        if name == "WM/Picture":
            has_cover = True
        elif (field := _NAMES.get(name) or canonical(name)) is not None:
            _add(fields, field, str(value))
    if (zero := fields.pop("track_from_zero", None)) and zero[0].isdigit():
        fields.setdefault("track", [str(int(zero[0]) + 1)])
    return fields, has_cover


def _add(fields: Fields, field: str, text: str) -> None:
    if field == "genres":
        add(fields, field, *genre_names(text))
    elif field == "popularity":
        if text.isdigit() and 0 < int(text) < 101:
            add(fields, "rating", str(next(v for limit, v in _STARS if int(text) < limit)))
    else:
        add(fields, field, text)
