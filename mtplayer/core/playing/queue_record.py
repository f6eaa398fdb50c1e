"""A queue as the database keeps it, and one write to it."""

from typing import Final

from mtplayer.core.events import Entries, Repeat
from mtplayer.core.ids import EntryId, QueueId
from mtplayer.core.playing.entry_order import Edit, Replaced
from mtplayer.core.playing.play_queue import QueueEdits, QueueState
from mtplayer.core.record import record

NO_EDITS: Final = QueueEdits(order=(), original=(), history=())


@record
class StoredQueue:
    """What was kept: the queue, where its track was, and how often it was written."""

    state: QueueState
    queue: QueueId | None = None
    position_ms: int = 0
    revision: int = 0


@record
class QueueSession:
    """One of the queues that are kept: the one that plays, or one put aside."""

    id: QueueId
    name: str
    active: bool
    tracks: int
    used_at: int


UNNAMED: Final = "Queue"
"""The name of a queue to which nobody gave one; another has a number behind it."""


def is_unnamed(name: str) -> bool:
    """Whether nobody gave this name."""
    first, _, number = name.partition(" ")
    return first == UNNAMED and (not number or number.isdecimal())


@record
class QueueHead:
    """What is small enough to be written with every change."""

    current: EntryId | None = None
    position_ms: int = 0
    next_entry: int = 1
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    source: str = ""
    heard: int = 0
    by_hand: tuple[range, ...] = ()


@record
class QueueWrite:
    """Edits to repeat on what has revision ``base``; None for edits that replace everything.

    Without a ``queue`` they are meant for the active one.
    """

    queue: QueueId | None = None
    head: QueueHead
    edits: QueueEdits
    base: int | None
    revision: int
    at: int


def everything(state: QueueState) -> QueueEdits:
    """Return the edits that make a queue out of whatever is there."""
    return QueueEdits(
        order=(Replaced(Entries.of(), state.order),),
        original=(Replaced(Entries.of(), state.original),),
        history=(Replaced(Entries.of(), state.history),),
    )


def head_of(state: QueueState, position_ms: int) -> QueueHead:
    """Return the small part of a queue."""
    return QueueHead(
        current=state.current,
        position_ms=position_ms,
        next_entry=state.next_entry,
        shuffle=state.shuffle,
        repeat=state.repeat,
        source=state.source,
        heard=state.heard,
        by_hand=state.by_hand,
    )


def joined(first: QueueEdits, then: QueueEdits) -> QueueEdits:
    """Return both in order, without what the second replaces anyway."""
    return QueueEdits(
        order=_shortened(first.order + then.order),
        original=_shortened(first.original + then.original),
        history=_shortened(first.history + then.history),
    )


def _shortened(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    replaced = [at for at, edit in enumerate(edits) if isinstance(edit, Replaced)]
    return edits[replaced[-1] :] if replaced else edits
