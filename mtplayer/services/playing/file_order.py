"""A list that is played once from front to back, beside the queue of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from mtplayer.core.events import CurrentChanged, Entry, QueueChange, QueueModes
from mtplayer.core.ids import EntryId, TrackId
from mtplayer.runtime.signals import TypedSignal, signal


class FileOrder(QObject):
    """The PlayOrder of ``mtplayer play``; nothing of it is stored."""

    current_changed: TypedSignal[CurrentChanged] = signal()
    changed: TypedSignal[QueueChange] = signal()
    modes_changed: TypedSignal[QueueModes] = signal()

    def __init__(self, source: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._row: int | None = None
        self.source = source

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return None if self._row is None else self._entries[self._row]

    def __len__(self) -> int:
        return len(self._entries)

    def peek(self) -> Entry | None:
        """Return what will follow."""
        row = None if self._row is None else self._row + 1
        return self._entries[row] if row is not None and row < len(self._entries) else None

    def replace(self, tracks: Sequence[int], start: int | None, source: str) -> None:
        """Become a list."""
        self._entries = [
            Entry(EntryId(number), TrackId(track)) for number, track in enumerate(tracks)
        ]
        self.source = source
        self._stand_on(start or 0)

    def jump(self, entry: EntryId) -> None:
        """Put the cursor on an entry."""
        self._stand_on(int(entry))

    def next(self, *, manual: bool, played: bool = True) -> Entry | None:  # noqa: ARG002
        """Go on."""
        return self._stand_on(0 if self._row is None else self._row + 1)

    def previous(self, position_ms: int) -> Entry | None:  # noqa: ARG002
        """Go back."""
        return self._stand_on(self._row - 1) if self._row else None

    def keep_position(self, ms: int) -> None:
        """Remember nothing: a list that was asked for is not continued."""

    def _stand_on(self, row: int) -> Entry | None:
        self._row = row if 0 <= row < len(self._entries) else None
        entry = self.current
        self.current_changed.emit(
            CurrentChanged(entry=entry and entry.id, track=entry and entry.track, row=self._row)
        )
        return entry
