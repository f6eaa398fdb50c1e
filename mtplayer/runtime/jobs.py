"""Background work: a function on a pool thread, its result back on the UI thread."""

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QThreadPool, Slot

from mtplayer.runtime.signals import TypedSignal, signal

log = logging.getLogger(__name__)
T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside a job to leave quietly."""


class Token:
    """Asks one job to stop; the job looks between batches."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._wake: Callable[[], object] | None = None

    @property
    def cancelled(self) -> bool:
        """Whether anyone asked."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask, and interrupt what the job said it can be interrupted by."""
        self._event.set()
        if (wake := self._wake) is not None:
            wake()

    def on_cancel(self, wake: Callable[[], object] | None) -> None:
        """Call ``wake`` from the asking thread, e.g. a database connection's interrupt."""
        self._wake = wake
        if wake is not None and self.cancelled:
            wake()

    def check(self) -> None:
        """Leave the job if asked."""
        if self.cancelled:
            raise Cancelled


class _Inbox(QObject):
    """Runs what other threads post on the thread that it was made on."""

    _posted: TypedSignal[Callable[[], object]] = signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, callback: Callable[[], object]) -> None:
        self._posted.emit(callback)

    @Slot(object)
    def _run(self, callback: Callable[[], object]) -> None:
        callback()


class Jobs(QObject):
    """A named pool. One thread makes it a queue, which is how writes are ordered."""

    def __init__(
        self, name: str, threads: int, parent: QObject | None = None, *, held: bool = False
    ) -> None:
        super().__init__(parent)
        self._held: list[tuple[Callable[[], None], int]] | None = [] if held else None
        self.setObjectName(name)
        self._inbox = _Inbox(self)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)
        self._open = True
        self._tokens: WeakSet[Token] = WeakSet()

    def run(
        self,
        work: Callable[[Token], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        priority: int = 0,
    ) -> Token:
        """Run ``work``; exactly one of ``done`` and ``failed`` follows unless cancelled."""
        token = Token()
        if not self._open:
            token.cancel()
            return token
        self._tokens.add(token)

        def deliver(callback: Callable[[], object]) -> None:
            if not token.cancelled:
                callback()

        def task() -> None:
            try:
                token.check()
                result = work(token)
            except Cancelled:
                return
            except Exception as error:
                if not token.cancelled:
                    log.info("%s job failed: %r", self.objectName(), error)
                self._inbox.post(partial(deliver, partial(failed, error)))
            else:
                self._inbox.post(partial(deliver, partial(done, result)))

        if self._held is None:
            self._pool.start(task, priority)
        else:
            self._held.append((task, priority))
        return token

    def release(self) -> None:
        """Start what was ``held``: jobs that must not compete with the first paint."""
        held, self._held = self._held or [], None
        for task, priority in held:
            self._pool.start(task, priority)

    def post(self, callback: Callable[[], object]) -> None:
        """Run ``callback`` on the UI thread soon; for progress from inside a job."""
        self._inbox.post(callback)

    def close(self, deadline_ms: int) -> bool:
        """Refuse new jobs, drop waiting ones, cancel running ones and wait for them."""
        self._open = False
        self._held = None
        for token in list(self._tokens):
            token.cancel()
        self._pool.clear()
        return self._pool.waitForDone(deadline_ms)

    def drain(self, deadline_ms: int) -> bool:
        """Refuse new jobs and finish every one already queued."""
        self._open = False
        self.release()
        return self._pool.waitForDone(deadline_ms)
