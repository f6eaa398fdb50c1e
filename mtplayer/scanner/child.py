"""The scanner's own process: one scan, told about over a pipe, gone with its parent."""

import contextlib
import time
import traceback
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Final, Self

from mtplayer.core.events import LibraryChanged, ScanFinished, ScanProgress
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.runtime.child_process import become_child_of, give_way
from mtplayer.scanner.report import Message, Report
from mtplayer.scanner.request import FAULT, STOP, ScanRequest
from mtplayer.scanner.start import scan
from mtplayer.storage.write_flag import WriteFlag

_LISTEN_EVERY_S: Final = 0.05

Answer = Message | ScanFinished | Problem
"""What comes over the pipe; the last one is how it ended."""


def main(request: ScanRequest, pipe: Connection, parent: int) -> None:
    """Scan at low priority; every message goes over ``pipe``."""
    become_child_of(parent)
    give_way()
    gone = contextlib.suppress(BrokenPipeError, ConnectionResetError)
    with gone, PipeOutside(pipe, request) as outside:
        outside.end(scan(request, outside))


class PipeOutside:
    """The window at the other end of a pipe."""

    def __init__(self, pipe: Connection, request: ScanRequest) -> None:
        self._pipe = pipe
        self._report = Report(pipe.send)
        self._flag = WriteFlag(request.write_flag) if request.write_flag else None
        self._next_look = 0.0
        self._asked_to_stop = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Tell the window why the scan ended; a fault of ours goes on to standard error."""
        if isinstance(error, MtplayerError):
            self.end(error.as_problem())
            return True
        if isinstance(error, Exception) and not isinstance(error, OSError):
            lines = traceback.format_exception(kind, error, trace)
            self.end(Problem(title=FAULT, detail="".join(lines)))
        return False

    def progress(self, progress: ScanProgress) -> None:
        """Pass it on."""
        self._report.progress(progress)
        self._report.go_on()

    def changed(self, change: LibraryChanged) -> None:
        """Pass it on."""
        self._report.changed(change)

    def wants_stop(self) -> bool:
        """Look whether the window said stop, or is gone."""
        now = time.monotonic()
        if not self._asked_to_stop and now >= self._next_look:
            self._next_look = now + _LISTEN_EVERY_S
            self._asked_to_stop = self._heard_stop()
        return self._asked_to_stop

    def _heard_stop(self) -> bool:
        try:
            return self._pipe.poll() and self._pipe.recv() == STOP
        except (EOFError, OSError):
            return True

    def give_way(self) -> None:
        """Wait while the window has something to write."""
        if self._flag is not None:
            self._flag.wait_until_lowered()

    def end(self, how: ScanFinished | Problem) -> None:
        """Say how it ended, after everything else."""
        self._report.flush()
        self._pipe.send(how)
