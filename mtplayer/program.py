"""The window and everything behind it: put together once, closed in reverse."""

import atexit
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mtplayer import __version__
from mtplayer.cli.front import WindowRequest
from mtplayer.core.playing.stations import is_stream
from mtplayer.runtime import crash, logs
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.garbage import GarbageCollector
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.playing.opened_files import is_playable
from mtplayer.services.settings import SettingsService
from mtplayer.ui.first_paint import FirstPaint
from mtplayer.ui.look.theme import FUSION
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.state import UiState
from mtplayer.wiring import memory
from mtplayer.wiring.collection import Collection
from mtplayer.wiring.dress import dressed
from mtplayer.wiring.foundation import Foundation
from mtplayer.wiring.front import Front
from mtplayer.wiring.lists import Lists
from mtplayer.wiring.sound import Sound

log = logging.getLogger(__name__)

# Other threads give way to the window every millisecond, not every five.
SWITCH_INTERVAL_S = 0.001
# By then the first list is on screen.
SETTLE_AFTER_MS = 300


class Program(QObject):
    """The window and everything behind it, from the first paint to the last write."""

    def __init__(self, request: WindowRequest, closing: Closing) -> None:
        self._closing = closing
        self._request = request
        self._profile = request.profile
        self._start_log()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._application = QApplication(["mtplayer", *FUSION])
        self._application.setApplicationName("mtplayer")
        self._application.setApplicationVersion(__version__)
        self._application.setQuitOnLastWindowClosed(False)
        QGuiApplication.setDesktopFileName("mtplayer")
        super().__init__()
        self._garbage = GarbageCollector(self)
        self.again = False
        """Whether the program is to begin again when it has ended."""
        self.restored = False
        """Whether a backup took the library's place before it was opened."""

    def run(self) -> int:
        """Return the exit code once the window is closed and nothing is left to write."""
        self.build()
        FirstPaint(self._window, self._painted).show()
        return self._application.exec()

    def build(self) -> MainWindow:
        """Open the library and make everything that works on it; return the hidden window."""
        self._base = Foundation(self._profile, self._closing, self.remembered, self)
        self._collection = Collection(self._base)
        self._collection.backups.restart_with(self.begin_again)
        self._sound = Sound(self._base, self._collection, null=self._request.null)
        self._lists = Lists(self._base, self._collection)
        theme = dressed(
            self._application,
            self._base.settings,
            self._base.parent,
            high_contrast=self._request.high_contrast,
        )
        front = Front(self._base, self._collection, self._sound, self._lists, theme)
        self._front, self._window = front, front.window
        self._window.closed.connect(self._closed)
        self._is_new = front.is_new
        if self._is_new and not self._request.paths:
            self._window.show_welcome()
        return self._window

    def remembered(
        self, profile: Profile, write: Jobs, tell: Callable[[Exception], object], parent: QObject
    ) -> tuple[SettingsService, UiState]:
        """Return the settings and the window's memory."""
        return memory.remembered(profile, write, tell, parent)

    def leave(self) -> None:
        """Close the window, and with it the program."""
        self._window.close()

    def begin_again(self) -> None:
        """Close the window and open it anew."""
        self.again = True
        self.leave()

    def begin(self) -> None:
        """Let the lists fill, and the player stand where it stood, without a sound."""
        self._base.read.release()
        self._lists.playlists.load()
        self._sound.restore()

    def _closed(self, _nothing: None) -> None:
        # The zero timer lets whatever runs now return first.
        QTimer.singleShot(0, self, partial(self._application.exit, 0))

    def _start_log(self) -> None:
        folder = self._profile.logs

        self._logs = logs.Logs(
            lambda: [
                logs.file_handler(folder, "mtplayer.log"),
                logs.Reports(folder, crash.write_report),
            ]
        )
        self._logs.start()
        # Not with the rest: what goes wrong while closing is to be logged as well.
        atexit.register(self._logs.close)
        if self._request.log_json:
            said = logs.Logs(lambda: [logs.stream_handler(as_json=True)])
            said.start()
            said.write()
            atexit.register(said.close)
        self._hooks = crash.CrashHooks(self._tell_of_bug)
        self._hooks.install(folder / "fault.log")
        crash.log_qt_messages(end_for_want_of_display)

    def _tell_of_bug(self) -> None:
        sys.stderr.write("mtplayer: Something unexpected happened; the log has a report.\n")

    def _hear_the_system(self) -> None:
        # Whoever ends what is not painted yet loses nothing.
        from mtplayer.runtime.stop_signals import StopSignals

        stop = StopSignals(self)
        stop.asked.connect(self._asked_to_end)
        self._closing.later("stop signals", stop.close)

    def _hear_later_starts(self) -> None:
        # QtNetwork, sockets and hashes take 15 ms to load; a later start has patience.
        from mtplayer.desktop.instance_server import InstanceServer
        from mtplayer.desktop.instance_socket import socket_name
        from mtplayer.desktop.remote import Remote

        remote = Remote(
            self._sound.playback,
            self._sound.queue,
            self._collection.library,
            self._collection.favorites,
            self._collection.scan,
            tickets={
                "import-mt": self._sound.taking_over,
                "import-state": self._sound.taking_over,
                "import-lists": self._lists.exchange,
                "exchange-state": self._lists.exchange,
                "import-from": self._lists.foreign,
                "foreign-state": self._lists.foreign,
            },
            backups=self._collection.backups,
            window=self,
            parent=self,
        )
        server = InstanceServer(socket_name(self._profile.folder), remote.answer, self)
        server.listen()
        self._closing.later("instance server", server.close)

    def _asked_to_end(self, number: int) -> None:
        log.info("the system asks to end: signal %d", number)
        self.leave()

    def take_in(self, paths: list[str]) -> None:
        """Play files and addresses, ask about playlists, add folders.

        A first folder shows what is found in it.
        """
        addresses = [path for path in paths if is_stream(path)]
        if addresses:
            self._sound.radio.open(addresses[0])
            paths = [path for path in paths if path not in addresses]
        paths = self._window.openings.take_lists(paths)
        if not paths:
            return
        if self._is_new:
            self._is_new = False
            if all(is_playable(path) for path in paths):
                self._window.show_library()
            else:
                self._window.show_scanning()
        self._sound.opened.open(paths)

    def come_forward(self) -> None:
        """Show the window on top of others."""
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _painted(self) -> None:
        """Do what the first paint did not need, and leave until later what can wait."""
        self._hear_the_system()
        log.info("first paint")
        self.begin()
        # Once the loop has come round, the rows that were painted can be clicked.
        QTimer.singleShot(0, self, self._clickable)
        QTimer.singleShot(SETTLE_AFTER_MS, self, self._settle)

    def _clickable(self) -> None:
        log.info("interactive")
        # The first write would wait 300 ms for its libraries, and a crash would lose it.
        base = self._base
        base.write.run(
            lambda _: base.storage.warm_up(), lambda _: log.info("ready to write"), base.tell
        )
        self._hear_later_starts()
        if self.restored:
            self._tell_of_restoring()
        if self._request.paths:
            self.take_in(list(self._request.paths))
        log.info("started")

    def _tell_of_restoring(self) -> None:
        from mtplayer.core.events import Notice

        detail = "The library that was there before is kept among the backups."
        self._base.troubles.pass_on(Notice(text="The backup is restored", detail=detail))

    def _settle(self) -> None:
        # What lives as long as the program is never again looked at by the collector, which takes
        # 35 ms each time. Nor now, for 330 objects that nobody holds.
        makers = (self._collection, self._sound, self._lists, self._front)
        self._settle_on(iter((self._logs.write, *(one.settle for one in makers), gc.freeze)))

    def _settle_on(self, steps: Iterator[Callable[[], object]]) -> None:
        """Take one step in each turn of the loop: in a single one they took 65 ms."""
        step = next(steps, None)
        if step is not None:
            step()
            QTimer.singleShot(0, self, partial(self._settle_on, steps))


def end_for_want_of_display(text: str) -> NoReturn:
    """Qt is about to abort the process; the one reason it has is that no window can open."""
    log.info("Qt ended: %s", text)
    sys.stderr.write("mtplayer: There is no display to open a window on.\n")
    sys.stderr.flush()
    os._exit(1)
