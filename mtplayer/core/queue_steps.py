"""What the queue remembers of a change, so that it can be taken back."""

from array import array
from collections import deque
from dataclasses import dataclass
from typing import Final

from mtplayer.core.entry_order import Edit, Moved, Replaced
from mtplayer.core.events import Entries
from mtplayer.core.ids import EntryId

MOST_STEPS: Final = 100
# 64 MB: replacing a queue of a million again and again must not fill the memory.
MOST_ENTRIES: Final = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change to single rows, or with ``state`` one that replaced the whole order.

    ``history`` is what the change took out of the history, ``kept`` how much it left there.
    """

    label: str
    current: EntryId | None
    order: tuple[Edit, ...] = ()
    original: tuple[Edit, ...] = ()
    gone: "array[int] | None" = None
    history: Entries | None = None
    kept: int = 0
    state: "Arrangement | None" = None

    @property
    def weight(self) -> int:
        """How many entries it keeps in memory."""
        state = 0 if self.state is None else len(self.state.order) + len(self.state.original)
        edits = (e for e in self.order if not isinstance(e, Moved))
        return state + sum(len(e.before if isinstance(e, Replaced) else e.entries) for e in edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The order of a queue and what belongs to it; sharing its arrays costs nothing."""

    order: Entries
    original: Entries
    gone: "tuple[array[int], ...]"
    by_hand: tuple[range, ...]
    shuffle: bool
    source: str


class Steps:
    """The last changes, the newest on top."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def label(self) -> str:
        """What would be taken back, or nothing."""
        return self._steps[-1].label if self._steps else ""

    def push(self, step: Step) -> None:
        """Remember a change and forget the oldest ones beyond the limits."""
        self._steps.append(step)
        self._weight += step.weight
        while len(self._steps) > MOST_STEPS or (
            len(self._steps) > 1 and self._weight > MOST_ENTRIES
        ):
            self._weight -= self._steps.popleft().weight

    def pop(self) -> Step | None:
        """Return the newest change and forget it."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._weight -= step.weight
        return step

    def clear(self) -> None:
        """Forget everything."""
        self._steps.clear()
        self._weight = 0


def counted(label: str, count: int) -> str:
    """Return a label that says how many tracks, unless it is one."""
    return label if count == 1 else f"{label}: {count:,} tracks"
