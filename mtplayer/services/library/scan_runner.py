"""Runs one scan: in a process of its own beside a window, or here. Knows no Qt."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtplayer.core import options
from mtplayer.core.credits import Splitting
from mtplayer.core.events import LibraryChanged, ScanFinished, ScanProgress
from mtplayer.core.formats import is_audio
from mtplayer.core.option_kinds import Option, T
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.runtime.paths import Profile
from mtplayer.scanner import entry
from mtplayer.scanner.request import STOP, ScanRequest

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Fewer single files than this are read at once, without a process of their own.
FEW_FILES: Final = 50
_LISTEN_S: Final = 0.1
_STOP_WITHIN_S: Final = 5.0

Hear = Callable[[ScanProgress | LibraryChanged], object]
Asked = Callable[[], bool]


class ScanFailed(MtplayerError):
    """A scan ended before its time."""

    title = "The scan could not be finished"

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence or problem.title)
        self.problem = problem


def request_for(
    profile: Profile,
    settings: Mapping[str, object],
    targets: Iterable[str] = (),
    *,
    accept_missing: bool = False,
) -> ScanRequest:
    """Return what to ask of the scanner, by the settings; paths as the system gave them."""
    return ScanRequest(
        database=profile.database,
        lock=profile.scan_lock,
        targets=tuple(map(os.fsencode, targets)),
        articles=articles(settings),
        splitting=Splitting(
            artists=_value(settings, options.ARTIST_SEPARATORS),
            genres=_value(settings, options.GENRE_SEPARATORS),
            exceptions=_value(settings, options.UNPARTED_NAMES),
        ),
        mode=_value(settings, options.SCAN_MODE).value,
        processes=_value(settings, options.TAG_PROCESSES),
        accept_missing=accept_missing,
    )


def articles(settings: Mapping[str, object]) -> str:
    """Return the articles to pass over in sorting."""
    return _value(settings, options.ARTICLES) if _value(settings, options.IGNORE_ARTICLES) else ""


def _value(settings: Mapping[str, object], option: Option[T]) -> T:
    try:
        return option.check(settings[option.key]) if option.key in settings else option.default
    except ValueError:
        return option.default


def is_small(request: ScanRequest) -> bool:
    """Whether it is about a handful of files."""
    paths = [Path(os.fsdecode(path)) for path in request.targets]
    few = 0 < len(paths) < FEW_FILES
    return few and all(is_audio(path.name) and not path.is_dir() for path in paths)


def run_beside_window(request: ScanRequest, hear: Hear, wants_stop: Asked) -> ScanFinished:
    """Scan in a niced process; returns when it ended. Blocks: call it in a job.

    Raises ScanFailed, also when the process was killed.
    """
    request = replace(request, beside_window=True)
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=entry.main, args=(request, theirs, os.getpid()), name="mtplayer scanner"
    )
    process.start()
    theirs.close()
    try:
        return _listen(ours, hear, wants_stop)
    finally:
        ours.close()
        _end(process)


def _listen(pipe: Connection, hear: Hear, wants_stop: Asked) -> ScanFinished:
    stop_at: float | None = None
    while True:
        if stop_at is None and wants_stop():
            stop_at = _ask_to_stop(pipe)
        if stop_at is not None and time.monotonic() > stop_at:
            raise ScanFailed(Problem(title="The scan did not stop in time, and was ended."))
        try:
            message = pipe.recv() if pipe.poll(_LISTEN_S) else None
        except (EOFError, OSError) as error:
            raise ScanFailed(Problem(title="The scan was ended from outside.")) from error
        if isinstance(message, ScanFinished):
            return message
        if isinstance(message, Problem):
            raise ScanFailed(message)
        if message is not None:
            hear(message)


def _ask_to_stop(pipe: Connection) -> float:
    try:
        pipe.send(STOP)
    except OSError:
        return time.monotonic()
    return time.monotonic() + _STOP_WITHIN_S


def _end(process: BaseProcess) -> None:
    """Leave no process behind."""
    process.join(_STOP_WITHIN_S)
    if process.is_alive():
        process.kill()
        # Not for ever: who waits for a share that is gone cannot even be killed.
        process.join(_STOP_WITHIN_S)


class _Here:
    """The outside of a scan in this very process."""

    def __init__(self, hear: Hear, wants_stop: Asked, give_way: Callable[[], object]) -> None:
        self._hear = hear
        self._wants_stop = wants_stop
        self._give_way = give_way

    def progress(self, progress: ScanProgress) -> None:
        """Pass it on."""
        self._hear(progress)

    def changed(self, change: LibraryChanged) -> None:
        """Pass it on."""
        self._hear(change)

    def wants_stop(self) -> bool:
        """Ask."""
        return self._wants_stop()

    def give_way(self) -> None:
        """Let others write."""
        self._give_way()


def run_here(
    request: ScanRequest,
    hear: Hear,
    wants_stop: Asked,
    give_way: Callable[[], object] = lambda: None,
) -> ScanFinished:
    """Scan in this process, with reading processes if there is much to read."""
    from mtplayer.scanner.start import scan

    return scan(request, _Here(hear, wants_stop, give_way))
