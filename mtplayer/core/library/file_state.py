"""Where the file of a track is: by itself, because a scan needs nothing else of tracks."""

from enum import StrEnum

from mtplayer.core.typed import override


class FileState(StrEnum):
    """Where a track's file is, and whether it gave sound when it was last played.

    Offline is derived from its volume, never stored per file.
    """

    PRESENT = "present"
    UNPLAYABLE = "unplayable"
    MISSING = "missing"
    OFFLINE = "offline"
    REMOVED = "removed"

    @override
    @classmethod
    def _missing_(cls, value: object) -> "FileState":
        # A word in the library of which a bit tipped over.
        return cls.PRESENT
