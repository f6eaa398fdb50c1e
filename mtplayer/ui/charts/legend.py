"""What the bars and the line of a chart are."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

_KEY = 9
_DASH = 16
_AFTER_KEY = 7
_BETWEEN = 16
_HIGH = 20


class Legend(QWidget):
    """A square for the bars, dashes for the line; empty where nothing is compared."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)

    def show_names(self, bars: str, line: str) -> None:
        """Say what they are."""
        self._names = (bars, line)
        self.setAccessibleName(", ".join(filter(None, self._names)))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if not self._names[0]:
            return QSize(0, _HIGH)
        wide = self._wide(self._names[0]) + self._wide(self._names[1])
        return QSize(wide + _KEY + _DASH + 2 * _AFTER_KEY + _BETWEEN, _HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names[0]:
            return
        colors, middle = self._theme.colors, self.height() // 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._theme.font(FontRole.SMALL))
            fill_round(painter, self._at(0, _KEY, _KEY), 2, colors.c1)
            start = self._write(painter, self._names[0], _KEY + _AFTER_KEY) + _BETWEEN
            pen = QPen(colors.fg_3, 1.6)
            pen.setDashPattern([3, 2.5])
            painter.setPen(pen)
            dash = self._at(start, _DASH, 2)
            painter.drawLine(dash.left(), middle, dash.right(), middle)
            self._write(painter, self._names[1], start + _DASH + _AFTER_KEY)

    def _write(self, painter: QPainter, words: str, start: int) -> int:
        wide = self._wide(words)
        painter.setPen(self._theme.colors.fg_2)
        area = self._at(start, wide + 2, self.height())
        draw_text(painter, area, words, right_to_left=self.isRightToLeft())
        return start + wide

    def _wide(self, words: str) -> int:
        return self._theme.metrics(FontRole.SMALL).horizontalAdvance(words)

    def _at(self, start: int, wide: int, high: int) -> QRect:
        part = QRect(start, (self.height() - high) // 2, wide, high)
        return placed(self.layoutDirection(), self.rect(), part)

    def _look_changed(self, _look: object) -> None:
        self.update()
