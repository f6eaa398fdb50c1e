"""Hands over what the queue will play next, early enough to follow without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.core.record import short_record
from mtplayer.runtime.jobs import Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtplayer.core.events import Entry
    from mtplayer.core.ports import AudioPlayer
    from mtplayer.services.playing.play_order import PlayOrder
    from mtplayer.services.playing.track_finder import TrackFinder


@short_record
class Queued:
    """What the player was told to let follow, under this number."""

    entry: Entry
    file: PlayableFile
    generation: int


class Following(QObject):
    """Asks the queue again whenever it changes; ``number`` gives the player's generations.

    The queue alone decides: this only repeats to the player what it would do.
    """

    def __init__(
        self,
        player: AudioPlayer,
        queue: PlayOrder,
        finder: TrackFinder,
        number: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._queue = queue
        self._finder = finder
        self._number = number
        self._before: Entry | None = None
        self._wanted: Entry | None = None
        self._queued: Queued | None = None
        self._search = Token()
        queue.changed.connect(self._look)
        queue.modes_changed.connect(self._look)

    def begin(self, entry: Entry) -> None:
        """Find what follows this one, which is loaded now."""
        self.forget()
        self._before = entry
        self._look()

    def forget(self) -> None:
        """Nothing is loaded any more, and with it went what was to follow."""
        self._search.cancel()
        self._before = self._wanted = self._queued = None

    def take(self, generation: int | None) -> Queued | None:
        """Return what sounds under this number now, if it is still what shall follow."""
        queued, self._queued = self._queued, None
        self._wanted = None
        return queued if queued is not None and queued.generation == generation else None

    @Slot()
    def _look(self, _change: object = None) -> None:
        before = self._before
        if before is None or self._queue.current != before:
            return
        wanted = self._queue.peek()
        if wanted == self._wanted and wanted is not None:
            return
        self._search.cancel()
        if self._queued is not None:
            self._queued = None
            self._player.queue_next(None, self._number())
        self._wanted = wanted
        if wanted is not None:
            self._search = self._finder.find(wanted.track, self._on_found, (before.track,))

    def _on_found(self, file: PlayableFile | None) -> None:
        wanted = self._wanted
        if wanted is None or file is None or file.state in (FileState.MISSING, FileState.OFFLINE):
            return  # told of when its turn comes
        if file.resume_ms:
            return  # it does not begin at its beginning
        self._queued = Queued(wanted, file, self._number())
        self._player.queue_next(file, self._queued.generation)
