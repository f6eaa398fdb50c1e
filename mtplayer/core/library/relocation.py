"""Files that are not where they were, and where somebody says that they are now."""

from enum import StrEnum
from typing import NamedTuple

from mtplayer.core.ids import FileId, TrackId
from mtplayer.core.record import record


class LostFile(NamedTuple):
    """A file as the library knew it."""

    id: FileId
    track: TrackId
    title: str
    path: bytes
    size: int
    audio_key: bytes | None


class Sameness(StrEnum):
    """Whether a file holds the recording that was lost."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"
    """One of the two has no sound that could be compared."""
    ABSENT = "absent"


@record
class Place:
    """Where a file stands: on a volume as it is mounted now."""

    kind: str
    key: str
    label: str
    mount_path: bytes
    directory: bytes
    """Below the mount point."""
    name: bytes


@record
class Home:
    """One lost file and its new place."""

    file: FileId
    place: Place


@record
class Relocation:
    """What locating a folder would do: which files are found in it, and which are not."""

    old: bytes
    new: bytes
    homes: tuple[Home, ...] = ()
    others: int = 0
    absent: int = 0
    lost: tuple[FileId, ...] = ()
    """Those that were not found there: other recordings, and absent ones."""
    root: Place | None = None
    """Where the folder itself is now."""
