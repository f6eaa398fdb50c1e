"""The right panel: tabs, and under them what comes next, the song's words, or its facts."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.views import Tab
from mtplayer.ui.widgets.tabs import Tabs

HEADER: Final = 44
_KEY: Final = "window.panel_tab"


class PanelPage(Protocol):
    """One page of the panel."""

    def head(self) -> QWidget:
        """Return what stands beside the tabs while it is shown."""
        ...

    def widget(self) -> QWidget:
        """Return what stands below them."""
        ...


class SidePanel(QWidget):
    """Makes each page when it is first shown; which one it was is remembered."""

    tab_changed: TypedSignal[Tab] = signal()

    def __init__(
        self, theme: Theme, state: UiState, pages: Mapping[Tab, Callable[[], PanelPage]]
    ) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self._makers = dict(pages)
        self._pages: dict[Tab, PanelPage] = {}
        self._order = list(pages)
        names = {
            Tab.QUEUE: tr("panel", "Up next"),
            Tab.LYRICS: tr("panel", "Lyrics"),
            Tab.INFO: tr("panel", "Info"),
        }
        self.tabs = Tabs(theme, tr("panel", "Right panel"), [names[tab] for tab in self._order])
        self._heads, self._stack = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.tabs.pressed.connect(self._pressed)
        theme.changed.connect(self._look_changed)
        # The queue is there from the start: it is also what a panel shows that nobody has turned.
        self._made(self._order[0])
        self._tab = self._order[0]
        self.show_tab(_remembered(state, self._order))

    @property
    def tab(self) -> Tab:
        """Which page is shown."""
        return self._tab

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def show_tab(self, tab: Tab) -> None:
        """Turn to a page, also the next time."""
        page = self._made(tab)
        self._tab = tab
        self._state.put(_KEY, tab.value)
        self.tabs.choose(self._order.index(tab))
        self._heads.setCurrentWidget(page.head())
        self._stack.setCurrentWidget(page.widget())
        self.setFocusProxy(page.widget())
        self.tab_changed.emit(tab)

    def _made(self, tab: Tab) -> PanelPage:
        if tab not in self._pages:
            page = self._pages[tab] = self._makers[tab]()
            self._heads.addWidget(page.head())
            self._stack.addWidget(page.widget())
            self._chain(page)
        return self._pages[tab]

    def _chain(self, page: PanelPage) -> None:
        """Let the Tab key go from the tabs into a page: made late, it comes last."""
        before = self.tabs.last()
        for part in (page.head(), page.widget()):
            for stop in (part, *part.findChildren(QWidget)):
                if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, stop)
                    before = stop

    def _lay_out(self) -> None:
        space, header = self._theme.space, QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(space.s12 + 1, 0, space.s12, 0)
        row.setSpacing(space.s8)
        row.addWidget(self.tabs)
        row.addWidget(self._heads, 1)
        header.setFixedHeight(HEADER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)

    def _pressed(self, number: int) -> None:
        self.show_tab(self._order[number])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self._theme.colors
        painter.fillRect(self.rect(), colors.bg_chrome)
        edge = self.width() - 1 if self.isRightToLeft() else 0
        painter.fillRect(edge, 0, 1, self.height(), colors.line_soft)
        painter.fillRect(0, HEADER - 1, self.width(), 1, colors.line_soft)

    def _look_changed(self, _look: object) -> None:
        self.update()


def _remembered(state: UiState, offered: list[Tab]) -> Tab:
    name = state.get(_KEY, "")
    return Tab(name) if name in set(offered) else offered[0]
