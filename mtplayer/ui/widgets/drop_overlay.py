"""What the window shows while folders hang over it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_shadow, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr

PLUS = 40
SHADOW = 28


class DropOverlay(QWidget):
    """Covers its parent; the parent handles the drop."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole parent."""
        self.setGeometry(self._ground.rect())
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, space = self._theme.colors, self._theme.space
        painter.fillRect(self.rect(), colors.scrim)
        frame = self.rect().adjusted(space.s20, space.s20, -space.s20, -space.s20)
        line_round(painter, frame, self._theme.radius.dialog, colors.accent, 2)
        self._paint_card(painter, tr("window", "Add to the library"))

    def _paint_card(self, painter: QPainter, text: str) -> None:
        """Paint what a drop does on a card: on the scrim it was hard to tell from the rows."""
        theme, colors, space = self._theme, self._theme.colors, self._theme.space
        wide = theme.metrics(FontRole.SECTION).horizontalAdvance(text) + 2 * space.s44
        card = QRect(0, 0, wide, PLUS + space.s24 + space.s12 + 2 * space.s32)
        card.moveCenter(self.rect().center())
        draw_shadow(painter, QRectF(card), theme.radius.dialog, colors.shadow, SHADOW)
        fill_round(painter, card, theme.radius.dialog, colors.bg_dialog)
        line_round(painter, card, theme.radius.dialog, colors.line)
        glyph = QRect(card.x(), card.y() + space.s32, wide, PLUS)
        theme.icons.paint(painter, glyph, "folder-simple-plus", colors.accent, PLUS)
        painter.setFont(theme.font(FontRole.SECTION))
        painter.setPen(colors.fg_1)
        words = QRect(card.x(), glyph.bottom() + space.s12, wide, space.s24)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
