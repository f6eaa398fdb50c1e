"""A splitter between two parts, one above the other, that shows where to take hold of it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme

_GRIP_WIDTH, _GRIP_HEIGHT = 32, 3


class GripHandle(QSplitterHandle):
    """A line with a grip in the middle."""

    def __init__(self, theme: Theme, parent: QSplitter) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = self._theme.colors
            painter.fillRect(0, 0, self.width(), 1, colors.line_soft)
            painter.fillRect(0, self.height() - 1, self.width(), 1, colors.line_soft)
            left = (self.width() - _GRIP_WIDTH) / 2
            top = (self.height() - _GRIP_HEIGHT) / 2
            grip = QRectF(left, top, _GRIP_WIDTH, _GRIP_HEIGHT)
            fill_round(painter, grip, _GRIP_HEIGHT / 2, colors.bg_press)


class GripSplitter(QSplitter):
    """Its handle is eight pixels tall."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self.setHandleWidth(theme.space.s8)
        self.setChildrenCollapsible(False)

    @override
    def createHandle(self) -> QSplitterHandle:
        return GripHandle(self._theme, self)
