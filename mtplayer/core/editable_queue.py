"""A queue whose entries are added, removed and moved, and every change of it taken back."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from mtplayer.core.entry_order import (
    NOTHING,
    Edit,
    EntryOrder,
    Inserted,
    Moved,
    Removed,
    Replaced,
    announced,
    counting,
    followed,
    inverse,
    only,
)
from mtplayer.core.events import Entries, Entry, QueueChange, QueueReset
from mtplayer.core.queue_steps import Arrangement, Step, Steps, counted
from mtplayer.core.row_ranges import clipped, moves, runs
from mtplayer.core.shuffle import Mixer

# Each edit of a million rows moves up to 16 MB: above this, the order is built anew in one go.
MOST_EDITS: Final = 16
RESET: Final = (QueueReset(),)


class EditableQueue:
    """The orders of a queue, its cursor and its past, without the rules of going on.

    ``original`` is the order without shuffle, empty while there is none; what was removed
    meanwhile stays in it, named in ``gone``. Methods return what changed, in order.
    """

    def __init__(self) -> None:
        self._order = EntryOrder()
        self._original = EntryOrder()
        self._history = EntryOrder()
        self._gone: list[array[int]] = []
        self._by_hand: list[range] = []
        self._row: int | None = None
        self._next_id = 1
        self._shuffle = False
        self._source = ""
        self._steps = Steps()
        self._mixer: Mixer | None = None

    def __len__(self) -> int:
        return len(self._order)

    @property
    def entries(self) -> Entries:
        """The queue in playing order."""
        return self._order.snapshot()

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return None if self._row is None else self._order[self._row]

    @property
    def current_row(self) -> int | None:
        """Where the cursor stands."""
        return self._row

    @property
    def shuffle(self) -> bool:
        """Whether the order is a mixed one."""
        return self._shuffle

    @property
    def source(self) -> str:
        """The list that the queue was filled from."""
        return self._source

    @property
    def undo_label(self) -> str:
        """What ``undo`` would take back, or nothing."""
        return self._steps.label

    def part(self, first: int, stop: int) -> Entries:
        """Return some rows of the playing order."""
        return self._order.part(first, stop)

    def row_of(self, entry: int) -> int | None:
        """Return where an entry stands."""
        return self._order.row_of(entry, self._row or 0)

    def rows_of(self, entries: Sequence[int]) -> list[range]:
        """Return where entries stand, as ascending ranges."""
        return self._order.rows_of(entries, self._row or 0)

    def is_by_hand(self, entry: int) -> bool:
        """Whether an entry was added by Play next or Add to queue."""
        at = bisect_right(self._by_hand, entry, key=lambda numbers: numbers.start)
        return at > 0 and entry in self._by_hand[at - 1]

    def play_next(self, tracks: Sequence[int]) -> tuple[QueueChange, ...]:
        """Put tracks right after the current entry, also in the original order."""
        return self.insert(0 if self._row is None else self._row + 1, tracks)

    def add(self, tracks: Sequence[int]) -> tuple[QueueChange, ...]:
        """Put tracks at the end."""
        settled = self._settle()
        changes = self._put(len(self), len(self._original), self._made(tracks, by_hand=True))
        return RESET if settled else changes

    def insert(self, row: int, tracks: Sequence[int]) -> tuple[QueueChange, ...]:
        """Put tracks before a row; in the original order after what precedes them here."""
        settled = self._settle()
        at = min(max(row, 0), len(self))
        changes = self._put(at, self._original_row(at), self._made(tracks, by_hand=True))
        return RESET if settled else changes

    def remove_rows(self, rows: Iterable[int]) -> tuple[QueueChange, ...]:
        """Take rows out; the current one hands over to its successor."""
        return self.remove(runs(rows))

    def remove_entries(self, entries: Sequence[int]) -> tuple[QueueChange, ...]:
        """Take entries out."""
        return self.remove(self.rows_of(entries))

    def remove(self, ranges: Sequence[range]) -> tuple[QueueChange, ...]:
        """Take ascending ranges of rows out."""
        settled, found = self._settled(ranges)
        if not found:
            return RESET if settled else ()
        edits: tuple[Edit, ...] = tuple(
            Removed(part.start, self.part(part.start, part.stop)) for part in reversed(found)
        )
        gone = self._ids_at(found)
        history, kept = self._forget(gone)
        current = self.current
        if len(edits) > MOST_EDITS:
            edits = (self._without(found),)
        self._make(edits)
        if self._shuffle:
            self._gone.append(gone)
        self._hand_over()
        self._steps.push(
            Step(
                label=counted("Removed from the queue", sum(map(len, found))),
                current=None if current is None else current.id,
                order=edits,
                gone=gone if self._shuffle else None,
                history=history,
                kept=kept,
            )
        )
        return RESET if settled else tuple(map(announced, edits))

    def move(self, entries: Sequence[int], row: int) -> tuple[QueueChange, ...]:
        """Put entries before a row, counted before the move, in the order they had."""
        return self.move_rows(self.rows_of(entries), row)

    def move_rows(self, ranges: Sequence[range], row: int) -> tuple[QueueChange, ...]:
        """Put ascending ranges of rows before a row, counted before the move."""
        settled, found = self._settled(ranges)
        target = min(max(row, 0), len(self))
        edits: tuple[Edit, ...] = tuple(Moved(*move) for move in moves(found, target))
        if not edits:
            return RESET if settled else ()
        if len(edits) > MOST_EDITS:
            edits = (self._rearranged(found, target),)
        self._make(edits)
        self._steps.push(
            Step(
                label=counted("Moved in the queue", sum(map(len, found))),
                current=None if (current := self.current) is None else current.id,
                order=edits,
            )
        )
        return RESET if settled else tuple(map(announced, edits))

    def clear(self) -> tuple[QueueChange, ...]:
        """Empty the queue and its history."""
        if not len(self) and not len(self._history):
            return ()
        self._remember("Queue cleared", history=self._history.snapshot())
        for order in (self._order, self._original, self._history):
            order.become(NOTHING)
        self._gone, self._by_hand, self._row, self._mixer = [], [], None, None
        return RESET

    def drop_tracks(self, tracks: Iterable[int]) -> tuple[QueueChange, ...]:
        """Take tracks out that left the library; earlier changes can't be taken back then."""
        gone = set(tracks)
        rows = [row for row, track in enumerate(self.entries.tracks) if track in gone]
        past = self._history.snapshot()
        if not rows and gone.isdisjoint(past.tracks):
            return ()
        self._history.become(only(past, [track not in gone for track in past.tracks]))
        changes = self.remove_rows(rows)
        self._steps.clear()
        return changes

    def undo(self) -> tuple[QueueChange, ...]:
        """Take the last change back; what plays goes on if it is still there then."""
        if (step := self._steps.pop()) is None:
            return ()
        if step.state is not None:
            self._restore(step, step.state)
            return RESET
        settled = self._settle()
        edits = tuple(inverse(edit) for edit in reversed(step.order))
        self._make(edits)
        for edit in reversed(step.original):
            self._original.apply(inverse(edit))
        if step.gone is not None:
            self._gone.remove(step.gone)
        self._hand_over()
        self._recall(step)
        return RESET if settled else tuple(map(announced, edits))

    # -- for the rules ---------------------------------------------------------------------------

    def _made(self, tracks: Sequence[int], *, by_hand: bool) -> Entries:
        numbers = range(self._next_id, self._next_id + len(tracks))
        self._next_id = numbers.stop
        if by_hand and numbers:
            if self._by_hand and self._by_hand[-1].stop == numbers.start:
                numbers = range(self._by_hand.pop().start, numbers.stop)
            self._by_hand.append(numbers)
            numbers = numbers[-len(tracks) :]
        return Entries(counting(numbers.start, len(numbers)), array("q", tracks))

    def _put(self, row: int, original_row: int, entries: Entries) -> tuple[QueueChange, ...]:
        if not entries:
            return ()
        edits: tuple[Edit, ...] = (Inserted(row, entries),)
        originals = (Inserted(original_row, entries),) if self._shuffle else ()
        current = self.current
        self._make(edits)
        for edit in originals:
            self._original.apply(edit)
        self._steps.push(
            Step(
                label=counted("Added to the queue", len(entries)),
                current=None if current is None else current.id,
                order=edits,
                original=originals,
            )
        )
        return tuple(map(announced, edits))

    def _settle(self) -> bool:
        """Draw what is still to be drawn, so that rows stay where they are."""
        if (mixer := self._mixer) is None:
            return False
        mixer.draw(len(self))
        self._order.become(mixer.entries)
        self._mixer = None
        return True

    def _settled(self, ranges: Sequence[range]) -> tuple[bool, list[range]]:
        """Settle, and return where the entries of these rows stand then."""
        found = clipped(ranges, len(self))
        if self._mixer is None:
            return False, found
        entries = self._ids_at(found)
        self._settle()
        return True, self.rows_of(entries)

    def _remember(self, label: str, history: Entries | None = None) -> None:
        """Keep the whole arrangement, before it is replaced."""
        current = self.current
        state = Arrangement(
            order=self._order.snapshot(),
            original=self._original.snapshot(),
            gone=tuple(self._gone),
            by_hand=tuple(self._by_hand),
            shuffle=self._shuffle,
            source=self._source,
        )
        self._steps.push(
            Step(
                label=label,
                current=None if current is None else current.id,
                state=state,
                history=history,
            )
        )

    def _leave(self) -> None:
        """Note in the history that the current entry was played."""
        if (current := self.current) is not None:
            self._history.apply(Inserted(len(self._history), Entries.of([current])))

    def _hand_over(self) -> None:
        """Bring a cursor back that a removal left behind the end."""
        if self._row is not None and self._row >= len(self):
            self._row = 0 if self._wraps and len(self) else None

    @property
    def _wraps(self) -> bool:
        return False

    def _unmixed(self) -> Entries:
        """Return the original order without what was removed from it."""
        entries = self._original.snapshot()
        if not self._gone:
            return entries
        gone = set[int]().union(*self._gone)
        return only(entries, [entry not in gone for entry in entries.ids])

    # -- inside ----------------------------------------------------------------------------------

    def _make(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            current = self.current if isinstance(edit, Replaced) else None
            self._order.apply(edit)
            if current is not None and (row := self.row_of(current.id)) is not None:
                self._row = row
            elif self._row is not None:
                self._row = followed(self._row, edit)

    def _original_row(self, row: int) -> int:
        if not self._shuffle or row == 0:
            return row
        before = self._original.row_of(self._order[row - 1].id)
        return len(self._original) if before is None else before + 1

    def _without(self, ranges: Sequence[range]) -> Replaced:
        before = self._order.snapshot()
        after = Entries(array("q"), array("q"))
        start = 0
        for part in (*ranges, range(len(before), len(before))):
            after.ids.extend(before.ids[start : part.start])
            after.tracks.extend(before.tracks[start : part.start])
            start = part.stop
        return Replaced(before, after)

    def _rearranged(self, ranges: Sequence[range], row: int) -> Replaced:
        before = self._order.snapshot()
        rest = self._without(ranges).after
        at = row - sum(len(range(part.start, min(part.stop, row))) for part in ranges)
        taken = Entries(array("q"), array("q"))
        for part in ranges:
            taken.ids.extend(before.ids[part.start : part.stop])
            taken.tracks.extend(before.tracks[part.start : part.stop])
        return Replaced(before, rest[:at] + taken + rest[at:])

    def _ids_at(self, ranges: Sequence[range]) -> "array[int]":
        ids = array("q")
        for part in ranges:
            ids += self.part(part.start, part.stop).ids
        return ids

    def _forget(self, entries: "array[int]") -> tuple[Entries | None, int]:
        before = self._history.snapshot()
        gone = set(before.ids).intersection(entries) if before else None
        if not gone:
            return None, 0
        after = only(before, [entry not in gone for entry in before.ids])
        self._history.become(after)
        return before, len(after)

    def _restore(self, step: Step, state: Arrangement) -> None:
        played = self.current
        self._mixer = None
        self._order.become(state.order)
        self._original.become(state.original)
        self._gone, self._by_hand = list(state.gone), list(state.by_hand)
        self._shuffle, self._source = state.shuffle, state.source
        self._row = None if played is None else self.row_of(played.id)
        if played is not None and self._row is None:
            self._history.apply(Inserted(len(self._history), Entries.of([played])))
        self._recall(step)

    def _recall(self, step: Step) -> None:
        """Give back the past and the cursor that a change took away."""
        if step.history is not None and len(self._history) >= step.kept:
            since = self._history.part(step.kept, len(self._history))
            self._history.become(step.history + since)
        if self._row is None and step.current is not None:
            self._row = self.row_of(step.current)
