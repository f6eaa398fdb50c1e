"""The bar at the top: menu, back and forward, search."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton


class TopBar(QWidget):
    """The search field begins where the content does."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._search: QWidget | None = None
        self.menu_button = IconButton(theme, tr("top", "Menu"), Face(icon="list"))
        self.menu_button.follow(actions[commands.MENU])
        self._back = IconButton(theme, tr("top", "Back"), Face(icon="arrow-left"))
        self._back.follow(actions[commands.BACK])
        self._forward = IconButton(theme, tr("top", "Forward"), Face(icon="arrow-right"))
        self._forward.follow(actions[commands.FORWARD])
        self.setFixedHeight(theme.size.top_bar)
        self._lay_out()
        theme.changed.connect(self._look_changed)

    def set_search(self, field: QWidget) -> None:
        """Take in the search field."""
        self._search = field
        self._row.insertWidget(1, field, 1)
        self._limit_search()

    def show_content_edge(self, x: int) -> None:
        """Begin the search field at the content's edge, so far from the bar's own."""
        inside = self._theme.space.s12
        self._lead.setFixedWidth(max(self._lead.sizeHint().width(), x + inside))

    def _lay_out(self) -> None:
        space = self._theme.space
        self._lead = QWidget()
        buttons = QHBoxLayout(self._lead)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        buttons.addSpacing(space.s8 + 2)
        buttons.addWidget(self.menu_button)
        buttons.addSpacing(space.s8)
        buttons.addWidget(self._back)
        buttons.addWidget(self._forward)
        buttons.addSpacing(space.s8)
        buttons.addStretch(1)
        self._row = QHBoxLayout(self)
        # Spaces turn round with the reading direction, margins do not.
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self._lead)
        self._row.addSpacing(space.s20)
        self._row.addStretch(0)

    def _limit_search(self) -> None:
        if self._search is not None:
            size = self._theme.size
            wide = self.width() >= size.wide_from
            self._search.setMaximumWidth(size.search_wide if wide else size.search)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit_search()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colors.bg_chrome)
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, self._theme.colors.line_soft)

    def _look_changed(self, _look: object) -> None:
        self.update()
