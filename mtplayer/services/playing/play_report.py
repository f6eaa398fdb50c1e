"""Writes into the library what playing a file has shown: no sound, sound again, its length."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.core.problems import Problem
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.clock import now_ms
from mtplayer.services.library.library import LibraryService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit


class PlayReport:
    """Marks tracks; what is offline stays unmarked, it comes back with its drive."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        library: LibraryService,
        failed: Callable[[Exception], object],
    ) -> None:
        self._storage = storage
        self._write = write
        self._library = library
        self._failed = failed

    def no_sound(self, track: TrackId, file: PlayableFile | None, problem: Problem) -> None:
        """Remember that a track could not be played, and why."""
        if file is None or file.state is FileState.OFFLINE:
            return
        if file.state is FileState.MISSING:
            at = now_ms()
            self._run(track, lambda unit: unit.tracks.mark_missing(track, at))
        else:
            self._run(track, lambda unit: unit.tracks.mark_unplayable(track, problem.sentence))

    def sound(self, track: TrackId, file: PlayableFile | None) -> None:
        """Take back that a track could not be played."""
        if file is not None and file.state is FileState.UNPLAYABLE:
            self._run(track, lambda unit: unit.tracks.mark_unplayable(track, None))

    def length(self, track: TrackId, duration_ms: int) -> None:
        """Store a length that was not known before."""
        self._run(track, lambda unit: unit.tracks.correct_duration(track, duration_ms))

    def _run(self, track: TrackId, work: "Callable[[Unit], LibraryChanged]") -> None:
        if track > 0:  # a file outside the library has a negative id
            done, failed = self._library.announce, self._failed
            self._write.run(lambda _: self._storage.write(work), done, failed)
