"""What the library of mt holds, and what taking it over did."""

from dataclasses import dataclass, field
from pathlib import Path

from mtplayer.core.ids import TrackId
from mtplayer.core.problems import MtplayerError
from mtplayer.core.record import record, short_record


class MtUnreadable(MtplayerError):
    """The file is no library of mt, or cannot be read now."""

    title = "mt's library could not be read"


@record
class MtFound:
    """A library of mt in one of its usual places."""

    path: Path
    tracks: int
    playlists: int


@record
class MtTrack:
    """A track of mt; several rows of one path are one. Times are milliseconds in UTC."""

    path: str
    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    track: str = ""
    track_total: str = ""
    date: str = ""
    duration_ms: int = 0
    size: int = 0
    inode: int = 0
    added_at: int | None = None
    last_played_at: int | None = None
    plays: int = 0
    liked_at: int | None = None
    content_hash: bytes | None = None
    missing: bool = False
    last_seen_at: int | None = None


@record
class MtPlaylist:
    """A playlist: the paths of its tracks in order, each with the time it was added."""

    name: str
    created_at: int | None = None
    entries: tuple[tuple[str, int | None], ...] = ()


@record
class MtFolder:
    """A watched folder."""

    path: str
    mode: str
    cadence_minutes: int
    enabled: bool


@record
class MtLyrics:
    """The words of a song."""

    artist: str
    title: str
    text: str
    fetched_at: int | None


@record
class MtScrobble:
    """A listen that Last.fm has not heard of."""

    artist: str
    title: str
    album: str
    at: int
    attempts: int


@record
class MtQueue:
    """What was to play: paths, and where it stood."""

    paths: tuple[str, ...] = ()
    current: int | None = None
    shuffle: bool = False
    repeat: str = "none"


@short_record
class LeftOut:
    """Something that can't be taken over: how many of what, and why."""

    what: str
    count: int
    why: str


@dataclass(slots=True, kw_only=True)
class MtLibrary:
    """Everything that was found; favourites are in the tracks."""

    tracks: list[MtTrack] = field(default_factory=list[MtTrack])
    playlists: list[MtPlaylist] = field(default_factory=list[MtPlaylist])
    folders: list[MtFolder] = field(default_factory=list[MtFolder])
    lyrics: list[MtLyrics] = field(default_factory=list[MtLyrics])
    scrobbles: list[MtScrobble] = field(default_factory=list[MtScrobble])
    queue: MtQueue = field(default_factory=MtQueue)
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])


@dataclass(slots=True, kw_only=True)
class MtReport:
    """What taking over did, or would do; a second time everything is zero."""

    added: int = 0
    """Tracks that are new here."""
    missing: int = 0
    """How many of the new ones have no file here now."""
    updated: int = 0
    """Tracks that were here and got a history."""
    plays: int = 0
    likes: int = 0
    playlists: int = 0
    entries: int = 0
    folders: int = 0
    queue: int = 0
    lyrics: int = 0
    scrobbles: int = 0
    left_out: tuple[LeftOut, ...] = ()
    queue_tracks: tuple[TrackId, ...] = ()
    queue_current: int | None = None

    @property
    def changes(self) -> int:
        """How much would be written."""
        counts = (self.added, self.updated, self.playlists, self.entries, self.folders)
        return sum(counts) + self.queue + self.lyrics + self.scrobbles + self.likes
