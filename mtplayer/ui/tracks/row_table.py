"""A table over a million rows: selection in ranges, kept by ids, and no trap of QTableView's."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.sidebar.places import Block, Found, Place, Steps
from mtplayer.ui.tracks.track_table_model import Index, TrackTableModel
from mtplayer.ui.widgets.cursor_steps import target_row

# Telling a screen reader about a change builds an index for each cell of it.
MANY_ROWS = 1000

_Hint = QAbstractItemView.ScrollHint
_SELECT_ANEW = QItemSelectionModel.SelectionFlag.ClearAndSelect
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_ACTIVATION = QEvent.Type.ActivationChange
_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class RowTable(QTableView):
    """Rows of one height, selected whole; the order comes from the library and never from Qt."""

    selection_changed: TypedSignal[int] = signal()
    """How many rows are selected now."""

    def __init__(
        self, tracks: TrackTableModel, header: QHeaderView, row_height: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._tracks = tracks
        self._blocks: list[Block] = []
        self._tops: list[int] = []
        self._by_keyboard = False
        self._row_height = row_height
        self.setHorizontalHeader(header)
        self.setModel(tracks)
        self._be_a_list()
        # Trap 1: a header asks whether each column is wholly selected by visiting every row:
        # 10 s after "select all". An empty selection of its own has nothing to visit.
        inert = QItemSelectionModel(tracks, self)
        header.setSelectionModel(inert)
        self.verticalHeader().setSelectionModel(inert)
        # Without sorting, Qt selects everything on a press in the header.
        header.sectionPressed.disconnect()
        header.sectionEntered.disconnect()
        # Rows that come and go move the ranges without a word of selectionChanged.
        tracks.rowsInserted.connect(self._selection_moved)
        tracks.rowsRemoved.connect(self._selection_moved)

    @property
    def row_height(self) -> int:
        """How tall every row is."""
        return self._row_height

    def set_row_height(self, height: int) -> None:
        """Make every row this tall."""
        self._row_height = height
        self.verticalHeader().setDefaultSectionSize(height)

    def is_selected(self, row: int) -> bool:
        """Whether a row is selected; Qt's own answer asks the model about each of its cells."""
        at = bisect_right(self._tops, row) - 1
        return at >= 0 and row <= self._blocks[at][1]

    def selected_blocks(self) -> Sequence[Block]:
        """Return the selected rows as ranges, from the top."""
        return self._blocks

    def selected_count(self) -> int:
        """Return how many rows are selected."""
        place = self._tracks.place_of
        return sum(place(last + 1) - place(first) for first, last in self._blocks)

    def selected_ids(self) -> "array[int]":
        """Return the selected tracks from the top, 8 bytes each."""
        ids = array("q")
        for first, last in self._blocks:
            ids.extend(self._tracks.ids_between(first, last))
        return ids

    def select_blocks(self, blocks: Sequence[Block]) -> None:
        """Select these rows and no others."""
        selection = QItemSelection()
        for first, last in blocks:
            selection.append(QItemSelectionRange(*self._tracks.block(first, last)))
        self.selectionModel().select(selection, _SELECT_ANEW)

    def select_group(self, first: int, last: int) -> None:
        """Select these rows, and let keys act on the first."""
        self.select_blocks([(first, last)])
        self._set_current(first)

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row that can be seen; the last is -1 without any."""
        top = self.verticalScrollBar().value()
        last = (top + self.viewport().height() - 1) // self._row_height
        return top // self._row_height, min(last, self._tracks.rowCount() - 1)

    def place(self) -> Place:
        """Return what is seen and selected, to be found again in another order."""
        top = self.verticalScrollBar().value()
        first, last = self.visible_rows()
        current = self.currentIndex()
        return Place(
            selected=self.selected_ids(),
            current=self._tracks.ids[current.row()] if current.isValid() else None,
            # At the very top new rows are to be seen, so nothing holds it in place.
            anchors=self._tracks.ids_between(first, last)[:_ANCHORS] if top else array("q"),
            offset=top - first * self._row_height,
        )

    def place_of_current(self) -> Place:
        """Return the same with the current row held where it is on screen, if it is seen."""
        place, row = self.place(), self.currentIndex().row()
        first, last = self.visible_rows()
        if place.current is None or not first <= row <= last:
            return replace(place, anchors=array("q"), offset=0)
        offset = self.verticalScrollBar().value() - row * self._row_height
        return replace(place, anchors=array("q", [place.current]), offset=offset)

    def show_ids(self, ids: "array[int]", found: Found) -> None:
        """Show another list with the same rows selected and, if they are in it, in view."""
        self._tracks.set_ids(ids)
        self.executeDelayedItemsLayout()
        if found.current is not None:
            self._set_current(found.current)
        if found.blocks:
            self.select_blocks(found.blocks)
        top = 0 if found.top is None else found.top * self._row_height + found.offset
        self.verticalScrollBar().setValue(top)

    def follow(self, steps: Steps, ids: "array[int]") -> None:
        """Let a few rows come and go; what is seen stays where it is."""
        value = self.verticalScrollBar().value()
        top, offset = divmod(value, self._row_height)
        self._tracks.follow(steps, ids)
        if value:
            top -= sum(min(last + 1, top) - first for first, last in steps.removed if first < top)
            for first, last in steps.inserted:
                top += last - first + 1 if first <= top else 0
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(top * self._row_height + offset)

    def reveal(self, row: int, *, center: bool = True) -> None:
        """Scroll so that a row can be seen."""
        self.executeDelayedItemsLayout()
        hint = _Hint.PositionAtCenter if center else _Hint.EnsureVisible
        self.scrollTo(self._tracks.block(row, row)[0], hint)

    def go_to(self, row: int) -> None:
        """Select one row, let keys act on it and show it."""
        index = self._tracks.block(row, row)[0]
        self.use_keys(used=True)
        self.selectionModel().setCurrentIndex(
            index, _SELECT_ANEW | QItemSelectionModel.SelectionFlag.Rows
        )

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        rows = sum(block.height() for block in selected.toList() + deselected.toList())
        self._take_selection(self.selectionModel().selection())
        if rows < MANY_ROWS:
            super().selectionChanged(selected, deselected)
        else:
            # Trap 2: with a screen reader, QTableView's own takes 5 s here; QAbstractItemView's
            # asks where each of the blocks is on screen, 10 ms for 2,000 of them.
            self.viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # Qt repaints one cell, the outline goes round the row.
        for index in (current, previous):
            if index.isValid():
                self.update_row(index.row())

    def update_row(self, row: int) -> None:
        """Paint one row anew."""
        y = row * self._row_height - self.verticalScrollBar().value()
        self.viewport().update(0, y, self.viewport().width(), self._row_height)

    def use_keys(self, *, used: bool) -> None:
        """Outline the current row for those who use keys, and for nobody else."""
        if used != self._by_keyboard:
            self._by_keyboard = used
            self.update_row(self.currentIndex().row())

    @override
    def reset(self) -> None:
        super().reset()
        # The selection model forgets without a word when the model is reset.
        self._take_selection(QItemSelection())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing. Trap 3: Qt would read row after row until one matches, 3 s for a letter."""

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        total, row = self._tracks.rowCount(), self.currentIndex().row()
        if not total:
            return QModelIndex()
        page = max(self.viewport().height() // self._row_height - 1, 1)
        target = target_row(cursorAction, row, total, page)
        if target < len(self._tracks.ids) and self._tracks.is_head(target):
            # Keys go past the heads of groups.
            target = target - 1 if 0 < target < row else target + 1
        return self._tracks.block(target, target)[0]

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        # Qt's own also scrolls sideways to the cell, which shifts the view at every click.
        if not index.isValid():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self._row_height
        if hint == _Hint.PositionAtCenter:
            bar.setValue(top - (height - self._row_height) // 2)
        elif hint == _Hint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif hint == _Hint.PositionAtBottom or top + self._row_height > bar.value() + height:
            bar.setValue(top + self._row_height - height)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == _ACTIVATION:
            # A selection without focus is grey.
            self.viewport().update()

    def _be_a_list(self) -> None:
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._row_height)

    def _set_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self._tracks.block(row, row)[0], _NO_UPDATE)

    def _selection_moved(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        self._take_selection(self.selectionModel().selection())

    def _take_selection(self, selection: QItemSelection) -> None:
        self._blocks = sorted((block.top(), block.bottom()) for block in selection.toList())
        self._tops = [top for top, _ in self._blocks]
        self.selection_changed.emit(self.selected_count())


# If the top row is gone, one of the next takes its place.
_ANCHORS = 3
