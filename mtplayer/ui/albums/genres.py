"""The page of genres: a tile for each; one opens its albums."""

from array import array
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from mtplayer.core.events import LibraryChanged
from mtplayer.core.folding import fold_phrase
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.facets import Narrowing
from mtplayer.ui import text
from mtplayer.ui.albums.genre_grid import GenreGrid, gone, spoken
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.text import tr
from mtplayer.ui.tracks import tracks_empty
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.views import OneOf, View, name_of
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.text_button import TextButton

# A scan announces several times a second.
_REFRESH_MS = 2000
SORT = "genres.sort"


class GenreSort(StrEnum):
    """Orders of genres."""

    TRACKS = "tracks"
    NAME = "name"


NAMES = {GenreSort.TRACKS: "Most tracks", GenreSort.NAME: "Name"}


class GenresPage(QWidget):
    """Genres are few: all of them are here, and what is typed filters them at once."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        theme = parts.theme
        self._parts = parts
        self._services = parts.services
        self._state = parts.state
        self._tiles: dict[int, GenreTile] = {}
        self._words = ""
        self._waiting = False
        sort = parts.state.get(SORT, "")
        self._sort = GenreSort(sort) if sort in set(GenreSort) else GenreSort.TRACKS
        self._model = TileModel[GenreTile](self._rows, lambda tile: tile.id, spoken, gone, self)
        self.grid = GenreGrid(self._model, theme, parts.covers)
        self._empty = EmptyState(theme)
        self._title = Label(theme, self.title, FontRole.TITLE)
        self._counts = Label(theme, color="fg_3", tabular=True, elides=True)
        self._order = TextButton(
            theme, tr("genres", NAMES[self._sort]), icon="sort-descending", icon_after="caret-down"
        )
        self._do = TrackActions(parts.services, self)
        self._drag = TrackDrag(
            theme, parts.covers, parts.services.rows, parts.services.library, self.grid
        )
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._lay_out()
        self._connect()

    @property
    def title(self) -> str:
        """What it is called."""
        return tr("nav", "Genres")

    @property
    def waiting(self) -> bool:
        """Whether genres are still to come."""
        return self._waiting

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def visit(self) -> None:
        """Show what there is now."""
        self._words = ""
        self._ask()

    def search(self, words: str) -> None:
        """Show only the genres whose name contains what is typed."""
        self._words = words
        self._show()

    def menu(self) -> Menu:
        """Return the menu of the selected genres."""
        menu, do = Menu(self._parts.theme, self.grid), self._do
        for words, icon, run in (
            ("Play", "play", self._play),
            ("Shuffle", "shuffle", self._shuffle),
            ("Play next", "arrow-bend-down-right", do.play_next),
            ("Add to queue", "list-plus", do.add_to_queue),
            ("Like", "heart", do.toggle_like),
        ):
            action = menu.addAction(tr("commands", words))
            action.setData(icon)
            action.triggered.connect(partial(self._with_tracks, run))
        return menu

    # ---- questions and answers ------------------------------------------------------------------

    def _ask(self) -> None:
        self._waiting = True
        self._services.library.genres(self._take)

    def _take(self, tiles: Sequence[GenreTile]) -> None:
        self._waiting = False
        self._tiles = {tile.id: tile for tile in tiles}
        self._show()

    def _show(self) -> None:
        folded, plain = fold_phrase(self._words), self._words.strip().casefold()
        found = [
            tile
            for tile in self._tiles.values()
            if folded in tile.words or (plain and plain in tile.name.casefold())
        ]
        if self._sort is GenreSort.TRACKS:
            found.sort(key=lambda tile: -tile.tracks)
        self.grid.show_ids(array("q", [tile.id for tile in found]), stay=True)
        count = text.number(len(found))
        words = tr("genres", "1 genre") if len(found) == 1 else tr("genres", "{n} genres")
        self._counts.show_text(words.format(n=count))
        if not found:
            self._empty.say(self._message())
        self._stack.setCurrentWidget(self.grid if found else self._empty)

    def _message(self) -> Message:
        if self._tiles:
            title = tr("genres", "No genre is called “{words}”")
            return Message(
                title=title.format(words=self._words.strip()),
                body=tr("genres", "Part of a name is enough."),
                icon="magnifying-glass",
            )
        if not self._services.rows.rows([]) and not self._tiles:
            return tracks_empty.library_message(self._parts.actions)
        return Message(title="", body="")

    def _rows(self, ids: Sequence[int]) -> list[GenreTile]:
        return [self._tiles[genre] for genre in ids if genre in self._tiles]

    # ---- what is done ---------------------------------------------------------------------------

    def _open(self, number: int) -> None:
        self._services.go(OneOf(View.GENRE, self._model.ids[number]))

    def _with_tracks(self, run: Callable[["array[int]"], object], _checked: object = None) -> None:
        within = Narrowing(genres=tuple(self.grid.selected_ids()))
        if within.genres:
            self._services.library.ids(TrackQuery(within=within), run, asker=self)

    def _play(self, ids: "array[int]") -> None:
        if ids:
            genres = self.grid.selected_ids()
            one = name_of(OneOf(View.GENRE, genres[0])) if len(genres) == 1 else ""
            self._do.play(ids, 0, one or View.GENRES.value)

    def _shuffle(self, ids: "array[int]") -> None:
        self._services.queue.set_shuffle(on=True)
        self._play(ids)

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _open_orders(self) -> None:
        menu = Menu(self._parts.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sort, name in NAMES.items():
            action = menu.addAction(tr("genres", name))
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.triggered.connect(partial(self.sort_by, sort))
        menu.open_below(self._order)

    def sort_by(self, sort: GenreSort, _checked: object = None) -> None:
        """Show genres in another order."""
        self._sort = sort
        self._state.put(SORT, str(sort))
        self._order.setText(tr("genres", NAMES[sort]))
        self._show()

    def _library_changed(self, change: LibraryChanged) -> None:
        if self.isVisible() and (not change.complete or change.added or change.removed):
            self._soon.start()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._ask)
        self._order.clicked.connect(self._open_orders)
        self.grid.item_clicked.connect(self._open)
        self.grid.item_activated.connect(self._open)
        self.grid.menu_asked.connect(self._open_menu)
        self.grid.pulled.connect(lambda _: self._with_tracks(self._drag.start))
        self._services.library.changed.connect(self._library_changed)

    def _lay_out(self) -> None:
        theme, space = self._parts.theme, self._parts.theme.space
        head = QWidget()
        head.setFixedHeight(theme.size.view_header)
        row = QHBoxLayout(head)
        row.setContentsMargins(space.s20, space.s4, space.s20, 0)
        row.setSpacing(space.s12)
        row.addWidget(self._title)
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self._counts, 1)
        row.addWidget(self._order)
        row.addSpacing(-self._order.margin)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(below, 1)
        self.setFocusProxy(self.grid)
