"""How far the first run is: numbered steps with a line between them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

DISC = 20
LINE = 28


class Steps(QWidget):
    """Steps before the current one carry a check."""

    def __init__(
        self, theme: Theme, names: Sequence[str], current: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = list(names)
        self._current = current
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            f"{names[current]}, {current + 1}/{len(names)}",
        )
        theme.changed.connect(self._look_changed)

    @override
    def sizeHint(self) -> QSize:
        widths = [self._width(number) for number in range(len(self._names))]
        gaps = (LINE + 2 * self._theme.space.s12) * (len(widths) - 1)
        return QSize(sum(widths) + gaps, DISC + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        for number in range(len(self._names)):
            if number:
                middle = self.height() // 2
                line = QRect(left + self._theme.space.s12, middle, LINE, 1)
                painter.fillRect(self._visual(line), self._theme.colors.line)
                left += LINE + 2 * self._theme.space.s12
            self._draw_step(painter, number, left)
            left += self._width(number)

    def _draw_step(self, painter: QPainter, number: int, left: int) -> None:
        colors, here = self._theme.colors, number == self._current
        color = (
            colors.accent_text if here else colors.fg_2 if number < self._current else colors.fg_3
        )
        disc = self._visual(QRect(left, (self.height() - DISC) // 2, DISC, DISC))
        line_round(painter, disc, DISC / 2, color, 1.5)
        if number < self._current:
            self._theme.icons.paint(painter, disc, "check-bold", color, 10)
        else:
            painter.setPen(color)
            painter.setFont(self._theme.font(FontRole.CAPTION, tabular=True, weight=600))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        words = QRect(
            left + DISC + self._theme.space.s8, 0, self._text_width(number), self.height()
        )
        painter.setPen(color)
        painter.setFont(self._theme.font(FontRole.BODY, weight=600 if here else 0))
        painter.drawText(self._visual(words), Qt.AlignmentFlag.AlignCenter, self._names[number])

    def _text_width(self, number: int) -> int:
        weight = 600 if number == self._current else 0
        metrics = self._theme.metrics(FontRole.BODY, weight=weight)
        return metrics.horizontalAdvance(self._names[number])

    def _width(self, number: int) -> int:
        return DISC + self._theme.space.s8 + self._text_width(number)

    def _visual(self, part: QRect) -> QRect:
        return placed(self.layoutDirection(), self.rect(), part)

    def _look_changed(self, _look: object) -> None:
        self.update()
