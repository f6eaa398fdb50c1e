"""Everything that keeps the library up to date by itself, in one hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.volume_watch import VolumeWatch
from mtplayer.services.library.watching import Watcher, WatchingService

if TYPE_CHECKING:
    from mtplayer.services.library import volume_watch, watching
    from mtplayer.services.library.folders import FoldersService
    from mtplayer.services.library.scan import ScanService
    from mtplayer.services.settings import SettingsService


class Upkeep(QObject):
    """Watches folders and disks from ``begin`` on."""

    def __init__(
        self,
        folders: FoldersService,
        scan: ScanService,
        settings: SettingsService,
        spare: Path,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = folders
        # A share that is gone holds up whoever asks for it, so each asks on a thread of its own.
        self._watch_jobs, self._volume_jobs = Jobs("watch", 1, self), Jobs("volumes", 1, self)
        self.watching = WatchingService(
            cast("watching.Folders", folders),
            cast("watching.Scans", scan),
            settings,
            self._watch_jobs,
            partial(_open_watcher, spare),
            _now_ms,
            self,
        )
        self._volumes = VolumeWatch(
            cast("volume_watch.Folders", folders), self._volume_jobs, failed, self
        )
        scan.leave_growing(lambda: self.watching.growing)
        scan.finished.connect(folders.load)

    def begin(self) -> None:
        """Watch, then look through what wants to be looked through at every start."""
        self.watching.begin()
        self._volumes.begin()

    def close(self, deadline_ms: int) -> None:
        """Watch no more."""
        self._volume_jobs.close(deadline_ms)
        self._watch_jobs.close(deadline_ms)
        self.watching.close()


def _open_watcher(spare: Path, wake: Callable[[], object]) -> Watcher:
    # watchdog takes 25 ms to import, and nobody waits for it in a job.
    from mtplayer.files.folder_watcher import FolderWatcher

    return FolderWatcher(wake, spare)


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
