"""A view of numbered items that are selected by number: presses, keys and code alike."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.albums.tile_model import Index, TileModel
from mtplayer.ui.sidebar.places import Block, blocks_of, row_of, rows_of

_Flag = QItemSelectionModel.SelectionFlag
_ANEW = _Flag.ClearAndSelect
_ONLY = _Flag.NoUpdate
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class SelectingView(QAbstractItemView):
    """Keeps the selection as ranges, and by ids when another list is shown."""

    selection_changed: TypedSignal[int] = signal()
    """How many items are selected now."""

    def __init__(self, tiles: TileModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._blocks: list[Block] = []
        self._tops: list[int] = []
        self._anchor = -1
        self._by_keyboard = False
        self.setModel(tiles)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    @property
    def tiles(self) -> TileModel[Any]:
        """What is shown."""
        return self._tiles

    @property
    def model_ids(self) -> "array[int]":
        """Every id in order; not to be changed."""
        return self._tiles.ids

    def is_selected(self, number: int) -> bool:
        """Whether an item is selected."""
        at = bisect_right(self._tops, number) - 1
        return at >= 0 and number <= self._blocks[at][1]

    def selected_blocks(self) -> Sequence[Block]:
        """Return the selected items as ranges, from the top."""
        return self._blocks

    def selected_count(self) -> int:
        """Return how many items are selected."""
        return sum(last - first + 1 for first, last in self._blocks)

    def selected_ids(self) -> "array[int]":
        """Return the selected ids from the top."""
        ids = array("q")
        for first, last in self._blocks:
            ids.extend(self._tiles.ids[first : last + 1])
        return ids

    def select_blocks(self, blocks: Sequence[Block]) -> None:
        """Select these items and no others."""
        selection = QItemSelection()
        for first, last in blocks:
            selection.select(self._index(first), self._index(last))
        self.selectionModel().select(selection, _ANEW)

    def current_id(self) -> int | None:
        """Return what keys act on."""
        row = self.currentIndex().row()
        return self._tiles.ids[row] if 0 <= row < len(self._tiles.ids) else None

    def go_to(self, number: int) -> None:
        """Select one item, let keys act on it and show it."""
        self.use_keys(used=True)
        self._move_to(number, Qt.KeyboardModifier.NoModifier)

    def use_keys(self, *, used: bool) -> None:
        """Outline the current item for those who use keys, and for nobody else."""
        if used != self._by_keyboard:
            self._by_keyboard = used
            self.viewport().update()

    @override
    def selectAll(self) -> None:
        if self._tiles.ids:
            self.select_blocks([(0, len(self._tiles.ids) - 1)])

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        blocks = self.selectionModel().selection().toList()
        self._take_blocks(sorted((block.top(), block.bottom()) for block in blocks))
        if max((r.height() for r in [*selected.toList(), *deselected.toList()]), default=0) < 2:  # noqa: PLR2004 - a single one is told to screen readers
            super().selectionChanged(selected, deselected)

    @override
    def reset(self) -> None:
        super().reset()
        # The selection model forgets without a word when the model is reset.
        self._anchor = -1
        self._take_blocks([])

    def _take_blocks(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._tops = [top for top, _ in blocks]
        self.viewport().update()
        self.selection_changed.emit(self.selected_count())

    def _index(self, number: int) -> QModelIndex:
        return self._tiles.index(number, 0)

    def _move_to(self, number: int, modifiers: Qt.KeyboardModifier) -> None:
        """Let keys act on an item: alone, with all from the anchor, or leaving the rest."""
        if not 0 <= number < len(self._tiles.ids):
            return
        if modifiers & _SHIFT:
            first, last = sorted((max(self._anchor, 0), number))
            self.selectionModel().setCurrentIndex(self._index(number), _ONLY)
            self.select_blocks([(first, last)])
        elif modifiers & _CONTROL:
            self._anchor = number
            self.selectionModel().setCurrentIndex(self._index(number), _ONLY)
        else:
            self._anchor = number
            self.selectionModel().setCurrentIndex(self._index(number), _ANEW)

    def select_ids(self, selected: "array[int]", current: int | None) -> None:
        """Select what is in the list of these, without scrolling."""
        ids = self._tiles.ids
        if selected:
            # Parting 90,000 that are all selected into runs takes 170 ms.
            every = [(0, len(ids) - 1)] if len(selected) == len(ids) else None
            self.select_blocks(every or blocks_of(rows_of(ids, selected)) or [])
        if current is not None and (row := row_of(ids, current)) is not None:
            self._anchor = row
            self.selectionModel().setCurrentIndex(self._index(row), _ONLY)

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        return self.currentIndex()

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Do nothing: presses and keys select by number here."""

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        # Everything is painted anew: working out a region of thousands of tiles costs more.
        return QRegion(self.viewport().rect())
