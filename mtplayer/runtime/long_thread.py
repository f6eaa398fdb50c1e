"""A thread that lives as long as its owner and runs what it is given, one after the other."""

import logging
import queue
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

Task = Callable[[], object]


class LongThread:
    """One named thread with a queue of tasks; for libVLC, which may block a second in ``stop``."""

    def __init__(self, name: str) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def post(self, task: Task) -> None:
        """Run ``task`` after everything posted before it; dropped once closed."""
        if not self._closed:
            self._tasks.put(task)

    def finish(self) -> None:
        """Take nothing more, and end after what was posted."""
        if not self._closed:
            self._closed = True
            self._tasks.put(None)

    def close(self, deadline_ms: int) -> bool:
        """Finish what was posted, then end; False if that took longer than the deadline."""
        self.finish()
        self._thread.join(deadline_ms / 1000)
        if self._thread.is_alive():
            log.error("%s did not end in %d ms", self._thread.name, deadline_ms)
        return not self._thread.is_alive()

    def give_way(self, until: Callable[[], bool]) -> None:
        """Run what was posted meanwhile; for a task of this thread that waits for something."""
        while not until():
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                return
            if task is None:
                self._tasks.put(None)
                return
            self._run(task)

    def _loop(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._run(task)

    def _run(self, task: Task) -> None:
        started = time.monotonic()
        try:
            task()
        except Exception:
            log.exception("%s: a task failed", self._thread.name)
        if (took := time.monotonic() - started) > 1:
            log.info("%s: a task took %.1f s", self._thread.name, took)
