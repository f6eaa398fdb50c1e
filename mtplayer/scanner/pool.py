"""Reading processes: fed in chunks, replaced when they die or hang, and the killer named."""

import marshal
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess
from typing import Final, Protocol, cast

from mtplayer.core.credits import Splitting
from mtplayer.core.library.scan_rows import Parts, parts_of
from mtplayer.core.problems import MtplayerError
from mtplayer.core.tags import FileFacts
from mtplayer.scanner.rows import RowBuilder
from mtplayer.scanner.worker import Task, main, read_one

HANG_S: Final = 10.0
_PIPE_BYTES: Final = 1 << 20
# Unread chunks per process: enough to outlast one transaction of the writer. Where pipes are
# narrow, one: who writes into a full pipe waits, and must not be waited for by the other end.
_DEPTH: Final = 8
_NARROW_DEPTH: Final = 1
_START_S: Final = 60.0
_MOST_DEATHS_AT_START: Final = 4
# A process may be killed by somebody else just as it was given a file.
_DEATHS_TO_BLAME: Final = 2
HUNG: Final = "Reading it took longer than 10 seconds"
KILLED: Final = "It made the program that reads it stop working"

Answer = tuple[int, Parts]
"""The number of a file, and what it says."""


class ReadersUnavailable(MtplayerError):
    """No process that reads files would start."""

    title = "Files could not be read"


class Reading(Protocol):
    """Reads files by number, here or elsewhere."""

    def has_room(self) -> bool:
        """Whether more files may be handed over now."""
        ...

    def send(self, files: list[tuple[int, Task]]) -> None:
        """Hand files over."""
        ...

    def collect(self, seconds: float) -> list[Answer]:
        """Return what is ready, waiting at most so long for the first."""
        ...

    @property
    def waiting(self) -> int:
        """How many files are handed over and not answered."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class ReadingHere:
    """Reads in this process: for a handful of files."""

    def __init__(self, articles: str, splitting: Splitting | None = None) -> None:
        self._builder = RowBuilder(articles, splitting)
        self._files: deque[tuple[int, Task]] = deque()

    def has_room(self) -> bool:
        """Whether it has nothing to do."""
        return not self._files

    def send(self, files: list[tuple[int, Task]]) -> None:
        """Take files."""
        self._files.extend(files)

    def collect(self, seconds: float) -> list[Answer]:
        """Read for about so long."""
        answers: list[Answer] = []
        until = time.monotonic() + seconds
        while self._files:
            number, task = self._files.popleft()
            answers.append((number, parts_of(read_one(task, self._builder))))
            if time.monotonic() > until:
                break
        return answers

    @property
    def waiting(self) -> int:
        """How many files are not read yet."""
        return len(self._files)

    def close(self) -> None:
        """Nothing is left open."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    tasks: Connection
    results: Connection
    depth: int
    heard_at: float
    chunks: deque[deque[tuple[int, Task]]] = field(default_factory=deque[deque[tuple[int, Task]]])
    is_ready: bool = False


class WorkerPool:
    """Reads in several processes."""

    def __init__(self, count: int, articles: str, splitting: Splitting | None = None) -> None:
        self._names = (articles, splitting)
        self._context = multiprocessing.get_context("spawn")
        self._single: deque[tuple[int, Task]] = deque()
        self._again: deque[deque[tuple[int, Task]]] = deque()
        self._failed: list[Answer] = []
        self._deaths_at_start = 0
        self._deaths: dict[int, int] = {}
        self._workers = [self._start() for _ in range(count)]

    def has_room(self) -> bool:
        """Whether a process waits for more."""
        if self._single or self._again:
            self._send_again()
            return False
        return any(len(worker.chunks) < worker.depth for worker in self._workers)

    def send(self, files: list[tuple[int, Task]]) -> None:
        """Give a chunk to the process with the fewest; at most 32 KB of paths."""
        worker = min(self._workers, key=lambda worker: len(worker.chunks))
        self._give(worker, deque(files))

    def collect(self, seconds: float) -> list[Answer]:
        """Return what is ready, waiting at most so long; tend to processes that stopped."""
        answers, self._failed = self._failed, []
        by_pipe = {worker.results: worker for worker in self._workers}
        ready = wait(list(by_pipe), 0 if answers else seconds)
        for pipe in ready:
            answers.extend(self._hear(by_pipe[cast("Connection", pipe)]))
        now = time.monotonic()
        for worker in list(self._workers):
            patience = HANG_S if worker.is_ready else _START_S
            if worker.chunks and now - worker.heard_at > patience:
                self._replace(worker, HUNG)
        self._send_again()
        return answers

    @property
    def waiting(self) -> int:
        """How many files are handed over and not answered."""
        given = sum(len(chunk) for worker in self._workers for chunk in worker.chunks)
        return given + len(self._single) + sum(map(len, self._again)) + len(self._failed)

    def close(self) -> None:
        """End all processes; none survives this."""
        for worker in self._workers:
            worker.tasks.close()
            worker.results.close()
        for worker in self._workers:
            worker.process.join(0.2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _start(self) -> _Worker:
        their_tasks, our_tasks = Pipe(duplex=False)
        our_results, their_results = Pipe(duplex=False)
        widened = all([_widen(our_tasks), _widen(our_results)])
        process = self._context.Process(
            target=main,
            args=(their_tasks, their_results, self._names, os.getpid()),
            name="mtplayer reader",
            daemon=True,
        )
        process.start()
        their_tasks.close()
        their_results.close()
        depth = _DEPTH if widened else _NARROW_DEPTH
        return _Worker(process, our_tasks, our_results, depth, time.monotonic())

    def _give(self, worker: _Worker, chunk: deque[tuple[int, Task]]) -> None:
        if not worker.chunks:
            worker.heard_at = time.monotonic()
        worker.chunks.append(chunk)
        try:
            worker.tasks.send_bytes(marshal.dumps([task for _, task in chunk]))
        except (BrokenPipeError, ConnectionResetError):
            self._replace(worker, KILLED)

    def _hear(self, worker: _Worker) -> Iterator[Answer]:
        try:
            parts = marshal.loads(worker.results.recv_bytes())  # noqa: S302 - from our process
        except (EOFError, ConnectionResetError):
            self._replace(worker, KILLED)
            return
        worker.heard_at = time.monotonic()
        worker.is_ready = True
        if not parts:
            return
        chunk = worker.chunks[0]
        for plain in parts:
            number, _ = chunk.popleft()
            yield number, parts_of(plain)
        if not chunk:
            worker.chunks.popleft()

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Put another process in its place; find out by single files which one it was."""
        worker.process.kill()
        worker.process.join()
        worker.tasks.close()
        worker.results.close()
        self._count_death(worker)
        if worker.chunks and worker.is_ready:
            suspects = worker.chunks.popleft()
            if len(suspects) > 1 or not self._is_guilty(suspects[0][0], reason):
                self._single.extend(suspects)
            else:
                number, task = suspects[0]
                self._failed.append((number, _failure(task, reason)))
        self._again.extend(worker.chunks)
        self._workers[self._workers.index(worker)] = self._start()

    def _is_guilty(self, number: int, reason: str) -> bool:
        """Whether a file that was read alone has stopped its reader often enough."""
        self._deaths[number] = self._deaths.get(number, 0) + 1
        return reason == HUNG or self._deaths[number] >= _DEATHS_TO_BLAME

    def _count_death(self, worker: _Worker) -> None:
        if worker.is_ready:
            self._deaths_at_start = 0
            return
        self._deaths_at_start += 1
        if self._deaths_at_start > _MOST_DEATHS_AT_START:
            raise ReadersUnavailable("The processes that read music files end as they start.")

    def _send_again(self) -> None:
        """Hand out what a process left behind, the suspects one by one."""
        for worker in self._workers:
            if worker.chunks:
                continue
            if self._single:
                self._give(worker, deque([self._single.popleft()]))
            elif self._again:
                self._give(worker, self._again.popleft())


def _failure(task: Task, reason: str) -> Parts:
    from mtplayer.files.path_names import complete

    facts = FileFacts(failure=reason)
    complete(facts.tags, task[0], loose=True)
    return RowBuilder("").parts(facts, "")


def _widen(pipe: Connection) -> bool:
    """Give a pipe a megabyte: both ends write while the other is busy. Linux can."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        return fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES) >= _PIPE_BYTES
    except OSError:  # the user has too many large pipes
        return False
