"""Notices when the event loop comes round late, and what the UI thread was doing then."""

import sys
import threading
import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mtplayer.core.record import record

INTERVAL_MS = 10


@record
class LateTick:
    """A turn of the event loop that took too long; the stack is from its middle."""

    late_ms: float
    cpu_ms: float
    stack: str


class TickWatch(QObject):
    """A 10 ms heartbeat on the UI thread, and a thread that looks when it stops.

    ``cpu_ms`` is what the UI thread itself used: on a busy machine a tick is late without it.
    """

    def __init__(
        self,
        report: Callable[[LateTick], object],
        limit_ms: int = 50,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._limit = limit_ms / 1000
        self._watched = threading.get_ident()
        self._beat = time.monotonic()
        self._cpu = time.thread_time()
        self._stack = ""
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)
        self._thread = threading.Thread(target=self._look, name="tick watch", daemon=True)

    def start(self) -> None:
        """Watch from now on."""
        self._beat, self._cpu = time.monotonic(), time.thread_time()
        self._timer.start()
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._ended.set()
        self._thread.join(1)

    @Slot()
    def _tick(self) -> None:
        now, cpu = time.monotonic(), time.thread_time()
        late = now - self._beat - INTERVAL_MS / 1000
        if late > self._limit:
            used = (cpu - self._cpu) * 1000
            self._report(LateTick(late_ms=late * 1000, cpu_ms=used, stack=self._stack))
            now, cpu = time.monotonic(), time.thread_time()
        self._beat, self._cpu, self._stack = now, cpu, ""

    def _look(self) -> None:
        while not self._ended.wait(self._limit / 2):
            if time.monotonic() - self._beat > self._limit and not self._stack:
                frame = sys._current_frames().get(  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
                    self._watched
                )
                self._stack = "".join(traceback.format_stack(frame)) if frame else ""
