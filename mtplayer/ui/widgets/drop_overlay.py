"""What the window shows while folders hang over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr

PLUS = 40


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
        middle = self.rect().center()
        glyph = QRect(0, middle.y() - PLUS, self.width(), PLUS)
        self._theme.icons.paint(painter, glyph, "folder-simple-plus", colors.accent, PLUS)
        painter.setFont(self._theme.font(FontRole.SECTION))
        painter.setPen(colors.fg_1 if self._theme.dark else colors.bg_content)
        words = QRect(0, middle.y() + space.s12, self.width(), space.s24)
        text = tr("window", "Add to the library")
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
