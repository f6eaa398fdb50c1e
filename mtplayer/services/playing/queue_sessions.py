"""Named queues: one is put aside with its place, something else plays, and it is come back to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from mtplayer.core.events import PlaybackState, Position
from mtplayer.core.ids import QueueId
from mtplayer.core.playing.play_queue import QueueState
from mtplayer.core.playing.queue_record import (
    QueueSession,
    QueueWrite,
    StoredQueue,
    everything,
    head_of,
)
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.playing.queue_reader import read_queue

if TYPE_CHECKING:
    from mtplayer.services.playing.queue import QueueService
    from mtplayer.storage.unit import Unit

T = TypeVar("T")


class Playback(Protocol):
    """What plays a queue."""

    @property
    def state(self) -> PlaybackState:
        """Whether it plays."""
        ...

    def position(self) -> Position:
        """Return where the sound is."""
        ...

    def restore(self, position_ms: int) -> object:
        """Wait at a place of the queue's track."""
        ...

    def play(self) -> object:
        """Go on."""
        ...


class QueueSessions(QObject):
    """Every queue that is kept. Where the music plays, it goes on in the queue gone to."""

    changed: TypedSignal[tuple[QueueSession, ...]] = signal()
    moved: TypedSignal[QueueId | None] = signal()
    """Another queue plays now; tracks may have left the library since it did."""

    def __init__(
        self,
        storage: Storage,
        database: Path,
        write: Jobs,
        queue: "QueueService",
        playback: Playback,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._database = database
        self._write = write
        self._queue = queue
        self._playback = playback
        self._undo = undo
        self._failed = failed
        self._known: tuple[QueueSession, ...] = ()
        self._moving = False
        self._leaving = set[QueueId]()

    @property
    def sessions(self) -> tuple[QueueSession, ...]:
        """Every queue, the active one first, then the one used last."""
        return self._known

    @property
    def active(self) -> QueueSession | None:
        """The queue that plays, once it is stored and known."""
        return next((one for one in self._known if one.id == self._queue.stored_as), None)

    def is_taken(self, name: str, by_other_than: QueueId | None = None) -> bool:
        """Whether another queue has this name."""
        return any(one.name == name and one.id != by_other_than for one in self._known)

    def load(self) -> None:
        """Read the list; ``changed`` brings it."""
        self._do(lambda _: None, lambda _: None)

    def put_aside(self, name: str) -> None:
        """Keep the queue and its place under a name, and begin an empty one."""
        before = None if self._moving else self.active
        self._put_aside(name)
        if before is not None:
            self._offer(
                f"Queue put aside as “{name}”",
                partial(self._take_up, before.id, before.name),
                partial(self._put_aside, name),
            )

    def switch(self, queue: QueueId) -> None:
        """Come back to a queue exactly where it was; the present one is kept as well."""
        if queue != self._queue.stored_as and queue not in self._leaving:
            self._switch(lambda unit: unit.sessions.switch(queue, now_ms()), queue)

    def rename(self, queue: QueueId, name: str) -> None:
        """Call a queue otherwise."""
        session = self._session(queue)
        if session is None or session.name == name:
            return
        self._do(lambda unit: unit.sessions.rename(queue, name), lambda _: None)
        self._offer(
            f"Queue renamed to “{name}”",
            partial(self._rename, queue, session.name),
            partial(self._rename, queue, name),
        )

    def delete(self, queue: QueueId) -> None:
        """Forget a queue that is put aside; this session can bring it back."""
        session = self._session(queue)
        here = queue == self._queue.stored_as
        if session is None or here or self._moving or queue in self._leaving:
            return

        def work(_: Token) -> StoredQueue:
            stored = read_queue(self._database, queue)
            self._storage.write(lambda unit: unit.sessions.delete(queue))
            return stored

        def done(stored: StoredQueue) -> None:
            self._leaving.discard(queue)
            self.load()
            self._offer(
                f"Queue “{session.name}” deleted",
                partial(self._bring_back, session, stored),
                partial(self._delete_again, session.name),
            )

        def failed(error: Exception) -> None:
            self._leaving.discard(queue)
            self._failed(error)

        self._leaving.add(queue)
        self._write.run(work, done, failed)

    def _put_aside(self, name: str) -> None:
        def work(unit: "Unit") -> StoredQueue:
            return StoredQueue(state=empty, queue=unit.sessions.put_aside(name, now_ms()))

        modes = self._queue.modes
        empty = QueueState(shuffle=modes.shuffle, repeat=modes.repeat)
        self._move(lambda _: self._storage.write(work))

    def _take_up(self, queue: QueueId, name: str) -> None:
        def work(unit: "Unit") -> None:
            unit.sessions.switch(queue, now_ms())
            unit.sessions.rename(queue, unit.sessions.free_name(name))

        self._switch(work, queue)

    def _switch(self, work: "Callable[[Unit], object]", queue: QueueId) -> None:
        def read(_: Token) -> StoredQueue:
            self._storage.write(work)
            return read_queue(self._database, queue)

        self._move(read)

    def _move(self, work: Callable[[Token], StoredQueue]) -> None:
        """Go to another queue; whoever asks for one more on the way is not heard."""
        if self._moving:
            return

        def done(stored: StoredQueue) -> None:
            self._moving = False
            self._become(stored)
            self.load()

        def failed(error: Exception) -> None:
            self._moving = False
            self._failed(error)

        self._moving = True
        self._queue.keep_position(self._playback.position().ms)
        self._queue.flush()
        self._write.run(work, done, failed)

    def _become(self, stored: StoredQueue) -> None:
        playing = self._playback.state is PlaybackState.PLAYING
        self._queue.become(stored)
        self._playback.restore(stored.position_ms)
        if playing and stored.state.current is not None:
            self._playback.play()
        self.moved.emit(stored.queue)

    def _rename(self, queue: QueueId, name: str) -> None:
        self._do(
            lambda unit: unit.sessions.rename(queue, unit.sessions.free_name(name)), lambda _: None
        )

    def _bring_back(self, session: QueueSession, stored: StoredQueue) -> None:
        def work(unit: "Unit") -> None:
            queue = unit.sessions.add(unit.sessions.free_name(session.name), session.used_at)
            unit.queue.repeat(
                QueueWrite(
                    queue=queue,
                    head=head_of(stored.state, stored.position_ms),
                    edits=everything(stored.state),
                    base=None,
                    revision=stored.revision,
                    at=session.used_at,
                )
            )

        self._do(work, lambda _: None)

    def _delete_again(self, name: str) -> None:
        again = next((one for one in self._known if one.name == name and not one.active), None)
        if again is not None:
            self._do(lambda unit: unit.sessions.delete(again.id), lambda _: None)

    def _session(self, queue: QueueId) -> QueueSession | None:
        return next((session for session in self._known if session.id == queue), None)

    def _do(self, work: "Callable[[Unit], T]", done: Callable[[T], object]) -> None:
        """Change something and read the list behind it."""

        def write(_: Token) -> tuple[T, tuple[QueueSession, ...]]:
            return self._storage.write(lambda unit: (work(unit), unit.sessions.list()))

        def written(result: tuple[T, tuple[QueueSession, ...]]) -> None:
            self._known = result[1]
            done(result[0])
            self.changed.emit(self._known)

        self._write.run(write, written, self._failed)

    def _offer(self, label: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._undo.note_step(label, undo, redo, offer=True)
