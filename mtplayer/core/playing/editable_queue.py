"""A queue whose entries are added, removed and moved, and every change of it taken back."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mtplayer.core.events import Entries, QueueChange, QueueReset
from mtplayer.core.playing.entry_order import (
    NOTHING,
    Edit,
    Inserted,
    Moved,
    Removed,
    announced,
    inverse,
)
from mtplayer.core.playing.queue_orders import QueueOrders
from mtplayer.core.playing.queue_steps import Arrangement, Step, counted
from mtplayer.core.playing.scattered_rows import Gathered, Thinned
from mtplayer.core.row_ranges import joined, moves, runs

# Each edit of a million rows moves up to 16 MB: above this, all parts move in one go.
MOST_EDITS: Final = 16
RESET: Final = (QueueReset(),)


class EditableQueue(QueueOrders):
    """What is done to a queue by hand. Methods return what changed, in order."""

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
        edits, began = self._removals(found), self._round
        gone = _gone_by(edits)
        history, kept = self._forget(gone)
        current = self._current_id
        self._make(edits)
        if self._shuffle:
            self._gone.append(gone)
        self._hand_over()
        self._steps.push(
            Step(
                label=counted(sum(map(len, found)), "removed from the queue"),
                offered=True,
                current=current,
                order=edits,
                gone=gone if self._shuffle else None,
                history=history,
                kept=kept,
                round=began,
            )
        )
        return RESET if settled else tuple(map(announced, edits))

    def _removals(self, ranges: Sequence[range]) -> tuple[Edit, ...]:
        if len(ranges) > MOST_EDITS:
            return (Thinned(tuple(ranges), self._order.entries_at(ranges)),)
        return tuple(
            Removed(part.start, self.part(part.start, part.stop)) for part in reversed(ranges)
        )

    def move(self, entries: Sequence[int], row: int) -> tuple[QueueChange, ...]:
        """Put entries before a row, counted before the move, in the order they had."""
        return self.move_rows(self.rows_of(entries), row)

    def move_rows(self, ranges: Sequence[range], row: int) -> tuple[QueueChange, ...]:
        """Put ascending ranges of rows before a row, counted before the move."""
        settled, found = self._settled(ranges)
        target = min(max(row, 0), len(self))
        count = sum(map(len, found))
        above = sum(len(range(part.start, min(part.stop, target))) for part in found)
        edits: tuple[Edit, ...] = (Gathered(tuple(found), target - above),)
        if len(found) <= MOST_EDITS:
            edits = tuple(Moved(*move) for move in moves(found, target))
        if not edits:
            return RESET if settled else ()
        by_hand = self.by_hand
        self._make(edits)
        self._join_by_hand(range(target - above, target - above + count))
        self._steps.push(
            Step(
                label=counted(count, "moved in the queue"),
                current=self._current_id,
                order=edits,
                by_hand=by_hand,
            )
        )
        return RESET if settled else tuple(map(announced, edits))

    def _join_by_hand(self, rows: range) -> None:
        """Count rows as added by hand if they were put beside such an entry."""
        beside = (row for row in (rows.start - 1, rows.stop) if 0 <= row < len(self))
        if any(self.is_by_hand(self._order[row].id) for row in beside):
            ids = runs(self.part(rows.start, rows.stop).ids)
            self._by_hand = joined([*self._by_hand, *ids])

    def clear(self) -> tuple[QueueChange, ...]:
        """Empty the queue and its history."""
        if not len(self) and not len(self._history):
            return ()
        self._remember("Queue cleared", history=self._history.snapshot(), offered=True)
        for order in (self._order, self._original, self._history):
            order.become(NOTHING)
        self._gone, self._by_hand, self._row, self._mixer = [], [], None, None
        self._begin_round()
        return RESET

    def drop_tracks(self, tracks: Iterable[int]) -> tuple[QueueChange, ...]:
        """Take tracks out that left the library; earlier changes can't be taken back then."""
        gone = set(tracks)
        rows = [row for row, track in enumerate(self.entries.tracks) if track in gone]
        past = self._history.snapshot()
        if not rows and gone.isdisjoint(past.tracks):
            return ()
        self._keep_past([track not in gone for track in past.tracks])
        changes = self.remove_rows(rows)
        self._steps.clear()
        return changes

    def replace_tracks(self, others: Mapping[int, int]) -> tuple[QueueChange, ...]:
        """Let entries be of other tracks that these became; what is under the cursor plays on.

        Earlier changes can't be taken back then.
        """
        stays = self._current_id
        settled, changed = self._settle(), False
        for order in (self._order, self._original, self._history):
            entries = order.snapshot()
            rows = [row for row, track in enumerate(entries.tracks) if track in others]
            rows = [row for row in rows if entries.ids[row] != stays]
            if rows:
                tracks = entries.tracks[:]
                for row in rows:
                    tracks[row] = others[tracks[row]]
                order.become(Entries(entries.ids, tracks))
                changed = True
        if changed:
            self._steps.clear()
        return RESET if changed or settled else ()

    def undo(self) -> tuple[QueueChange, ...]:
        """Take the last change back; what plays goes on if it is still there then."""
        step = self._steps.pop()
        return () if step is None else self._swap(step, self._steps.push_undone)

    def redo(self) -> tuple[QueueChange, ...]:
        """Make the change again that was taken back last."""
        step = self._steps.pop_undone()
        return () if step is None else self._swap(step, self._steps.push_again)

    def _swap(self, step: Step, keep: Callable[[Step], None]) -> tuple[QueueChange, ...]:
        """Take a step back, and keep what takes the taking back back."""
        if step.state is not None:
            keep(self._restored(step, step.state))
            self._recall(step)
            return RESET
        settled = self._settle()
        current, began = self._current_id, self._round
        edits = tuple(inverse(edit) for edit in reversed(step.order))
        originals = tuple(inverse(edit) for edit in reversed(step.original))
        history, kept = self._forget(_gone_by(edits))
        self._make(edits)
        for edit in originals:
            self._original.apply(edit)
        if step.gone is not None:
            self._gone.remove(step.gone)
        if step.found is not None:
            self._gone.append(step.found)
        self._hand_over()
        self._recall(step)
        by_hand = self.by_hand
        if step.by_hand is not None:
            self._by_hand = list(step.by_hand)
        keep(
            replace(
                step,
                by_hand=None if step.by_hand is None else by_hand,
                current=current,
                order=edits,
                original=originals,
                gone=step.found,
                found=step.gone,
                history=history,
                kept=kept,
                round=began,
            )
        )
        return RESET if settled else tuple(map(announced, edits))

    def _put(self, row: int, original_row: int, entries: Entries) -> tuple[QueueChange, ...]:
        if not entries:
            return ()
        edits: tuple[Edit, ...] = (Inserted(row, entries),)
        originals = (Inserted(original_row, entries),) if self._shuffle else ()
        current = self._current_id
        self._make(edits)
        for edit in originals:
            self._original.apply(edit)
        self._steps.push(
            Step(
                label=counted(len(entries), "added to the queue"),
                offered=True,
                current=current,
                order=edits,
                original=originals,
            )
        )
        return tuple(map(announced, edits))

    def _restored(self, step: Step, state: Arrangement) -> Step:
        before, began = self._arrangement, self._round
        played, past = self.current, self._history.snapshot()
        self._mixer = None
        self._order.become(state.order)
        self._original.become(state.original)
        self._gone, self._by_hand = list(state.gone), list(state.by_hand)
        self._shuffle, self._source = state.shuffle, state.source
        self._row = None if played is None else self.row_of(played.id)
        if step.clears:
            self._history.become(NOTHING)
        elif played is not None and self._row is None:
            self._history.apply(Inserted(len(past), Entries.of([played])))
        self._round = min(state.round, len(self._history))
        return replace(
            step,
            current=None if played is None else played.id,
            state=before,
            clears=step.history is not None,
            history=past if step.clears else None,
            round=began,
        )

    def _recall(self, step: Step) -> None:
        """Give back the past and the cursor that a change took away."""
        if step.history is not None and len(self._history) >= step.kept:
            since = self._history.part(step.kept, len(self._history))
            self._history.become(step.history + since)
            newer = self._round - step.kept
            self._round = len(step.history) + newer if newer > 0 else step.round
        if self._row is None and step.current is not None:
            self._row = self.row_of(step.current)


def _gone_by(edits: Iterable[Edit]) -> "array[int]":
    """Return the entries that edits take out."""
    gone = array("q")
    for edit in edits:
        if isinstance(edit, Removed | Thinned):
            gone += edit.entries.ids
    return gone
