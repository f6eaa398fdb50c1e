"""The orders of a queue, its cursor and its past: what every change is made of."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mtplayer.core.events import Entries, Entry
from mtplayer.core.ids import EntryId
from mtplayer.core.playing.entry_order import (
    Edit,
    EntryOrder,
    Inserted,
    counting,
    followed,
    only,
)
from mtplayer.core.playing.queue_steps import Arrangement, Step, Steps
from mtplayer.core.playing.shuffle import Mixer
from mtplayer.core.row_ranges import clipped


class QueueOrders:
    """Two orders of the same entries: the one that plays, and the one without shuffle.

    ``_round`` is where in the history the round began in which every track comes once.
    The original is empty while there is no shuffle; what was removed meanwhile stays in it, named
    in ``_gone``, because finding 5,000 entries in a mixed million takes 50 ms.
    """

    def __init__(self) -> None:
        self._order = EntryOrder()
        self._original = EntryOrder()
        self._history = EntryOrder()
        self._gone: list[array[int]] = []
        self._by_hand: list[range] = []
        self._row: int | None = None
        self._round = 0
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
    def rows(self) -> EntryOrder:
        """The playing order itself, only to be read."""
        return self._order

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
    def next_entry(self) -> int:
        """The number that the next entry will get."""
        return self._next_id

    @property
    def by_hand(self) -> tuple[range, ...]:
        """The numbers of the entries added by Play next or Add to queue."""
        return tuple(self._by_hand)

    @property
    def newest_step(self) -> Step | None:
        """What ``undo`` would take back."""
        return self._steps.newest

    @property
    def next_undone(self) -> Step | None:
        """What ``redo`` would do again."""
        return self._steps.next_undone

    def own(self) -> None:
        """Make the next change quick, at an idle moment."""
        self._order.own()
        self._original.own()

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

    def _made(self, tracks: Sequence[int], *, by_hand: bool) -> Entries:
        numbers = range(self._next_id, self._next_id + len(tracks))
        self._next_id = numbers.stop
        if by_hand and numbers:
            if self._by_hand and self._by_hand[-1].stop == numbers.start:
                numbers = range(self._by_hand.pop().start, numbers.stop)
            self._by_hand.append(numbers)
            numbers = numbers[-len(tracks) :]
        return Entries(counting(numbers.start, len(numbers)), array("q", tracks))

    def _settle(self) -> bool:
        """Draw what is still to be drawn, so that rows stay where they are."""
        if (mixer := self._mixer) is None:
            return False
        mixer.finish()
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

    @property
    def _current_id(self) -> EntryId | None:
        return None if (current := self.current) is None else current.id

    @property
    def _arrangement(self) -> Arrangement:
        return Arrangement(
            order=self._order.snapshot(),
            original=self._original.snapshot(),
            gone=tuple(self._gone),
            by_hand=tuple(self._by_hand),
            shuffle=self._shuffle,
            source=self._source,
            round=self._round,
        )

    def _remember(
        self, label: str, history: Entries | None = None, *, offered: bool = False
    ) -> None:
        """Keep the whole arrangement, before it is replaced."""
        step = Step(
            label=label,
            current=self._current_id,
            state=self._arrangement,
            history=history,
            round=self._round,
            offered=offered,
        )
        self._steps.push(step)

    def _leave(self) -> None:
        """Note in the history that the current entry was played."""
        if (current := self.current) is not None:
            self._history.apply(Inserted(len(self._history), Entries.of([current])))

    def _begin_round(self) -> None:
        """Let every track be one that was not heard yet."""
        self._round = len(self._history)

    def _keep_past(self, stay: Sequence[bool]) -> None:
        """Leave only this of the history."""
        self._history.become(only(self._history.snapshot(), stay))
        self._round = sum(stay[: self._round])

    def _heard_rows(self) -> list[range]:
        """Return where the entries stand that were heard in this round; what plays is not."""
        ids = self._history.part(self._round, len(self._history)).ids
        current = self._current_id
        return self.rows_of([entry for entry in dict.fromkeys(ids) if entry != current])

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

    def _make(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            self._order.apply(edit)
            if self._row is not None:
                self._row = followed(self._row, edit)

    def _original_row(self, row: int) -> int:
        if not self._shuffle or row == 0:
            return row
        before = self._original.row_of(self._order[row - 1].id)
        return len(self._original) if before is None else before + 1

    def _ids_at(self, ranges: Sequence[range]) -> "array[int]":
        return self._order.ids_at(ranges)

    def _forget(self, entries: "array[int]") -> tuple[Entries | None, int]:
        before = self._history.snapshot()
        gone = set(before.ids).intersection(entries) if before else None
        if not gone:
            return None, 0
        self._keep_past([entry not in gone for entry in before.ids])
        return before, len(self._history)
