"""The model behind Up next: the queue from the current entry on."""

from array import array
from collections.abc import Callable, Sequence
from typing import Final, Protocol, assert_never

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from mtplayer.core.events import (
    CurrentChanged,
    Entries,
    EntriesInserted,
    EntriesMoved,
    EntriesRemoved,
    Entry,
    QueueChange,
    QueueReset,
)
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackRow, gone
from mtplayer.core.playing.entry_order import (
    NOTHING,
    EntryOrder,
    Inserted,
    Moved,
    Removed,
    counting,
    followed,
)
from mtplayer.core.playing.scattered_rows import (
    Dispersed,
    Filled,
    Gathered,
    Scattered,
    Thinned,
)
from mtplayer.core.ports import RowSource
from mtplayer.core.record import short_record
from mtplayer.core.typed import override
from mtplayer.runtime.signals import BoundSignal, TypedSignal, signal
from mtplayer.ui.tracks.columns import spoken
from mtplayer.ui.tracks.page_cache import PageCache

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
# The rows of the queue are shared until they change; they are copied when nobody waits.
IDLE_MS: Final = 250
# Entries by hand come in runs of numbers; a run costs 30 µs, whatever its length.
_MOST_RUNS: Final = 1000


class Queue(Protocol):
    """What the model reads and follows."""

    @property
    def changed(self) -> BoundSignal[QueueChange]:
        """What happened to the rows."""
        ...

    @property
    def current_changed(self) -> BoundSignal[CurrentChanged]:
        """Which entry is current now."""
        ...

    @property
    def current_row(self) -> int | None:
        """Where it stands."""
        ...

    @property
    def by_hand(self) -> Sequence[range]:
        """The numbers of the entries added by hand, ascending."""
        ...

    @property
    def snapshot(self) -> Entries:
        """Every entry in playing order."""
        ...

    @property
    def rows(self) -> EntryOrder:
        """The rows themselves, only to be read: they change as the queue does."""
        ...


@short_record
class Sections:
    """How many rows of each kind follow each other."""

    playing: int = 0
    by_hand: int = 0
    following: int = 0


class QueueModel(QAbstractListModel):
    """Follows every change of the queue with the same change of its rows.

    What played before the current entry is out of sight; rows here count from that entry.
    """

    scattered: TypedSignal[Callable[[int], int]] = signal()
    """Rows came, went or moved by a reset that is over: tells where a row is now."""

    def __init__(self, queue: Queue, source: RowSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._source = source
        self._order = EntryOrder()
        self._is_lent = False
        self._cache = PageCache[TrackRow](self._fetch)
        self._has_current = False
        self._first = 0
        self._sections: Sections | None = None
        self._owning = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._owning.timeout.connect(self._own)
        queue.changed.connect(self._on_changed)
        queue.current_changed.connect(self._on_current)
        self._start_over()

    @property
    def sections(self) -> Sections:
        """Return how the rows are divided."""
        if self._sections is None:
            self._sections = self._divide()
        return self._sections

    @property
    def track_ids(self) -> "array[int]":
        """The tracks of all rows."""
        return self._order.tracks_from(self._first)

    def entry(self, row: int) -> Entry:
        """Return the entry of a row."""
        return self._order[self._first + row]

    def row(self, row: int) -> TrackRow:
        """Return what a row shows; a miss costs 0.5 ms for its page of 200."""
        return self._cache.row(self._first + row)

    def entries(self, ranges: Sequence[range]) -> Entries:
        """Return the entries of ascending ranges of rows."""
        ids, tracks = array("q"), array("q")
        for part in ranges:
            found = self._order.part(self._first + part.start, self._first + part.stop)
            ids += found.ids
            tracks += found.tracks
        return Entries(ids, tracks)

    def queue_rows(self, ranges: Sequence[range]) -> list[range]:
        """Return ranges of rows as the queue counts them."""
        return [range(self._first + part.start, self._first + part.stop) for part in ranges]

    def queue_row(self, row: int) -> int:
        """Return a row as the queue counts it."""
        return self._first + row

    def refresh(self) -> None:
        """Read the tracks again: the library changed."""
        self._cache.clear()
        if rows := self.rowCount():
            self.dataChanged.emit(self.createIndex(0, 0), self.createIndex(rows - 1, 0))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._order) - self._first

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        # The view paints rows itself: this answers screen readers and tests.
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self.row(index.row()).title
        if role == _SPOKEN:
            return spoken(self.row(index.row()), playing=self._has_current and index.row() == 0)
        return None

    # ---- following ------------------------------------------------------------------------------

    def _on_changed(self, change: QueueChange) -> None:
        if self._is_lent and not isinstance(change, QueueReset):
            self._follow_at_once(_edit_of(change))
            return
        match change:
            case EntriesInserted(row=row, entries=entries):
                self._insert(Inserted(row, entries))
            case EntriesRemoved(first=first, last=last):
                self._remove(Removed(first, self._order.part(first, last + 1)))
            case EntriesMoved(first=first, last=last, to=to):
                self._move(Moved(first, last, to))
            case QueueReset():
                self._reset()
            case Thinned() | Filled() | Gathered() | Dispersed():
                self._follow_at_once(change)
            case _:
                assert_never(change)

    def _on_current(self, change: CurrentChanged) -> None:
        if change.row is None or not self._has_current:
            self._reset()
            return
        step = change.row - self._first
        if step > 0:
            self.beginRemoveRows(_ROOT, 0, step - 1)
            self._first = change.row
            self._sections = None
            self.endRemoveRows()
        elif step < 0:
            self.beginInsertRows(_ROOT, 0, -step - 1)
            self._first = change.row
            self._sections = None
            self.endInsertRows()

    def _insert(self, edit: Inserted) -> None:
        row = edit.row - self._first
        if row < 0 or (row == 0 and self._has_current):
            self._apply(edit)
            return
        self.beginInsertRows(_ROOT, row, row + len(edit.entries) - 1)
        self._apply(edit)
        self.endInsertRows()

    def _remove(self, edit: Removed) -> None:
        first, stop = edit.row - self._first, edit.row + len(edit.entries) - self._first
        if stop <= 0:
            self._apply(edit)
            return
        if stop == self.rowCount() and first <= 0 and self._has_current:
            # Nothing is left to hand over to; where the queue goes on comes as the current entry.
            self.beginResetModel()
            self._has_current, self._first = False, 0
            self._apply(edit)
            self.endResetModel()
            return
        self.beginRemoveRows(_ROOT, max(first, 0), stop - 1)
        self._apply(edit)
        self.endRemoveRows()

    def _move(self, edit: Moved) -> None:
        size = edit.last - edit.first + 1
        behind = self._has_current
        if not behind or (edit.first > self._first and edit.to > self._first):
            to = edit.to + size if edit.to > edit.first else edit.to
            first, last = edit.first - self._first, edit.last - self._first
            self.beginMoveRows(_ROOT, first, last, _ROOT, to - self._first)
            self._apply(edit)
            self.endMoveRows()
        else:
            # Across the current entry, or with it: rows come into sight or leave it.
            self.beginResetModel()
            self._apply(edit)
            self.endResetModel()

    def _follow_at_once(self, edit: Moved | Scattered) -> None:
        """Follow with one reset: as 5,000 removals the view would take 0.3 s.

        For a moment these are the rows of the queue itself; to follow in a copy takes as long again
        as the queue took, so that is made when nobody waits.
        """
        before = self._first
        self.beginResetModel()
        self._order, self._is_lent = self._queue.rows, True
        self._stand()
        self.endResetModel()
        self._owning.start()
        self.scattered.emit(lambda row: followed(before + row, edit) - self._first)

    def _own(self) -> None:
        if self._is_lent:
            self._order, self._is_lent = self._order.copy(), False
        else:
            self._order.own()

    def _apply(self, edit: Inserted | Removed | Moved) -> None:
        self._order.apply(edit)
        self._order.take_edits()
        if self._has_current:
            self._first = followed(self._first, edit)
        self._cache.clear()
        self._sections = None

    def _reset(self) -> None:
        self.beginResetModel()
        self._start_over()
        self.endResetModel()

    def _start_over(self) -> None:
        if self._is_lent:
            self._order, self._is_lent = EntryOrder(), False
        self._order.become(self._queue.snapshot)
        self._owning.start()
        self._order.take_edits()
        self._stand()

    def _stand(self) -> None:
        row = self._queue.current_row
        self._has_current, self._first = row is not None, row or 0
        self._cache.clear()
        self._sections = None

    # ---- inside ---------------------------------------------------------------------------------

    def _divide(self) -> Sections:
        rows = self.rowCount()
        playing = 1 if self._has_current and rows else 0
        by_hand = self._count_by_hand(self._first + playing) if playing else 0
        return Sections(playing, by_hand, rows - playing - by_hand)

    def _count_by_hand(self, start: int) -> int:
        """Return how many rows from here on were added by hand, without a pass over them."""
        numbers = self._queue.by_hand
        row, count = start, 1
        for _ in range(_MOST_RUNS):
            ids = self._order.part(row, row + 1).ids
            part = next((part for part in numbers if ids and ids[0] in part), None)
            if part is None:
                break
            most = min(part.stop - ids[0], len(self._order) - row)
            # Where rows here and there were taken out, the next run is about as long.
            count = self._run_length(row, ids[0], most, count)
            row += count
        return row - start

    def _run_length(self, row: int, first: int, most: int, guess: int) -> int:
        """Return how many rows from here on carry numbers in a row."""

        def runs(count: int) -> bool:
            return self._order.part(row, row + count).ids == counting(first, count)

        if runs(most):
            return most
        known, count = 1, min(2 * guess, most)
        while count < most and runs(count):
            known, count = count, min(2 * count, most)
        while count - known > 1:
            middle = (known + count) // 2
            known, count = (middle, count) if runs(middle) else (known, middle)
        return known

    def _fetch(self, first: int, last: int) -> Sequence[TrackRow]:
        wanted = self._order.part(first, last).tracks
        rows = self._source.rows(wanted)
        if len(rows) == len(wanted):
            return rows
        known = {row.id: row for row in rows}
        return [known.get(TrackId(track), gone(track)) for track in wanted]


def _edit_of(
    change: EntriesInserted | EntriesRemoved | EntriesMoved | Scattered,
) -> Moved | Scattered:
    match change:
        case EntriesInserted(row=row, entries=entries):
            return Filled((range(row, row + len(entries)),), entries)
        case EntriesRemoved(first=first, last=last):
            return Thinned((range(first, last + 1),), NOTHING)
        case EntriesMoved(first=first, last=last, to=to):
            return Moved(first, last, to)
        case _:
            return change
