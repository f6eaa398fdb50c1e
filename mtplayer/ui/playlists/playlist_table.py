"""The table of a playlist: rows can be dragged to other places, and dropped from elsewhere."""

from array import array
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.playlists.playlist_model import PlaylistModel
from mtplayer.ui.playlists.playlist_painter import ROW, SHIFT, PlaylistPainter
from mtplayer.ui.sidebar.places import Place
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.widgets.row_drops import Dropped, RowDrops

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CONTROL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class PlaylistTable(TrackTable):
    """Says what was asked of entries; commands on tracks get the tracks of what is selected."""

    dropped: TypedSignal[Dropped] = signal()
    step_asked: TypedSignal[int] = signal()
    """Move the selected rows one down, or with -1 one up."""
    cut_asked: TypedSignal[None] = signal()
    """Remember the selected rows, to be put elsewhere."""
    paste_asked: TypedSignal[None] = signal()
    """Put what was remembered before the current row."""
    pulled: TypedSignal[None] = signal()
    """The selected entries are being dragged."""
    refused: TypedSignal[None] = signal()
    """They were dragged within the list, where they go nowhere: it is sorted. Once a drag."""

    def __init__(
        self, entries: PlaylistModel, theme: Theme, covers: Covers, parent: QWidget | None = None
    ) -> None:
        super().__init__(entries, theme, covers, parent)
        self._entries = entries
        self._is_refused = False
        self._painter = self._two_lines = PlaylistPainter(theme, covers)
        self.drops = RowDrops(self, self._row_near, self._refusal)
        self.set_row_height(ROW)
        self.header.title_shift = SHIFT
        self.setAcceptDrops(True)

    def selected_entries(self) -> "array[int]":
        """Return the ids of the selected entries from the top."""
        return super().selected_ids()

    @override
    def selected_ids(self) -> "array[int]":
        tracks = array("q")
        for first, last in self.selected_blocks():
            tracks.extend(self._entries.tracks_between(first, last))
        return array("q", filter(None, tracks)) if 0 in tracks else tracks

    @override
    def place(self) -> Place:
        return replace(super().place(), selected=self.selected_entries())

    @override
    def _hover(self, point: QPoint) -> None:
        super()._hover(point)
        if (preview := self._painter.preview) is not None:
            track = self._entries.track_at(self._hovered[0])
            self._painter.preview = (track, preview[1])

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        self._two_lines.movable = self._entries.is_own_order
        super().paintEvent(e)
        if self.drops.row >= 0:
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                y = self.drops.row * self.row_height - self.verticalScrollBar().value()
                self._two_lines.drop_line(painter, max(y, 4))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if event.matches(QKeySequence.StandardKey.Cut):
            self.cut_asked.emit(None)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit(None)
        elif step and event.modifiers() == _CONTROL_SHIFT:
            self.step_asked.emit(step)
        else:
            super().keyPressEvent(event)

    # ---- drag and drop --------------------------------------------------------------------------

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        if self.selected_count():
            self._pulled, self._is_refused = True, False
            self.pulled.emit(None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.drops.moved(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._pulled = False
        self.drops.left()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._pulled = False
        if (dropped := self.drops.dropped(event)) is not None:
            self.dropped.emit(dropped)

    def _row_near(self, y: int) -> int:
        rows = self._entries.rowCount()
        middle = y + self.verticalScrollBar().value() + self.row_height // 2
        # In another order there is no telling where a place is: what comes goes to the end.
        return min(middle // self.row_height, rows) if self._entries.is_own_order else rows

    def _refusal(self) -> str:
        if self._entries.is_own_order:
            return ""
        if not self._is_refused:
            self._is_refused = True
            self.refused.emit(None)
        return tr("playlist", "Tracks can be moved while all are shown in your order")
