"""Feeds files to the readers and hands on what they say."""

import os
from collections import deque
from typing import TYPE_CHECKING, Final

from mtplayer.core.library.scan_plan import Arrival
from mtplayer.core.library.scan_rows import Parts
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.compare import Task
from mtplayer.scanner.moves import Moves
from mtplayer.scanner.request import ScanRequest

if TYPE_CHECKING:
    from mtplayer.scanner.pool import Reading
    from mtplayer.scanner.worker import Task as ReadTask

CHUNK: Final = 64
CHUNK_BYTES: Final = 32 * 1024
FIRST_CHUNK: Final = 8
# Starting processes for fewer takes longer than reading them.
FEW: Final = 50
_WAIT_S: Final = 0.1


class Feed:
    """Reads tasks in their order of coming; starts processes when it pays.

    What reads is loaded then: mutagen would be a quarter of a scan that finds nothing new.
    """

    def __init__(self, moves: Moves, writer: Writer, request: ScanRequest, processes: int) -> None:
        self._moves = moves
        self._writer = writer
        self._request = request
        self._processes = processes
        self._reading: Reading | None = None
        self._tasks: deque[Task] = deque()
        self._given: dict[int, Task] = {}
        self._next = 0
        self.read = 0
        self.failed = 0
        self.total = 0

    def add(self, tasks: list[Task]) -> None:
        """Take files to read."""
        self._tasks.extend(tasks)
        self.total += len(tasks)
        if self._reading is None and len(self._tasks) >= FEW:
            from mtplayer.scanner.pool import WorkerPool

            self._reading = WorkerPool(
                self._processes, self._request.articles, self._request.splitting
            )

    def go_on(self) -> None:
        """Hand out files and take what is ready, without waiting."""
        if self._reading is not None:
            self._hand_out(self._reading)
            self._take(self._reading, 0)

    def finish(self) -> bool:
        """Go on for a moment once nothing more is added; False when all is read."""
        if not self._tasks and not self._given:
            return False
        if self._reading is None:
            from mtplayer.scanner.pool import ReadingHere

            self._reading = ReadingHere(self._request.articles, self._request.splitting)
        self._hand_out(self._reading)
        self._take(self._reading, _WAIT_S)
        return True

    def _hand_out(self, reading: "Reading") -> None:
        while self._tasks and reading.has_room():
            reading.send(self._chunk())

    def _chunk(self) -> "list[tuple[int, ReadTask]]":
        """Cut off a chunk: a short one at first, so that something is there soon."""
        size = FIRST_CHUNK if self._next < FIRST_CHUNK * self._processes else CHUNK
        chunk: list[tuple[int, ReadTask]] = []
        bytes_left = CHUNK_BYTES
        while self._tasks and len(chunk) < size and bytes_left > 0:
            task = self._tasks.popleft()
            self._given[self._next] = task
            chunk.append((self._next, (task.path, task.loose, task.sheet)))
            self._next += 1
            bytes_left -= len(task.path)
        return chunk

    def _take(self, reading: "Reading", seconds: float) -> None:
        for number, parts in reading.collect(seconds):
            task = self._given.pop(number)
            self.read += 1
            if parts.may_pass and not os.path.lexists(task.path):
                continue  # it went between listing and reading
            self.failed += parts.failure is not None
            self._moves.take(task, _arrival(task, parts))
        self._writer.write_due()

    def close(self) -> None:
        """End the processes."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None


def _arrival(task: Task, parts: Parts) -> Arrival:
    found = task.found
    if parts.may_pass:
        # To be read again next time, even if nothing about the file changes until then.
        found = found._replace(mtime_ns=0)
    return Arrival(task.directory_id, task.album_place, found, parts)
