"""Tells when the UI thread does what may take long: for tests and for ``--guard``."""

import inspect
import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, cast

from mtplayer.runtime.paths import data_dir

# A page of rows by id is the one read that the UI thread may do (0.5 ms).
BLOCKING_EVENTS = frozenset(
    {
        "glob.glob",
        "open",
        "os.chmod",
        "os.fork",
        "os.link",
        "os.listdir",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.scandir",
        "os.system",
        "os.truncate",
        "os.walk",
        "shutil.copyfile",
        "socket.connect",
        "socket.getaddrinfo",
        "sqlite3.connect",
        "subprocess.Popen",
    }
)
# None of these raises an audit event.
SILENT = (
    (os, "stat"),
    (os, "lstat"),
    (os, "access"),
    (os, "statvfs"),
    (os, "readlink"),
    (os, "fsync"),
    (time, "sleep"),
)
# Rooms whose code runs on the UI thread; what a test itself opens is its own business.
GUARDED = ("mtplayer.ui", "mtplayer.services", "mtplayer.desktop", "mtplayer.app")
# Imports and traces read files; an import that takes long is caught by the turn's length.
EXEMPT = (
    "_frozen_importlib",
    "importlib",
    "shibokensupport",
    "linecache",
    "traceback",
    "logging",
    "mtplayer.runtime.paths",
    "tokenize",
    "runpy",
)

# The program's own files are as near as its code: icons, tokens, pictures.
OWN = tuple(
    {str(Path(place).resolve()) + os.sep for place in (sys.prefix, sys.base_prefix)}
    | {str(data_dir("resources")) + os.sep}
)

Report = Callable[[str], None]


class BlockedUiThread(BaseException):
    """Raised on the UI thread instead of blocking it; nothing may swallow it."""


def _room(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _own(argument: object) -> bool:
    """Whether this is the path of a file that came with the program."""
    if not isinstance(argument, str | bytes | os.PathLike):
        return False
    return os.fsdecode(cast("str", argument)).startswith(OWN)


def _guilty(frame: FrameType | None, ends_at: str) -> str | None:
    """Return the guarded caller, looking outwards until code that may do as it likes."""
    while frame is not None:
        name = _room(frame)
        if name.startswith(EXEMPT):
            return None
        if name.startswith(GUARDED):
            return f"{name}:{frame.f_lineno}"
        if name.startswith(ends_at):
            return None
        frame = frame.f_back
    return None


class UiGuard:
    """Watches one thread. Switched off it costs one comparison per audit event.

    An audit hook cannot be taken out again, so there is one for the whole process and
    it asks ``_active`` whom to tell.
    """

    def __init__(self, report: Report, *, ends_at: str = "tests") -> None:
        self._report = report
        self._ends_at = ends_at
        self._thread = threading.get_ident()
        self._allowed = 0

    def look(self, what: str, argument: object = "") -> None:
        """Report ``what`` if guarded code does it on the watched thread."""
        if self._allowed or threading.get_ident() != self._thread or _own(argument):
            return
        if (where := _guilty(inspect.currentframe(), self._ends_at)) is not None:
            # Reporting may open the log; that is not the culprit.
            with self.allowed():
                self._report(f"{where} calls {what} {argument!r} on the UI thread")

    @contextmanager
    def allowed(self) -> Generator[None]:
        """Look away: start-up before the first paint, shutdown after the window is hidden."""
        self._allowed += 1
        try:
            yield
        finally:
            self._allowed -= 1


_active: list[UiGuard] = []
_installed: list[str] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _active and event in BLOCKING_EVENTS:
        _active[-1].look(event, arguments[0] if arguments else "")


def _watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def watched(*arguments: Any, **options: Any) -> Any:
        if _active:
            _active[-1].look(name, arguments[0] if arguments else "")
        return call(*arguments, **options)

    return watched


def install() -> None:
    """Put the hooks in, once per process."""
    if _installed:
        return
    _installed.append("audit hook")
    sys.addaudithook(_hook)
    for module, name in SILENT:
        setattr(module, name, _watched(f"{module.__name__}.{name}", getattr(module, name)))


@contextmanager
def watching(report: Report, *, ends_at: str = "tests") -> Generator[UiGuard]:
    """Watch the calling thread for the time of the block."""
    install()
    guard = UiGuard(report, ends_at=ends_at)
    _active.append(guard)
    try:
        yield guard
    finally:
        _active.remove(guard)


@contextmanager
def looking_away() -> Generator[None]:
    """Let the calling code do as it likes, if anyone is watching at all."""
    if not _active:
        yield
        return
    with _active[-1].allowed():
        yield


def forbid_methods(owner: type, *, except_for: frozenset[str]) -> Callable[[], None]:
    """Report calls of the public methods of ``owner``; return what takes that back.

    SQL raises no audit event, so the classes that speak it are told here.
    """
    own = {
        name: call
        for name, call in vars(owner).items()
        if callable(call) and not name.startswith("_") and name not in except_for
    }
    for name, call in own.items():
        setattr(owner, name, _watched(f"{owner.__name__}.{name}", call))

    def undo() -> None:
        for name, call in own.items():
            setattr(owner, name, call)

    return undo


def fail(text: str) -> None:
    """Report by raising, which is what the tests do."""
    raise BlockedUiThread(text)
