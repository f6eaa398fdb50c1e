"""The keys and the menu of a grid of albums: what is done to those that are selected."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt

from mtplayer.core.library.albums import AlbumRow
from mtplayer.core.typed import override
from mtplayer.ui.albums.album_grid import AlbumGrid
from mtplayer.ui.albums.cover_choice import CoverChoice
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.album_actions import AlbumActions
from mtplayer.ui.commands.album_menu import album_menu
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.dialogs.merge_editions import add_edition_actions
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.widgets.menu import Menu

# The menu adds up so many albums.
_DESCRIBED = 200


class SelectedAlbums(QObject):
    """Answers to the commands of lists on behalf of a grid, when it is the last one entered."""

    def __init__(
        self,
        parts: PageParts,
        grid: AlbumGrid,
        do: AlbumActions,
        tracks: TrackActions,
        drag: TrackDrag,
        choice: CoverChoice,
        open_: Callable[[int], object],
    ) -> None:
        super().__init__(grid)
        self._theme = parts.theme
        self._grid = grid
        self._actions = parts.actions
        self._services = parts.services
        self._do = do
        self._tracks = tracks
        self._drag = drag
        self._choice = choice
        self._open = open_
        parts.actions.attach_tiles(grid)
        grid.installEventFilter(self)
        grid.item_activated.connect(self._play_number)
        grid.play_pressed.connect(self._play_number)
        grid.heart_pressed.connect(self._like_number)
        grid.menu_asked.connect(self.open_menu)
        grid.pulled.connect(self._pull)

    def menu(self) -> Menu:
        """Return the menu of the selected albums."""
        albums = self._grid.selected_ids()
        rows = self._services.tiles.albums.rows(albums[:_DESCRIBED])
        shuffle = partial(self._do.shuffle, albums)
        menu = album_menu(self._theme, self._actions, rows, shuffle, self._grid)
        if len(rows) == 1:
            self._add_single(menu, rows[0])
        return menu

    def open_menu(self, where: QPoint) -> None:
        """Open the menu of the selected albums at a point of the screen."""
        if not self._grid.selected_count():
            return
        self.answer()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.answer()
        return False

    def answer(self) -> None:
        """Let the commands act on this grid from now on."""
        on, do, tracks = self._actions.on, self._do, self._tracks

        def selected(run: Callable[[Sequence[int]], object]) -> Callable[[], object]:
            return lambda: run(self._meant())

        def with_tracks(run: Callable[["array[int]"], object]) -> Callable[[], object]:
            return lambda: do.with_tracks(self._meant(), run)

        on(commands.OPEN, self._open_current)
        on(commands.PLAY_OPENED, selected(do.play))
        on(track_commands.PLAY_NEXT, selected(do.play_next))
        on(track_commands.ADD_TO_QUEUE, selected(do.add_to_queue))
        on(track_commands.ADD_TO_PLAYLIST, with_tracks(tracks.add_to_playlist))
        on(track_commands.LIKE, selected(do.toggle_like))
        on(track_commands.GO_TO_ARTIST, selected(do.go_to_artist_of))
        on(track_commands.GO_TO_ALBUM, self._open_current)
        on(track_commands.WRITE_RATINGS, with_tracks(tracks.write_ratings))
        on(track_commands.WRITE_LOUDNESS, with_tracks(tracks.write_loudness))
        on(track_commands.COPY, with_tracks(tracks.copy_text))
        on(track_commands.COPY_PATHS, with_tracks(tracks.copy_paths))
        on(track_commands.SHOW_IN_FOLDER, with_tracks(tracks.show_in_folder))
        on(track_commands.MEASURE_LOUDNESS, with_tracks(tracks.measure_loudness))
        on(track_commands.REMOVE, with_tracks(tracks.remove))
        on(commands.SELECT_ALL, self._grid.selectAll)
        for stars, command in enumerate(track_commands.RATINGS):
            rating = stars * 20 or None
            on(command, with_tracks(partial(_rate, tracks, rating)))

    def _meant(self) -> "array[int]":
        """Return the selected albums, or the one that keys act on."""
        selected, current = self._grid.selected_ids(), self._grid.current_id()
        return selected if selected or current is None else array("q", [current])

    def _open_current(self) -> None:
        number = self._grid.currentIndex().row()
        if number >= 0:
            self._open(number)

    def _add_single(self, menu: Menu, row: AlbumRow) -> None:
        before = menu.actions()[-2]
        extra = Menu(self._theme, menu)
        self._choice.add_actions(extra, row.id)
        extra.addSeparator()
        window = self._grid.window()
        add_edition_actions(extra, self._theme, self._services, row.id, window)
        for action in extra.actions():
            menu.insertAction(before, action)

    def _play_number(self, number: int) -> None:
        self._do.play([self._grid.albums.ids[number]])

    def _like_number(self, number: int) -> None:
        self._do.toggle_like([self._grid.albums.ids[number]])

    def _pull(self, _nothing: None) -> None:
        self._do.with_tracks(self._grid.selected_ids(), self._drag.start)


def _rate(tracks: TrackActions, rating: int | None, ids: "array[int]") -> None:
    tracks.rate(ids, rating)
