"""A few glyphs in one frame, of which one is on."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.icon_button import Face, IconButton


class Segmented(QWidget):
    """Each glyph triggers an action and is on while the action is checked."""

    def __init__(
        self,
        theme: Theme,
        parts: Sequence[tuple[QAction, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        edge = theme.size.icon_button_tiny
        for action, icon in parts:
            face = Face(icon=icon, color="fg_3", color_on="fg_1", ground_on="bg_press")
            button = IconButton(theme, action.text(), face, edge=edge, glyph=theme.size.icon)
            button.follow(action)
            row.addWidget(button)
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self._restyle)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = self._theme.colors
            fill_round(painter, self.rect(), self._theme.radius.control, colors.bg_hover)

    def _restyle(self, _look: object) -> None:
        self.update()
