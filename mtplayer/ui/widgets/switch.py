"""On or off, as a knob on a track."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.painted_button import PaintedButton


class Switch(PaintedButton):
    """The knob stands at the end that one reads to while it is on."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        # The focus ring has a gap of its own width.
        self._margin = 2 * theme.size.focus_width
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def margin(self) -> int:
        """The room around it that its focus ring needs; layouts subtract it."""
        return self._margin

    @override
    def sizeHint(self) -> QSize:
        size, around = self.theme.size, 2 * self._margin
        return QSize(size.switch_width + around, size.switch_height + around)

    @override
    def ring_radius(self) -> float:
        return self.height() / 2

    @override
    def draw(self, painter: QPainter) -> None:
        colors, margin, on = self.theme.colors, self._margin, self.isChecked()
        track = QRect(self.rect()).adjusted(margin, margin, -margin, -margin)
        radius = track.height() / 2
        if on:
            fill = colors.accent_hover if self.underMouse() else colors.accent
            fill_round(painter, track, radius, fill)
        else:
            fill_round(painter, track, radius, colors.bg_field)
            line_round(painter, track, radius, colors.line_field, 1.5)
        at_end = on is not self.isRightToLeft()
        middle = track.right() + 1 - radius if at_end else track.x() + radius
        knob = radius - (3 if on else 5)
        painter.setPen(colors.on_accent if on else colors.fg_2)
        painter.setBrush(colors.on_accent if on else colors.fg_2)
        painter.drawEllipse(QPointF(middle, track.y() + radius), knob, knob)
