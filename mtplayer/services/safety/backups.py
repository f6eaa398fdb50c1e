"""Backs the library up while it is in use: daily, before large changes, and when asked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mtplayer.core import options
from mtplayer.core.events import Notice
from mtplayer.core.problems import LibraryCorrupt, MtplayerError
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from mtplayer.core.backups import Backup
    from mtplayer.runtime.jobs import Token
    from mtplayer.runtime.paths import Profile
    from mtplayer.services.settings import SettingsService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.safety.backup import Snapshot

BackUp = Callable[[str, Callable[[], object], Callable[[Exception], object]], object]
"""Makes a copy of the library first: before what, what follows, and who hears why not."""

log = logging.getLogger(__name__)

FIRST_LOOK_MS: Final = 20_000
LOOK_EVERY_MS: Final = 10 * 60_000
BEFORE_AGAIN_S: Final = 10 * 60.0
"""Many changes in a row are one: behind the first of them is where one wants to go back."""

_LONGEST_REST_S: Final = 0.02


class BackupService(QObject):
    """One copy at a time, on a thread of its own, resting as long as it works."""

    changed: TypedSignal[None] = signal()
    """There are other backups than before, or one is being made."""
    looked: TypedSignal[bool] = signal()
    """Whether the last copy was found to be a day old."""
    notice: TypedSignal[Notice] = signal()

    def __init__(
        self,
        profile: Profile,
        storage: Storage,
        settings: SettingsService,
        is_idle: Callable[[], bool],
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._storage = storage
        self._settings = settings
        self._is_idle = is_idle
        self._failed = failed
        self._jobs = Jobs("backup", 1, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._running = 0
        self._kept_before = float("-inf")
        self._told: set[str] = set()
        self._closed = False
        self._restart: Callable[[], object] = _stay
        storage.keep_before(self._keep_before)

    @property
    def working(self) -> bool:
        """Whether a copy is being made."""
        return self._running > 0

    def restart_with(self, restart: Callable[[], object]) -> None:
        """Have the program begin again by this: a library is replaced before it is opened."""
        self._restart = restart

    def begin(self, after_ms: int = FIRST_LOOK_MS) -> None:
        """Look from now on whether the last copy is a day old."""
        self._timer.start(after_ms)

    def list_all(self, done: Callable[[Sequence[Backup]], object]) -> Token:
        """Find what backups there are, newest first."""
        profile, chosen = self._profile, self._chosen

        def work(_: Token) -> Sequence[Backup]:
            from mtplayer.services.safety import restoring

            return restoring.all_backups(profile, chosen)

        return self._jobs.run(work, done, self._failed, priority=1)

    def folder(self) -> Path:
        """Return where backups are wished to be."""
        return Path(self._chosen) if self._chosen else self._profile.backups

    def back_up(self) -> None:
        """Make a copy because somebody asked for it."""
        from mtplayer.core.backups import ASKED

        self._begin(lambda token: self._make(ASKED, None, token), asked=True)

    def first(
        self, what: str, then: Callable[[], object], refused: Callable[[Exception], object]
    ) -> None:
        """Make a copy before something that nobody can take back; without one it is refused."""
        from mtplayer.core.backups import BEFORE

        self._running += 1

        def made(_: object) -> None:
            self._ended()
            then()

        def not_made(error: Exception) -> None:
            self._ended()
            refused(error)

        self._jobs.run(lambda token: self._make(f"{BEFORE}{what}", None, token), made, not_made)
        self.changed.emit(None)

    def restore(self, backup: Path) -> None:
        """Begin again, and bring this one back before anything is opened."""
        profile = self._profile

        def work(_: Token) -> None:
            from mtplayer.services.safety import restoring

            restoring.ask_for(profile, backup)

        self._jobs.run(work, lambda _: self._restart(), self._failed, priority=1)

    def close(self, deadline_ms: int) -> None:
        """Give up what is being copied; the next start makes it anew."""
        self._closed = True
        self._storage.keep_before(None)
        self._timer.stop()
        self._jobs.close(deadline_ms)

    @property
    def _chosen(self) -> str:
        return self._settings.get(options.BACKUP_FOLDER)

    # ---- daily -----------------------------------------------------------------------------------

    def _look(self) -> None:
        self._timer.start(LOOK_EVERY_MS)
        if self._is_idle() and not self.working:
            self._jobs.run(lambda _: self._is_due(), self._looked, self._failed)

    def _is_due(self) -> bool:
        from mtplayer.core.backups import is_due
        from mtplayer.services.safety import restoring
        from mtplayer.storage.exchange.mt_import import is_untouched

        if not is_due(restoring.all_backups(self._profile, self._chosen), now_ms()):
            return False
        with self._storage.read() as connection:
            return not is_untouched(connection)

    def _looked(self, due: bool) -> None:  # noqa: FBT001 - what was found
        from mtplayer.core.backups import DAILY

        self.looked.emit(due)
        if due:
            self._begin(lambda token: self._make(DAILY, None, token), asked=False)

    # ---- before large changes --------------------------------------------------------------------

    def _keep_before(self, what: str) -> None:
        """Hold on to the library as it is; on the writing thread, in a millisecond or two."""
        now = time.monotonic()
        if self._closed or now - self._kept_before < BEFORE_AGAIN_S:
            return
        from mtplayer.core.backups import BEFORE
        from mtplayer.storage.safety.backup import Snapshot

        self._kept_before = now
        snapshot = Snapshot(self._storage.database)
        self._jobs.post(partial(self._copy_snapshot, snapshot, f"{BEFORE}{what}"))

    def _copy_snapshot(self, snapshot: Snapshot, reason: str) -> None:
        def work(token: Token) -> Path:
            try:
                return self._make(reason, snapshot, token)
            finally:
                snapshot.close()

        if self._closed:
            snapshot.close()
        else:
            self._begin(work, asked=False)

    # ---- making ----------------------------------------------------------------------------------

    def _begin(self, work: Callable[[Token], Path], *, asked: bool) -> None:
        self._running += 1
        self._jobs.run(work, partial(self._made, asked=asked), partial(self._not_made, asked=asked))
        self.changed.emit(None)

    def _make(self, reason: str, snapshot: Snapshot | None, token: Token) -> Path:
        from mtplayer.services.safety import restoring
        from mtplayer.storage.safety import backup

        profile, chosen = self._profile, self._chosen
        folder, as_wished = restoring.folder_for(profile, chosen)
        if not as_wished:
            self._jobs.post(partial(self._tell_elsewhere, chosen))
        pace = Pace(token.check)
        if snapshot is None:
            made = backup.back_up(profile.database, folder, reason, pace)
        else:
            made = backup.keep(snapshot, folder, reason, pace)
        for path in backup.thin_out(folder):
            log.info("%s is not needed any more", path)
        return made

    def _made(self, made: Path, *, asked: bool) -> None:
        self._ended()
        self._told.clear()
        if asked:
            self.notice.emit(Notice(text="The library is backed up", detail=str(made)))

    def _ended(self) -> None:
        self._running -= 1
        self.changed.emit(None)

    def _not_made(self, error: Exception, *, asked: bool) -> None:
        """Say it once, and again when somebody asked; the daily one is tried again by itself."""
        self._ended()
        # A snapshot that did not become a file keeps no later one from being taken.
        self._kept_before = float("-inf")
        if asked or not isinstance(error, MtplayerError) or str(error) not in self._told:
            self._told.add(str(error))
            self._failed(error)
        if isinstance(error, LibraryCorrupt):
            self._timer.stop()

    def _tell_elsewhere(self, chosen: str) -> None:
        if chosen in self._told:
            return
        self._told.add(chosen)
        detail = f"“{chosen}” is not there. Backups go to “{self._profile.backups}” until it is."
        self.notice.emit(Notice(text="The folder for backups is away", detail=detail))


def _stay() -> None:
    """Go on: there is no window that could open again."""


class Pace:
    """Rests as long as the last step took, so that others have the disk and the processor too."""

    def __init__(self, check: Callable[[], object] = lambda: None) -> None:
        self._check = check
        self._since = time.monotonic()

    def __call__(self) -> None:
        """Raise what ``check`` raises to give up."""
        self._check()
        time.sleep(min(_LONGEST_REST_S, time.monotonic() - self._since))
        self._since = time.monotonic()
