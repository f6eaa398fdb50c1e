"""Stores what happens to the queue, a moment later and in order."""

from collections.abc import Callable

from mtplayer.core.ids import QueueId
from mtplayer.core.playing.play_queue import QueueEdits, QueueState
from mtplayer.core.playing.queue_record import NO_EDITS, QueueHead, QueueWrite, everything, joined
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.clock import now_ms
from mtplayer.storage.engine import Storage


class QueueKeeper:
    """One write at a time; what happens meanwhile goes into the next one.

    Each write builds on the revision of the one before it. When one is lost, ``broken`` asks the
    next change to bring the whole queue.
    """

    def __init__(
        self, storage: Storage, write: Jobs, failed: Callable[[Exception], object]
    ) -> None:
        self._storage = storage
        self._write = write
        self._failed = failed
        self._edits = NO_EDITS
        self._head: QueueHead | None = None
        self._whole = False
        self._revision = 0
        self._queue: QueueId | None = None
        self._running = 0
        self._told = False
        self.broken = False

    @property
    def busy(self) -> bool:
        """Whether something is being stored or waits for it."""
        return self._running > 0 or self._head is not None

    @property
    def queue(self) -> QueueId | None:
        """The queue that is written to, once there is one."""
        return self._queue

    def begin(self, revision: int, queue: QueueId | None) -> None:
        """Go on from what was stored, perhaps with another queue; what was noted is stored."""
        self.post(now=True)
        self._revision = revision
        self._queue = queue

    def note(self, edits: QueueEdits, head: QueueHead) -> None:
        """Keep a change in mind; ``post`` stores it."""
        self._edits = joined(self._edits, edits)
        self._head = head

    def note_everything(self, state: QueueState, head: QueueHead) -> None:
        """Keep the whole queue in mind, whatever is stored."""
        self._edits, self._head, self._whole = everything(state), head, True
        self.broken = False

    def post(self, *, now: bool = False) -> None:
        """Store what was noted, unless a write runs: then it is stored after that one.

        ``now`` queues it behind the running one at once, for the end of the program.
        """
        if self._head is None or (self._running and not now):
            return
        write = QueueWrite(
            head=self._head,
            edits=self._edits,
            base=None if self._whole else self._revision,
            revision=self._revision + 1,
            at=now_ms(),
            queue=self._queue,
        )
        self._revision += 1
        self._edits, self._head, self._whole = NO_EDITS, None, False
        self._running += 1

        def work(_: Token) -> QueueId | None:
            return self._storage.write(lambda unit: unit.queue.repeat(write))

        self._write.run(work, self._stored, self._lost)

    def _stored(self, queue: QueueId | None) -> None:
        self._running -= 1
        if self._queue is None:
            self._queue = queue
        self._told = False
        if not self.broken:
            self.post()

    def _lost(self, error: Exception) -> None:
        self._running -= 1
        self.broken = True
        if not self._told:
            self._told = True
            self._failed(error)
