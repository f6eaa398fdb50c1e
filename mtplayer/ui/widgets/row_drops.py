"""What is dragged over a list of rows: where it would go, and what it brings there."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from mtplayer.core.record import short_record
from mtplayer.ui import mime
from mtplayer.ui.widgets.drag_scroll import DragScroll


@short_record
class Dropped:
    """What was dropped before a row: rows of the list itself, or something from elsewhere."""

    row: int
    own: bool
    data: QMimeData


class RowDrops(QObject):
    """Takes tracks and files; ``row_near`` says before which row a height of the view means.

    ``refusal`` is why rows of the list itself go nowhere, empty if they do.
    """

    def __init__(
        self,
        view: QAbstractScrollArea,
        row_near: Callable[[int], int],
        refusal: Callable[[], str] = str,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._row_near = row_near
        self._refusal = refusal
        self._pointer = QPoint()
        self._scrolling = DragScroll(view, self._aim)
        self.row = -1
        """Before which row it would go, -1 while nothing is over the list."""

    def moved(self, event: QDragMoveEvent) -> None:
        """Take what is over the list, or leave it."""
        data, own = event.mimeData(), event.source() is self._view
        self._pointer = event.position().toPoint()
        if mime.tracks_of(data) is None and not mime.paths_of(data):
            event.ignore()
            return
        if own and (words := self._refusal()):
            at = self._view.viewport().mapToGlobal(self._pointer)
            QToolTip.showText(at, words, self._view)
            event.ignore()
            return
        self._aim()
        self._scrolling.follow(self._pointer.y())
        event.acceptProposedAction()

    def left(self) -> None:
        """Forget it: it went on, or the drag is over."""
        self._scrolling.stop()
        self.row = -1
        self._view.viewport().update()

    def dropped(self, event: QDropEvent) -> Dropped | None:
        """Return what was let go of over a row."""
        row = self.row
        self.left()
        if row < 0:
            return None
        event.acceptProposedAction()
        return Dropped(row, event.source() is self._view, event.mimeData())

    def _aim(self) -> None:
        row = self._row_near(self._pointer.y())
        if row != self.row:
            self.row = row
            self._view.viewport().update()
