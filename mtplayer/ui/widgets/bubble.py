"""A small word above the pointer: where a click would go."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole


class Bubble(QWidget):
    """Lies over the window it is a child of and lets the pointer through."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._text = ""
        self._metrics = theme.metrics(FontRole.SMALL, tabular=True)
        self.setFont(theme.font(FontRole.SMALL, tabular=True))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, above: QPoint) -> None:
        """Show ``text`` with the middle of its lower edge at a point of the window."""
        self._text = text
        size = self.sizeHint()
        left = above.x() - size.width() // 2
        left = max(0, min(left, self._window.width() - size.width()))
        self.setGeometry(left, above.y() - size.height(), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        space = self._theme.space
        width = self._metrics.horizontalAdvance(self._text) + 2 * space.s8
        return QSize(width, self._theme.size.icon_button_tiny)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius = self._theme.colors, self._theme.radius.control
        fill_round(painter, self.rect(), radius, colors.bg_raised)
        line_round(painter, self.rect(), radius, colors.line)
        painter.setPen(colors.fg_1)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
