"""The columns of a track table: what heads them, fills them and sorts them."""

from collections.abc import Callable
from typing import Final

from mtplayer.core.formats import LOSSLESS_CODECS
from mtplayer.core.library.tracks import Scope, SortKey, TrackRow
from mtplayer.core.record import record
from mtplayer.ui import text

COVER: Final = "cover"


@record
class Column:
    """One column; widths are px at 100 %, a ``share`` takes part in what is left over."""

    key: str
    title: str
    text: Callable[[TrackRow], str]
    width: int
    minimum: int = 32
    share: float = 0.0
    right: bool = False
    digits: bool = False
    sort: SortKey | None = None
    starts_descending: bool = False
    fixed: bool = False
    """Cannot be hidden."""
    rigid: bool = False
    """Cannot be resized."""

    @property
    def name(self) -> str:
        """What it is called where there is room for a word."""
        return _NAMES.get(self.key, self.title)


def rating_text(rating: int | None) -> str:
    """Return a rating in words."""
    if rating is None:
        return ""
    stars = rating / 20
    return f"{stars:.0f} of 5 stars" if stars == int(stars) else f"{stars:.1f} of 5 stars"


def codec_text(row: TrackRow) -> str:
    """Return the format as people call it: ``FLAC``, ``Opus 160``."""
    return format_text(row.codec, row.bitrate)


def format_text(
    codec: str, bitrate: int | None, sample_rate: int | None = None, bit_depth: int | None = None
) -> str:
    """Return a format with what tells how good it is: ``FLAC 24/48``, ``Opus 160``."""
    name = _CODECS.get(codec, codec.upper())
    if codec in LOSSLESS_CODECS and sample_rate and bit_depth:
        return f"{name} {bit_depth}/{sample_rate / 1000:g}"
    if bitrate is None or codec in LOSSLESS_CODECS:
        return name
    return f"{name} {round(bitrate / 1000)}"


def spoken(row: TrackRow, *, playing: bool) -> str:
    """Return a whole row as a screen reader says it."""
    parts = [row.title, row.artist, row.album]
    if row.duration_ms:
        parts.append(text.spoken_length(row.duration_ms))
    if row.rating is not None:
        parts.append(rating_text(row.rating).replace(" of 5", ""))
    parts += ["liked"] * (row.liked_at is not None) + ["playing"] * playing
    parts += [_STATES[row.state]] if row.state in _STATES else []
    return ", ".join(part for part in parts if part)


def _optional(value: int | None) -> str:
    return "" if value is None else str(value)


_STATES: Final = {
    "missing": "file missing",
    "offline": "drive not connected",
    "removed": "not in the library",
}
_NAMES: Final = {"number": "Track number", COVER: "Cover"}
_CODECS: Final = {
    "aac": "AAC",
    "aiff": "AIFF",
    "alac": "ALAC",
    "ape": "APE",
    "dsd": "DSD",
    "flac": "FLAC",
    "mp3": "MP3",
    "musepack": "Musepack",
    "opus": "Opus",
    "pcm": "PCM",
    "speex": "Speex",
    "tta": "TTA",
    "vorbis": "Vorbis",
    "wavpack": "WavPack",
    "wma": "WMA",
    "wma lossless": "WMA",
}

COLUMNS: Final = (
    Column(
        key="number",
        title="#",
        text=lambda row: _optional(row.track_number),
        width=60,
        right=True,
        sort=SortKey.NUMBER,
        fixed=True,
        rigid=True,
    ),
    Column(key=COVER, title="", text=lambda _: "", width=32, fixed=True, rigid=True),
    Column(
        key="title",
        title="Title",
        text=lambda row: row.title,
        width=219,
        minimum=120,
        share=1.45,
        sort=SortKey.TITLE,
        fixed=True,
    ),
    Column(
        key="liked",
        title="Liked",
        text=lambda row: "liked" if row.liked_at is not None else "",
        width=30,
        rigid=True,
        sort=SortKey.LIKED,
        starts_descending=True,
    ),
    Column(
        key="artist",
        title="Artist",
        text=lambda row: row.artist,
        width=150,
        minimum=80,
        share=1.0,
        sort=SortKey.ARTIST,
    ),
    Column(
        key="album",
        title="Album",
        text=lambda row: row.album,
        width=164,
        minimum=80,
        share=1.1,
        sort=SortKey.ALBUM,
    ),
    Column(
        key="album_artist",
        title="Album artist",
        text=lambda row: row.album_artist,
        width=150,
        minimum=80,
        sort=SortKey.ALBUM_ARTIST,
    ),
    Column(
        key="composer",
        title="Composer",
        text=lambda row: row.composer,
        width=150,
        minimum=80,
        sort=SortKey.COMPOSER,
    ),
    Column(
        key="genre",
        title="Genre",
        text=lambda row: row.genre,
        width=128,
        minimum=60,
        sort=SortKey.GENRE,
    ),
    Column(
        key="year",
        digits=True,
        title="Year",
        text=lambda row: _optional(row.year),
        width=60,
        minimum=44,
        sort=SortKey.YEAR,
        starts_descending=True,
    ),
    Column(
        key="added",
        digits=True,
        title="Added",
        text=lambda row: text.day(row.added_at),
        width=92,
        minimum=60,
        sort=SortKey.ADDED,
        starts_descending=True,
    ),
    Column(
        key="rating",
        title="Rating",
        text=lambda row: rating_text(row.rating),
        width=90,
        minimum=78,
        sort=SortKey.RATING,
        starts_descending=True,
    ),
    Column(
        key="plays",
        digits=True,
        title="Plays",
        text=lambda row: text.number(row.plays) if row.plays else "",
        width=64,
        minimum=48,
        right=True,
        sort=SortKey.PLAYS,
        starts_descending=True,
    ),
    Column(
        key="last_played",
        digits=True,
        title="Last played",
        text=lambda row: text.day(row.last_played_at),
        width=96,
        minimum=60,
        sort=SortKey.LAST_PLAYED,
        starts_descending=True,
    ),
    Column(
        key="codec",
        digits=True,
        title="Format",
        text=codec_text,
        width=96,
        minimum=56,
        sort=SortKey.CODEC,
    ),
    Column(
        key="bitrate",
        digits=True,
        title="Bitrate",
        text=lambda row: f"{round(row.bitrate / 1000)}" if row.bitrate else "",
        width=76,
        minimum=56,
        right=True,
        sort=SortKey.BITRATE,
        starts_descending=True,
    ),
    Column(
        key="bpm",
        digits=True,
        title="BPM",
        text=lambda row: _optional(row.bpm),
        width=56,
        minimum=44,
        right=True,
        sort=SortKey.BPM,
    ),
    Column(
        key="duration",
        digits=True,
        title="Time",
        text=lambda row: text.length(row.duration_ms),
        width=64,
        minimum=56,
        right=True,
        sort=SortKey.DURATION,
    ),
)
INDEX: Final = {column.key: index for index, column in enumerate(COLUMNS)}
BY_SORT: Final = {column.sort: column for column in COLUMNS if column.sort is not None}


@record
class SortOrder:
    """What a list is ordered by."""

    key: SortKey
    descending: bool = False


def next_order(now: SortOrder, key: SortKey) -> SortOrder:
    """Return the order after a click: the other way round, or a new column its usual way."""
    if now.key is key:
        return SortOrder(key=key, descending=not now.descending)
    return SortOrder(key=key, descending=BY_SORT[key].starts_descending)


# What mt sorts each list by when it is opened.
ENTRY_ORDER: Final = {
    Scope.TRACKS: SortOrder(key=SortKey.ARTIST),
    Scope.LIKED: SortOrder(key=SortKey.ARTIST),
    Scope.RECENTLY_PLAYED: SortOrder(key=SortKey.LAST_PLAYED, descending=True),
    Scope.RECENTLY_ADDED: SortOrder(key=SortKey.ADDED, descending=True),
    Scope.TOP: SortOrder(key=SortKey.PLAYS, descending=True),
}

_USUAL = ("number", COVER, "title", "liked", "artist", "album", "rating", "duration")
PLAYLIST: Final = "playlist"
"""The columns of playlists; the artist stands below the title."""
SMART: Final = "smart"
"""The columns of smart playlists."""
DEFAULTS: Final[dict[str, frozenset[str]]] = {
    Scope.TRACKS: frozenset({*_USUAL, "added"}),
    Scope.LIKED: frozenset({*_USUAL, "added"}),
    Scope.RECENTLY_PLAYED: frozenset({*_USUAL, "last_played"}),
    Scope.RECENTLY_ADDED: frozenset({*_USUAL, "added"}),
    Scope.TOP: frozenset({*_USUAL, "plays"}),
    SMART: frozenset({*_USUAL, "plays", "last_played", "added"}),
    PLAYLIST: frozenset({*_USUAL, "added", "plays"} - {"artist"}),
}
# A table this wide (the window of 1800 px) has room for more before anyone asks.
ROOMY: Final = 1200
WHEN_ROOMY: Final = frozenset({"genre", "year", "plays", "last_played", "added", "codec", "bpm"})
# "Fit columns": who leaves first when the table gets narrow.
LEAVING: Final = (
    "bitrate",
    "composer",
    "album_artist",
    "bpm",
    "codec",
    "last_played",
    "plays",
    "added",
    "genre",
    "year",
    "rating",
    "album",
)
