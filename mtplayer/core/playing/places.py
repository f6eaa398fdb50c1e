"""Places in tracks that are kept: where a long one stopped, and bookmarks."""

import os
import re
from typing import Final, NamedTuple

from mtplayer.core.ids import BookmarkId, TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import record

_MINUTE_MS: Final = 60_000
_PARTS: Final = re.compile("[;,/]")
NEAR_BEGIN_MS: Final = 30_000
"""Whoever heard less begins again."""
NEAR_END_MS: Final = 15_000
"""Whoever came so far has heard it."""


class Bookmark(NamedTuple):
    """A place in a track that somebody wants to find again."""

    id: BookmarkId
    track: TrackId
    ms: int
    note: str
    made_at: int


@record
class BookmarksChanged:
    """The bookmarks of the track that plays."""

    track: TrackId | None
    bookmarks: tuple[Bookmark, ...]


class ResumeRules(NamedTuple):
    """Which tracks go on where they stopped: 0 minutes leaves it to genres and folders."""

    minutes: int
    genres: frozenset[str]
    folders: tuple[str, ...]

    def hold_for(self, file: PlayableFile) -> bool:
        """Whether a track goes on where it stopped."""
        if self.minutes and file.duration_ms >= self.minutes * _MINUTE_MS:
            return True
        if any(part.strip().casefold() in self.genres for part in _PARTS.split(file.genre)):
            return True
        path = os.fsdecode(file.path)
        return any(path.startswith(folder) for folder in self.folders)


def resume_rules(minutes: int, genres: str, folders: str) -> ResumeRules:
    """Return the rules that are written in the settings, parted by semicolons."""
    names = frozenset(name.casefold() for part in genres.split(";") if (name := part.strip()))
    places = (place.rstrip("/\\") for part in folders.split(";") if (place := part.strip()))
    return ResumeRules(minutes, names, tuple(place + os.sep for place in places))


def worth_keeping(ms: int, duration_ms: int) -> bool:
    """Whether a place is neither at the beginning nor at the end."""
    return ms >= NEAR_BEGIN_MS and (duration_ms <= 0 or ms < duration_ms - NEAR_END_MS)
