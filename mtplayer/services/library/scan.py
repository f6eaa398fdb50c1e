"""Looks for music in folders: one scan at a time, in the background, stopped at any moment."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from mtplayer.core.events import (
    FilesHeld,
    HeldFolder,
    LibraryChanged,
    Outcome,
    ScanFinished,
    ScanProgress,
)
from mtplayer.core.ids import FolderId, ScanId
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal

if TYPE_CHECKING:
    from mtplayer.runtime.paths import Profile
    from mtplayer.scanner.report import Message, Report
    from mtplayer.scanner.request import ScanRequest
    from mtplayer.services.library.library import LibraryService
    from mtplayer.services.settings import SettingsService
    from mtplayer.storage.write_flag import WriteFlag

log = logging.getLogger(__name__)

# A list that is shown is asked anew once a second at most; the first tracks come sooner.
_CHANGES_MS: Final = (250, 1000)
_MOST_ENDED: Final = 100


class ScanService(QObject):
    """Runs the scans that are asked for, one after the other."""

    progress: TypedSignal[ScanProgress] = signal()
    finished: TypedSignal[ScanFinished] = signal()
    held_changed: TypedSignal[FilesHeld] = signal()

    def __init__(
        self,
        profile: Profile,
        jobs: Jobs,
        library: LibraryService,
        settings: SettingsService,
        flag: WriteFlag,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._jobs = jobs
        self._library = library
        self._settings = settings
        self._flag = flag
        self._waiting: list[_Wish] = []
        self._current: _Wish | None = None
        self._last_progress: ScanProgress | None = None
        self._tickets = 0
        self._ended: dict[int, ScanFinished] = {}
        self._held = FilesHeld()
        self._growing: Callable[[], tuple[bytes, ...]] = tuple

    @property
    def running(self) -> bool:
        """Whether a scan is under way."""
        return self._current is not None

    @property
    def held(self) -> FilesHeld:
        """Folders in which so many files are gone that nobody marked them yet."""
        return self._held

    def look_for_held(self) -> None:
        """Find what is held since before the last restart."""
        database = self._profile.database
        self._jobs.run(lambda _: held_files(database), self._set_held, self._not_known)

    def accept_missing(self, folder: FolderId) -> int | None:
        """Believe that the held files of a folder are gone: look once more, and mark them."""
        for held in self._held.folders:
            if held.folder == folder:
                return self._ask([os.fsdecode(held.path)], accept_missing=True)
        return None

    def add_folders(self, paths: Sequence[str]) -> int:
        """Take folders or files into the library, also what was removed from them before."""
        return self._ask(paths, by_hand=True)

    def ended(self, ticket: int) -> ScanFinished | None:
        """Return how the scan of a ticket ended, or None if it has not."""
        return self._ended.get(ticket)

    def scan(self, folders: Sequence[str] | None = None, *, accept_missing: bool = False) -> int:
        """Look through these folders, or through all of the library."""
        return self._ask(folders or (), accept_missing=accept_missing)

    def scan_at_start(self) -> int:
        """Look through the folders that want to be looked through at every start."""
        return self._ask((), at_start=True)

    def look_at(self, paths: Sequence[str]) -> int:
        """Look at places where something was seen to happen."""
        return self._ask(paths, seen=True)

    def leave_growing(self, growing: Callable[[], tuple[bytes, ...]]) -> None:
        """Pass over what ``growing`` names when a scan begins."""
        self._growing = growing

    def cancel(self) -> None:
        """Stop soon; what was written stays. Waiting scans are dropped."""
        self._waiting.clear()
        if self._current is not None:
            self._current.stop.cancel()

    def answer(self, question: Mapping[str, Any]) -> Mapping[str, object]:
        """Answer ``scan`` and ``scan-state``, which another start of the program asks."""
        if question.get("command") == "scan":
            paths = [str(path) for path in question.get("paths", ())]
            accept = bool(question.get("accept_missing"))
            return {"ok": True, "ticket": self._ask(paths, accept_missing=accept)}
        ended = self._ended.get(int(question.get("ticket", 0)))
        reply: dict[str, object] = {"ok": True, "running": self.running}
        if ended is not None:
            reply["finished"] = asdict(ended)
        elif self._last_progress is not None:
            reply["progress"] = asdict(self._last_progress)
        return reply

    def _ask(
        self,
        paths: Sequence[str],
        *,
        accept_missing: bool = False,
        at_start: bool = False,
        by_hand: bool = False,
        seen: bool = False,
    ) -> int:
        from mtplayer.services.library import scan_runner

        request = scan_runner.request_for(
            self._profile, self._settings.stored(), paths, accept_missing=accept_missing
        )
        request = replace(
            request,
            write_flag=self._flag.path,
            beside_window=True,
            at_start=at_start,
            by_hand=by_hand,
            seen=seen,
        )
        for wish in self._waiting:
            if wish.request == request:
                return wish.ticket
        self._tickets += 1
        self._waiting.append(_Wish(self._tickets, request))
        self._start_next()
        return self._tickets

    def _start_next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        wish = self._current = self._waiting.pop(0)
        wish.request = replace(wish.request, growing=self._growing())
        self._last_progress = None
        self._jobs.run(
            partial(self._work, wish),
            partial(self._done, wish),
            partial(self._failed, wish),
        )

    def _work(self, wish: _Wish, token: Token) -> tuple[ScanFinished, FilesHeld]:
        """Run on the pool thread."""

        def wants_stop() -> bool:
            report.go_on()
            return token.cancelled or wish.stop.cancelled

        from mtplayer.scanner.report import Report
        from mtplayer.services.library import scan_runner

        report = Report(
            lambda message: self._jobs.post(partial(self._hear, message)),
            changes_ms=_CHANGES_MS,
        )
        hear = partial(_offer, report)
        if scan_runner.is_small(wish.request):
            finished = scan_runner.run_here(
                wish.request, hear, wants_stop, self._flag.wait_until_lowered
            )
        else:
            finished = scan_runner.run_beside_window(wish.request, hear, wants_stop)
        report.flush()
        return finished, held_files(self._profile.database)

    def _hear(self, message: Message) -> None:
        if isinstance(message, LibraryChanged):
            self._library.announce(message)
            return
        self._last_progress = message
        self.progress.emit(message)

    def _done(self, wish: _Wish, result: tuple[ScanFinished, FilesHeld]) -> None:
        finished, held = result
        log.info("scan ended: %s", finished)
        self._end(wish, finished)
        self._set_held(held)

    def _set_held(self, held: FilesHeld) -> None:
        if held != self._held:
            self._held = held
            self.held_changed.emit(held)

    def _not_known(self, error: Exception) -> None:
        log.info("held files are not known: %r", error)

    def _failed(self, wish: _Wish, error: Exception) -> None:
        from mtplayer.scanner.request import FAULT

        problem = _problem(error)
        if problem.title == FAULT:
            log.error("%s: %s", FAULT, problem.detail)
        else:
            log.info("scan failed: %r", error)
        # What was committed before it failed is there, and nobody was told of all of it.
        self._library.announce(LibraryChanged(revision=0, complete=False))
        self._end(wish, ScanFinished(scan=ScanId(0), outcome=Outcome.FAILED, problem=problem))
        if not isinstance(error, MtplayerError):
            raise error

    def _end(self, wish: _Wish, finished: ScanFinished) -> None:
        self._current = None
        self._ended[wish.ticket] = finished
        while len(self._ended) > _MOST_ENDED:
            self._ended.pop(min(self._ended))
        self.finished.emit(finished)
        self._start_next()


@dataclass(slots=True)
class _Wish:
    """A scan that was asked for."""

    ticket: int
    request: ScanRequest
    stop: Token = field(default_factory=Token)


def held_files(database: Path) -> FilesHeld:
    """Return what waits for an answer; for a job."""
    # Loaded with the first question, in its job: 12 ms that no start waits for.
    from mtplayer.storage.library import library_state

    return FilesHeld(
        folders=tuple(
            HeldFolder(folder=folder.id, path=folder.path, files=folder.held)
            for folder in library_state.folders(database)
            if folder.held
        )
    )


def _problem(error: Exception) -> Problem:
    from mtplayer.services.library.scan_runner import ScanFailed

    if isinstance(error, ScanFailed):
        return error.problem
    if isinstance(error, MtplayerError):
        return error.as_problem()
    return Problem(title="The scan could not be finished", detail=repr(error))


def _offer(report: Report, message: Message) -> None:
    if isinstance(message, LibraryChanged):
        report.changed(message)
    else:
        report.progress(message)
        report.go_on()
