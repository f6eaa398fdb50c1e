"""The stored queue, read at the start without SQLAlchemy: a million entries in 30 ms."""

import sqlite3
from array import array
from contextlib import closing
from pathlib import Path
from sys import byteorder
from typing import Final, Self

from mtplayer.core.events import Entries, Repeat
from mtplayer.core.ids import EntryId, QueueId
from mtplayer.core.playing.play_queue import QueueState
from mtplayer.core.playing.queue_record import StoredQueue
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated

# Previous goes back this far after a restart; the log of listens keeps everything.
MOST_HISTORY: Final = 10_000
HEAD: Final = (
    "SELECT id, current_entry, position_ms, next_entry, shuffle, repeat, source, bag_position,"
    " revision"
    " FROM queues WHERE id = coalesce(?, (SELECT min(id) FROM queues WHERE active))"
)
CHUNKS: Final = "SELECT entries FROM queue_chunks WHERE queue_id = ? AND kind = ? ORDER BY number"
HISTORY: Final = (
    "SELECT entry_id, track_id FROM play_history WHERE queue_id = ? ORDER BY id DESC LIMIT ?"
)

TOTAL_MS: Final = (
    "SELECT sum(t.duration_ms) FROM json_each(?) AS wanted JOIN tracks AS t ON t.id = wanted.value"
)
LENGTHS_AT_ONCE: Final = 10_000
"""Tracks in one statement: the text that names them is made in 1 ms, so others go on."""


def read_queue(database: Path, queue: QueueId | None = None) -> StoredQueue:
    """Return a queue as it was last stored, the active one unless named; or an empty one."""
    with translated(database), closing(open_reader(database)) as connection:
        # One transaction: the parts belong together.
        connection.execute("BEGIN")
        return _read(connection, queue)


def _read(connection: sqlite3.Connection, wanted: QueueId | None) -> StoredQueue:
    head = connection.execute(HEAD, (wanted,)).fetchone()
    if head is None:
        return StoredQueue(state=QueueState())
    queue, current, position_ms, next_entry, shuffle, repeat, source, heard, revision = head
    by_hand = _chunks(connection, queue, "by_hand")
    state = QueueState(
        order=_chunks(connection, queue, "order"),
        original=_chunks(connection, queue, "original"),
        history=_history(connection, queue),
        by_hand=tuple(map(range, by_hand.ids, by_hand.tracks)),
        current=None if current is None else EntryId(current),
        next_entry=next_entry,
        shuffle=bool(shuffle),
        repeat=Repeat(repeat) if repeat in list(Repeat) else Repeat.OFF,
        source=source,
        heard=heard,
    )
    return StoredQueue(
        state=state, queue=QueueId(queue), position_ms=position_ms, revision=revision
    )


def _chunks(connection: sqlite3.Connection, queue: int, kind: str) -> Entries:
    pairs = array("q")
    for (entries,) in connection.execute(CHUNKS, (queue, kind)):
        pairs.frombytes(entries)
    if byteorder == "big":
        pairs.byteswap()
    return Entries(pairs[0::2], pairs[1::2])


def _history(connection: sqlite3.Connection, queue: int) -> Entries:
    newest = connection.execute(HISTORY, (queue, MOST_HISTORY)).fetchall()
    newest.reverse()
    return Entries(array("q", [row[0] for row in newest]), array("q", [row[1] for row in newest]))


class LengthReader:
    """Adds up how long tracks play, each as often as it is named."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def __enter__(self) -> Self:
        with translated(self._database):
            self._connection = open_reader(self._database)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def total_ms(self, tracks: "array[int]") -> int:
        """Return the sum of their lengths in milliseconds."""
        with translated(self._database):
            row = self._connection.execute(TOTAL_MS, (str(tracks.tolist()),)).fetchone()
        return row[0] or 0
