"""What playback asks of the queue, which alone decides what plays."""

from collections.abc import Sequence
from typing import Protocol

from mtplayer.core.events import CurrentChanged, Entry, QueueChange, QueueModes
from mtplayer.core.ids import EntryId
from mtplayer.runtime.signals import TypedSignal


class PlayOrder(Protocol):
    """Entries, a cursor, and the rules of going on and back."""

    current_changed: TypedSignal[CurrentChanged]
    changed: TypedSignal[QueueChange]
    modes_changed: TypedSignal[QueueModes]

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor; none when the queue has ended or is empty."""
        ...

    @property
    def source(self) -> str:
        """The list that the queue was filled from."""
        ...

    def __len__(self) -> int: ...

    def peek(self) -> Entry | None:
        """Return what will follow by itself, if that is known already."""
        ...

    def replace(self, tracks: Sequence[int], start: int | None, source: str) -> object:
        """Become a list, the cursor on one of its rows."""
        ...

    def jump(self, entry: EntryId) -> object:
        """Put the cursor on an entry."""
        ...

    def next(self, *, manual: bool, played: bool = True) -> Entry | None:
        """Go on and return what is to be played; none when the queue has ended."""
        ...

    def previous(self, position_ms: int) -> Entry | None:
        """Go back and return what is to be played; none to begin the current entry again."""
        ...

    def keep_position(self, ms: int) -> object:
        """Remember where the current entry is, also after a crash."""
        ...
