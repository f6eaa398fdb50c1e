"""The play queue: what plays next, what played before, and what shuffle and repeat mean."""

import random
from array import array
from collections.abc import Sequence
from typing import Final

from mtplayer.core.events import Entries, Entry, QueueChange, Repeat, StopAfter
from mtplayer.core.ids import EntryId
from mtplayer.core.playing.editable_queue import RESET, EditableQueue
from mtplayer.core.playing.entry_order import (
    NOTHING,
    Edit,
    Inserted,
    Removed,
    announced,
    parts_of,
)
from mtplayer.core.playing.queue_steps import Step
from mtplayer.core.playing.shuffle import KinOf, Mixer, Rest
from mtplayer.core.record import record
from mtplayer.core.row_ranges import between, clipped, joined
from mtplayer.core.typed import override

# Drawing 4,096 rows takes 2 ms; the rest of a long queue is drawn while the music plays.
DRAWN_AT_ONCE: Final = 4096


@record
class QueueState:
    """Everything that a queue is after a restart."""

    order: Entries = NOTHING
    original: Entries = NOTHING
    history: Entries = NOTHING
    by_hand: tuple[range, ...] = ()
    current: EntryId | None = None
    next_entry: int = 1
    shuffle: bool = False
    repeat: Repeat = Repeat.OFF
    source: str = ""
    heard: int = 0
    """How many at the end of the history were heard in this round."""


@record
class QueueEdits:
    """What the database has to repeat since it was last told."""

    order: tuple[Edit, ...]
    original: tuple[Edit, ...]
    history: tuple[Edit, ...]


class PlayQueue(EditableQueue):
    """Entries keep their id when they move, so the cursor never points at the wrong one.

    The history holds what really played; nothing but clearing the queue empties it.
    """

    def __init__(
        self,
        chance: random.Random | None = None,
        *,
        kin: KinOf | None = None,
        drawn_at_once: int = DRAWN_AT_ONCE,
    ) -> None:
        super().__init__()
        self._kin = kin
        self._chance = chance or random.Random()  # noqa: S311 - music, not secrets
        self._drawn_at_once = drawn_at_once
        self.repeat = Repeat.OFF
        self.once_more = False
        self.stop_after = StopAfter.NEVER
        self._again: EntryId | None = None

    @property
    def stops(self) -> bool:
        """Whether the music stops when the current track ends by itself."""
        match self.stop_after:
            case StopAfter.NEVER:
                return False
            case StopAfter.TRACK:
                return True
            case StopAfter.ALBUM:
                return not self._is_same_album(self._follower())
            case StopAfter.QUEUE:
                return self._row is not None and self._row + 1 == len(self)

    @property
    def history(self) -> Entries:
        """What played before the current entry, the latest last."""
        return self._history.snapshot()

    @property
    def heard(self) -> int:
        """How many at the end of the history were heard in this round."""
        return len(self._history) - self._round

    @property
    def mixing(self) -> bool:
        """Whether the far end of a shuffled queue is still to be drawn."""
        return self._mixer is not None

    @property
    def mix(self) -> int | None:
        """The number of the mix whose ``rest`` is to be put in order in the background."""
        return None if self._mixer is None else self._mixer.number

    @property
    def rest(self) -> Rest | None:
        """The rows that are still open, so that artists stand apart there as well."""
        return None if self._mixer is None else self._mixer.rest

    @property
    def state(self) -> QueueState:
        """Everything that has to survive a restart."""
        return QueueState(
            order=self.entries,
            original=self._unmixed(),
            history=self.history,
            by_hand=self.by_hand,
            current=self._current_id,
            next_entry=self._next_id,
            shuffle=self._shuffle,
            repeat=self.repeat,
            source=self._source,
            heard=self.heard,
        )

    def restore(self, state: QueueState) -> None:
        """Become what was stored; not a change that can be taken back."""
        self._order.become(state.order)
        self._history.become(state.history)
        self._original.become(state.original if state.shuffle else NOTHING)
        self._gone = []
        if state.shuffle and len(state.original) != len(state.order):
            self._mend(state)
        self._by_hand = list(state.by_hand)
        self._next_id, self._source = state.next_entry, state.source
        self._shuffle, self.repeat = state.shuffle, state.repeat
        self._mixer = self._again = None
        self._round = max(0, len(state.history) - state.heard)
        self._steps.clear()
        self._row = None if state.current is None else self._order.row_of(state.current)
        self.take_edits()

    def take_edits(self) -> QueueEdits:
        """Return what changed since the last call."""
        return QueueEdits(
            order=self._order.take_edits(),
            original=self._original.take_edits(),
            history=self._history.take_edits(),
        )

    def replace(
        self, tracks: Sequence[int], start: int | None = 0, source: str = ""
    ) -> tuple[QueueChange, ...]:
        """Play a list from one of its rows, as a double click does.

        Without shuffle the rows before it stay out; with shuffle all come, this one first.
        Shuffle begins anywhere when no row is given.
        """
        self._remember("Queue replaced")
        self._leave()
        self._begin_round()
        self._mixer = None
        entries = self._made(
            tracks if self._shuffle or not start else tracks[start:], by_hand=False
        )
        self._source, self._by_hand, self._gone = source, [], []
        self._original.become(entries if self._shuffle else NOTHING)
        self._row = 0 if entries else None
        if self._shuffle:
            leads = [] if start is None else clipped([range(start, start + 1)], len(entries))
            self._mix(_led(entries, leads), len(leads))
        else:
            self._order.become(entries)
        return RESET

    def set_shuffle(self, *, on: bool) -> tuple[QueueChange, ...]:
        """Mix what follows the current entry, or return to the original order.

        What was heard in this round stays before it, so that it does not come again.
        """
        if on == self._shuffle:
            return ()
        self._remember("Shuffle turned on" if on else "Shuffle turned off")
        self._shuffle = on
        if on:
            self._original.become(self._order.snapshot())
            self._mix_rest()
        else:
            current = self.current
            self._mixer = None
            self._order.become(self._unmixed())
            self._original.become(NOTHING)
            self._row = None if current is None else self._order.row_of(current.id)
        self._gone = []
        return RESET

    def draw(self, count: int) -> tuple[QueueChange, ...]:
        """Draw some more rows of a long shuffled queue; they show once all are drawn."""
        if self._mixer is None:
            return ()
        self._mixer.draw(count)
        return RESET if self._mixer.finished and self._settle() else ()

    def take_rest(self, number: int, entries: Entries) -> tuple[QueueChange, ...]:
        """Take over what was made of the rest, unless something came between."""
        if self._mixer is None or not self._mixer.take(number, entries):
            return ()
        self._settle()
        return RESET

    def finish(self) -> tuple[QueueChange, ...]:
        """Draw all that is still to be drawn."""
        return RESET if self._settle() else ()

    def jump(self, entry: int) -> tuple[QueueChange, ...]:
        """Put the cursor on an entry."""
        row = self.row_of(entry)
        if row is None or row == self._row:
            return ()
        self._leave()
        return self._reach(entry, row)

    def next(self, *, manual: bool, played: bool = True) -> tuple[QueueChange, ...]:
        """Go on: ``manual`` when asked to, else because the track ended.

        What was not ``played`` because its file gave no sound is left out of the history.
        """
        if self._row is None:
            self._begin_round()
            self._row = 0 if len(self) else None
            return ()
        if self.repeat is Repeat.ONE and not manual and played:
            if not self._has_repeated:
                self._again = self._current_id
                return ()
            self.repeat = Repeat.OFF
        if played and (len(self) > 1 or self.repeat is Repeat.OFF):
            self._leave()
        if self._row + 1 < len(self):
            return self._stand_on(self._row + 1)
        if self.repeat is Repeat.OFF:
            self._row = None
            return ()
        return self._begin_again()

    def previous(self) -> tuple[QueueChange, ...]:
        """Go to what played before; what was replaced meanwhile comes back for it.

        Without a past it is the row above.
        """
        while len(self._history):
            last = self._history[len(self._history) - 1]
            self._history.apply(Removed(len(self._history) - 1, Entries.of([last])))
            self._round = min(self._round, len(self._history))
            if (row := self.row_of(last.id)) is None:
                return self._bring_back(last)
            if row != self._row:
                return self._reach(last.id, row)
        if self._row:
            return self._stand_on(self._row - 1)
        if self._row == 0 and self._wraps:
            return self._stand_on(len(self) - 1)
        return ()

    def peek(self) -> Entry | None:
        """Return what will follow by itself, if that is known already."""
        return None if self.stops else self._follower()

    def _follower(self) -> Entry | None:
        if self._row is None or (self.repeat is Repeat.ONE and not self._has_repeated):
            return self.current
        if self._row + 1 < len(self):
            return self._order[self._row + 1]
        if self.repeat is Repeat.ALL and (not self._shuffle or len(self) == 1):
            return self._order[0]
        return None

    @property
    def _has_repeated(self) -> bool:
        """Whether the track that was to play once more did."""
        return self.once_more and self._again is not None and self._again == self._current_id

    def _is_same_album(self, follower: Entry | None) -> bool:
        if self._kin is None or follower is None or (current := self.current) is None:
            return False
        if current.id == follower.id:
            return self.repeat is Repeat.ONE
        one, two = self._kin([current.track, follower.track]).albums
        return one == two

    @property
    @override
    def _wraps(self) -> bool:
        return self.repeat is Repeat.ALL

    def _mix_rest(self) -> None:
        """Mix all that was not heard in this round; where nothing is left, another begins."""
        heard = [] if self._row is None else self._heard_rows()
        plays = [] if self._row is None else [range(self._row, self._row + 1)]
        count = sum(map(len, heard)) + len(plays)
        if not plays or count == len(self):
            self._begin_round()
            heard, count = [], len(plays)
        self._mix(_led(self._order.snapshot(), heard + plays), count)
        self._row = count - 1 if plays else None

    def _mix(self, entries: Entries, drawn: int, stop: int | None = None) -> None:
        end = len(entries) if stop is None else stop
        chance = random.Random(self._chance.getrandbits(63))  # noqa: S311 - music, not secrets
        mixer = Mixer(entries, drawn, end, chance, self._kin)
        mixer.begin(self._drawn_at_once)
        self._mixer = None if mixer.finished else mixer
        self._order.become(mixer.entries)

    def _stand_on(self, row: int) -> tuple[QueueChange, ...]:
        settled = self._mixer is not None and row >= self._mixer.drawn and self._settle()
        self._row = row
        return RESET if settled else ()

    def _reach(self, entry: int, row: int) -> tuple[QueueChange, ...]:
        """Stand on an entry, wherever it is drawn to if that is still open."""
        if self._mixer is None or row < self._mixer.drawn:
            self._row = row
            return ()
        self._settle()
        self._row = self.row_of(entry)
        return RESET

    def _begin_again(self) -> tuple[QueueChange, ...]:
        self._begin_round()
        if not self._shuffle or len(self) == 1:
            self._row = 0
            return ()
        self._remember("Shuffled again")
        # What just played stays last, so that it can't come first.
        self._mix(self._order.snapshot(), 0, len(self) - 1)
        self._row = 0
        return RESET

    def _bring_back(self, entry: Entry) -> tuple[QueueChange, ...]:
        settled = self._settle()
        row = len(self) if self._row is None else self._row
        entries = Entries.of([entry])
        edit = Inserted(row, entries)
        originals = (Inserted(self._original_row(row), entries),) if self._shuffle else ()
        current = self._current_id
        self._order.apply(edit)
        for original in originals:
            self._original.apply(original)
        self._row = row
        self._steps.push(
            Step(
                label="Went back to an earlier track",
                current=current,
                order=(edit,),
                original=originals,
            )
        )
        return RESET if settled else (announced(edit),)

    def _mend(self, state: QueueState) -> None:
        """Make both orders hold the same entries again: removals are not stored in the second."""
        here = set(state.order.ids)
        self._gone = [array("q", set(state.original.ids) - here)]
        missing = here.difference(state.original.ids)
        if missing:
            lost = [entry for entry in state.order if entry.id in missing]
            self._original.apply(Inserted(len(self._original), Entries.of(lost)))


def _led(entries: Entries, ranges: Sequence[range]) -> Entries:
    """Return entries with some rows at their front."""
    rest = between(joined(ranges), len(entries))
    return parts_of(entries, [*ranges, *rest]) if ranges else entries
