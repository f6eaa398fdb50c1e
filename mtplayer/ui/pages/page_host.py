"""The middle of the window: the lists of tracks, or one of the other pages."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from mtplayer.core.library.tracks import Scope
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.parts import Page, PageOfOne, SearchedPage, SearchField, TiledPage, TracksView
from mtplayer.ui.text import tr
from mtplayer.ui.views import OneOf, Place, View

_SIZES: Final = {
    commands.LARGER_COVERS: 1,
    commands.SMALLER_COVERS: -1,
    commands.USUAL_COVERS: 0,
}
_TRACKS: Final = "Search tracks"
_HINTS: Final[Mapping[View | Scope, str]] = {
    View.ALBUMS: "Search albums",
    View.ALBUM: "Search albums",
    View.GENRE: "Search albums of this genre",
    View.ARTISTS: "Search artists",
    View.GENRES: "Search genres",
    View.FOLDER_TREE: "Search file names",
    View.HISTORY: "Search history",
    View.PLAYLIST: "Search this playlist",
    View.ARTIST: "Search this artist",
}
"""What is typed on a page is for, where it is not for all tracks."""


class PageHost(QStackedWidget):
    """Makes each page when it is first visited; ``searched`` when someone types on one of them."""

    searched: TypedSignal[str] = signal()

    def __init__(
        self,
        tracks: TracksView,
        pages: Mapping[View, Callable[[Actions], Page]],
        actions: Actions,
        search: SearchField,
    ) -> None:
        super().__init__()
        self._tracks = tracks
        self._makers = pages
        self._actions = actions
        self._search = search
        self._pages: dict[View, Page] = {}
        self._page: Page | None = None
        self.addWidget(tracks.widget())
        search.text_changed.connect(self._typed)
        for command, steps in _SIZES.items():
            actions.on(command, partial(self._enlarge, steps))

    @property
    def waiting(self) -> bool:
        """Whether the page that is shown is not complete."""
        return self._tracks.waiting if self._page is None else self._page.waiting

    def has(self, place: Place) -> bool:
        """Whether there is such a page."""
        view = place.view if isinstance(place, OneOf) else place
        return isinstance(view, Scope) or view is View.SMART or view in self._makers

    def page(self, view: View) -> Page:
        """Return a page, made if need be."""
        if view not in self._pages:
            page = self._pages[view] = self._makers[view](self._actions)
            # The page of all albums is also that of one of them.
            if self.indexOf(page.widget()) < 0:
                self.addWidget(page.widget())
        return self._pages[view]

    def show_place(self, place: Place) -> None:
        """Go there."""
        kind = place.view if isinstance(place, OneOf) else place
        self._search.show_hint(tr("search", _HINTS.get(kind, _TRACKS)))
        if isinstance(place, Scope):
            self._page = None
            self._tracks.show_scope(place)
            self.setCurrentWidget(self._tracks.widget())
            return
        if isinstance(place, OneOf) and place.view is View.SMART:
            self._page = None
            self._tracks.show_smart(place.of)
            self.setCurrentWidget(self._tracks.widget())
            return
        self._page = None
        self._search.set_text("")
        view = place.view if isinstance(place, OneOf) else place
        is_known = view in self._pages
        page = self.page(view)
        if isinstance(place, OneOf) and isinstance(page, PageOfOne):
            page.show_one(place.of)
        if is_known and isinstance(page, SearchedPage):
            # The field was emptied while no page listened: the last words still narrowed this one.
            page.search("")
        self._page = page
        self._search.show_scope(page.title)
        page.visit()
        self.setCurrentWidget(page.widget())

    def show_playing(self) -> None:
        """Scroll to the playing track, where tracks are listed."""
        if self._page is None:
            self._tracks.show_playing()

    def _enlarge(self, steps: int) -> None:
        if isinstance(self._page, TiledPage):
            self._page.enlarge(steps)

    def _typed(self, words: str) -> None:
        if isinstance(self._page, SearchedPage):
            self._page.search(words)
        elif self._page is not None and words:
            self.searched.emit(words)
