"""What a scan says, in few messages: progress ten times a second, changes gathered meanwhile."""

import time
from collections.abc import Callable
from typing import Final

from mtplayer.core.events import LibraryChanged, ScanProgress, Touched
from mtplayer.core.ids import TrackId
from mtplayer.runtime.throttle import Throttle

Message = ScanProgress | LibraryChanged

# More than a list can take in one by one: it asks anew instead.
_MOST_IDS: Final = 5_000


class Report:
    """Passes progress and changes on at most every so often; the last ones with ``flush``."""

    def __init__(
        self,
        send: Callable[[Message], object],
        *,
        progress_ms: int = 100,
        changes_ms: tuple[int, int] = (100, 100),
    ) -> None:
        self._send = send
        self._progress: Throttle[ScanProgress] = Throttle(send, progress_ms)
        self._interval = changes_ms[1] / 1000
        # The first change waits less: an empty window fills.
        self._due = time.monotonic() + changes_ms[0] / 1000
        self._waiting = Changes()

    def progress(self, progress: ScanProgress) -> None:
        """Pass on how far it is."""
        self._progress.offer(progress)

    def changed(self, change: LibraryChanged) -> None:
        """Gather what was committed."""
        self._waiting.add(change)
        self.go_on()

    def go_on(self) -> None:
        """Pass on what has waited long enough."""
        if self._waiting and time.monotonic() >= self._due:
            self._pass_on()

    def flush(self) -> None:
        """Pass on everything."""
        if self._waiting:
            self._pass_on()
        self._progress.flush()

    def _pass_on(self) -> None:
        self._send(self._waiting.take())
        self._due = time.monotonic() + self._interval


class Changes:
    """Several changes as one."""

    def __init__(self) -> None:
        self._added: dict[TrackId, None] = {}
        self._updated: dict[TrackId, None] = {}
        self._removed: dict[TrackId, None] = {}
        self._complete = True
        self._touched: frozenset[Touched] | None = frozenset()

    def __bool__(self) -> bool:
        return bool(self._added or self._updated or self._removed or not self._complete)

    def add(self, change: LibraryChanged) -> None:
        """Add one; of too many only their number of one remains: look anew."""
        self._complete = self._complete and change.complete
        self._added.update(dict.fromkeys(change.added))
        self._updated.update(dict.fromkeys(t for t in change.updated if t not in self._added))
        self._removed.update(dict.fromkeys(change.removed))
        if self._touched is None or change.touched is None:
            self._touched = None
        else:
            self._touched |= change.touched
        if len(self._added) + len(self._updated) + len(self._removed) > _MOST_IDS:
            self._complete = False

    def take(self) -> LibraryChanged:
        """Return what was gathered, and begin again."""
        change = LibraryChanged(revision=0, complete=False)
        if self._complete:
            change = LibraryChanged(
                revision=0,
                added=tuple(self._added),
                updated=tuple(self._updated),
                removed=tuple(self._removed),
                touched=self._touched,
            )
        self._added, self._updated, self._removed, self._complete = {}, {}, {}, True
        self._touched = frozenset()
        return change
