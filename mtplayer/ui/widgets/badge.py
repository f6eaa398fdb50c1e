"""A word or two in a soft fill: the state of something."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

_PADDING = 6


class Badge(QWidget):
    """``tone`` is ok, warn, danger, info, accent, or empty for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = self._tone = ""
        self.setFont(theme.font(FontRole.CAPTION, weight=500))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)

    def show_text(self, text: str, tone: str = "") -> None:
        """Say something else; nothing hides it."""
        if (text, tone) != (self._text, self._tone):
            self._text, self._tone = text, tone
            self.setAccessibleName(text)
            self.setVisible(bool(text))
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        wide = self._theme.metrics(FontRole.CAPTION, weight=500).horizontalAdvance(self._text)
        return QSize(wide + 2 * _PADDING, self._theme.size.badge + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, tone = self._theme.colors, self._tone
        ink = {"accent": "accent_text", "": "fg_2"}.get(tone, tone)
        ground = f"{tone}_soft" if tone else "bg_press"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, self.rect(), self._theme.radius.row, getattr(colors, ground))
        painter.setPen(getattr(colors, ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)

    def _look_changed(self, _look: object) -> None:
        self.update()
