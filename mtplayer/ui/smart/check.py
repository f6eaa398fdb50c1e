"""A box to check, with its words."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton


class Check(PaintedButton):
    """The words belong to the target."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, words)
        self.setText(words)
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
        theme = self.theme
        words = theme.metrics(FontRole.BODY).horizontalAdvance(self.text())
        wide = theme.size.checkbox + theme.space.s8 + words + 2 * self._margin
        return QSize(wide, theme.size.button_small)

    @override
    def draw(self, painter: QPainter) -> None:
        theme, colors, edge = self.theme, self.theme.colors, self.theme.size.checkbox
        direction, whole = self.layoutDirection(), self.rect()
        box = placed(direction, whole, QRect(self._margin, (self.height() - edge) // 2, edge, edge))
        if self.isChecked():
            fill_round(painter, box, theme.radius.row, colors.accent)
            theme.icons.paint(painter, box, "check-bold", colors.on_accent, 11)
        else:
            line_round(painter, box, theme.radius.row, colors.line_field, 1.5)
        words = whole.adjusted(self._margin + edge + theme.space.s8, 0, 0, 0)
        painter.setFont(theme.font(FontRole.BODY))
        painter.setPen(colors.fg_1 if self.isEnabled() else colors.fg_off)
        place = placed(direction, whole, words)
        draw_text(painter, place, self.text(), right_to_left=self.isRightToLeft())
