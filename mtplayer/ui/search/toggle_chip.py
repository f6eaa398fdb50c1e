"""A chip that is on or off: filled with a check while it is on."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton


class ToggleChip(PaintedButton):
    """As wide off as on, so that nothing beside it moves."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, parent)
        self.setText(words)
        self.setCheckable(True)
        # Outside a chip the ring has a gap of its own width.
        self._margin = 2 * theme.size.focus_width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        theme, space = self.theme, self.theme.space
        words = theme.metrics(FontRole.SMALL, weight=500).horizontalAdvance(self.text())
        width = words + theme.size.icon_small + space.s4 + 2 * space.s12 + 2 * self._margin
        return QSize(width, theme.size.button_small + 2 * self._margin)

    @property
    def margin(self) -> int:
        """The room around the chip that its focus ring needs; layouts subtract it."""
        return self._margin

    @override
    def ring_radius(self) -> float:
        return self.height() / 2

    @override
    def draw(self, painter: QPainter) -> None:
        theme, colors, margin, on = self.theme, self.theme.colors, self._margin, self.isChecked()
        body = self.rect().adjusted(margin, margin, -margin, -margin)
        ground = self.ground() or (colors.bg_hover_chrome if on else None)
        if ground is not None:
            fill_round(painter, QRectF(body), body.height() / 2, ground)
        if not on:
            line_round(painter, QRectF(body), body.height() / 2, colors.line)
        inside = body.adjusted(theme.space.s12, 0, -theme.space.s12, 0)
        color = colors.fg_1 if on or self.underMouse() else colors.fg_2
        direction, size = self.layoutDirection(), theme.size.icon_small
        if on:
            glyph = QRect(inside.right() + 1 - size, body.y(), size, body.height())
            theme.icons.paint(painter, placed(direction, body, glyph), "check", color, size)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(theme.font(FontRole.SMALL, weight=500))
        painter.setPen(color)
        words = inside.adjusted(0, 0, -size - theme.space.s4, 0) if on else inside
        where = placed(direction, body, words)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self.text())
