"""The keys and the menu of a grid of artists: what is done to those that are selected."""

from array import array
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt

from mtplayer.core.events import FavoritesChanged
from mtplayer.core.ids import ArtistId
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.artist_grid import ArtistGrid
from mtplayer.ui.albums.cover_choice import CoverChoice
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.album_actions import AlbumActions
from mtplayer.ui.commands.album_menu import artist_menu
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.views import OneOf, View, name_of
from mtplayer.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from mtplayer.ui.dialogs.merge_spellings import MergeSpellings

Do = Callable[["array[int]"], object]


class SelectedArtists(QObject):
    """Answers to the commands of lists on behalf of a grid, when it is the last one entered."""

    def __init__(self, parts: PageParts, grid: ArtistGrid) -> None:
        super().__init__(grid)
        services = parts.services
        self._theme = parts.theme
        self._grid = grid
        self._actions = parts.actions
        self._editions = services.editions
        self._choice = CoverChoice(services, grid)
        self._tracks = TrackActions(services, self)
        self._do = AlbumActions(services, self._tracks, self)
        self._drag = TrackDrag(parts.theme, parts.covers, services.rows, services.library, grid)
        parts.actions.attach_tiles(grid)
        grid.installEventFilter(self)
        grid.item_activated.connect(self._open_number)
        grid.item_clicked.connect(self._open_number)
        grid.play_pressed.connect(self._play_number)
        grid.heart_pressed.connect(self._like_number)
        grid.menu_asked.connect(self.open_menu)
        services.favorites.changed.connect(self._favorites_changed)
        grid.pulled.connect(lambda _: self._with_tracks(self._drag.start))

    def menu(self) -> Menu:
        """Return the menu of the selected artist."""
        number = max(self._grid.currentIndex().row(), 0)
        row = self._grid.artists.row(number)
        menu = artist_menu(self._theme, self._actions, row, self._shuffle, self._grid)
        if len(self._grid.selected_ids()) < 2:  # noqa: PLR2004 - of several artists none is meant
            self._choice.add_picture_actions(menu, row.id)
        else:
            merge = menu.addAction(text.tr("menu", "Merge spellings…"))
            merge.setData("git-merge")
            merge.triggered.connect(self.ask_to_merge)
        return menu

    def ask_to_merge(self) -> "MergeSpellings":
        """Ask which of the selected names all of them are from now on."""
        from mtplayer.ui.dialogs.merge_spellings import MergeSpellings

        artists = self._grid.artists
        chosen = (row_of(artists.ids, id_) or 0 for id_ in self._grid.selected_ids())
        rows = [artists.row(at)._replace(albums=artists.albums_of(at)) for at in chosen]
        return MergeSpellings(self._theme, self._editions, rows, self._grid.window())

    def open_menu(self, where: QPoint) -> None:
        """Open the menu at a point of the screen."""
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
        on, tracks = self._actions.on, self._tracks

        def all_tracks(run: Do) -> Callable[[], object]:
            return lambda: self._with_tracks(run)

        on(commands.OPEN, self._open_current)
        on(track_commands.GO_TO_ARTIST, self._open_current)
        on(commands.PLAY_OPENED, all_tracks(self._play))
        on(track_commands.PLAY_NEXT, all_tracks(tracks.play_next))
        on(track_commands.ADD_TO_QUEUE, all_tracks(tracks.add_to_queue))
        on(track_commands.ADD_TO_PLAYLIST, all_tracks(tracks.add_to_playlist))
        on(track_commands.LIKE, all_tracks(tracks.toggle_like))
        on(track_commands.WRITE_RATINGS, all_tracks(tracks.write_ratings))
        on(track_commands.MEASURE_LOUDNESS, all_tracks(tracks.measure_loudness))
        on(track_commands.WRITE_LOUDNESS, all_tracks(tracks.write_loudness))
        on(track_commands.COPY, all_tracks(tracks.copy_text))
        on(track_commands.COPY_PATHS, all_tracks(tracks.copy_paths))
        on(track_commands.SHOW_IN_FOLDER, all_tracks(tracks.show_in_folder))
        on(track_commands.REMOVE, all_tracks(tracks.remove))
        on(commands.SELECT_ALL, self._grid.selectAll)
        on(track_commands.GO_TO_ALBUM, all_tracks(tracks.go_to_album))
        for stars, command in enumerate(track_commands.RATINGS):
            rate = partial(_rate, tracks, stars * 20 or None)
            on(command, all_tracks(rate))

    def _with_tracks(self, do: Do) -> None:
        """Do something to the tracks of all who are selected, or of the one keys act on."""
        selected, current = self._grid.selected_ids(), self._grid.current_id()
        meant = selected if selected or current is None else array("q", [current])
        _Gathered(self._do, meant, do).go_on()

    def _shuffle(self) -> None:
        self._with_tracks(partial(self._do.play_shuffled, source=self._source()))

    def _play(self, ids: "array[int]") -> None:
        self._do.play_tracks(ids, self._source())

    def _source(self) -> str:
        artists = self._grid.selected_ids()
        return name_of(OneOf(View.ARTIST, artists[0])) if len(artists) == 1 else View.ARTISTS.value

    def _open_current(self) -> None:
        self._do.go_to_artist(self._grid.current_id())

    def _open_number(self, number: int) -> None:
        self._do.go_to_artist(self._grid.artists.ids[number])

    def _like_number(self, number: int) -> None:
        artist = ArtistId(self._grid.artists.ids[number])
        self._do.with_artist(artist, self._tracks.toggle_like)

    def _favorites_changed(self, _change: FavoritesChanged) -> None:
        self._grid.artists.refresh()

    def _play_number(self, number: int) -> None:
        self._do.play_artist(ArtistId(self._grid.artists.ids[number]))


class _Gathered:
    """Asks for the tracks of one artist after the other, then does what is to be done."""

    def __init__(self, ask: AlbumActions, artists: "array[int]", do: Do) -> None:
        self._ask = ask
        self._artists = list(artists)
        self._do = do
        self._tracks: array[int] = array("q")

    def go_on(self, found: "array[int] | None" = None) -> None:
        """Ask for the next, or be done; a track by two of them counts once."""
        if found is not None:
            self._tracks.extend(found)
        if self._artists:
            self._ask.with_artist(ArtistId(self._artists.pop(0)), self.go_on)
        elif self._tracks:
            self._do(array("q", dict.fromkeys(self._tracks)))


def _rate(tracks: TrackActions, rating: int | None, ids: "array[int]") -> None:
    tracks.rate(ids, rating)
