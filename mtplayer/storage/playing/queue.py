"""The play queue: its orders in chunks of packed entries, its head, and what played before."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from sys import byteorder
from typing import Final, assert_never

from sqlalchemy import Connection, delete, func, insert, select, update

from mtplayer.core.events import Entries
from mtplayer.core.ids import QueueId
from mtplayer.core.playing.entry_order import Edit, Inserted, Moved, Removed, Replaced
from mtplayer.core.playing.queue_record import UNNAMED, QueueHead, QueueWrite
from mtplayer.core.playing.scattered_rows import Dispersed, Filled, Gathered, Thinned, size
from mtplayer.core.problems import StorageError
from mtplayer.core.record import short_record
from mtplayer.core.row_ranges import between
from mtplayer.storage.schema import PlayHistory, Queue, QueueChunk

ORDER: Final = "order"
ORIGINAL: Final = "original"
BY_HAND: Final = "by_hand"

CHUNK: Final = 4096
"""Entries in a new chunk: 64 KB, written in 0.2 ms."""
MOST_IN_CHUNK: Final = 2 * CHUNK
ENTRY_BYTES: Final = 16
# Chunks are numbered with room between them, so that one can be split 32 times in the same place.
STEP: Final = 1 << 32


class QueueOutOfStep(StorageError):
    """A write builds on another one that was not stored."""

    title = "The queue was not saved"


_SHORTER: Final = "The saved queue is shorter than it was; it will be saved again."


@short_record
class _Chunk:
    number: int
    first: int
    stop: int


def packed(entries: Entries) -> bytes:
    """Return entries as pairs of 64-bit little-endian numbers."""
    return _interleaved(entries.ids, entries.tracks)


class Queues:
    """The queues on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def repeat(self, write: QueueWrite) -> QueueId | None:
        """Make the same edits here; return to which queue, none if it was deleted meanwhile.

        Raises QueueOutOfStep if an earlier write is missing.
        """
        found = self._active(write) if write.queue is None else self._named(write.queue)
        if found is None:
            return None
        queue, revision = found
        if write.base is not None and write.base != revision:
            raise QueueOutOfStep("A change of the queue was lost; all of it will be saved again.")
        for kind, edits in ((ORDER, write.edits.order), (ORIGINAL, write.edits.original)):
            order = _StoredOrder(self._connection, queue, kind)
            for edit in edits:
                order.apply(edit)
        self._log(queue, write.edits.history, write.at)
        self._put_by_hand(queue, write.head.by_hand)
        self._set_head(queue, write.head, write.revision, write.at)
        return QueueId(queue)

    def _named(self, queue: QueueId) -> tuple[int, int] | None:
        revision = self._connection.scalar(select(Queue.revision).where(Queue.id == queue))
        return None if revision is None else (queue, revision)

    def _active(self, write: QueueWrite) -> tuple[int, int]:
        found = self._connection.execute(
            select(Queue.id, Queue.revision).where(Queue.active).order_by(Queue.id).limit(1)
        ).first()
        if found is not None:
            return found.id, found.revision
        made = self._connection.execute(
            insert(Queue).values(
                name=UNNAMED, active=True, repeat=write.head.repeat, source="", used_at=write.at
            )
        ).inserted_primary_key
        return (made[0] if made else 0), 0

    def _set_head(self, queue: int, head: QueueHead, revision: int, at: int) -> None:
        self._connection.execute(
            update(Queue)
            .where(Queue.id == queue)
            .values(
                current_entry=head.current,
                position_ms=head.position_ms,
                next_entry=head.next_entry,
                shuffle=head.shuffle,
                repeat=head.repeat,
                source=head.source,
                bag_position=head.heard,
                revision=revision,
                used_at=at,
            )
        )

    def _put_by_hand(self, queue: int, numbers: Sequence[range]) -> None:
        pairs = _interleaved(
            array("q", [part.start for part in numbers]),
            array("q", [part.stop for part in numbers]),
        )
        chunk = (QueueChunk.queue_id == queue) & (QueueChunk.kind == BY_HAND)
        stored = self._connection.scalar(select(QueueChunk.entries).where(chunk))
        if (stored or b"") == pairs:
            return
        self._connection.execute(delete(QueueChunk).where(chunk))
        if pairs:
            self._connection.execute(
                insert(QueueChunk).values(queue_id=queue, kind=BY_HAND, number=0, entries=pairs)
            )

    def _log(self, queue: int, edits: Sequence[Edit], at: int) -> None:
        for edit in edits:
            match edit:
                case Inserted(_, entries):
                    self._append(queue, entries, at)
                case Removed(_, entries):
                    self._drop_last(queue, len(entries))
                case Replaced(_, entries):
                    self._connection.execute(
                        delete(PlayHistory).where(PlayHistory.queue_id == queue)
                    )
                    self._append(queue, entries, at)
                case Moved() | Thinned() | Filled() | Gathered() | Dispersed():
                    raise ValueError("what played can't be put in another order")
                case _:
                    assert_never(edit)

    def _append(self, queue: int, entries: Entries, at: int) -> None:
        if entries:
            self._connection.execute(
                insert(PlayHistory),
                [
                    {
                        "queue_id": queue,
                        "entry_id": entry.id,
                        "track_id": entry.track,
                        "played_at": at,
                    }
                    for entry in entries
                ],
            )

    def _drop_last(self, queue: int, count: int) -> None:
        last = (
            select(PlayHistory.id)
            .where(PlayHistory.queue_id == queue)
            .order_by(PlayHistory.id.desc())
            .limit(count)
        )
        self._connection.execute(delete(PlayHistory).where(PlayHistory.id.in_(last)))


class _StoredOrder:
    """One order of one queue; an edit rewrites the one or two chunks that it touches."""

    def __init__(self, connection: Connection, queue: int, kind: str) -> None:
        self._connection = connection
        self._here = (QueueChunk.queue_id == queue) & (QueueChunk.kind == kind)
        self._key = {"queue_id": queue, "kind": kind}

    def apply(self, edit: Edit) -> None:
        match edit:
            case Inserted(row, entries):
                self._splice(row, 0, packed(entries))
            case Removed(row, entries):
                self._splice(row, len(entries), b"")
            case Moved(first, last, to):
                self._splice(to, 0, self._splice(first, last - first + 1, b""))
            case Replaced(_, after):
                self._connection.execute(delete(QueueChunk).where(self._here))
                pieces = _pieces(packed(after))
                self._insert([STEP * at for at in range(1, len(pieces) + 1)], pieces)
            case Thinned(parts):
                self._thin(parts)
            case Filled(parts, entries):
                self._fill(parts, packed(entries))
            case Gathered(parts, to):
                self._splice(to, 0, self._thin(parts))
            case Dispersed(parts, to):
                self._fill(parts, self._splice(to, size(parts), b""))
            case _:
                assert_never(edit)

    def _splice(self, row: int, count: int, new: bytes) -> bytes:
        """Put ``new`` in place of ``count`` entries; return those."""
        chunks = self._chunks()
        # A row between two chunks goes to the end of the first.
        touched = [c for c in chunks if c.first < row + count and c.stop > row]
        if not touched:
            touched = [c for c in chunks if c.first <= row <= c.stop][:1]
        old = b"".join(self._entries(chunk.number) for chunk in touched)
        start = (row - touched[0].first if touched else row) * ENTRY_BYTES
        end = start + count * ENTRY_BYTES
        if end > len(old):
            raise QueueOutOfStep(_SHORTER)
        pieces = _pieces(old[:start] + new + old[end:])
        numbers = _between(chunks, touched, len(pieces))
        if numbers is None:
            self._spread(chunks)
            return self._splice(row, count, new)
        self._delete(touched)
        self._insert(numbers, pieces)
        return old[start:end]

    def _thin(self, parts: Sequence[range]) -> bytes:
        """Take rows out here and there; return them. Each chunk is rewritten once."""
        taken: list[bytes] = []
        for chunk in self._chunks():
            if rows := _inside(parts, chunk):
                old = self._entries(chunk.number)
                taken += [_cut(old, part) for part in rows]
                left = between(rows, chunk.stop - chunk.first)
                self._rewrite(chunk.number, b"".join(_cut(old, part) for part in left))
        if sum(map(len, taken)) != size(parts) * ENTRY_BYTES:
            raise QueueOutOfStep(_SHORTER)
        return b"".join(taken)

    def _fill(self, parts: Sequence[range], new: bytes) -> None:
        """Put entries between others, so that they stand in these rows then."""
        chunks = self._chunks()
        firsts = list(accumulate(map(len, parts), initial=0))
        # The rows that they come before, as it is now.
        rows = [part.start - first for part, first in zip(parts, firsts, strict=False)]
        if rows[-1] > (chunks[-1].stop if chunks else 0):
            raise QueueOutOfStep(_SHORTER)
        if not chunks:
            self._splice(0, 0, new)
        end = len(rows)
        # From the back: what stands before is where it was.
        for at in reversed(range(len(chunks))):
            chunk = chunks[at]
            begin = bisect_left(rows, chunk.first) if at else 0
            if begin < end:
                places = [row - chunk.first for row in rows[begin:end]]
                inside = zip(firsts[begin:end], firsts[begin + 1 : end + 1], strict=True)
                pieces = [_cut(new, range(*ends)) for ends in inside]
                mixed = _mixed(self._entries(chunk.number), places, pieces)
                if len(mixed) > MOST_IN_CHUNK * ENTRY_BYTES:
                    self._splice(chunk.first, chunk.stop - chunk.first, mixed)
                    # Those before may have got other numbers.
                    chunks = self._chunks()
                else:
                    self._rewrite(chunk.number, mixed)
            end = begin

    def _chunks(self) -> list[_Chunk]:
        rows = self._connection.execute(
            select(QueueChunk.number, func.length(QueueChunk.entries))
            .where(self._here)
            .order_by(QueueChunk.number)
        )
        chunks: list[_Chunk] = []
        first = 0
        for number, length in rows:
            stop = first + length // ENTRY_BYTES
            chunks.append(_Chunk(number, first, stop))
            first = stop
        return chunks

    def _entries(self, number: int) -> bytes:
        found = select(QueueChunk.entries).where(self._here, QueueChunk.number == number)
        return self._connection.execute(found).scalar_one()

    def _delete(self, chunks: Sequence[_Chunk]) -> None:
        if chunks:
            first, last = chunks[0].number, chunks[-1].number
            number = QueueChunk.number
            self._connection.execute(
                delete(QueueChunk).where(self._here, number.between(first, last))
            )

    def _insert(self, numbers: Sequence[int], pieces: Sequence[bytes]) -> None:
        if pieces:
            chunks = zip(numbers, pieces, strict=True)
            self._connection.execute(
                insert(QueueChunk),
                [{**self._key, "number": number, "entries": piece} for number, piece in chunks],
            )

    def _rewrite(self, number: int, entries: bytes) -> None:
        here = (self._here, QueueChunk.number == number)
        if entries:
            self._connection.execute(update(QueueChunk).where(*here).values(entries=entries))
        else:
            self._connection.execute(delete(QueueChunk).where(*here))

    def _spread(self, chunks: Sequence[_Chunk]) -> None:
        """Make room between all chunks; below zero first, where no number is taken."""
        for sign in (-1, 1):
            for at, chunk in enumerate(chunks, 1):
                old = chunk.number if sign == -1 else -at * STEP
                self._connection.execute(
                    update(QueueChunk)
                    .where(self._here, QueueChunk.number == old)
                    .values(number=sign * at * STEP)
                )


def _pieces(entries: bytes) -> list[bytes]:
    size = len(entries)
    if size > MOST_IN_CHUNK * ENTRY_BYTES:
        size = CHUNK * ENTRY_BYTES
    return [entries[at : at + size] for at in range(0, len(entries), size)] if entries else []


def _inside(parts: Sequence[range], chunk: _Chunk) -> list[range]:
    """Return what of ascending ranges lies in a chunk, counted from its first entry."""
    found: list[range] = []
    for at in range(bisect_right(parts, chunk.first, key=lambda part: part.stop), len(parts)):
        part = parts[at]
        if part.start >= chunk.stop:
            break
        first, stop = max(part.start, chunk.first), min(part.stop, chunk.stop)
        found.append(range(first - chunk.first, stop - chunk.first))
    return found


def _cut(entries: bytes, part: range) -> bytes:
    return entries[part.start * ENTRY_BYTES : part.stop * ENTRY_BYTES]


def _mixed(old: bytes, rows: Sequence[int], pieces: Sequence[bytes]) -> bytes:
    """Return entries with some more before these rows."""
    starts = (0, *rows)
    kept = [_cut(old, range(*ends)) for ends in zip(starts, rows, strict=False)]
    mixed = [both for pair in zip(kept, pieces, strict=True) for both in pair]
    return b"".join([*mixed, old[starts[-1] * ENTRY_BYTES :]])


def _between(
    chunks: Sequence[_Chunk], touched: Sequence[_Chunk], count: int
) -> Sequence[int] | None:
    """Return numbers for new chunks in place of others, or None if there is no room."""
    after = max((c.number for c in chunks if touched and c.stop <= touched[0].first), default=0)
    before = min((c.number for c in chunks if touched and c.first >= touched[-1].stop), default=0)
    step = (before - after) // (count + 1) if before else STEP
    return [after + step * at for at in range(1, count + 1)] if step else None


def _interleaved(first: "array[int]", second: "array[int]") -> bytes:
    pairs = array("q", bytes(ENTRY_BYTES * len(first)))
    pairs[0::2] = first
    pairs[1::2] = second
    if byteorder == "big":
        pairs.byteswap()
    return pairs.tobytes()
