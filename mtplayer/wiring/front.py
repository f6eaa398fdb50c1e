"""What is seen: the theme, the window and its pages, given the services that they ask."""

import logging
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from mtplayer.core.events import CoversChanged, LibraryChanged
from mtplayer.core.ids import PlaylistId
from mtplayer.core.library.artwork import pictured
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.lists.playlists import PlaylistRow
from mtplayer.services.exchange.dropped_files import DroppedFiles
from mtplayer.services.library.changes import ChangesService
from mtplayer.services.library.file_manager import FileManagerService
from mtplayer.services.library.music_places import MusicPlaces
from mtplayer.services.playing.queue_lengths import QueueLengths
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.parts import Page, Parts, SearchField, TabbedPanel
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.queue.queue_panel import EditableQueue, QueuePanel
from mtplayer.ui.queue.queue_panel import Playback as QueuePlayback
from mtplayer.ui.queue.queue_tools import QueueTools
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.services import services as views
from mtplayer.ui.services.services import Services
from mtplayer.ui.side_panel import PanelPage, SidePanel
from mtplayer.ui.tracks.tracks import TracksPage
from mtplayer.ui.views import Place, Tab, View
from mtplayer.wiring.collection import Collection
from mtplayer.wiring.foundation import Foundation
from mtplayer.wiring.history_pages import history_pages
from mtplayer.wiring.library_pages import library_pages
from mtplayer.wiring.lists import Lists
from mtplayer.wiring.looks import Looks
from mtplayer.wiring.sound import Sound

if TYPE_CHECKING:
    from mtplayer.ui.info_panel import InfoPanel
    from mtplayer.ui.lyrics.panel import LyricsPanel
    from mtplayer.ui.playlists.playlist_adding import PlaylistAdding
    from mtplayer.ui.smart.opening import SmartOpening

log = logging.getLogger(__name__)

# Read before the first paint, in half a millisecond; putting a million in order takes 200.
FIRST_ROWS = 60


class Front:
    """Makes the hidden window, with the first rows in it."""

    def __init__(
        self,
        base: Foundation,
        collection: Collection,
        sound: Sound,
        lists: Lists,
        theme: Theme,
    ) -> None:
        self._base, self._collection, self._sound, self._lists = base, collection, sound, lists
        self._theme = theme
        self._covers = CoverCache(collection.artwork, base.files, base.parent)
        collection.scan.finished.connect(lambda _: self._covers.forget())
        collection.covers.changed.connect(self._cover_changed)
        self._covers.looked.connect(collection.covers.note_soon)
        self._looks = Looks(base, sound)
        self._services = self._all_services()
        pages = library_pages(self._theme, self._services, self._covers, base.state)
        pages = {**pages, **self._pages(), **history_pages(collection, self._page_parts)}
        self._albums_page: Page | None = None
        self._picking: PlaylistAdding | None = None
        self._smart: SmartOpening | None = None
        parts = Parts(
            search=self._search,
            tracks=self._tracks,
            panel=self._side_panel,
            pages=pages,
            now_playing=self._looks.page_maker(self._theme, self._services, self._covers),
        )
        self.window = MainWindow(self._theme, self._services, self._covers, base.state, parts)
        self._theme.finish()
        first = base.rows.first_page(self._page.query, FIRST_ROWS)
        self._page.show_first(array("q", (row.id for row in first)))
        self.is_new = not (first or base.rows.folders() or base.rows.counts()[Scope.TRACKS])

    def _all_services(self) -> Services:
        base, collection, sound = self._base, self._collection, self._sound
        # A type checker sees no attribute in a signal; the window's tests see the services.
        return Services(
            settings=base.settings,
            rows=base.rows,
            tiles=base.rows,
            browse=collection.browse,
            covers=collection.covers,
            library=cast("views.Library", collection.library),
            queue=cast("views.Queue", sound.queue),
            sessions=cast("views.Sessions", sound.sessions),
            why=sound.why,
            sleep=cast("views.Sleep", sound.sleep),
            playback=cast("views.Playback", sound.playback),
            favorites=cast("views.Favorites", collection.favorites),
            editions=cast("views.Editions", collection.editions),
            duplicates=collection.duplicates,
            scan=cast("views.Scan", collection.scan),
            write_ratings=collection.write_ratings,
            write_loudness=collection.write_gains,
            undo=cast("views.Undo", collection.undo),
            folders=cast("views.Folders", collection.folders),
            missing=collection.missing,
            changes=ChangesService(base.profile.database, base.read, base.tell),
            backups=cast("views.Backups", collection.backups),
            watching=cast("views.Watching", collection.upkeep.watching),
            places=MusicPlaces(base.files, base.tell),
            taking_over=sound.taking_over,
            devices=sound.devices,
            files=FileManagerService(base.files, base.tell),
            troubles=cast("views.Troubles", base.troubles),
            waveforms=cast("views.Waveforms", sound.waveforms),
            loop=cast("views.Loops", sound.loop),
            bookmarks=cast("views.Bookmarks", sound.places),
            entry_rows=self._lists.entry_rows,
            playlist_pictures=self._lists.pictures,
            playlists=cast("views.Playlists", self._lists.playlists),
            lyrics=cast("views.LyricsFinder", self._looks.lyrics),
            loudness=cast("views.LoudnessScan", sound.loudness),
            visualiser=cast("views.Visualiser", self._looks.visualiser),
            smart=cast("views.SmartLists", self._lists.smart),
            edit_smart=self._edit_smart,
            stations=cast("views.Stations", sound.radio.stations),
            exchange=self._lists.exchange,
            foreign=self._lists.foreign,
            lists_in_and_out=self,
            go=self._go,
            find_files=DroppedFiles(self._lists.exchange, sound.opened, base.tell).find,
            add_to_playlist=self._add_to_playlist,
            offer=self._offer,
        )

    def settle(self) -> None:
        """Make what the first paint did not need."""
        self._adding()

    def _add_to_playlist(self, ids: "array[int]") -> None:
        self._adding().take(ids)

    def _offer(self, text: str, action: str, run: Callable[[], object]) -> None:
        from mtplayer.ui.widgets.toast_card import Toast, Tone

        toast = Toast(text=text, tone=Tone.NOTE, action=action, run=run, kind=text)
        self.window.notices.toasts.say(toast)

    def _edit_smart(
        self, playlist: int | None = None, query: str = "", parent: PlaylistId | None = None
    ) -> None:
        if self._smart is None:
            from mtplayer.ui.smart.opening import SmartOpening

            window, state = self.window, self._base.state
            self._smart = SmartOpening(self._theme, self._services, self._covers, state, window)
        self._smart.open(playlist, query, parent)

    def _adding(self) -> "PlaylistAdding":
        if self._picking is None:
            from mtplayer.ui.playlists.playlist_adding import PlaylistAdding

            playlists, window = self._services.playlists, self.window
            self._picking = PlaylistAdding(self._theme, playlists, window.actions_, window)
        return self._picking

    def choose_files(self) -> None:
        """Ask for playlist files."""
        self.window.openings.lists.choose_files()

    def take_in(self, paths: Sequence[str]) -> None:
        """Ask what shall come of playlist files."""
        self.window.openings.lists.take_in(paths)

    def ask_where(self, row: PlaylistRow) -> None:
        """Ask where a playlist goes out."""
        self.window.openings.lists.ask_where(row)

    def ask_where_tracks(self, name: str, tracks: Sequence[int]) -> None:
        """Ask where tracks go out as a list."""
        self.window.openings.lists.ask_where_tracks(name, tracks)

    def _go(self, place: Place) -> None:
        self.window.go(place)

    def _cover_changed(self, change: CoversChanged) -> None:
        self._covers.forget(set(change.albums) or None)
        if any(pictured(cover) is not None for cover in change.albums):
            # Which number stands for an artist is in the lists of artists.
            self._collection.library.announce(LibraryChanged(revision=0, complete=False))

    def _pages(self) -> dict[View, Callable[[Actions], Page]]:
        return {
            View.ALBUMS: self._albums,
            View.ALBUM: self._albums,
            View.ARTISTS: self._artists,
            View.ARTIST: self._artist,
            View.GENRES: self._genres,
            View.GENRE: self._genre,
            View.PLAYLIST: self._playlist,
        }

    def _genres(self, actions: Actions) -> Page:
        from mtplayer.ui.albums.genres import GenresPage

        return GenresPage(self._page_parts(actions))

    def _genre(self, actions: Actions) -> Page:
        from mtplayer.ui.albums.genre import GenrePage

        return GenrePage(self._page_parts(actions))

    def _playlist(self, actions: Actions) -> Page:
        from mtplayer.ui.playlists.playlist import PlaylistPage

        return PlaylistPage(self._page_parts(actions))

    def _albums(self, actions: Actions) -> Page:
        if self._albums_page is None:
            from mtplayer.ui.albums.albums import AlbumsPage

            self._albums_page = AlbumsPage(self._page_parts(actions))
        return self._albums_page

    def _artists(self, actions: Actions) -> Page:
        from mtplayer.ui.albums.artists import ArtistsPage

        return ArtistsPage(self._page_parts(actions))

    def _artist(self, actions: Actions) -> Page:
        from mtplayer.ui.albums.artist import ArtistPage

        return ArtistPage(self._page_parts(actions))

    def _page_parts(self, actions: Actions) -> PageParts:
        return PageParts(
            theme=self._theme,
            services=self._services,
            covers=self._covers,
            state=self._base.state,
            actions=actions,
            field=self._field,
        )

    def _search(self, actions: Actions) -> SearchField:
        keys, values = actions.keys(commands.SEARCH), self._collection.library.suggest
        self._field = field = QueryEdit(self._theme, keys, values=values)
        return cast("SearchField", field)

    def _tracks(self, actions: Actions, field: SearchField) -> TracksPage:
        self._page = page = TracksPage(
            self._theme,
            self._services,
            self._covers,
            self._base.state,
            self._base.read,
            actions,
            cast("QueryEdit", field),
            self._base.tell,
        )
        self._sound.playback.set_fill(page.play_all)
        self._first_list = page.shown.connect(self._answered)
        return page

    def _answered(self, _query: TrackQuery) -> None:
        QObject.disconnect(self._first_list)
        log.info("every row is there")

    def _side_panel(self, actions: Actions, controls: PlaybackControls) -> TabbedPanel:
        pages: dict[Tab, Callable[[], PanelPage]] = {
            Tab.QUEUE: lambda: self._up_next(actions),
            Tab.LYRICS: lambda: self._lyrics(actions, controls),
            Tab.INFO: lambda: self._info(controls),
        }
        return cast("TabbedPanel", SidePanel(self._theme, self._base.state, pages))

    def _info(self, controls: PlaybackControls) -> "InfoPanel":
        from mtplayer.ui.info_panel import InfoPanel

        return InfoPanel(self._theme, self._services, controls)

    def _lyrics(self, actions: Actions, controls: PlaybackControls) -> "LyricsPanel":
        from mtplayer.ui.lyrics.panel import LyricsPanel

        return LyricsPanel(self._theme, self._services, actions, controls, self._base.state)

    def _up_next(self, actions: Actions) -> QueuePanel:
        base, sound = self._base, self._sound
        panel = QueuePanel(
            self._theme,
            cast("EditableQueue", sound.queue),
            cast("QueuePlayback", sound.playback),
            QueueModel(cast("EditableQueue", sound.queue), base.rows),
            self._covers,
            QueueLengths(base.profile.database, base.read, base.tell),
            QueueTools(self._theme, self._services, actions),
        )
        self._collection.library.changed.connect(panel.refresh)
        return panel
