"""What nobody caught: logged, written as a report, told once in words."""

import faulthandler
import logging
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn

from mtplayer import __version__

log = logging.getLogger(__name__)

Tell = Callable[[], object]
# Said by platform plug-ins about what they never do; nothing is wrong.
HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
)


class CrashHooks:
    """Sees exceptions of slots, pool threads, libVLC callbacks, and what Qt complains about."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._told = False
        self._faults: IO[bytes] | None = None

    def install(self, faults: Path | None = None) -> None:
        """Take over from Python; ``faults`` receives the stacks of a dying process."""
        sys.excepthook = self.caught
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._in_thread
        if faults is not None:
            self._faults = faults.open("ab")
        faulthandler.enable(self._faults or sys.__stderr__ or sys.stderr)

    def close(self) -> None:
        """Give back to Python."""
        sys.excepthook = sys.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: str = "",
    ) -> None:
        """Log a bug, and tell about the first one; may run on any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = f"{where}: {error!r}" if where else repr(error)
        log.critical("unexpected %s", text, exc_info=(kind, error or kind(), trace))
        if not self._told:
            self._told = True
            self._tell()

    def _unraisable(self, event: "sys.UnraisableHookArgs") -> None:
        self.caught(event.exc_type, event.exc_value, event.exc_traceback, repr(event.object))

    def _in_thread(self, event: threading.ExceptHookArgs) -> None:
        if event.exc_type is not SystemExit:
            name = event.thread.name if event.thread else "a thread"
            self.caught(event.exc_type, event.exc_value, event.exc_traceback, name)


def write_report(folder: Path, record: logging.LogRecord) -> Path:
    """Write what is needed to understand a bug; it stays on this machine."""
    import platform

    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(record.created))
    lines = (
        f"mtplayer {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"thread {record.threadName}, process {record.process}",
        record.getMessage(),
        record.exc_text or "",
    )
    report = folder / f"report-{stamp}-{record.process}-{int(record.msecs):03}.txt"
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return report


def log_qt_messages(fatal: Callable[[str], NoReturn]) -> None:
    """Send what Qt has to say to the log; ``fatal`` ends the process before Qt aborts it."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
    }
    qt_log = logging.getLogger("qt")

    def write(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            fatal(text)
        if not text.startswith(HARMLESS):
            qt_log.log(levels.get(kind, logging.WARNING), "%s", text)

    qInstallMessageHandler(write)


@contextmanager
def told_in_one_sentence(folder: Path) -> Generator[None]:
    """Run a command: a bug in it is one sentence on standard error and a report in ``folder``."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        record = log.makeRecord(
            log.name, logging.CRITICAL, "", 0, "unexpected %r", (error,), (kind, error, trace)
        )
        record.exc_text = logging.Formatter().formatException((kind, error, trace))
        print(f"mtplayer: {_sentence(folder, record, error)}", file=sys.stderr)  # noqa: T201

    sys.excepthook = caught
    yield
    sys.excepthook = sys.__excepthook__


def _sentence(folder: Path, record: logging.LogRecord, error: BaseException) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        report = write_report(folder, record)
    except OSError:
        return f"Something unexpected happened: {error!r}."
    return f"Something unexpected happened: {error!r}; a report is in “{report}”."
