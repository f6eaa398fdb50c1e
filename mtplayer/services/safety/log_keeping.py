"""Keeps the library's write-ahead log short without holding up a write."""

import logging
import time
from typing import Final

from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.storage.engine import Storage
from mtplayer.storage.safety.checkpoints import DUE_PAGES, log_of, move_log, pages_in

log = logging.getLogger(__name__)

AGAIN_AFTER_S: Final = 1.0
"""A reader that holds on to the past keeps the log as it is meanwhile."""


class LogKeeping:
    """Has the log moved by a job. A commit that does it waits 50 to 150 ms for the disk."""

    def __init__(self, storage: Storage, jobs: Jobs) -> None:
        self._database = storage.database
        self._jobs = jobs
        self._running = False
        self._not_before = 0.0
        storage.leave_log_to(self._wrote)

    def _wrote(self) -> None:
        """Look how long the log is; on the writing thread."""
        if self._running or time.monotonic() < self._not_before:
            return
        if pages_in(log_of(self._database)) >= DUE_PAGES:
            self._running = True
            self._jobs.post(self._begin)

    def _begin(self) -> None:
        self._jobs.run(self._move, self._moved, self._failed, priority=-1)

    def _move(self, _: Token) -> None:
        move_log(self._database)

    def _moved(self, _: None) -> None:
        self._not_before = time.monotonic() + AGAIN_AFTER_S
        self._running = False

    def _failed(self, error: Exception) -> None:
        # Nothing is lost: it is in the log. The next write asks again.
        log.info("the write-ahead log stays as it is: %s", error)
        self._moved(None)
