"""The column browser over a list of tracks: shown, hidden, remembered, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QSplitter

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.facets import Narrowing
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import commands
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable

    from mtplayer.core.events import CoverReady, LibraryChanged
    from mtplayer.ui.commands.actions import Actions
    from mtplayer.ui.commands.track_actions import TrackActions
    from mtplayer.ui.look.theme import Theme
    from mtplayer.ui.services.services import Services
    from mtplayer.ui.state import UiState
    from mtplayer.ui.tracks.column_browser import ColumnBrowser
    from mtplayer.ui.tracks.row_painter import Covers
    from mtplayer.ui.tracks.track_drag import TrackDrag

SHOWN, HEIGHT = "browser.shown", "browser.height"
_STANDARD_HEIGHT = 300
# A scan announces several times a second.
_REFRESH_MS = 2000


class Browsing(QObject):
    """Makes the browser when it is first wanted, and narrows the list by what is chosen."""

    narrowed: TypedSignal[Narrowing] = signal()
    play_wanted: TypedSignal[None] = signal()
    list_wanted: TypedSignal[None] = signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        state: UiState,
        actions: Actions,
        place: QSplitter,
        *,
        do: TrackActions,
        drag: TrackDrag,
        ids: Callable[[], array[int]],
    ) -> None:
        super().__init__(place)
        self._theme = theme
        self._services = services
        self._covers = covers
        self._state = state
        self._actions = actions
        self._place = place
        self._do = do
        self._drag = drag
        self._ids = ids
        self._query = TrackQuery()
        self._browser: ColumnBrowser | None = None
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._soon.timeout.connect(self._refresh)
        actions.on(commands.COLUMN_BROWSER, self.toggle)
        actions.on(commands.PLAIN_LIST, lambda: self.show(shown=False))
        services.library.changed.connect(self._library_changed)
        place.splitterMoved.connect(self._moved)
        self.show(shown=state.get(SHOWN, False))

    def views(self) -> Segmented:
        """Return the switch between the ways to see the list."""
        ways = (
            (commands.PLAIN_LIST, "rows"),
            (commands.COLUMN_BROWSER, "columns"),
            (commands.GO_ALBUMS, "squares-four"),
        )
        return Segmented(self._theme, [(self._actions[way], icon) for way, icon in ways])

    @property
    def shown(self) -> bool:
        """Whether the browser can be seen."""
        return self._browser is not None and not self._browser.isHidden()

    @property
    def waiting(self) -> bool:
        """Whether its rows are still to come."""
        return self._browser is not None and self.shown and self._browser.waiting

    def toggle(self) -> None:
        """Show the browser, or hide it; from another page, go to it."""
        if not self._place.isVisible():
            self._actions[commands.GO_TRACKS].trigger()
            self.show(shown=True)
        else:
            self.show(shown=not self.shown)

    def show(self, *, shown: bool) -> None:
        """Show the browser or hide it; a hidden one narrows nothing."""
        if shown and self._browser is None:
            self._browser = self._make()
        if self._browser is not None:
            self._browser.setVisible(shown)
            if shown:
                self._browser.show_query(self._query)
                height = self._state.get(HEIGHT, _STANDARD_HEIGHT)
                self._place.setSizes([height, max(self._place.height() - height, 1)])
            elif self._query.within != Narrowing():
                self.narrowed.emit(Narrowing())
        self._state.put(SHOWN, shown)
        self._actions[commands.COLUMN_BROWSER].setChecked(shown)
        self._actions[commands.PLAIN_LIST].setChecked(not shown)

    def follow(self, query: TrackQuery) -> None:
        """Offer what this list can be narrowed to."""
        self._query = query
        if self._browser is not None and self.shown:
            self._browser.show_query(query)

    def enter(self) -> None:
        """Give the keyboard to the first list."""
        if self._browser is not None:
            self._browser.columns[0].list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def cover_ready(self, ready: CoverReady) -> None:
        """Paint a cover that has arrived."""
        if self._browser is not None and self.shown:
            self._browser.cover_ready(ready)

    def _make(self) -> ColumnBrowser:
        from mtplayer.ui.tracks.column_browser import ColumnBrowser

        browser = ColumnBrowser(self._theme, self._services.library, self._covers, self._state)
        browser.setMinimumHeight(4 * self._theme.size.pane_row)
        self._place.insertWidget(0, browser)
        self._place.setStretchFactor(0, 0)
        self._place.setStretchFactor(1, 1)
        browser.narrowed.connect(self._narrowed)
        browser.played.connect(self.play_wanted.emit)
        browser.left.connect(self.list_wanted.emit)
        browser.menu_asked.connect(self._open_menu)
        browser.drag_started.connect(lambda _: self._drag.start(self._ids()))
        return browser

    def _narrowed(self, within: Narrowing) -> None:
        self.narrowed.emit(within)

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def menu(self) -> Menu:
        """Return the menu of what is chosen: it acts on all tracks that are left."""
        menu, do, ids = Menu(self._theme, self._place), self._do, self._ids
        for text, icon, run in (
            (tr("commands", "Play"), "play", lambda: self.play_wanted.emit(None)),
            (tr("commands", "Play next"), "arrow-bend-down-right", lambda: do.play_next(ids())),
            (tr("commands", "Add to queue"), "list-plus", lambda: do.add_to_queue(ids())),
            (tr("commands", "Like"), "heart", lambda: do.toggle_like(ids())),
            (tr("commands", "Show in folder"), "folder-open", lambda: do.show_in_folder(ids())),
        ):
            action = menu.addAction(text)
            action.setData(icon)
            action.triggered.connect(run)
        albums = self._query.within.albums
        if len(albums) == 1:
            from mtplayer.ui.dialogs.merge_editions import add_edition_actions

            menu.addSeparator()
            window = self._place.window()
            add_edition_actions(menu, self._theme, self._services, AlbumId(albums[0]), window)
        return menu

    def _library_changed(self, change: LibraryChanged) -> None:
        if self.shown and (not change.complete or change.added or change.removed):
            self._soon.start()

    def _refresh(self) -> None:
        if self._browser is not None and self.shown:
            self._browser.refresh()

    def _moved(self, _at: int, _handle: int) -> None:
        if self.shown:
            self._state.put(HEIGHT, self._place.sizes()[0])
