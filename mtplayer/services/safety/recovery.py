"""What can be done before a library is open: bring back a backup, or begin a new one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from mtplayer.core.backups import Backup
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.safety import restoring
from mtplayer.services.safety.restoring import Begun, Restored

Failed = Callable[[Exception], object]


class RecoveryService(QObject):
    """The caller holds the profile's lock, and nobody has the library open."""

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._jobs = Jobs("recovery", 1, self)

    def list_all(self, done: Callable[[Sequence[Backup]], object], failed: Failed) -> None:
        """Find the backups that can be opened, newest first."""
        self._jobs.run(
            lambda _: [one for one in restoring.all_backups(self._profile) if one.whole],
            done,
            failed,
        )

    def restore(self, wanted: Path, done: Callable[[Restored], object], failed: Failed) -> None:
        """Let a backup take the library's place, which is kept."""
        self._jobs.run(
            lambda token: restoring.restore_here(self._profile, wanted, token.check), done, failed
        )

    def begin_anew(self, done: Callable[[Begun], object], failed: Failed) -> None:
        """Make a new library of what can be read of the damaged one, which is kept."""
        self._jobs.run(lambda _: restoring.begin_anew(self._profile), done, failed)

    def close(self) -> None:
        """Give up what is being done; the library is the old one or the new one."""
        self._jobs.close(10_000)
