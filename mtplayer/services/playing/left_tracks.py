"""Takes tracks that left the library out of the queue, also when nobody could list them."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.playing.queue import QueueService


class LeftTracks(QObject):
    """Follows the changes of the library; what it finds out by asking comes a moment later."""

    def __init__(
        self,
        database: Path,
        read: Jobs,
        queue: QueueService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._read = read
        self._queue = queue
        self._failed = failed
        self._known: frozenset[int] = frozenset()
        self._merged: dict[int, int] = {}
        self._asking = Token()

    def follow(self, change: LibraryChanged) -> None:
        """Drop what a change names; if it names nothing, ask what is there no more."""
        if change.complete:
            self._known = self._known.difference(change.added)
            for track in change.added:
                self._merged.pop(track, None)
            self._merged.update(change.merged)
            self._let_go(change.removed)
        elif len(self._queue):
            self._asking.cancel()
            database = self._database

            def work(_: Token) -> frozenset[int]:
                # Loaded here, in its job: no start waits for it.
                from mtplayer.storage.library import library_state

                return library_state.unlisted(database)

            self._asking = self._read.run(work, self._found, self._failed)

    def look_again(self) -> None:
        """Ask for all that is there no more: another queue was come back to."""
        self._known = frozenset()
        self.follow(LibraryChanged(revision=0, complete=False))

    def _found(self, unlisted: frozenset[int]) -> None:
        # A long queue is walked once for what is new among them, not at every change.
        new, self._known = unlisted - self._known, unlisted
        self._let_go(new)

    def _let_go(self, tracks: Collection[int]) -> None:
        """Drop tracks from the queue; those that live on as another are there as that."""
        merged = {track: self._merged[track] for track in tracks if track in self._merged}
        self._queue.replace_tracks(merged)
        self._queue.drop_tracks([track for track in tracks if track not in merged])
