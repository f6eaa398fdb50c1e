"""How it is put together: built once, wired, run, closed in reverse."""

import atexit
import logging
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from mtplayer import __version__
from mtplayer.cli.front import WindowRequest
from mtplayer.core.problems import LibraryReadOnly, MtplayerError
from mtplayer.desktop.instance_socket import Reply, Request, ask, socket_name
from mtplayer.desktop.single_instance import InstanceLock, InstanceServer
from mtplayer.runtime import crash, logs
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.garbage import GarbageCollector
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.paths import Profile
from mtplayer.runtime.stop_signals import StopSignals
from mtplayer.services import settings_file
from mtplayer.services.settings import SettingsService
from mtplayer.storage import migrate
from mtplayer.storage.engine import Storage
from mtplayer.storage.write_flag import WriteFlag
from mtplayer.ui import state
from mtplayer.ui.dialogs import trouble
from mtplayer.ui.state import UiState

log = logging.getLogger(__name__)
T = TypeVar("T")

CLOSE_WITHIN_S = 20
# Other threads give way to the window every millisecond, not every five.
SWITCH_INTERVAL_S = 0.001


class WindowUnanswered(MtplayerError):
    """Another process holds the profile, but does not listen."""

    title = "mtplayer is already running"


def open_window(request: WindowRequest) -> int:
    """Run until the window closes, or hand the request to the window that is open."""
    closing = Closing()
    try:
        if not _is_first(request.profile, closing):
            return _hand_over(request)
        return Program(request, closing).run()
    except MtplayerError as problem:
        return _refuse(problem)
    finally:
        closing.close(CLOSE_WITHIN_S)


def _is_first(profile: Profile, closing: Closing) -> bool:
    try:
        profile.create()
    except OSError as error:
        reason = error.strerror or "it cannot be made"
        raise LibraryReadOnly(f"“{profile.folder}” cannot be used: {reason}.") from error
    lock = InstanceLock(profile.instance_lock)
    first = lock.acquire()
    if first:
        closing.later("instance lock", lock.release)
    elif lock.refused:
        raise LibraryReadOnly(f"“{profile.folder}” cannot be written. Is it yours?")
    return first


def _hand_over(request: WindowRequest) -> int:
    question = {"command": request.action or "open", "paths": request.paths}
    reply = ask(socket_name(request.profile.folder), question)
    if reply is None:
        raise WindowUnanswered(
            f"A window with “{request.profile.folder}” is open, but it does not answer."
            " End it, then start again."
        )
    return 0 if reply.get("ok") else 1


def _refuse(problem: MtplayerError) -> int:
    """Say why nothing opens: to the terminal, and in a window for those who have none."""
    log.info("refused to start: %r", problem)
    crash.log_qt_messages(_end_for_want_of_display)
    application = QApplication.instance() or QApplication(["mtplayer"])
    stop = StopSignals()
    stop.asked.connect(lambda _: application.exit(1))
    box = trouble.tell(problem.as_problem(), lambda _: application.exit(1))
    sys.stderr.write(f"mtplayer: {problem}\n")
    sys.stderr.flush()
    application.exec()
    box.hide()
    stop.close()
    return 1


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
        QGuiApplication.setDesktopFileName("mtplayer")
        super().__init__()
        self._garbage = GarbageCollector(self)

    def run(self) -> int:
        """Return the exit code once the window is closed and nothing is left to write."""
        self._listen()
        self._open_library()
        self._window = QMainWindow()
        self._window.show()
        self._application.lastWindowClosed.connect(self.leave)
        self._application.setQuitOnLastWindowClosed(False)
        log.info("started")
        return self._application.exec()

    def leave(self) -> None:
        """Close the window; the zero timer lets whatever runs now return first."""
        self._window.hide()
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
        crash.log_qt_messages(_end_for_want_of_display)

    def _tell_of_bug(self) -> None:
        sys.stderr.write("mtplayer: Something unexpected happened; the log has a report.\n")

    def _listen(self) -> None:
        stop = StopSignals(self)
        stop.asked.connect(lambda _: self.leave())
        self._closing.later("stop signals", stop.close)
        server = InstanceServer(socket_name(self._profile.folder), self._answer, self)
        server.listen()
        self._closing.later("instance server", server.close)

    def _answer(self, request: Request) -> Reply:
        command = request.get("command")
        log.info("another start asks: %s", command)
        if command == "quit":
            self.leave()
        return {"ok": True}

    def _open_library(self) -> None:
        migrate.prepare(self._profile.database)
        write, read = Jobs("write", 1, self), Jobs("read", 2, self)
        self._flag = WriteFlag(self._profile.cache / "write.flag")
        self._closing.later("write flag", self._flag.close)
        self._storage = Storage(self._profile.database, self._flag)
        self._closing.later("library", self._storage.close)
        self._closing.later("write jobs", partial(write.drain, 5000))
        self._closing.later("read jobs", partial(read.close, 2000))
        self.settings = SettingsService(
            _stored_settings(self._profile.settings),
            partial(_save, write, partial(settings_file.write, self._profile.settings)),
            self,
        )
        self.ui_state = UiState(
            state.read(self._profile.ui_state),
            partial(_save, write, partial(state.write, self._profile.ui_state)),
            self,
        )


def _save(write: Jobs, save: Callable[[T], object], content: T) -> None:
    def work(_: Token) -> None:
        save(content)

    write.run(work, lambda _: None, lambda error: log.warning("not saved: %s", error))


def _stored_settings(path: Path) -> Mapping[str, object]:
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        log.warning("%s The old file is now %s.", problem, settings_file.keep_aside(path))
        return {}


def _end_for_want_of_display(text: str) -> NoReturn:
    """Qt is about to abort the process; the one reason it has is that no window can open."""
    log.info("Qt ended: %s", text)
    sys.stderr.write("mtplayer: There is no display to open a window on.\n")
    sys.stderr.flush()
    os._exit(1)
