"""Work over the whole library while nobody needs the machine: a little, a rest, a little more."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

BETWEEN_MS = 2_000
"""A file takes 10 to 100 ms: the machine and its disk rest most of the time."""

WORK_S = 0.5
AT_MOST = 16

Looked = tuple[Any, Any]
"""What was looked at, and what was found; None where it cannot be read now."""


class IdleRounds(QObject):
    """One short job after the other, as long as ``is_idle`` says so; sleeps when all is done.

    A kind of work says what is left, looks at one thing, and keeps what was found.
    """

    first_after_ms = 60_000

    def __init__(
        self,
        storage: Storage,
        jobs: Jobs,
        write: Jobs,
        is_idle: Callable[[], bool],
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        between_ms: int = BETWEEN_MS,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._jobs = jobs
        self._write = write
        self._is_idle = is_idle
        self._failed = failed
        self._after = 0
        self._between_ms = between_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def start(self, after_ms: int | None = None) -> None:
        """Begin, or begin again after a scan found files."""
        self._after = 0
        self._timer.start(self.first_after_ms if after_ms is None else after_ms)

    @staticmethod
    def left(connection: Any, after: int, limit: int) -> Sequence[Any]:
        """Return what is to be looked at, each with its id first; runs on a job's thread."""
        raise NotImplementedError

    @staticmethod
    def look_at(path: bytes) -> Any:
        """Look at one file, on a job's thread."""
        raise NotImplementedError

    @staticmethod
    def keep(unit: "Unit", found: dict[Any, Any]) -> LibraryChanged | None:
        """Store what was found, in a transaction of the writing thread."""
        raise NotImplementedError

    def kept(self, change: LibraryChanged | None) -> None:
        """Hear what was committed."""

    def _look(self) -> None:
        if not self._is_idle():
            self._timer.start(self._between_ms)
            return
        after = self._after
        self._jobs.run(
            lambda token: self._some(after, token), self._found, self._failed, priority=-1
        )

    def _some(self, after: int, token: Token) -> list[Looked]:
        with self._storage.read() as connection:
            waiting = self.left(connection, after, AT_MOST)
        done: list[Looked] = []
        until = time.monotonic() + WORK_S
        for known in waiting:
            token.check()
            done.append((known, self.look_at(known.path)))
            if time.monotonic() > until:
                break
        return done

    def _found(self, looked_at: list[Looked]) -> None:
        if not looked_at:
            return
        # What cannot be read now is tried again at the next start.
        self._after = looked_at[-1][0][0]
        found = {known: value for known, value in looked_at if value is not None}
        self._write.run(
            lambda _: self._storage.write(lambda unit: self.keep(unit, found)),
            self._kept,
            self._failed,
            priority=-1,
        )

    def _kept(self, change: LibraryChanged | None) -> None:
        self.kept(change)
        self._timer.start(self._between_ms)
