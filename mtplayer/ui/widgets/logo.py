"""The sign of the program: a waveform on a rounded square."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme

# Heights of the bars as shares of the edge.
WAVE = (0.22, 0.5, 0.34, 0.6, 0.42, 0.16)


class Logo(QWidget):
    """Square, in the accent."""

    def __init__(self, theme: Theme, edge: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(QSize(edge, edge))
        theme.changed.connect(self._look_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, colors = self.width(), self._theme.colors
        fill_round(painter, self.rect(), self._theme.radius.card, colors.accent)
        step = edge * 0.115
        wide = edge * 0.068
        left = (edge - step * (len(WAVE) - 1) - wide) / 2
        for number, share in enumerate(WAVE):
            high = edge * share
            bar = QRectF(left + number * step, (edge - high) / 2, wide, high)
            fill_round(painter, bar, wide / 2, colors.on_accent)

    def _look_changed(self, _look: object) -> None:
        self.update()
