"""A view of the queue: where rows are, what is selected, how it scrolls."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.queue.queue_model import Index, QueueModel
from mtplayer.ui.queue.queue_places import QueuePlaces
from mtplayer.ui.widgets.cursor_steps import target_row

HEADING: Final = 26
GAP: Final = 10
MARGIN: Final = 8
"""Between the ground of a row and the edge of the list."""

_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_ROOT = QModelIndex()
_SELECT_ANEW = QItemSelectionModel.SelectionFlag.ClearAndSelect
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class _Seen(NamedTuple):
    """What stands at the top, how far that is scrolled, and where the keyboard is."""

    top: int = 0
    offset: int = 0
    current: int = -1
    scrolled: bool = False


class QueueView(QAbstractItemView):
    """Lays rows of one height under headings by arithmetic, so that a million cost nothing."""

    def __init__(self, model: QueueModel, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue_model = model
        self._row_height = row_height
        self._blocks: list[range] = []
        self._tops: list[int] = []
        self._by_keyboard = False
        self._before = _Seen()
        self._places = QueuePlaces(model.sections, row_height, HEADING, GAP)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._rows_changed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._rows_changed)
        model.scattered.connect(self._follow)

    @property
    def places(self) -> QueuePlaces:
        """Where everything lies, from the top of the list."""
        return self._places

    def is_selected(self, row: int) -> bool:
        """Whether a row is selected."""
        at = bisect_right(self._tops, row) - 1
        return at >= 0 and row < self._blocks[at].stop

    def selected(self) -> Sequence[range]:
        """Return the selected rows as ascending ranges."""
        return self._blocks

    def select(self, ranges: Sequence[range], current: int) -> None:
        """Select these rows and no others; keys act on ``current``."""
        selection = QItemSelection()
        for part in ranges:
            selection.append(QItemSelectionRange(self._index(part.start), self._index(part[-1])))
        chosen = self.selectionModel()
        chosen.setCurrentIndex(self._index(current), _NO_UPDATE)
        chosen.select(selection, _SELECT_ANEW)

    def row_rect(self, row: int) -> QRect:
        """Return where a row is in the viewport."""
        return self.band(self._places.y(row), self._row_height)

    def band(self, top: int, height: int) -> QRect:
        """Return a band across the list, as far as its margin lies under the scroll bar."""
        wide = self.viewport().width()
        under = min(self.width() - wide, MARGIN)
        left = -under if self.isRightToLeft() else 0
        return QRect(left, top - self.verticalOffset(), wide + under, height)

    @override
    def visualRect(self, index: Index) -> QRect:
        return self.row_rect(index.row()) if index.isValid() else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._places.row_at(point.y() + self.verticalOffset())
        return self._index(row) if row >= 0 else QModelIndex()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = self._places.y(index.row())
        if hint == _Hint.PositionAtCenter:
            bar.setValue(top - (height - self._row_height) // 2)
        elif hint == _Hint.PositionAtTop or top < bar.value():
            # With the first row comes its heading.
            bar.setValue(top if index.row() else 0)
        elif hint == _Hint.PositionAtBottom or top + self._row_height > bar.value() + height:
            bar.setValue(top + self._row_height - height)

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        self._by_keyboard = True
        rows, row = self._places.rows, self.currentIndex().row()
        if not rows:
            return QModelIndex()
        page = max(self.viewport().height() // self._row_height - 1, 1)
        return self._index(target_row(cursorAction, row, rows, page))

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area = rect.normalized().translated(0, self.verticalOffset())
        first, last = self._places.near(area.top()), self._places.near(area.bottom())
        selection = QItemSelection()
        if first < self._places.rows and self._places.y(first) <= area.bottom():
            last = min(last, self._places.rows - 1)
            if self._places.y(last) > area.bottom():
                last -= 1
            selection.append(QItemSelectionRange(self._index(first), self._index(last)))
        self.selectionModel().select(selection, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._take_selection()
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would read row after row until one matches."""

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(self._row_height // 2)
        bar.setPageStep(page)
        bar.setRange(0, max(self._places.height + self._foot() - page, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def _foot(self) -> int:
        return 0

    def _index(self, row: int) -> QModelIndex:
        return self.queue_model.index(row, 0)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._rows_shifted(first, last - first + 1)

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._rows_shifted(first, first - last - 1)

    def _rows_shifted(self, first: int, by: int) -> None:
        """Keep what is seen in place while rows above it come and go."""
        bar = self.verticalScrollBar()
        value, top = bar.value(), self._places.near(bar.value())
        offset = value - self._places.y(top)
        self._rows_changed()
        if value and first <= top:
            bar.setValue(self._places.y(max(top + by, first)) + offset)

    def _remember(self) -> None:
        value = self.verticalScrollBar().value()
        top = self._places.near(value)
        offset = value - self._places.y(top)
        self._before = _Seen(top, offset, self.currentIndex().row(), bool(value))

    def _follow(self, place_now: Callable[[int], int]) -> None:
        """Keep what is seen in place, and the keyboard where it was, though rows came and went."""
        before, last = self._before, self._places.rows - 1
        if before.current >= 0 and last >= 0:
            row = min(max(place_now(before.current), 0), last)
            self.selectionModel().setCurrentIndex(self._index(row), _NO_UPDATE)
        if before.scrolled:
            # After the keyboard: a view scrolls to where that is.
            top = min(max(place_now(before.top), 0), max(last, 0))
            self.verticalScrollBar().setValue(self._places.y(top) + before.offset)

    def _rows_changed(self, *_args: object) -> None:
        sections = self.queue_model.sections
        self._places = QueuePlaces(sections, self._row_height, HEADING, GAP)
        self.updateGeometries()
        self._take_selection()
        self.viewport().update()

    def _take_selection(self) -> None:
        selection = self.selectionModel().selection().toList()
        self._blocks = sorted(
            (range(part.top(), part.bottom() + 1) for part in selection),
            key=lambda part: part.start,
        )
        self._tops = [part.start for part in self._blocks]
