"""Everything a service can announce: emitted on the UI thread, after the commit."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, overload

from mtplayer.core.ids import AlbumId, EntryId, FolderId, PlaylistId, ScanId, TrackId
from mtplayer.core.playing.scattered_rows import Scattered
from mtplayer.core.problems import Problem
from mtplayer.core.record import record, short_record
from mtplayer.core.typed import override

if TYPE_CHECKING:
    from mtplayer.core.playing.lyrics import Lyrics


class Touched(StrEnum):
    """What of tracks a change was about, for those who depend on some of it only."""

    LIKED = "liked"
    RATING = "rating"
    PLAYS = "plays"
    """Plays, skips, and when a track was played last."""
    PLAYLISTS = "playlists"
    TAGS = "tags"
    """What files say of themselves, and where they are."""


@record
class LibraryChanged:
    """Tracks came, went or changed. ``complete`` is false when too many to list.

    ``touched`` says what of the updated ones is other now; None may be anything. ``merged`` are
    those of the removed ones that live on as another: the one that went, then that.
    """

    revision: int
    added: tuple[TrackId, ...] = ()
    updated: tuple[TrackId, ...] = ()
    removed: tuple[TrackId, ...] = ()
    complete: bool = True
    touched: frozenset[Touched] | None = None
    merged: tuple[tuple[TrackId, TrackId], ...] = ()


@record
class FoldersChanged:
    """Folders were taken in, set up otherwise or taken out; ``library`` went with them."""

    library: LibraryChanged | None = None


@record
class FavoritesChanged:
    """Hearts set and cleared."""

    added: tuple[TrackId, ...] = ()
    removed: tuple[TrackId, ...] = ()


@record
class SmartListsChanged:
    """These smart playlists may hold other tracks now, or in another order."""

    lists: tuple[PlaylistId, ...]


class ScanPhase(StrEnum):
    """The parts of a scan; it waits where another process scans the same library."""

    WAITING = "waiting"
    LISTING = "listing"
    READING = "reading"
    FINISHING = "finishing"


@record
class ScanProgress:
    """Sent at most ten times a second, the last one always."""

    scan: ScanId
    phase: ScanPhase
    done: int
    total: int | None
    found: int = 0
    failed: int = 0
    folder: str = ""


class Outcome(StrEnum):
    """How a scan ended."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @override
    @classmethod
    def _missing_(cls, value: object) -> Outcome:
        # A word in the library of which a bit tipped over.
        return cls.FAILED


@record
class ScanFinished:
    """What a scan did, in files; offline counts folders that could not be reached."""

    scan: ScanId
    outcome: Outcome
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    missing: int = 0
    held: int = 0
    offline: int = 0
    failed: int = 0
    seconds: float = 0.0
    problem: Problem | None = None


@record
class HeldFolder:
    """So many files of a folder were not found that somebody should say whether they are gone."""

    folder: FolderId
    path: bytes
    files: int


@record
class FilesHeld:
    """Every folder that waits for an answer; none when all are answered."""

    folders: tuple[HeldFolder, ...] = ()


@short_record
class Entry:
    """One place in the queue; a track may stand in it twice."""

    id: EntryId
    track: TrackId


@dataclass(frozen=True, slots=True, eq=False)
class Entries(Sequence[Entry]):
    """Entries as two arrays that nobody changes: 16 bytes each, an object only when asked for."""

    ids: array[int]
    tracks: array[int]

    @classmethod
    def of(cls, entries: Iterable[Entry] = ()) -> Entries:
        """Pack a few entries."""
        some = tuple(entries)
        return cls(array("q", [e.id for e in some]), array("q", [e.track for e in some]))

    @override
    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Entries: ...
    @override
    def __getitem__(self, index: int | slice) -> Entry | Entries:
        if isinstance(index, slice):
            return Entries(self.ids[index], self.tracks[index])
        return Entry(EntryId(self.ids[index]), TrackId(self.tracks[index]))

    @override
    def __iter__(self) -> Iterator[Entry]:
        for entry, track in zip(self.ids, self.tracks, strict=True):
            yield Entry(EntryId(entry), TrackId(track))

    def __add__(self, other: Entries) -> Entries:
        return Entries(self.ids + other.ids, self.tracks + other.tracks)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entries):
            return NotImplemented
        return self.ids == other.ids and self.tracks == other.tracks

    @override
    def __hash__(self) -> int:
        return hash((len(self.ids), *self.ids[:8]))


@record
class EntriesInserted:
    """These entries now stand at ``row`` and after."""

    row: int
    entries: Entries


@record
class EntriesRemoved:
    """The entries from row ``first`` to ``last``, both included, are gone."""

    first: int
    last: int


@record
class EntriesMoved:
    """Rows ``first`` to ``last`` now begin at row ``to``, counted after the move."""

    first: int
    last: int
    to: int


@record
class QueueReset:
    """Start over: cleared, replaced or shuffled."""


QueueChange = EntriesInserted | EntriesRemoved | EntriesMoved | QueueReset | Scattered


class Repeat(StrEnum):
    """What follows the last track."""

    OFF = "off"
    ALL = "all"
    ONE = "one"


class StopAfter(StrEnum):
    """Where the music stops by itself, once."""

    NEVER = "never"
    TRACK = "track"
    ALBUM = "album"
    QUEUE = "queue"


@record
class QueueModes:
    """How the queue goes on."""

    shuffle: bool
    repeat: Repeat
    stop_after: StopAfter = StopAfter.NEVER


@record
class SleepChanged:
    """The music will fade and pause at ``at`` (UTC ms), or as the track ends; else neither."""

    at: int | None = None
    after_track: bool = False

    @property
    def is_set(self) -> bool:
        """Whether it will."""
        return self.after_track or self.at is not None


@record
class CurrentChanged:
    """The cursor stands on another entry, or on none."""

    entry: EntryId | None
    track: TrackId | None
    row: int | None


class PlaybackState(StrEnum):
    """What the player is doing."""

    STOPPED = "stopped"
    PLAYING = "playing"
    PAUSED = "paused"


@record
class Position:
    """Where the sound was at ``at`` (time.monotonic seconds); length 0 is unknown."""

    ms: int
    at: float
    duration_ms: int = 0


@record
class PlaybackFailed:
    """A track could not be played and was skipped."""

    track: TrackId
    problem: Problem


@record
class ListenRecorded:
    """A listen was stored; ``counted`` when it raised the play count."""

    track: TrackId
    counted: bool
    skipped: bool


@record
class HistoryChanged:
    """Listens were taken out of the log, corrected or brought back; the counts followed."""

    library: LibraryChanged


@record
class FileChangesUndone:
    """What was written into files is to be taken back, or, ``again``, written once more."""

    change_set: int
    again: bool


@record
class CoversChanged:
    """These albums have another cover: somebody chose one, or took the choice back."""

    albums: tuple[AlbumId, ...]


@record
class CoverReady:
    """The cover of an album can be painted at this many device pixels."""

    album: AlbumId
    pixels: int


@record
class UndoOffered:
    """Something was done that can be taken back; the toast says what."""

    operation: int
    text: str


@record
class Notice:
    """Something to tell the user once; an ``is_error`` stays until dismissed.

    ``seen_at`` is when something that is away was there last; ``damaged`` that the library is.
    """

    text: str
    detail: str = ""
    seen_at: int | None = None
    is_error: bool = False
    damaged: bool = False


@record
class WaveformReady:
    """The shape of a track is known: 1,000 heights of one byte each."""

    track: TrackId
    shape: bytes


@record
class LyricsReady:
    """The words of a track are known, or that there are none."""

    track: TrackId
    lyrics: Lyrics


@record
class SoundPicture:
    """How the sound looks now: bars from low to high, then left and right, from 0 to 1."""

    bars: tuple[float, ...]
    levels: tuple[float, float]


@record
class StationsChanged:
    """Stations came, went, or are in another order."""


@record
class LoudnessProgress:
    """How many tracks were measured, of how many; failed ones could not be decoded."""

    done: int
    total: int
    failed: int
