"""The frame around a page: bars, sidebar and queue panel, and how they give way to each other."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.dock import Dock
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.sidebar import Sidebar
from mtplayer.ui.state import UiState
from mtplayer.ui.top_bar import TopBar

# The rail opens when the pointer rests on it, and closes when it has left for good.
OPEN_AFTER_MS = 500
CLOSE_AFTER_MS = 250


class Width(StrEnum):
    """The window's breakpoints."""

    RAIL = "rail"
    DRAWER = "drawer"
    NORMAL = "normal"
    WIDE = "wide"


class Shell(QWidget):
    """Lays the parts out; ``panel_shown`` says whether the queue panel can be seen."""

    panel_shown: TypedSignal[bool] = signal()

    def __init__(
        self,
        theme: Theme,
        state: UiState,
        top_bar: TopBar,
        sidebar: Sidebar,
        content: QWidget,
        panel: QWidget,
        player_bar: QWidget,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._state = state
        self._top_bar = top_bar
        self._sidebar = sidebar
        self.content = content
        self.panel = panel
        self._at = Width.NORMAL
        self._folded = state.get("window.sidebar_folded", False)
        self._panel_wanted = state.get("window.panel", True)
        # A splitter would take in whatever lies over it as one more pane.
        self.middle = QWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._left = Dock(theme, sidebar, self.middle, trailing=False)
        self._right = Dock(theme, panel, self.middle, trailing=True)
        self._opens = QTimer(self, singleShot=True, interval=OPEN_AFTER_MS)
        self._closes = QTimer(self, singleShot=True, interval=CLOSE_AFTER_MS)
        self._lay_out(player_bar)

    def _lay_out(self, player_bar: QWidget) -> None:
        splitter = self._splitter
        splitter.setHandleWidth(0)
        splitter.setChildrenCollapsible(False)
        for part in (self._left, self.content, self._right):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.splitterMoved.connect(self._moved)
        middle = QVBoxLayout(self.middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top_bar)
        layout.addWidget(self.middle, 1)
        layout.addWidget(player_bar)
        self._opens.timeout.connect(self.fly_out)
        self._closes.timeout.connect(self._left_for_good)
        self._sidebar.installEventFilter(self)
        self.panel.setMinimumWidth(self._theme.size.sidebar_min)
        self._fit()

    @property
    def rail(self) -> bool:
        """Whether the sidebar stands as a column of glyphs."""
        return self._at is Width.RAIL or self._folded

    @property
    def sidebar_open(self) -> bool:
        """Whether the whole sidebar can be seen."""
        return not self.rail or self._left.lifted

    def toggle_sidebar(self) -> None:
        """Fold the sidebar or unfold it; where there is no room it flies out."""
        if self._at is not Width.RAIL:
            self._folded = not self._folded
            self._state.put("window.sidebar_folded", self._folded)
            self._fit()
        elif self._left.lifted:
            self.close_sidebar()
        else:
            self.fly_out()

    def fly_out(self) -> None:
        """Let the whole sidebar lie over the content."""
        if self.rail and not self._left.lifted:
            self._sidebar.show_rail(rail=False)
            self._left.lift(self._theme.size.sidebar)

    def close_sidebar(self) -> None:
        """Take back what flew out."""
        if self._left.lifted:
            self._left.settle()
            self._sidebar.show_rail(rail=self.rail)

    def toggle_panel(self) -> None:
        """Show the queue panel or hide it."""
        self._set_panel(shown=not self.panel_visible)

    def close_one(self) -> bool:
        """Close what lies over the content, if anything does."""
        if self._left.lifted:
            self.close_sidebar()
            return True
        if self._right.lifted:
            self._set_panel(shown=False)
            return True
        return False

    @property
    def panel_visible(self) -> bool:
        """Whether the queue panel can be seen."""
        return self._right.lifted or (self._panel_wanted and self._docks_panel())

    def _docks_panel(self) -> bool:
        return self._at in (Width.NORMAL, Width.WIDE)

    def _set_panel(self, *, shown: bool) -> None:
        if self._docks_panel():
            self._panel_wanted = shown
            self._state.put("window.panel", shown)
        elif shown:
            self._right.lift(self._theme.size.right_panel)
        self._fit(drawer=shown)

    def _fit(self, *, drawer: bool = False) -> None:
        """Lay out for the width; a drawer stays open only where it was asked for."""
        size = self._theme.size
        if not self.rail or self._at is not Width.RAIL:
            self._left.settle()
        self._sidebar.show_rail(rail=self.rail and not self._left.lifted)
        if self.rail:
            self._left.setFixedWidth(size.rail)
        else:
            self._left.setMinimumWidth(size.sidebar_min)
            self._left.setMaximumWidth(size.sidebar_max)
        if self._docks_panel() or not drawer:
            self._right.settle()
        self._right.setVisible(self._docks_panel() and self._panel_wanted)
        self._restore_sizes()
        self.panel_shown.emit(self.panel_visible)

    def _restore_sizes(self) -> None:
        size = self._theme.size
        left = size.rail if self.rail else self._state.get("window.sidebar", size.sidebar)
        wide = self._at is Width.WIDE
        standard = size.right_panel_wide if wide else size.right_panel
        right = self._state.get(f"window.panel_{self._at}", standard)
        right = right if not self._right.isHidden() else 0
        self._splitter.setSizes([left, max(0, self.width() - left - right), right])
        self._top_bar.show_content_edge(left)

    def _moved(self, _at: int, _handle: int) -> None:
        left, _, right = self._splitter.sizes()
        if not self.rail:
            self._state.put("window.sidebar", left)
        if not self._right.isHidden():
            self._state.put(f"window.panel_{self._at}", right)
        self._top_bar.show_content_edge(left)

    def _left_for_good(self) -> None:
        if not self._sidebar.underMouse():
            self.close_sidebar()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now = self._breakpoint(self.width())
        if now is not self._at:
            self._at = now
            self._fit()
        elif not event.oldSize().isValid():
            self._restore_sizes()

    def _breakpoint(self, width: int) -> Width:
        size = self._theme.size
        if width < size.rail_below:
            return Width.RAIL
        if width < size.drawer_below:
            return Width.DRAWER
        return Width.NORMAL if width < size.wide_from else Width.WIDE

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.rail and event.type() is QEvent.Type.Enter:
            self._closes.stop()
            self._opens.start()
        elif self.rail and event.type() is QEvent.Type.Leave:
            self._opens.stop()
            self._closes.start()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_content)
