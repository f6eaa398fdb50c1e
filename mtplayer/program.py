"""The window and everything behind it: built once, wired, closed in reverse."""

import atexit
import gc
import logging
import os
import sys
from array import array
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mtplayer import __version__
from mtplayer.cli.front import WindowRequest
from mtplayer.core import options
from mtplayer.desktop.instance_socket import socket_name
from mtplayer.desktop.remote import Remote
from mtplayer.desktop.single_instance import InstanceServer
from mtplayer.files.thumb_store import ThumbStore
from mtplayer.runtime import crash, logs
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.garbage import GarbageCollector
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.stop_signals import StopSignals
from mtplayer.services import settings_file
from mtplayer.services.artwork import ArtworkService
from mtplayer.services.audio_hashes import AudioHashesService
from mtplayer.services.favorites import FavoritesService
from mtplayer.services.file_manager import FileManagerService
from mtplayer.services.left_tracks import LeftTracks
from mtplayer.services.library import LibraryService
from mtplayer.services.listens import ListensService
from mtplayer.services.music_places import MusicPlaces
from mtplayer.services.play_order import PlayOrder
from mtplayer.services.play_report import PlayReport
from mtplayer.services.playback import PlaybackService
from mtplayer.services.queue import QueueService
from mtplayer.services.queue_lengths import QueueLengths
from mtplayer.services.readers import Readers
from mtplayer.services.scan import ScanService
from mtplayer.services.settings import SettingsService
from mtplayer.services.sort_keys import SortKeysService
from mtplayer.services.sound import open_player
from mtplayer.services.split_names import SplitNamesService
from mtplayer.services.track_finder import TrackFinder
from mtplayer.services.troubles import TroubleService
from mtplayer.services.undo import UndoService
from mtplayer.storage import migrate
from mtplayer.storage.covers import CoverSources
from mtplayer.storage.engine import Storage
from mtplayer.storage.queue_reader import read_queue
from mtplayer.storage.reader import LibraryReader
from mtplayer.storage.write_flag import WriteFlag
from mtplayer.ui import commands, state
from mtplayer.ui import services as views
from mtplayer.ui.actions import Actions
from mtplayer.ui.cover_cache import CoverCache
from mtplayer.ui.first_paint import FirstPaint
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.models.queue_model import QueueModel
from mtplayer.ui.pages.tracks import TracksPage
from mtplayer.ui.parts import Parts, SearchField
from mtplayer.ui.queue_panel import EditableQueue, QueuePanel
from mtplayer.ui.queue_panel import Playback as QueuePlayback
from mtplayer.ui.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.theme import Theme, read_design
from mtplayer.ui.widgets.query_edit import QueryEdit

log = logging.getLogger(__name__)
T = TypeVar("T")

# Other threads give way to the window every millisecond, not every five.
SWITCH_INTERVAL_S = 0.001
# Read before the first paint, in half a millisecond; putting a million in order takes 200.
FIRST_ROWS = 60


class Program(QObject):
    """The window and everything behind it, from the first paint to the last write."""

    def __init__(self, request: WindowRequest, closing: Closing) -> None:
        self._closing = closing
        self._request = request
        self._profile = request.profile
        self._start_log()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._application = QApplication(["mtplayer"])
        self._application.setApplicationName("mtplayer")
        self._application.setApplicationVersion(__version__)
        self._application.setQuitOnLastWindowClosed(False)
        QGuiApplication.setDesktopFileName("mtplayer")
        super().__init__()
        self._garbage = GarbageCollector(self)

    def run(self) -> int:
        """Return the exit code once the window is closed and nothing is left to write."""
        self.build()
        self._listen()
        FirstPaint(self._window, self._painted).show()
        return self._application.exec()

    def build(self) -> MainWindow:
        """Open the library and make everything that works on it; return the hidden window."""
        self._open_library()
        self._make_services()
        self._make_window()
        return self._window

    def leave(self) -> None:
        """Close the window, and with it the program."""
        self._window.close()

    def _closed(self, _nothing: None) -> None:
        # The zero timer lets whatever runs now return first.
        QTimer.singleShot(0, self, partial(self._application.exit, 0))

    def _start_log(self) -> None:
        folder = self._profile.logs
        handlers = [
            logs.file_handler(folder, "mtplayer.log"),
            logs.Reports(folder, crash.write_report),
        ]
        if self._request.log_json:
            handlers.append(logs.stream_handler(as_json=True))
        started = logs.Logs(handlers)
        started.start()
        # Not with the rest: what goes wrong while closing is to be logged as well.
        atexit.register(started.close)
        self._hooks = crash.CrashHooks(self._tell_of_bug)
        self._hooks.install(folder / "fault.log")
        crash.log_qt_messages(end_for_want_of_display)

    def _tell_of_bug(self) -> None:
        sys.stderr.write("mtplayer: Something unexpected happened; the log has a report.\n")

    def _open_library(self) -> None:
        later, database = self._closing.later, self._profile.database
        migrate.prepare(database)
        self._troubles = TroubleService(self)
        self._write, self._read = Jobs("write", 1, self), Jobs("read", 2, self)
        self._flag = WriteFlag(self._profile.cache / "write.flag")
        later("write flag", self._flag.close)
        self._storage = Storage(database, self._flag)
        later("library", self._storage.close)
        later("write jobs", partial(self._write.drain, 5000))
        self._settings, self._state = self.remembered(self._write)
        later("settings", self._settings.save_now)
        later("window state", self._state.save_now)
        self._rows = LibraryReader(database)
        later("rows", self._rows.close)
        self._readers = Readers(partial(LibraryReader, database))
        later("readers", self._readers.close)
        later("read jobs", partial(self._read.close, 2000))

    def remembered(self, write: Jobs) -> tuple[SettingsService, UiState]:
        """Return the settings and the window's memory, saved by ``write`` when they change."""
        profile = self._profile
        settings = SettingsService(
            stored_settings(profile.settings),
            partial(_save, write, partial(settings_file.write, profile.settings)),
            self,
        )
        window_state = UiState(
            state.read(profile.ui_state),
            partial(_save, write, partial(state.write, profile.ui_state)),
            self,
        )
        return settings, window_state

    def _make_services(self) -> None:
        storage, write, read = self._storage, self._write, self._read
        settings, tell = self._settings, self._troubles.tell
        self._undo = UndoService(storage, write, tell, self)
        self._library = library = LibraryService(
            self._readers, storage, read, write, self._undo, tell, self
        )
        library.follow_settings(settings)
        self._favorites = FavoritesService(storage, write, library, self._undo, tell, self)
        self._keys = SortKeysService(storage, write, library, settings, tell, self)
        self._splits = SplitNamesService(storage, write, library, settings, tell, self)
        self._make_scan()
        self._make_playback()

    def _make_scan(self) -> None:
        jobs = Jobs("scan", 1, self)
        self._scan = ScanService(
            self._profile, jobs, self._library, self._settings, self._flag, self
        )
        idle = Jobs("idle", 1, self)
        self._hashes = AudioHashesService(
            self._storage,
            idle,
            self._write,
            lambda: not self._scan.running,
            self._troubles.tell,
            self,
        )
        self._scan.finished.connect(lambda _: self._hashes.start())
        self._closing.later("idle jobs", partial(idle.close, 2000))
        self._closing.later("scan jobs", partial(jobs.close, 5000))
        self._closing.later("scan", self._scan.cancel)

    def _make_playback(self) -> None:
        storage, write, tell, later = (
            self._storage,
            self._write,
            self._troubles.tell,
            self._closing.later,
        )
        settings = self._settings
        self._queue = QueueService(
            storage,
            write,
            self._undo,
            tell,
            self,
            restarts_after_ms=partial(settings.get, options.PREVIOUS_RESTARTS_MS),
        )
        self._queue.restore(read_queue(self._profile.database))
        self._left = LeftTracks(self._profile.database, self._read, self._queue, tell, self)
        self._library.changed.connect(self._left.follow)
        later("queue", self._queue.flush)
        player = open_player(self, null=self._request.null)
        later("player", partial(player.close, 5000))
        self._playback = PlaybackService(
            player,
            cast("PlayOrder", self._queue),
            TrackFinder(self._readers, self._read, tell),
            ListensService(storage, write, self._library, settings, tell, self),
            PlayReport(storage, write, self._library, tell),
            settings,
            self,
        )
        later("playback", self._playback.close)

    def _make_window(self) -> None:
        settings = self._settings
        self._theme = Theme(
            read_design(),
            settings.get(options.THEME),
            settings.get(options.ACCENT),
            system_font=settings.get(options.SYSTEM_FONT),
            reduced_motion=settings.get(options.REDUCED_MOTION),
            parent=self,
        )
        self._theme.dress(self._application)
        files = Jobs("files", 2, self)
        artwork = ArtworkService(
            partial(CoverSources, self._profile.database),
            ThumbStore(self._profile.cache / "covers"),
        )
        self._closing.later("artwork", artwork.close)
        self._closing.later("file jobs", partial(files.close, 2000))
        self._covers = CoverCache(artwork, files, self)
        self._scan.finished.connect(lambda _: self._covers.forget())
        # A type checker sees no attribute in a signal; the window's tests see the services.
        self._services = Services(
            settings=settings,
            rows=self._rows,
            library=cast("views.Library", self._library),
            queue=cast("views.Queue", self._queue),
            playback=cast("views.Playback", self._playback),
            favorites=cast("views.Favorites", self._favorites),
            scan=cast("views.Scan", self._scan),
            undo=cast("views.Undo", self._undo),
            places=MusicPlaces(files, self._troubles.tell),
            files=FileManagerService(files, self._troubles.tell),
            troubles=cast("views.Troubles", self._troubles),
        )
        parts = Parts(search=self._search, tracks=self._tracks, queue=self._up_next, pages={})
        self._window = MainWindow(self._theme, self._services, self._covers, self._state, parts)
        first = self._rows.first_page(self._page.query, FIRST_ROWS)
        self._page.show_first(array("q", (row.id for row in first)))
        self._window.closed.connect(self._closed)
        self._is_new = not self._rows.folders()
        if self._is_new and not self._request.paths:
            self._window.show_welcome()

    def _search(self, actions: Actions) -> SearchField:
        return cast("SearchField", QueryEdit(self._theme, actions.keys(commands.SEARCH)))

    def _tracks(self, actions: Actions, field: SearchField) -> TracksPage:
        self._page = page = TracksPage(
            self._theme,
            self._services,
            self._covers,
            self._state,
            self._read,
            actions,
            cast("QueryEdit", field),
            self._troubles.tell,
        )
        self._playback.set_fill(page.play_all)
        return page

    def _up_next(self, _actions: Actions) -> QueuePanel:
        panel = QueuePanel(
            self._theme,
            cast("EditableQueue", self._queue),
            cast("QueuePlayback", self._playback),
            QueueModel(cast("EditableQueue", self._queue), self._rows),
            self._covers,
            QueueLengths(self._profile.database, self._read, self._troubles.tell),
        )
        self._library.changed.connect(panel.refresh)
        return panel

    def _listen(self) -> None:
        stop = StopSignals(self)
        stop.asked.connect(self._asked_to_end)
        self._closing.later("stop signals", stop.close)
        remote = Remote(
            self._playback,
            self._queue,
            self._library,
            self._favorites,
            self._scan,
            self,
            self,
        )
        server = InstanceServer(socket_name(self._profile.folder), remote.answer, self)
        server.listen()
        self._closing.later("instance server", server.close)

    def _asked_to_end(self, number: int) -> None:
        log.info("the system asks to end: signal %d", number)
        self.leave()

    def take_in(self, paths: list[str]) -> None:
        """Add what this or a later start was given; a first folder shows what is found in it."""
        if self._is_new:
            self._is_new = False
            self._window.show_scanning()
        self._scan.add_folders(paths)

    def come_forward(self) -> None:
        """Show the window on top of others."""
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def restore(self) -> None:
        """Let the player stand where it stood, without a sound."""
        self._playback.restore(self._queue.position_ms)

    def _painted(self) -> None:
        """Do what the first paint did not need."""
        log.info("first paint")
        storage = self._storage
        self._write.run(lambda _: storage.warm_up(), lambda _: None, self._troubles.tell)
        self.restore()
        self._keys.start()
        self._splits.start()
        self._hashes.start()
        self._scan.look_for_held()
        if self._request.paths:
            self.take_in(list(self._request.paths))
        # The collector never again looks at what lives as long as the program: 35 ms each time.
        gc.collect()
        gc.freeze()
        log.info("started")


def _save(write: Jobs, save: Callable[[T], object], content: T) -> None:
    def work(_: Token) -> None:
        save(content)

    write.run(work, lambda _: None, lambda error: log.warning("not saved: %s", error))


def stored_settings(path: Path) -> Mapping[str, object]:
    """Return what the settings file holds; one that cannot be read is kept aside."""
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        log.warning("%s The old file is now %s.", problem, settings_file.keep_aside(path))
        return {}


def end_for_want_of_display(text: str) -> NoReturn:
    """Qt is about to abort the process; the one reason it has is that no window can open."""
    log.info("Qt ended: %s", text)
    sys.stderr.write("mtplayer: There is no display to open a window on.\n")
    sys.stderr.flush()
    os._exit(1)
