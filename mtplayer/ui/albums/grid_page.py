"""What pages of tiles share: a head, the grid, letters, one question at a time."""

from array import array
from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.initials import rail_places
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.grid_header import STEP, GridHeader
from mtplayer.ui.albums.tile_grid import TileGrid
from mtplayer.ui.commands import commands
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.tracks import tracks_empty
from mtplayer.ui.widgets.empty_state import Choice, EmptyState, Message
from mtplayer.ui.widgets.index_rail import WIDTH as RAIL
from mtplayer.ui.widgets.index_rail import IndexRail

# A scan announces several times a second; a grid that moves more often cannot be looked at.
LIVE_EVERY_MS = 1000
TILE, WIDE_TILE = 172, 192
_KEY_STEP = 5 * STEP
_SCROLL_BAR = 10


class GridPage(QWidget):
    """Whoever inherits says what is asked (``look``) and calls ``show_list`` with the answer."""

    def __init__(
        self,
        parts: PageParts,
        grid: TileGrid,
        name: str,
        title: str,
        sorts: Mapping[str, str],
        *,
        has_modes: bool = False,
    ) -> None:
        super().__init__()
        theme, state = parts.theme, parts.state
        self.parts = parts
        self._theme = theme
        self._services = parts.services
        self._state = state
        self._actions = parts.actions
        self._field = parts.field
        self._tiles = grid
        self._name = name
        self.title = title
        self.text = ""
        sort = state.get(f"{name}.sort", "")
        self.sort = sort if sort in sorts else next(iter(sorts))
        self._fresh = self._waiting = False
        self._stale = True
        self._header = GridHeader(theme, title, sorts, has_modes=has_modes)
        self._empty = EmptyState(theme)
        self._rail = IndexRail(theme, grid)
        self._since_live = QElapsedTimer()
        self._live = QTimer(self, singleShot=True)
        self._live.timeout.connect(self._ask_again)
        self._lay_out()
        self._connect()

    # ---- what others ask ------------------------------------------------------------------------

    @property
    def grid(self) -> TileGrid:
        """The tiles."""
        return self._tiles

    @property
    def header(self) -> GridHeader:
        """The head."""
        return self._header

    @property
    def rail(self) -> IndexRail:
        """The letters."""
        return self._rail

    @property
    def waiting(self) -> bool:
        """Whether tiles are still to come."""
        return self._waiting

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def visit(self) -> None:
        """Be up to date: the window comes here, and the search field is empty."""
        self._actions.on(commands.SORT_BY, self._header.open_sorts)
        if self.text:
            self.text = ""
            self._stale = True
        if self._stale:
            self._ask(stay=self._fresh)

    def enlarge(self, steps: int) -> None:
        """Make covers so many steps larger; 0 is their usual size."""
        if steps:
            self._resize_tiles(self._tiles.tile + steps * _KEY_STEP)
        else:
            self._state.put(f"{self._name}.tile", 0)
            self._show_tiles(self._usual())

    def search(self, words: str) -> None:
        """Show only what these words find."""
        if words != self.text:
            self.text = words
            self._ask(stay=False)

    # ---- what whoever inherits says -------------------------------------------------------------

    def look(self) -> None:
        """Ask for the list; ``show_list`` follows."""
        raise NotImplementedError

    def counts(self, shown: int) -> tuple[str, str]:
        """Return what the head says about so many tiles, whole and short."""
        raise NotImplementedError

    def reach(self) -> str:
        """Return what is looked at, for whom nothing was found."""
        return text.tr("empty", "The search looks at every track of the library.")

    def listed(self) -> None:
        """Do what has to be done when a list is shown."""

    # ---- questions and answers ------------------------------------------------------------------

    def show_list(self, ids: "array[int]", initials: str) -> None:
        """Show an answer."""
        stay, self._stay = self._stay, True
        self._fresh, self._waiting = True, False
        self._tiles.show_ids(ids, stay=stay)
        self._rail.show_places(rail_places(initials))
        self._show_rail()
        self._scrolled()
        self._field.show_count(len(ids) if self.text.strip() else None)
        self.show_counts()
        if not ids:
            self._empty.say(self._message())
        self._stack.setCurrentWidget(self._tiles if ids else self._empty)
        self.listed()
        if self._stale:
            self._soon()

    def show_counts(self) -> None:
        """Say how much is shown."""
        self._header.show_counts(*self.counts(len(self._tiles.model_ids)))

    def library_changed(self, change: LibraryChanged) -> None:
        """Redraw, and ask again: tiles may have come, gone or moved."""
        if change.updated or not change.complete:
            self._tiles.tiles.refresh()
        self._stale = True
        if self.isVisible():
            self._soon()

    def _ask(self, *, stay: bool) -> None:
        self._stay = stay if not self._waiting else stay and self._stay
        self._waiting, self._stale = True, False
        self._live.stop()
        self._since_live.start()
        if not self._fresh:
            self._header.show_counts("…", "…")
        self.look()

    def _soon(self) -> None:
        if self._waiting or self._live.isActive():
            return
        elapsed = self._since_live.elapsed() if self._since_live.isValid() else LIVE_EVERY_MS
        self._live.start(max(0, LIVE_EVERY_MS - elapsed))

    def _ask_again(self) -> None:
        if not self._waiting and self.isVisible():
            self._ask(stay=True)

    def _sort_by(self, sort: str) -> None:
        if sort != self.sort:
            self.sort = sort
            self._state.put(f"{self._name}.sort", sort)
            self._header.show_sort(sort)
            self._ask(stay=False)

    def _message(self) -> Message:
        if not self.text.strip():
            return tracks_empty.library_message(self._actions)
        title = text.tr("empty", "Nothing in {where} for “{words}”")
        return Message(
            title=title.format(where=self.title, words=self.text.strip()),
            body=self.reach(),
            icon="magnifying-glass",
            choices=(
                Choice(
                    words=text.tr("empty", "Clear the search"),
                    run=lambda: self._field.set_text(""),
                ),
            ),
        )

    # ---- sizes and places -----------------------------------------------------------------------

    def _usual(self) -> int:
        wide = self.window().width() >= self._theme.size.wide_from
        return WIDE_TILE if wide else TILE

    def _resize_tiles(self, edge: int) -> None:
        size = self._theme.size
        edge = min(max(edge - edge % STEP, size.tile_min), size.tile_max)
        self._state.put(f"{self._name}.tile", edge)
        self._show_tiles(edge)

    def _show_tiles(self, edge: int) -> None:
        self._tiles.set_tile(edge)
        self._header.show_tile(edge)

    def _fit(self) -> None:
        chosen = self._state.get(f"{self._name}.tile", 0)
        self._show_tiles(chosen or self._usual())
        top = self._theme.space.s8
        x = self._tiles.width() - _SCROLL_BAR - RAIL
        x = _SCROLL_BAR if self.isRightToLeft() else x
        self._rail.setGeometry(QRect(x, top, RAIL, max(self._tiles.height() - 2 * top, 0)))
        self._rail.raise_()

    def _scrolled(self, _value: object = None) -> None:
        self._rail.show_at(self._tiles.visible_numbers()[0])

    def _show_rail(self, _lowest: int = 0, _highest: int = 0) -> None:
        """Show letters where there is somewhere to go: more than the window holds."""
        scrolls = self._tiles.verticalScrollBar().maximum() > 0
        self._rail.setVisible(scrolls and bool(self._rail.letters))

    def _jump(self, number: int) -> None:
        bar = self._tiles.verticalScrollBar()
        bar.setValue(self._tiles.placed.box(number)[1] - self._tiles.top)
        # The last rows share the screen with those before them.
        self._rail.show_at(number)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Arrow keys work from the start; whoever came by the sidebar stays there.
        focus = cast("QWidget | None", self.window().focusWidget())
        if focus is None or self.isAncestorOf(focus):
            self._tiles.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _connect(self) -> None:
        header, tiles = self._header, self._tiles
        header.show_sort(self.sort)
        header.sort_chosen.connect(self._sort_by)
        header.tile_moved.connect(self._resize_tiles)
        tiles.installEventFilter(self)
        tiles.verticalScrollBar().valueChanged.connect(self._scrolled)
        tiles.verticalScrollBar().rangeChanged.connect(self._show_rail)
        self._rail.jumped.connect(self._jump)
        self._field.left.connect(self._enter)
        self._field.entered_list.connect(self._enter_first)
        self._services.library.changed.connect(self.library_changed)

    def _enter(self, _nothing: None) -> None:
        if self.isVisible():
            self._tiles.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter_first(self, _nothing: None) -> None:
        self._enter(None)
        if self.isVisible() and self._tiles.model_ids and not self._tiles.selected_count():
            self._tiles.go_to(0)

    def _lay_out(self) -> None:
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self._tiles)
        self._stack.addWidget(self._empty)
        self._stay = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(below, 1)
        self.setFocusProxy(self._tiles)
