"""The model behind every grid: ids in order, and only the rows that are on screen."""

import logging
from array import array
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mtplayer.core.problems import StorageError
from mtplayer.core.typed import override
from mtplayer.ui.tracks.page_cache import PageCache

log = logging.getLogger(__name__)
Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

# 64 albums with what their tracks add up to take 0.9 ms; a screen of 2560 pixels has 54.
PAGE_ROWS = 64
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class TileModel(QAbstractListModel, Generic[Row]):
    """``fetch`` returns a row for each id that is still there; ``blank`` stands for the others."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        id_of: Callable[[Row], int],
        spoken: Callable[[Row], str],
        blank: Callable[[int], Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = fetch
        self._id_of = id_of
        self._spoken = spoken
        self._blank = blank
        self._ids = array("q")
        self._cache = PageCache[Row](self._fetch, PAGE_ROWS)

    @property
    def ids(self) -> "array[int]":
        """Every id in order; not to be changed."""
        return self._ids

    def row(self, number: int) -> Row:
        """Return one row."""
        return self._cache.row(number)

    def set_ids(self, ids: "array[int]") -> None:
        """Show the answer to another query."""
        self.beginResetModel()
        self._ids = ids
        self._cache.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Read what is shown anew."""
        self._cache.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        # The grid paints tiles itself: this answers screen readers, tests and other views.
        if index.isValid() and role in (_DISPLAY, _SPOKEN):
            return self._spoken(self._cache.row(index.row()))
        return None

    def _fetch(self, first: int, last: int) -> Sequence[Row]:
        wanted = self._ids[first:last]
        try:
            rows = self._source(wanted)
        except StorageError as error:
            # Rows are wanted by paint events: better blank than a window that cannot be drawn.
            log.warning("tiles were not read: %s", error)
            rows = ()
        if len(rows) == len(wanted):
            return rows
        known = {self._id_of(row): row for row in rows}
        return [known.get(id_) or self._blank(id_) for id_ in wanted]
