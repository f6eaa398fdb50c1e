"""Opens albums in a grid: asks what is in them, fills the panel, and keeps it up to date."""

from array import array

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent

from mtplayer.core.events import CurrentChanged, FavoritesChanged, LibraryChanged, PlaybackState
from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import AlbumFacts
from mtplayer.core.typed import override
from mtplayer.ui.albums.album_grid import AlbumGrid
from mtplayer.ui.albums.album_panel import AlbumPanel
from mtplayer.ui.albums.cover_choice import CoverChoice, pictures
from mtplayer.ui.albums.selected_albums import SelectedAlbums
from mtplayer.ui.commands.album_actions import AlbumActions
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.tracks.selected_tracks import SelectedTracks
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.views import OneOf, View, name_of

_ESCAPE = Qt.Key.Key_Escape
_SHORTCUT = Qt.FocusReason.ShortcutFocusReason


class OpenAlbum(QObject):
    """One grid of albums and its panel; everything that can be done to either."""

    def __init__(self, parts: PageParts, grid: AlbumGrid) -> None:
        super().__init__(grid)
        theme, services, covers = parts.theme, parts.services, parts.covers
        self._services = services
        self._grid = grid
        self._facts: AlbumFacts | None = None
        self._asked: AlbumId | None = None
        self.panel = AlbumPanel(theme, covers, services.rows)
        tracks = TrackActions(services, self)
        self._do = AlbumActions(services, tracks, self)
        drag = TrackDrag(theme, covers, services.rows, services.library, grid)
        self._choice = CoverChoice(services, grid)
        grid.set_panel(self.panel)
        self.selected = SelectedAlbums(parts, grid, self._do, tracks, drag, self._choice, self.open)
        self.selected_tracks = SelectedTracks(
            theme,
            self.panel.tracks,
            self.panel.tracks.tracks,
            parts.actions,
            tracks,
            drag,
            services.rows,
            lambda: name_of(OneOf(View.ALBUM, grid.open_album or 0)),
        )
        self._connect()
        self._show_playing()

    def open(self, number: int) -> None:
        """Open an album; one that is open already is entered."""
        album = AlbumId(self._grid.albums.ids[number])
        if album == self._grid.open_album:
            columns = self.panel.tracks
            columns.setFocus(_SHORTCUT)
            return
        self._ask(album)

    def toggle(self, number: int) -> None:
        """Open an album, or close it."""
        if self._grid.albums.ids[number] == self._grid.open_album:
            self._grid.close_panel()
        else:
            self.open(number)

    def refresh(self) -> None:
        """Read the open album anew."""
        if self._grid.open_album is not None:
            self._ask(self._grid.open_album)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == _ESCAPE:
            return self._escape(event)
        if kind is QEvent.Type.Resize and watched is self._grid.viewport():
            self._fit()
        elif isinstance(event, QDropEvent):
            return self._drop(event)
        return False

    def _escape(self, event: QKeyEvent) -> bool:
        if self._grid.open_album is None:
            return False
        event.accept()
        # The first is Qt's question whether the key is wanted here.
        if event.type() is QEvent.Type.KeyPress:
            self._grid.close_panel()
            self._grid.setFocus(_SHORTCUT)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        """Take a picture that is dropped on a cover."""
        number = self._grid.number_at(event.position().toPoint())
        if number < 0 or not pictures(event.mimeData()):
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._choice.take(AlbumId(self._grid.albums.ids[number]), event.mimeData())
        return True

    def _ask(self, album: AlbumId) -> None:
        self._asked = album
        self._services.browse.album_facts(album, self._known, asker=self)

    def _known(self, facts: AlbumFacts) -> None:
        number = row_of(self._grid.albums.ids, facts.album)
        if facts.album != self._asked or number is None:
            return
        self._facts = facts
        self.panel.show_album(self._grid.albums.row(number), facts)
        self._grid.open_panel(facts.album, self.panel.height_for(self._grid.viewport().width()))
        self.panel.point_at(self._grid.notch_x())
        self._show_playing()

    def _fit(self) -> None:
        album = self._grid.open_album
        if album is not None:
            self._grid.open_panel(album, self.panel.height_for(self._grid.viewport().width()))
            self.panel.point_at(self._grid.notch_x())

    def _connect(self) -> None:
        grid, panel, do, services = self._grid, self.panel, self._do, self._services
        grid.item_clicked.connect(self.toggle)
        grid.setAcceptDrops(True)
        grid.viewport().installEventFilter(self)
        for watched in (grid, panel, panel.tracks):
            watched.installEventFilter(self)
        panel.play_pressed.connect(lambda _: do.play(self._open_one()))
        panel.shuffle_pressed.connect(lambda _: do.shuffle(self._open_one()))
        panel.queue_pressed.connect(lambda _: do.add_to_queue(self._open_one()))
        panel.heart_pressed.connect(lambda _: do.toggle_like(self._open_one()))
        panel.artist_pressed.connect(lambda _: self._go_to_artist())
        panel.menu_pressed.connect(self._open_menu)
        panel.closed.connect(lambda _: grid.close_panel())
        panel.picture_dropped.connect(self._picture_dropped)
        services.favorites.changed.connect(self._favorites_changed)
        services.library.changed.connect(self._library_changed)
        services.queue.current_changed.connect(self._current_changed)
        services.playback.state_changed.connect(self._state_changed)

    def _open_one(self) -> "array[int]":
        album = self._grid.open_album
        return array("q") if album is None else array("q", [album])

    def _go_to_artist(self) -> None:
        if self._facts is not None:
            self._do.go_to_artist(self._facts.artist)

    def _open_menu(self, where: QPoint) -> None:
        number = row_of(self._grid.albums.ids, self._grid.open_album or 0)
        if number is not None:
            self._grid.go_to(number)
            self.selected.open_menu(where)

    def _picture_dropped(self, data: object) -> None:
        album = self._grid.open_album
        if album is not None and isinstance(data, QMimeData):
            self._choice.take(album, data)

    def _favorites_changed(self, _change: FavoritesChanged) -> None:
        self._grid.albums.refresh()
        self.panel.tracks.tracks.refresh()
        self.refresh()

    def _library_changed(self, change: LibraryChanged) -> None:
        if change.updated or not change.complete:
            self.panel.tracks.tracks.refresh()
            self.refresh()

    def _current_changed(self, _change: CurrentChanged) -> None:
        self._show_playing()

    def _state_changed(self, _state: PlaybackState) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        current = self._services.queue.current
        moving = self._services.playback.state is PlaybackState.PLAYING
        track = None if current is None else current.track
        self.panel.tracks.set_playing(track, moving=moving)
        self._grid.set_playing(None if track is None else self._album_of(track))

    def _album_of(self, track: int) -> AlbumId | None:
        rows = self._services.rows.rows([track])
        return rows[0].album_id if rows else None
