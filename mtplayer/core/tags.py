"""What a file says about its music, in the same words for every format."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """How an artist took part in a track."""

    ARTIST = "artist"
    ALBUM_ARTIST = "album_artist"
    COMPOSER = "composer"
    CONDUCTOR = "conductor"
    LYRICIST = "lyricist"
    REMIXER = "remixer"
    PERFORMER = "performer"


GENRE = "genre"
"""What genres are called where roles stand beside them."""


@dataclass(slots=True, kw_only=True)
class Tags:
    """The words. Several values stay several; an absent one is empty or None."""

    title: str = ""
    artists: tuple[str, ...] = ()
    artist_credit: str = ""
    """The artists as one text, where it is not their names in a row: "A feat. B"."""
    album: str = ""
    album_artists: tuple[str, ...] = ()
    track: int | None = None
    track_total: int | None = None
    disc: int | None = None
    disc_total: int | None = None
    date: str = ""
    original_date: str = ""
    genres: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    conductors: tuple[str, ...] = ()
    lyricists: tuple[str, ...] = ()
    remixers: tuple[str, ...] = ()
    performers: tuple[str, ...] = ()
    comment: str = ""
    grouping: str = ""
    label: str = ""
    isrc: str = ""
    mood: str = ""
    initial_key: str = ""
    disc_subtitle: str = ""
    bpm: int | None = None
    compilation: bool = False
    title_sort: str = ""
    artist_sort: str = ""
    album_sort: str = ""
    album_artist_sort: str = ""
    composer_sort: str = ""
    performer_sort: str = ""
    recording_mbid: str = ""
    track_mbid: str = ""
    release_mbid: str = ""
    release_group_mbid: str = ""
    artist_mbids: tuple[str, ...] = ()
    album_artist_mbids: tuple[str, ...] = ()
    track_gain: float | None = None
    track_peak: float | None = None
    album_gain: float | None = None
    album_peak: float | None = None
    rating: int | None = None
    has_lyrics: bool = False
    cue_sheet: str = ""


@dataclass(slots=True, kw_only=True)
class Technical:
    """The stream: bitrate in bits per second, gain in dB, zero or None where unknown."""

    codec: str = ""
    container: str = ""
    duration_ms: int = 0
    bitrate: int | None = None
    sample_rate: int | None = None
    bit_depth: int | None = None
    channels: int | None = None
    length_guessed: bool = False
    """The bitrate varies and nothing says how long it is."""


@dataclass(slots=True, kw_only=True)
class FileFacts:
    """Everything one reading of one file found; ``failure`` says why there is no stream.

    A failure that ``may_pass`` lies in the disk or the rights, not in the file.
    """

    tags: Tags = field(default_factory=Tags)
    technical: Technical = field(default_factory=Technical)
    has_cover: bool = False
    audio_key: bytes | None = None
    tag_hash: bytes | None = None
    failure: str | None = None
    may_pass: bool = False
