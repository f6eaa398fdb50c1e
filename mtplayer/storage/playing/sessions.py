"""Queues that are put aside, and the one that plays."""

from itertools import count

from sqlalchemy import Connection, delete, func, insert, select, update

from mtplayer.core.events import Repeat
from mtplayer.core.ids import QueueId
from mtplayer.core.playing.queue_record import UNNAMED, QueueSession, is_unnamed
from mtplayer.core.problems import StorageError
from mtplayer.storage.playing.queue import ENTRY_BYTES, ORDER
from mtplayer.storage.schema import PlayHistory, Queue, QueueChunk, QueueEntry


class QueueGone(StorageError):
    """Someone comes back to a queue that is no more."""

    title = "The queue is not there any more"


class Sessions:
    """One queue is active at any time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> tuple[QueueSession, ...]:
        """Return all queues, the one that was used last first."""
        size = func.coalesce(func.sum(func.length(QueueChunk.entries)), 0) / ENTRY_BYTES
        orders = (QueueChunk.queue_id == Queue.id) & (QueueChunk.kind == ORDER)
        rows = self._connection.execute(
            select(Queue.id, Queue.name, Queue.active, Queue.used_at, size.label("tracks"))
            .outerjoin(QueueChunk, orders)
            .group_by(Queue.id)
            .order_by(Queue.active.desc(), Queue.used_at.desc(), Queue.id)
        )
        return tuple(
            QueueSession(
                id=QueueId(row.id),
                name=row.name,
                active=row.active,
                tracks=int(row.tracks),
                used_at=row.used_at,
            )
            for row in rows
        )

    def put_aside(self, name: str, at: int) -> QueueId:
        """Give the active queue a name, and make an empty one active; return that."""
        self._connection.execute(
            update(Queue).where(Queue.active).values(name=name, active=False, used_at=at)
        )
        return self.add(self.free_name(UNNAMED), at, active=True)

    def switch(self, queue: QueueId, at: int) -> None:
        """Make another queue the active one; an empty one that has no name goes.

        Raises QueueGone if it was deleted meanwhile: without it none would be active.
        """
        if self._connection.scalar(select(Queue.id).where(Queue.id == queue)) is None:
            raise QueueGone("It was deleted meanwhile.")
        for session in self.list():
            if session.active and not session.tracks and is_unnamed(session.name):
                self._forget(session.id)
        self._connection.execute(update(Queue).where(Queue.active).values(active=False))
        self._connection.execute(
            update(Queue).where(Queue.id == queue).values(active=True, used_at=at)
        )

    def rename(self, queue: QueueId, name: str) -> None:
        """Call a queue otherwise."""
        self._connection.execute(update(Queue).where(Queue.id == queue).values(name=name))

    def add(self, name: str, at: int, *, active: bool = False) -> QueueId:
        """Make an empty queue."""
        made = self._connection.execute(
            insert(Queue).values(name=name, active=active, repeat=Repeat.OFF, source="", used_at=at)
        ).inserted_primary_key
        return QueueId(made[0] if made else 0)

    def delete(self, queue: QueueId) -> None:
        """Forget a queue that is put aside, and everything of it; the active one stays."""
        if not self._connection.scalar(select(Queue.active).where(Queue.id == queue)):
            self._forget(queue)

    def _forget(self, queue: QueueId) -> None:
        for table in (QueueChunk, QueueEntry, PlayHistory):
            self._connection.execute(delete(table).where(table.queue_id == queue))
        self._connection.execute(delete(Queue).where(Queue.id == queue))

    def free_name(self, wanted: str) -> str:
        """Return a name that no queue has: ``Queue``, ``Queue 2``."""
        taken = set(self._connection.scalars(select(Queue.name)))
        names = (wanted if number == 1 else f"{wanted} {number}" for number in count(1))
        return next(name for name in names if name not in taken)
