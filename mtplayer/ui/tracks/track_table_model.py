"""The model behind every table of tracks."""

import logging
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackRow, gone
from mtplayer.core.ports import RowSource
from mtplayer.core.problems import StorageError
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.sidebar.places import Steps, heads_of, tracks_of
from mtplayer.ui.tracks.columns import COLUMNS, spoken
from mtplayer.ui.tracks.page_cache import PageCache

log = logging.getLogger(__name__)
Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL = Qt.Orientation.Horizontal
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_COUNT = len(COLUMNS)
# A row that may not be dragged extends the selection instead.
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class RowsAhead(Protocol):
    """Fetches rows on another thread, so that scrolling finds them ready."""

    def rows(self, ids: Sequence[int], done: Callable[[Sequence[TrackRow]], object], /) -> object:
        """Call ``done`` on this thread with one row per id in the order asked."""
        ...


class TrackTableModel(QAbstractTableModel):
    """Keeps the ids of a query in order, and only the rows that are on screen."""

    def __init__(
        self, source: RowSource, ahead: RowsAhead | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._ahead = ahead
        self._ids = array("q")
        self._heads: Sequence[int] = ()
        self._cache = PageCache[TrackRow](self._fetch)
        self._asked: set[int] = set()
        self.playing: int | None = None

    @property
    def ids(self) -> "array[int]":
        """Every id in order; not to be changed."""
        return self._ids

    @property
    def tracks(self) -> "array[int]":
        """The same without the heads of groups; not to be changed."""
        return tracks_of(self._ids) if self._heads else self._ids

    @property
    def track_count(self) -> int:
        """How many tracks there are, heads of groups left out."""
        return len(self._ids) - len(self._heads)

    @property
    def grouped(self) -> bool:
        """Whether groups have heads."""
        return bool(self._heads)

    def is_head(self, row: int) -> bool:
        """Whether a row is the head of a group and no track."""
        return bool(self._heads) and self._ids[row] < 0

    def group_of(self, row: int) -> tuple[int, int]:
        """Return the head of the group that a row is in, and its last track."""
        at = max(bisect_right(self._heads, row), 1)
        end = self._heads[at] if at < len(self._heads) else len(self._ids)
        return self._heads[at - 1], end - 1

    def heads_between(self, first: int, last: int) -> Sequence[int]:
        """Return the rows of the groups that have a row in this range."""
        start = max(bisect_right(self._heads, first) - 1, 0)
        return self._heads[start : bisect_right(self._heads, last)]

    def place_of(self, row: int) -> int:
        """Return where the track of a row stands among ``tracks``; a head leads to its first."""
        return row - bisect_left(self._heads, row)

    @property
    def page_rows(self) -> int:
        """How many rows are fetched at a time."""
        return self._cache.page_rows

    def row(self, number: int) -> TrackRow:
        """Return one row; a miss costs 0.5 ms for its page of 200."""
        return self._cache.row(number)

    def ids_between(self, first: int, last: int) -> "array[int]":
        """Return the tracks from row ``first`` to row ``last``, both included."""
        ids = self._ids[first : last + 1]
        return tracks_of(ids) if self._heads else ids

    def set_ids(self, ids: "array[int]") -> None:
        """Show the answer to another query."""
        self.beginResetModel()
        self._ids = ids
        self._find_heads()
        self._forget()
        self.endResetModel()

    def follow(self, steps: Steps, ids: "array[int]") -> None:
        """Become ``ids`` by a few removals and insertions, which keep selection and scrolling."""
        for first, last in reversed(steps.removed):
            self.beginRemoveRows(_ROOT, first, last)
            self._ids = self._ids[:first] + self._ids[last + 1 :]
            self._find_heads()
            self._forget()
            self.endRemoveRows()
        for first, last in steps.inserted:
            self.beginInsertRows(_ROOT, first, last)
            self._ids = self._ids[:first] + ids[first : last + 1] + self._ids[first:]
            self._find_heads()
            self._forget()
            self.endInsertRows()

    def refresh(self, changed: Collection[TrackId] | None, first: int, last: int) -> None:
        """Forget all rows and redraw ``first`` to ``last``, the visible ones, if they changed.

        ``None`` means that any may have changed.
        """
        self._forget()
        shown = self._ids[first : last + 1]
        if shown and (changed is None or not set(shown).isdisjoint(changed)):
            last = first + len(shown) - 1
            self.dataChanged.emit(self.createIndex(first, 0), self.createIndex(last, _COUNT - 1))

    def look_ahead(self, row: int) -> None:
        """Have the page of this row fetched on a job, if it is in the list and not here."""
        page = row // self._cache.page_rows
        if self._ahead is None or self._heads or not 0 <= row < len(self._ids):
            return
        if page in self._asked or self._cache.has(page):
            return
        self._asked.add(page)
        first, generation = page * self._cache.page_rows, self._cache.generation

        def arrived(rows: Sequence[TrackRow]) -> None:
            if generation == self._cache.generation:
                self._asked.discard(page)
                self._cache.put(page, self._checked(wanted, rows), generation)

        wanted = self._ids[first : first + self._cache.page_rows]
        self._ahead.rows(wanted, arrived)

    def block(self, first: int, last: int) -> tuple[QModelIndex, QModelIndex]:
        """Return the corners of whole rows; ``index`` would ask for the sizes, 5 times slower."""
        return self.createIndex(first, 0), self.createIndex(last, _COUNT - 1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else _COUNT

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        # The table paints rows itself: this answers screen readers, tests and other views.
        if not index.isValid():
            return None
        column = index.column()
        if role == _DISPLAY:
            return COLUMNS[column].text(self._cache.row(index.row()))
        if role == _SPOKEN:
            row = self._cache.row(index.row())
            return spoken(row, playing=row.id == self.playing) if column == 0 else None
        if role == _ALIGNMENT and COLUMNS[column].right:
            return _RIGHT
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation == _HORIZONTAL and 0 <= section < _COUNT:
            return text.tr("columns", COLUMNS[section].title)
        return None

    def _forget(self) -> None:
        self._cache.clear()
        self._asked.clear()

    def _find_heads(self) -> None:
        # A list that is grouped begins with a head.
        self._heads = heads_of(self._ids) if self._ids and self._ids[0] < 0 else ()

    def _fetch(self, first: int, last: int) -> Sequence[TrackRow]:
        if self._heads:
            return self._fetch_grouped(first, min(last, len(self._ids)))
        return self._fetch_tracks(self._ids[first:last])

    def _fetch_grouped(self, first: int, last: int) -> Sequence[TrackRow]:
        """Let each head say what its first track says of the album."""
        wanted = [self._ids[row + 1 if self.is_head(row) else row] for row in range(first, last)]
        rows = self._fetch_tracks(array("q", wanted))
        return [
            row._replace(id=TrackId(id_)) if id_ < 0 else row
            for row, id_ in zip(rows, self._ids[first:last], strict=True)
        ]

    def _fetch_tracks(self, wanted: "array[int]") -> Sequence[TrackRow]:
        try:
            rows = self._source.rows(wanted)
        except StorageError as error:
            # Rows are wanted by paint events: better blank than a window that cannot be drawn.
            log.warning("rows were not read: %s", error)
            rows = ()
        return self._checked(wanted, rows)

    @staticmethod
    def _checked(wanted: "array[int]", rows: Sequence[TrackRow]) -> Sequence[TrackRow]:
        """Return one row for each id: one that left the library since then is blank."""
        if len(rows) == len(wanted):
            return rows
        known = {row.id: row for row in rows}
        return [known.get(TrackId(id_), gone(id_)) for id_ in wanted]
