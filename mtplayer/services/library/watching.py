"""Keeps folders up to date: told by the system, by the clock, or at the start."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer

from mtplayer.core import options
from mtplayer.core.library.folder_state import FolderState, Watch, Why
from mtplayer.core.library.pending_changes import Facts, PendingChanges, Seen, Wanted, WatchRefused
from mtplayer.core.options import ScanMode
from mtplayer.core.paths import outermost
from mtplayer.files.presence import facts
from mtplayer.runtime.signals import BoundSignal, TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mtplayer.core.events import ScanFinished
    from mtplayer.core.ids import FolderId
    from mtplayer.core.library.library_state import LibraryFolder
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.settings import SettingsService

log = logging.getLogger(__name__)
T = TypeVar("T")

# While something waits to be quiet, and while nothing does.
BUSY_MS: Final = 250
IDLE_MS: Final = 15_000
_NETWORK: Final = "network"
_MINUTE_MS: Final = 60_000


class Watcher(Protocol):
    """Hears what happens below folders; called in jobs, save ``take``."""

    def watch(self, folder: bytes) -> None:
        """Listen; raise WatchRefused if that is not to be."""
        ...

    def unwatch(self, folder: bytes) -> None:
        """Listen no more."""
        ...

    def take(self) -> list[Seen]:
        """Return what happened."""
        ...

    def has_room(self) -> bool:
        """Whether directories that come now can be listened to."""
        ...

    def close(self) -> None:
        """End."""
        ...


class Scans(Protocol):
    """Looks through folders, one scan at a time."""

    @property
    def running(self) -> bool:
        """Whether a scan is under way."""
        ...

    @property
    def finished(self) -> BoundSignal[ScanFinished]:
        """A scan ended."""
        ...

    def scan_at_start(self) -> object:
        """Look through what wants to be looked through at every start."""
        ...

    def look_at(self, paths: Sequence[str]) -> object:
        """Look at places where something was seen to happen."""
        ...


class Folders(Protocol):
    """The folders of the library."""

    @property
    def changed(self) -> BoundSignal[tuple[LibraryFolder, ...]]:
        """One is not as it was."""
        ...

    def load(self) -> object:
        """Ask what there is."""
        ...


@dataclass(slots=True)
class _Watched:
    """One folder, and what was seen in it."""

    folder: LibraryFolder
    state: FolderState
    pending: PendingChanges = field(default_factory=PendingChanges)
    looked_ms: int = 0


class WatchingService(QObject):
    """Asks for scans of the least that has to be looked at; ``changed`` when a state is another.

    ``open_watcher`` is called in a job: what it needs is imported there.
    """

    changed: TypedSignal[None] = signal()
    _woken: TypedSignal[None] = signal()

    def __init__(
        self,
        folders: Folders,
        scan: Scans,
        settings: SettingsService,
        jobs: Jobs,
        open_watcher: Callable[[Callable[[], object]], Watcher],
        clock: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = folders
        self._scan = scan
        self._settings = settings
        self._jobs = jobs
        self._open_watcher = open_watcher
        self._clock = clock
        self._watcher: Watcher | None = None
        self._known: dict[FolderId, _Watched] = {}
        self._live = self._begun = False
        self._asking = False
        self._timer = QTimer(self, interval=IDLE_MS)
        self._timer.timeout.connect(self.tick)
        self._woken.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        folders.changed.connect(self._follow)

    def begin(self) -> None:
        """Listen to the folders, then look through them once; call it after the first paint."""
        self._live = True
        self._known.clear()
        self._timer.start()
        self._folders.load()

    def close(self) -> None:
        """Listen no more; call it when no job runs any more."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None

    def state(self, folder: FolderId) -> FolderState:
        """Return how a folder is kept up to date."""
        watched = self._known.get(folder)
        return watched.state if watched else FolderState(watch=Watch.STARTING)

    @property
    def growing(self) -> tuple[bytes, ...]:
        """Files that nobody should read yet."""
        return tuple(path for each in self._known.values() for path in each.pending.growing)

    # ---- folders ---------------------------------------------------------------------------------

    def _follow(self, folders: tuple[LibraryFolder, ...]) -> None:
        gone = self._known.keys() - {folder.id for folder in folders}
        for id_ in gone:
            self._unwatch(self._known.pop(id_).folder)
        for folder in folders:
            self._follow_one(folder)
        if self._live and not self._begun:
            self._begun = True
            if any(folder.enabled and folder.mode != ScanMode.MANUAL for folder in folders):
                # After the watches: what happens between the two is then seen by one of them.
                self._in_turn(lambda: None, lambda _: self._scan.scan_at_start())
        self.changed.emit(None)

    def _follow_one(self, folder: LibraryFolder) -> None:
        before = self._known.get(folder.id) if self._live else None
        aim = self._aim(folder)
        if before is None:
            before = self._known[folder.id] = _Watched(folder, FolderState(watch=Watch.RESTING))
            before.looked_ms = self._clock()
        was_listening = before.state.watch in (Watch.STARTING, Watch.WATCHED, Watch.POLLED)
        listens = aim in (Watch.STARTING, Watch.POLLED)
        same_place = before.folder.path == folder.path
        came_back = not before.folder.online and folder.online
        before.folder = folder
        if listens and was_listening and same_place:
            before.state = replace(before.state, minutes=self._minutes(folder, before.state.watch))
            return
        if was_listening:
            self._unwatch(folder)
        before.state = FolderState(
            watch=aim,
            why=Why.SHARE if aim is Watch.POLLED else None,
            minutes=self._minutes(folder, aim),
            last_change_at=before.state.last_change_at,
        )
        if not self._live:
            # Somebody asks how folders stand, as a picture does; nothing is to happen.
            return
        if aim is Watch.STARTING:
            self._watch(folder)
        elif self._begun and (aim is Watch.POLLED or (aim is Watch.AT_START and came_back)):
            self._catch_up(folder)

    def _aim(self, folder: LibraryFolder) -> Watch:
        if not folder.enabled:
            return Watch.RESTING
        if not folder.online:
            return Watch.OFFLINE
        if folder.mode != ScanMode.CONTINUOUS:
            return Watch.AT_START if folder.mode == ScanMode.STARTUP else Watch.BY_HAND
        return Watch.POLLED if folder.volume.kind == _NETWORK else Watch.STARTING

    def _minutes(self, folder: LibraryFolder, watch: Watch) -> int:
        """Return how often the clock looks; where the system tells, only if somebody wants it."""
        if watch is Watch.POLLED:
            return folder.cadence_minutes or self._settings.get(options.CADENCE_MINUTES)
        return folder.cadence_minutes if watch in (Watch.STARTING, Watch.WATCHED) else 0

    # ---- the system ------------------------------------------------------------------------------

    def _watch(self, folder: LibraryFolder) -> None:
        catches_up = self._begun

        def work() -> None:
            if self._watcher is None:
                self._watcher = self._open_watcher(lambda: self._woken.emit(None))
            self._watcher.watch(folder.path)

        self._in_turn(
            work,
            lambda _: self._watches(folder, catches_up=catches_up),
            lambda error: self._refused(folder, error, catches_up=catches_up),
        )

    def _unwatch(self, folder: LibraryFolder) -> None:
        def work() -> None:
            if self._watcher is not None:
                self._watcher.unwatch(folder.path)

        self._in_turn(work, lambda _: None)

    def _watches(self, folder: LibraryFolder, *, catches_up: bool) -> None:
        self._arrive(folder, Watch.WATCHED, None, catches_up=catches_up)

    def _refused(self, folder: LibraryFolder, error: Exception, *, catches_up: bool) -> None:
        if not isinstance(error, WatchRefused):
            raise error
        log.info("“%s” is not watched: %s", folder.name, error)
        why = Why.LIMIT if error.limit else Why.REFUSED
        self._arrive(folder, Watch.POLLED, why, catches_up=catches_up)

    def _arrive(
        self, folder: LibraryFolder, watch: Watch, why: Why | None, *, catches_up: bool
    ) -> None:
        watched = self._known.get(folder.id)
        if watched is None or watched.state.watch is not Watch.STARTING:
            return
        minutes = self._minutes(watched.folder, watch)
        watched.state = replace(watched.state, watch=watch, why=why, minutes=minutes)
        if catches_up:
            self._catch_up(folder)
        self.changed.emit(None)

    def _hear(self, _nothing: None) -> None:
        now = self._clock()
        by_path = {each.folder.path: each for each in self._known.values()}
        for seen in self._watcher.take() if self._watcher is not None else ():
            watched = by_path.get(seen.folder)
            if watched is not None and watched.state.watch is Watch.WATCHED:
                watched.pending.note(seen.happening, now)
                watched.state = replace(watched.state, last_change_at=now_ms())
        self._timer.setInterval(BUSY_MS)

    # ---- the clock -------------------------------------------------------------------------------

    def tick(self) -> None:
        """Look whether anything is quiet enough by now, or was not looked at for long enough."""
        now = self._clock()
        waiting = [watched.pending for watched in self._known.values() if watched.pending]
        if not waiting:
            self._timer.setInterval(IDLE_MS)
        elif not self._asking:
            self._asking = True
            asked = [path for pending in waiting for path in pending.look(now)]
            self._in_turn(partial(facts, asked), self._settle)
        for watched in self._known.values():
            minutes = watched.state.minutes
            if minutes and now - watched.looked_ms >= minutes * _MINUTE_MS:
                self._catch_up(watched.folder)

    def _settle(self, found: Mapping[bytes, Facts | None]) -> None:
        self._asking = False
        now = self._clock()
        for watched in list(self._known.values()):
            watched.pending.settle(found, now)
            # What happens meanwhile joins what waits: the next scan is one for all of it.
            if not self._scan.running and (wanted := watched.pending.take(now)) is not None:
                self._look_at(watched.folder, wanted)

    def _look_at(self, folder: LibraryFolder, wanted: Wanted) -> None:
        if wanted.whole:
            self._catch_up(folder)
            self._watch_more(folder)
            return
        # A scan notes when a cover was written, and covers are looked for anew after it.
        paths = outermost({*wanted.paths, *wanted.covers})
        self._scan.look_at([os.fsdecode(path) for path in paths])

    def _watch_more(self, folder: LibraryFolder) -> None:
        """Where directories come and go, see whether the system still watches all of them."""

        def work() -> None:
            if self._watcher is not None and not self._watcher.has_room():
                self._watcher.watch(folder.path)

        self._in_turn(work, lambda _: None, lambda error: self._outgrown(folder, error))

    def _outgrown(self, folder: LibraryFolder, error: Exception) -> None:
        watched = self._known.get(folder.id)
        if watched is not None and watched.state.watch is Watch.WATCHED:
            watched.state = replace(watched.state, watch=Watch.STARTING)
            self._refused(folder, error, catches_up=False)

    def _catch_up(self, folder: LibraryFolder) -> None:
        if (watched := self._known.get(folder.id)) is not None:
            watched.looked_ms = self._clock()
        self._scan.look_at([os.fsdecode(folder.path)])

    def _in_turn(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run something on the one thread that asks the disk, in order."""

        def run(_: Token) -> T:
            return work()

        self._jobs.run(run, done, failed or self._unexpected)

    def _unexpected(self, error: Exception) -> None:
        raise error
