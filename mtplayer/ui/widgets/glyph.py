"""One icon that does nothing."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme


class Glyph(QWidget):
    """A glyph in a role of the theme."""

    def __init__(
        self, theme: Theme, icon: str, color: str, px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._color = color
        self._px = px
        self.setFixedSize(px, px)
        theme.changed.connect(self._look_changed)

    def show_glyph(self, icon: str, color: str) -> None:
        """Show another one."""
        if (icon, color) != (self._icon, self._color):
            self._icon, self._color = icon, color
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        color = getattr(self._theme.colors, self._color)
        turned = self.isRightToLeft()
        painter = QPainter(self)
        self._theme.icons.paint(
            painter, self.rect(), self._icon, color, self._px, right_to_left=turned
        )

    def _look_changed(self, _look: object) -> None:
        self.update()
