"""How the library stands: its folders, what is missing in them, and what scans found."""

from enum import StrEnum

from mtplayer.core.events import Outcome
from mtplayer.core.ids import FolderId, OperationId, ScanId, TrackId, VolumeId
from mtplayer.core.library.scan_plan import Finding
from mtplayer.core.record import record


@record
class LibraryVolume:
    """A disk, stick or share where it is or was last; fixed, removable or network in kind."""

    id: VolumeId
    kind: str
    key: str
    label: str
    mount_path: bytes
    online: bool
    last_seen_at: int | None


@record
class LibraryFolder:
    """A folder of the library, at the path where it is or was last.

    ``there`` is whether it stands where its volume is mounted, ``online`` whether it is reached.
    ``held`` files were not found, and wait for somebody to say that they are gone.
    """

    id: FolderId
    path: bytes
    mode: str
    cadence_minutes: int
    enabled: bool
    there: bool
    online: bool
    held: int
    added_at: int
    last_scan_at: int | None
    volume: LibraryVolume

    @property
    def name(self) -> str:
        """The path as people read it."""
        return self.path.decode("utf-8", "replace")


@record
class FolderCounts:
    """How many files a folder has, by what became of them; removed ones are not counted."""

    present: int = 0
    missing: int = 0
    failed: int = 0


@record
class IgnoredPath:
    """A file or folder that scans pass over, because somebody removed it from the library."""

    id: int
    path: bytes
    ignored_at: int

    @property
    def name(self) -> str:
        """The path as people read it."""
        return self.path.decode("utf-8", "replace")


@record
class MissingPlace:
    """A directory in which tracks are missing."""

    directory: int
    path: bytes
    tracks: int
    volume_label: str


@record
class MissingTrack:
    """A track whose file is not where it was."""

    track: TrackId
    path: bytes
    title: str
    artist: str
    album: str
    duration_ms: int
    size: int
    missing_since: int | None
    last_seen_at: int


@record
class ScanRun:
    """One scan; counts are in files, ``folders`` is empty where all were looked through.

    ``outcome`` is None while it runs.
    """

    id: ScanId
    started_at: int
    finished_at: int | None
    outcome: Outcome | None
    folders: tuple[str, ...] = ()
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    missing: int = 0
    held: int = 0
    offline: int = 0
    failed: int = 0
    problem: str = ""


@record
class FieldChange:
    """What one field said before and says now; None where it said nothing."""

    field: str
    before: str | int | float | None
    after: str | int | float | None


@record
class ScanItem:
    """One thing that a scan found; ``track`` is None for a file that never was one.

    ``path`` is where the file is now, ``moved_from`` where it was before this scan, ``reason``
    why it could not be read.
    """

    kind: Finding
    track: TrackId | None
    path: bytes
    title: str = ""
    artist: str = ""
    moved_from: str = ""
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()


class Done(StrEnum):
    """What was done to tracks by hand, of what the feed shows."""

    REMOVED = "remove"
    IGNORED = "ignore"
    MERGED = "merge"


@record
class DoneByHand:
    """Something that can be taken back from the feed, or done again if it was."""

    operation: OperationId
    kind: Done
    label: str
    done_at: int
    undone_at: int | None
