"""What the queue remembers of a change, so that it can be taken back."""

from array import array
from collections import deque
from dataclasses import replace
from typing import Final

from mtplayer.core.events import Entries
from mtplayer.core.ids import EntryId
from mtplayer.core.playing.entry_order import Edit, Inserted, Removed
from mtplayer.core.playing.scattered_rows import Filled, Thinned
from mtplayer.core.record import record

MOST_STEPS: Final = 100
# 64 MB: replacing a queue of a million again and again must not fill the memory.
MOST_ENTRIES: Final = 4_000_000


@record
class Step:
    """A change to single rows, or with ``state`` one that replaced the whole order.

    ``history`` is what the change took out of the history, ``kept`` how much it left there, and
    ``round`` where the round had begun in it;
    ``by_hand`` are the entries by hand from before, where the change made more of them;
    ``gone`` and ``found`` are what it took out of the queue, or brought back, while shuffled.
    """

    label: str
    current: EntryId | None
    order: tuple[Edit, ...] = ()
    original: tuple[Edit, ...] = ()
    gone: "array[int] | None" = None
    found: "array[int] | None" = None
    history: Entries | None = None
    kept: int = 0
    round: int = 0
    by_hand: tuple[range, ...] | None = None
    state: "Arrangement | None" = None
    clears: bool = False
    offered: bool = False
    number: int = 0

    @property
    def weight(self) -> int:
        """How many entries it keeps in memory."""
        state = 0 if self.state is None else len(self.state.order) + len(self.state.original)
        edits = (e for e in self.order if isinstance(e, Inserted | Removed | Thinned | Filled))
        return state + sum(len(edit.entries) for edit in edits)


@record
class Arrangement:
    """The order of a queue and what belongs to it; sharing its arrays costs nothing."""

    order: Entries
    original: Entries
    gone: "tuple[array[int], ...]"
    by_hand: tuple[range, ...]
    shuffle: bool
    source: str
    round: int


class Steps:
    """The last changes, the newest on top, and those that were taken back."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque()
        self._undone: list[Step] = []
        self._made = 0

    def __len__(self) -> int:
        return len(self._done)

    @property
    def newest(self) -> Step | None:
        """What would be taken back."""
        return self._done[-1] if self._done else None

    @property
    def next_undone(self) -> Step | None:
        """What would be done again."""
        return self._undone[-1] if self._undone else None

    def push(self, step: Step) -> None:
        """Remember a new change; what was taken back before it is gone for good."""
        self._undone.clear()
        self._made += 1
        self.push_again(replace(step, number=self._made))

    def push_again(self, step: Step) -> None:
        """Remember a change that was made again, and forget the oldest beyond the limits."""
        self._done.append(step)
        while len(self._done) > MOST_STEPS or (len(self._done) > 1 and self._weight > MOST_ENTRIES):
            self._done.popleft()

    def push_undone(self, step: Step) -> None:
        """Remember how to make a change again."""
        self._undone.append(step)

    def pop(self) -> Step | None:
        """Return the newest change and forget it."""
        return self._done.pop() if self._done else None

    def pop_undone(self) -> Step | None:
        """Return what was taken back last and forget it."""
        return self._undone.pop() if self._undone else None

    def clear(self) -> None:
        """Forget everything."""
        self._done.clear()
        self._undone.clear()

    @property
    def _weight(self) -> int:
        return sum(step.weight for step in self._done)


def counted(count: int, what: str) -> str:
    """Say what happened to how many tracks."""
    return f"1 track {what}" if count == 1 else f"{count:,} tracks {what}"
