"""How it starts: the first window of a profile opens, the next hands over what it was given."""

import logging
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from mtplayer.cli.front import PictureRequest, WindowRequest
from mtplayer.core.problems import LibraryCorrupt, LibraryLocked, LibraryReadOnly, MtplayerError
from mtplayer.desktop.instance_lock import InstanceLock
from mtplayer.program import Program, end_for_want_of_display
from mtplayer.runtime import crash
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.paths import Profile
from mtplayer.runtime.restart import Restart
from mtplayer.runtime.stop_signals import StopSignals

log = logging.getLogger(__name__)

CLOSE_WITHIN_S = 20


class WindowUnanswered(MtplayerError):
    """Another process holds the profile, but does not listen."""

    title = "mtplayer is already running"


def open_window(request: WindowRequest) -> int:
    """Run until the window closes, or hand the request to the window that is open."""
    closing, restart = Closing(), Restart(_arguments(request))
    try:
        if not _is_first(request.profile, closing):
            return _hand_over(request)
        return _run(request, closing, restart)
    except MtplayerError as problem:
        return _refuse(problem)
    finally:
        closing.close(CLOSE_WITHIN_S)


def _run(request: WindowRequest, closing: Closing, restart: Restart) -> int:
    program = Program(request, closing)
    if request.profile.restore_request.exists() and not _brings_back(request.profile, program):
        return 1
    try:
        code = program.run()
    except LibraryCorrupt as problem:
        # Nobody may have it open while another takes its place.
        closing.close(CLOSE_WITHIN_S)
        restart.wanted = _offered(request.profile, problem)
        return 1
    restart.wanted = program.again
    return code


def _offered(profile: Profile, problem: LibraryCorrupt) -> bool:
    """Offer a backup or a new library; True if there is a library now."""
    from mtplayer.wiring import recovery

    with hold(profile) as alone:
        return alone and recovery.offer(_application(), profile, problem)


def _brings_back(profile: Profile, program: Program) -> bool:
    """Do what the last window was asked for before it closed; False to open none."""
    from mtplayer.services.safety.restoring import take_request
    from mtplayer.wiring import recovery

    wanted = take_request(profile)
    if wanted is None:
        return True
    ended = recovery.restore(_application(), profile, wanted)
    program.restored = ended.restored
    return ended.opens


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _arguments(request: WindowRequest) -> list[str]:
    """Return how the same window is opened again; what it was given was taken in already."""
    flags = {"--null": request.null, "--log-json": request.log_json, "--guard": request.guard}
    flags["--high-contrast"] = request.high_contrast
    given = [flag for flag, on in flags.items() if on]
    return ["--profile", str(request.profile.folder), *given]


def take_picture(request: PictureRequest) -> int:
    """Paint the window of a profile without a display, save the picture and end."""
    # Qt reads it when the application is made.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mtplayer.studio import Studio

    closing = Closing()
    try:
        if not _is_first(request.profile, closing):
            folder = request.profile.folder
            raise LibraryLocked(f"A window with “{folder}” is open; close it, then try again.")
        return Studio(request, closing).run()
    finally:
        closing.close(CLOSE_WITHIN_S)


@contextmanager
def hold(profile: Profile) -> Generator[bool]:
    """Keep windows of a profile from opening while this lasts; says whether none is open."""
    lock = _lock(profile)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def _is_first(profile: Profile, closing: Closing) -> bool:
    lock = _lock(profile)
    if lock is not None:
        closing.later("instance lock", lock.release)
    return lock is not None


def _lock(profile: Profile) -> InstanceLock | None:
    """Take a profile for this process; None if another has it."""
    try:
        profile.create()
    except OSError as error:
        reason = error.strerror or "it cannot be made"
        raise LibraryReadOnly(f"“{profile.folder}” cannot be used: {reason}.") from error
    lock = InstanceLock(profile.instance_lock)
    if lock.acquire():
        return lock
    if lock.refused:
        raise LibraryReadOnly(f"“{profile.folder}” cannot be written. Is it yours?")
    return None


def _hand_over(request: WindowRequest) -> int:
    from mtplayer.desktop.instance_socket import ask, socket_name

    question = {"command": "open", "paths": request.paths}
    reply = ask(socket_name(request.profile.folder), question)
    if reply is None:
        raise WindowUnanswered(
            f"A window with “{request.profile.folder}” is open, but it does not answer."
            " End it, then start again."
        )
    return 0 if reply.get("ok") else 1


def _refuse(problem: MtplayerError) -> int:
    """Say why nothing opens: to the terminal, and in a window for those who have none."""
    from mtplayer.ui.dialogs import trouble

    log.info("refused to start: %r", problem)
    crash.log_qt_messages(end_for_want_of_display)
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
