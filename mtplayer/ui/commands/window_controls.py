"""The commands of the window itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from mtplayer.core.library.tracks import Scope, SortKey, TrackQuery
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.navigator import Navigator
from mtplayer.ui.panes import Panes
from mtplayer.ui.services.services import Services
from mtplayer.ui.shell import Shell
from mtplayer.ui.views import Place, View

_VIEWS = {
    commands.GO_ALBUMS: View.ALBUMS,
    commands.GO_ARTISTS: View.ARTISTS,
    commands.GO_GENRES: View.GENRES,
    commands.GO_FOLDERS: View.FOLDER_TREE,
    commands.GO_STATIONS: View.STATIONS,
    commands.GO_LIBRARY_FOLDERS: View.FOLDERS,
    commands.GO_CHANGES: View.CHANGES,
    commands.GO_HISTORY: View.HISTORY,
    commands.GO_STATISTICS: View.STATISTICS,
    commands.GO_BACKUPS: View.BACKUPS,
}


class WindowControls(QObject):
    """Answers to what is neither playback nor about tracks."""

    searched: TypedSignal[None] = signal()
    folder_wanted: TypedSignal[None] = signal()
    playing_wanted: TypedSignal[None] = signal()

    def __init__(
        self,
        window: QMainWindow,
        shell: Shell,
        services: Services,
        actions: Actions,
        navigator: Navigator,
        panes: Panes,
        has: Callable[[Place], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._actions = actions
        self._navigator = navigator
        self._close_first: Callable[[], bool] = bool
        self._answer_places(has)
        self._answer_panels(panes)
        self._answer_library(services)
        navigator.changed.connect(self._place_changed)
        self._place_changed(navigator.place)

    def closes_first(self, close: Callable[[], bool]) -> None:
        """Let Escape first close what lies over the window."""
        self._close_first = close

    def _answer_places(self, has: Callable[[Place], bool]) -> None:
        on, navigator = self._actions.on, self._navigator
        on(commands.BACK, navigator.back)
        on(commands.FORWARD, navigator.forward)
        on(commands.GO_TRACKS, lambda: navigator.go(Scope.TRACKS))
        on(commands.GO_LIKED, lambda: navigator.go(Scope.LIKED))
        for command, view in _VIEWS.items():
            if has(view):
                on(command, partial(navigator.go, view))
        on(commands.SEARCH, lambda: self.searched.emit(None))
        on(commands.SHOW_PLAYING, lambda: self.playing_wanted.emit(None))

    def _answer_panels(self, panes: Panes) -> None:
        on = self._actions.on
        on(commands.NEXT_PANE, lambda: panes.go(1))
        on(commands.PREVIOUS_PANE, lambda: panes.go(-1))
        on(commands.SIDEBAR, self._toggle_sidebar)
        on(commands.FULL_SCREEN, self._toggle_full_screen)
        on(commands.CLOSE, self._close_one)
        on(commands.QUIT, self._window.close)
        self._actions[commands.SIDEBAR].setChecked(self._shell.sidebar_open)

    def _answer_library(self, services: Services) -> None:
        on = self._actions.on
        on(commands.ADD_FOLDER, lambda: self.folder_wanted.emit(None))
        on(commands.SCAN, services.scan.scan)
        on(commands.MEASURE_LIBRARY, partial(_measure_all, services))
        on(commands.UNDO, services.undo.undo)
        on(commands.REDO, services.undo.redo)

    def _toggle_sidebar(self) -> None:
        self._shell.toggle_sidebar()
        self._actions[commands.SIDEBAR].setChecked(self._shell.sidebar_open)

    def _toggle_full_screen(self) -> None:
        full = not self._window.isFullScreen()
        state = self._window.windowState()
        self._window.setWindowState(state ^ Qt.WindowState.WindowFullScreen)
        self._actions[commands.FULL_SCREEN].setChecked(full)

    def _close_one(self) -> None:
        if self._close_first():
            return
        if not self._shell.close_one() and self._window.isFullScreen():
            self._toggle_full_screen()

    def _place_changed(self, _place: Place) -> None:
        self._actions[commands.BACK].setEnabled(self._navigator.can_go_back)
        self._actions[commands.FORWARD].setEnabled(self._navigator.can_go_forward)


def _measure_all(services: Services) -> None:
    services.library.ids(TrackQuery(sort=SortKey.ALBUM), services.loudness.measure)
