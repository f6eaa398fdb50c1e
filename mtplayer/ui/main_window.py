"""The one window: its frame, what is dropped on it, and what it remembers."""

import sys
from array import array
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from mtplayer.core import options
from mtplayer.core.library.tracks import Scope, TrackRow
from mtplayer.core.lists.playlists import PlaylistKind
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import mime
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.panel_commands import PanelCommands
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.commands.window_controls import WindowControls
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.navigator import Navigator
from mtplayer.ui.notices import Notices
from mtplayer.ui.now_playing.host import NowPlayingHost
from mtplayer.ui.openings import Openings
from mtplayer.ui.pages.page_host import PageHost
from mtplayer.ui.panes import Panes
from mtplayer.ui.parts import Parts
from mtplayer.ui.player_bar import PlayerBar
from mtplayer.ui.queue.queue_controls import QueueControls
from mtplayer.ui.services.services import Services
from mtplayer.ui.settings.settings_opening import SettingsOpening
from mtplayer.ui.shell import Shell
from mtplayer.ui.sidebar.nav_counts import NavCounts
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.sidebar.scan_strip import ScanStrip
from mtplayer.ui.sidebar.sidebar import Sidebar
from mtplayer.ui.sidebar.sidebar_playlists import SidebarPlaylists
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.top_bar import TopBar
from mtplayer.ui.views import PLAYLISTS, OneOf, Place, name_of, place_named, section_of

if TYPE_CHECKING:
    from mtplayer.ui.commands.alt_key import AltKey
    from mtplayer.ui.first_run.first_run import FirstRun
    from mtplayer.ui.widgets.drop_overlay import DropOverlay

STANDARD = QSize(1280, 800)
_ALT = Qt.Key.Key_Alt


class MainWindow(QMainWindow):
    """Shows the library, or a full page over it; ``closed`` when the user is done."""

    closed: TypedSignal[None] = signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        state: UiState,
        parts: Parts,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._services = services
        self._state = state
        self._covers = covers
        self.actions_ = Actions(self)
        self._search = parts.search(self.actions_)
        self._view = parts.tracks(self.actions_, self._search)
        self._pages = PageHost(self._view, parts.pages, self.actions_, self._search)
        self._navigator = Navigator(self._place_before(), self)
        self._top_bar = TopBar(theme, self.actions_)
        self._top_bar.set_search(self._search.widget())
        self._model = NavModel(self._pages.has)
        self._strip = ScanStrip(theme, services.scan)
        self._strip.follow_loudness(services.loudness)
        self._sidebar = Sidebar(theme, self._model, self._strip)
        self._lists = SidebarPlaylists(
            theme, services, state, self._model, self._sidebar.view, self._sidebar.show_lists
        )
        self._controls = PlaybackControls(services, self.actions_, self)
        self._queue_controls = QueueControls(theme, services, self.actions_, self)
        self._player_bar = PlayerBar(theme, services, covers, self.actions_, self._controls)
        self._shell = self._make_shell(parts)
        self._stack = QStackedWidget()
        self._full_pages: list[QWidget] = []
        self._first_run: FirstRun | None = None
        self._stack.addWidget(self._shell)
        self.setCentralWidget(self._stack)
        self._drop: DropOverlay | None = None
        self._now_playing = NowPlayingHost(
            theme,
            self.actions_,
            self,
            self._stack,
            lambda: parts.now_playing(self.actions_, self._controls),
        )
        self._connect()
        self._restore()

    def show_full_page(self, page: QWidget) -> None:
        """Show a page in place of the whole frame."""
        self.show_library()
        self._full_pages.append(page)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def show_library(self) -> None:
        """Show the frame; full pages are gone."""
        if self._first_run is not None:
            self._first_run.leave()
        for page in self._full_pages:
            self._stack.removeWidget(page)
            page.deleteLater()
        if self._full_pages and self.isVisible():
            # Qt would go on to the next stop, the menu.
            self._panes.enter(self._pages)
        self._full_pages.clear()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if cast("QWidget | None", self.focusWidget()) is None:
            # Left alone, Qt would enter the first stop as Tab does, with a ring around it.
            self._panes.enter(self._pages)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._state.put("window.geometry", bytes(self.saveGeometry().toHex().data()).decode())
        self.closed.emit(None)
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.paths_of(event.mimeData()) and mime.tracks_of(event.mimeData()) is None:
            self._cover_for_drop()
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._uncover()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._uncover()
        if paths := mime.paths_of(event.mimeData()):
            event.acceptProposedAction()
            if others := self.openings.take_lists(paths):
                self.add_folders(others)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._player_bar.seek.wind()
            self._now_playing.wind()

    @property
    def waiting(self) -> bool:
        """Whether rows or covers are still to come."""
        searching = self._first_run is not None and self._first_run.waiting
        return searching or self._pages.waiting or self._covers.busy()

    def go(self, place: Place) -> None:
        """Show a place of the library, or another page."""
        self.show_library()
        self._navigator.go(place)

    def show_welcome(self) -> None:
        """Ask where the music is."""
        self._first().ask()

    def show_scanning(self) -> None:
        """Show what a first scan finds."""
        self._first().follow_scan()

    def add_folders(self, paths: list[str]) -> None:
        """Take folders or files into the library, or into the question where they are."""
        if self._first_run is None or not self._first_run.take(paths):
            self.show_library()
            self._services.scan.add_folders(paths)

    def _cover_for_drop(self) -> None:
        if self._drop is None:
            from mtplayer.ui.widgets.drop_overlay import DropOverlay

            self._drop = DropOverlay(self._theme, self._stack)
        self._drop.cover()

    def _uncover(self) -> None:
        if self._drop is not None:
            self._drop.hide()

    def _first(self) -> "FirstRun":
        if self._first_run is None:
            # Its pages are needed once in the life of a library.
            from mtplayer.ui.first_run.first_run import FirstRun

            first = FirstRun(self._theme, self._services, self._covers, self.show_full_page, self)
            first.over.connect(self._over)
            first.came_over.connect(self._come_over)
            first.folder_wanted.connect(self._folder_wanted)
            self._first_run = first
        return self._first_run

    def _over(self, _nothing: object) -> None:
        self.show_library()

    def _come_over(self, _nothing: object) -> None:
        self.actions_[commands.IMPORT_FROM].trigger()

    def choose_folder(self) -> None:
        """Ask for a folder, then take it in."""
        from mtplayer.ui.widgets.folder_dialog import MUSIC, ask_for_folder

        ask_for_folder(self, tr("window", "Add a folder with music"), self._folder_chosen, MUSIC)

    def _folder_chosen(self, path: str) -> None:
        self.add_folders([path])

    def _make_shell(self, parts: Parts) -> Shell:
        self._panel = parts.panel(self.actions_, self._controls)
        return Shell(
            self._theme,
            self._state,
            self._top_bar,
            self._sidebar,
            self._pages,
            self._panel.widget(),
            self._player_bar,
        )

    def _connect(self) -> None:
        services, shell, bar = self._services, self._shell, self._player_bar
        self.actions_.attach(self)
        search = self._search.widget()
        regions = [search, self._pages, shell.panel, bar, self._sidebar, self._top_bar]
        self._panes = Panes(self, regions)
        self._panes.chain()
        controls = WindowControls(
            self,
            shell,
            services,
            self.actions_,
            self._navigator,
            self._panes,
            self._pages.has,
        )
        controls.searched.connect(self._start_search)
        controls.folder_wanted.connect(self._folder_wanted)
        controls.playing_wanted.connect(self._show_playing)
        self.notices = Notices(
            self._theme, services, self.actions_, self._pages, shell.middle, self
        )
        shell.panel_shown.connect(self.notices.come_forward)
        self._connect_over(controls)
        self._navigator.changed.connect(self._show_place)
        self._pages.searched.connect(self._search_tracks)
        self._sidebar.visited.connect(self._navigator.go)
        self._sidebar.chosen.connect(self._chosen)
        self._lists.deleted.connect(self._leave_deleted)
        self.actions_.on(commands.NEW_PLAYLIST, self._new_playlist)
        self.actions_.on(commands.NEW_SMART_PLAYLIST, services.edit_smart)
        self.actions_.on(commands.MENU, self._open_menu)
        self._strip.folders.follow(self.actions_[commands.GO_LIBRARY_FOLDERS])
        SettingsOpening(self._theme, services, self._state, self.actions_, self)
        self.openings = Openings(
            self._theme,
            services,
            self._state,
            self.actions_,
            self,
            self.notices.tell,
            self,
        )
        self._strip.gear.follow(self.actions_[commands.SETTINGS])
        self._controls.song_changed.connect(self._name_window)
        self._follow_settings()
        bar.song.dropped.connect(self._play_dropped)
        NavCounts(self._services, self._model, self._strip)
        self._show_place(self._navigator.place)

    def _connect_over(self, controls: WindowControls) -> None:
        """Let Now Playing give way to whatever is asked for behind it."""
        controls.closes_first(self._now_playing.close)
        self._navigator.changed.connect(self._now_playing.close)
        controls.searched.connect(self._now_playing.close)
        self._now_playing.covered.connect(self.notices.move_over)
        over = self._now_playing.turn_to
        PanelCommands(self._shell, self._panel, self.actions_, over, self)

    def _restore(self) -> None:
        size = self._theme.size
        self.setAcceptDrops(True)
        self._name_window(self._controls.song)
        self.setMinimumSize(size.window_min_width, size.window_min_height)
        kept = self._state.get("window.geometry", "").encode("ascii", "ignore")
        geometry = QByteArray.fromHex(kept)
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(STANDARD)

    def _name_window(self, song: TrackRow | None) -> None:
        names = [name for name in (song.title, song.artist) if name] if song else []
        self.setWindowTitle(" — ".join(names) if names else "mtplayer")

    def _follow_settings(self) -> None:
        settings = self._services.settings
        settings.follow(options.THEME, self._wear, self)
        settings.follow(options.ACCENT, self._wear, self)
        settings.follow(options.REDUCED_MOTION, self._reduce_motion, self)
        settings.follow(options.TOP_COUNT, self._model.name_top, self)

    def _wear(self, _value: object) -> None:
        settings = self._services.settings
        self._theme.choose(settings.get(options.THEME), settings.get(options.ACCENT))

    def _reduce_motion(self, reduced: object) -> None:
        self._theme.reduce_motion(reduced=bool(reduced))

    def _place_before(self) -> Place:
        name = self._state.get("window.place", str(Scope.TRACKS))
        place = place_named(name)
        return place if place is not None and self._pages.has(place) else Scope.TRACKS

    def _chosen(self, _nothing: object) -> None:
        self._shell.close_sidebar()

    def _show_place(self, place: Place) -> None:
        self._state.put("window.place", name_of(place))
        self._sidebar.show_place(section_of(place))
        self._pages.show_place(place)

    def _leave_deleted(self, playlists: tuple[int, ...]) -> None:
        place = self._navigator.place
        if isinstance(place, OneOf) and place.view in PLAYLISTS and place.of in playlists:
            self._navigator.go(Scope.TRACKS)

    def _new_playlist(self) -> None:
        if not self._shell.sidebar_open:
            self._shell.fly_out()
        self._lists.make(PlaylistKind.LIST)

    def _search_tracks(self, words: str) -> None:
        self._navigator.go(Scope.TRACKS)
        self._search.set_text(words)

    def _start_search(self, _nothing: object) -> None:
        self._search.start()

    def _show_playing(self, _nothing: object) -> None:
        self._pages.show_playing()

    def _folder_wanted(self, _nothing: object) -> None:
        self.choose_folder()

    def _open_menu(self) -> None:
        from mtplayer.ui.commands.main_menu import main_menu

        button = self._top_bar.menu_button
        if not button.isVisible():
            return
        menu = main_menu(self._theme, self.actions_, self._services.settings, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(button)
        if not button.underMouse():
            menu.use_keys()

    @cached_property
    def _alt(self) -> "AltKey":
        from mtplayer.ui.commands.alt_key import AltKey

        return AltKey(self._open_menu, self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # On macOS Alt types letters, and opens nothing anywhere.
        if event.key() == _ALT and sys.platform != "darwin":
            self._alt.press(event)
        super().keyPressEvent(event)

    def _play_dropped(self, tracks: "array[int]") -> None:
        self._services.playback.play_tracks(tracks, 0, "")
