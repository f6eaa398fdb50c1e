"""A chip: a term of the question that a press takes away, or what adds one."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton

_MOST_WIDE = 260


class Chip(PaintedButton):
    """Words and a glyph between half circles; ``adds`` is drawn as an outline, the glyph first."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        name: str,
        *,
        adds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self.setText(words)
        self._adds = adds
        # Outside a chip the ring has a gap of its own width.
        self._margin = 2 * theme.size.focus_width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def margin(self) -> int:
        """The room around the chip that its focus ring needs."""
        return self._margin

    @override
    def sizeHint(self) -> QSize:
        theme = self.theme
        words = theme.metrics(FontRole.SMALL).horizontalAdvance(self.text())
        width = words + theme.size.icon_small + theme.space.s4 + 2 * theme.space.s8 + theme.space.s4
        wide = min(width, _MOST_WIDE) + 2 * self._margin
        return QSize(wide, theme.size.chip + 2 * self._margin)

    @override
    def ring_radius(self) -> float:
        return self.theme.radius.chip + self._margin

    @override
    def draw(self, painter: QPainter) -> None:
        theme, colors, margin = self.theme, self.theme.colors, self._margin
        body = self.rect().adjusted(margin, margin, -margin, -margin)
        fill = self._fill()
        if fill is not None:
            fill_round(painter, QRectF(body), theme.radius.chip, fill)
        if self._adds:
            line_round(painter, QRectF(body), theme.radius.chip, colors.line)
        color = colors.fg_2 if self._adds else colors.accent_text
        size = theme.size.icon_small
        inside = body.adjusted(theme.space.s8 + theme.space.s2, 0, -theme.space.s8, 0)
        left = inside.x() if self._adds else inside.right() + 1 - size
        glyph = QRect(left, body.y(), size, body.height())
        words = inside.adjusted(size + theme.space.s4, 0, 0, 0)
        if not self._adds:
            words = inside.adjusted(0, 0, -size - theme.space.s4, 0)
        direction = self.layoutDirection()
        name = "plus" if self._adds else "x"
        theme.icons.paint(painter, placed(direction, body, glyph), name, color, size)
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(color)
        shown = theme.metrics(FontRole.SMALL).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        where = placed(direction, body, words)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, shown)

    def _fill(self) -> QColor | None:
        if self._adds:
            return self.ground()
        colors = self.theme.colors
        return colors.bg_sel if self.underMouse() or self.isDown() else colors.accent_soft
