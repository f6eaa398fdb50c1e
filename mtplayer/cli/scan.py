"""``mtplayer scan``: look for music in folders."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self, cast

from mtplayer.cli.front import Context
from mtplayer.core.events import LibraryChanged, Outcome, ScanPhase, ScanProgress
from mtplayer.core.problems import MtplayerError
from mtplayer.core.typed import override
from mtplayer.services import settings_file
from mtplayer.services.library import scan_runner

_KEYS: Final = (
    "added", "updated", "unchanged", "moved", "missing", "held", "offline", "failed", "seconds",
)  # fmt: skip
_ASK_EVERY_S: Final = 0.2
_BAR: Final = 30
_PAINT_EVERY_S: Final = 0.1


class WindowGone(MtplayerError):
    """The window that ran the scan was closed."""

    title = "The window that scanned was closed"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help="default: all folders of the library"
    )
    parser.add_argument("--json", action="store_true", help="one object at the end")
    parser.add_argument(
        "--accept-missing", action="store_true", help="believe that many files are gone"
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Scan here, or let the open window do it; return the exit code."""
    folders = [str(Path(folder).absolute()) for folder in arguments.folders]
    bar = _Bar() if sys.stderr.isatty() and not arguments.json else _Quiet()
    question = {"command": "scan", "paths": folders, "accept_missing": arguments.accept_missing}
    reply = context.front.ask_window(context.profile, question)
    if reply is not None and "ticket" in reply:
        counts = _wait_for_window(context, int(cast("int", reply["ticket"])), bar)
    else:
        counts = _scan_here(arguments, context, folders, bar)
    bar.end()
    _print(counts, as_json=arguments.json)
    if problem := counts.get("problem"):
        sys.stderr.write(f"mtplayer: {problem}\n")
    whole = counts["outcome"] == Outcome.COMPLETED.value
    return 0 if whole and not counts["held"] else 1


def _scan_here(
    arguments: argparse.Namespace, context: Context, folders: list[str], bar: "_Quiet"
) -> dict[str, Any]:
    settings = _settings(context)
    request = scan_runner.request_for(
        context.profile, settings, folders, accept_missing=arguments.accept_missing
    )
    with _Interrupts() as interrupts:
        finished = scan_runner.run_here(request, bar.hear, interrupts.happened)
    return _counts(asdict(finished))


def _settings(context: Context) -> dict[str, object]:
    try:
        return settings_file.read(context.profile.settings)
    except settings_file.SettingsUnreadable as problem:
        sys.stderr.write(f"mtplayer: {problem} The defaults are used.\n")
        return {}


def _counts(finished: Mapping[str, Any]) -> dict[str, Any]:
    problem = finished.get("problem")
    said = problem.get("sentence") or problem.get("title") if problem else None
    return {
        **{key: finished[key] for key in _KEYS},
        "outcome": finished["outcome"],
        "problem": said,
    }


def _wait_for_window(context: Context, ticket: int, bar: "_Quiet") -> dict[str, Any]:
    """Follow the scan that the window runs."""
    while True:
        reply = context.front.ask_window(
            context.profile, {"command": "scan-state", "ticket": ticket}
        )
        if reply is None:
            raise WindowGone("The window that ran the scan was closed before it ended.")
        if (finished := reply.get("finished")) is not None:
            return _counts(cast("Mapping[str, Any]", finished))
        if (progress := reply.get("progress")) is not None:
            bar.show(cast("Mapping[str, Any]", progress))
        time.sleep(_ASK_EVERY_S)


def _print(counts: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        values = {key: counts[key] for key in _KEYS}
        values["seconds"] = round(values["seconds"], 3)
        sys.stdout.write(json.dumps(values) + "\n")
        return
    parts = [f"{counts[key]:,} {key}" for key in _KEYS[:-1] if counts[key]]
    if counts["outcome"] == Outcome.CANCELLED.value:
        parts.append("stopped before the end")
    sys.stdout.write(f"{', '.join(parts) or 'Nothing found'} in {counts['seconds']:.1f} s\n")
    if counts["held"]:
        sys.stdout.write(
            f"held: {counts['held']}. So many files are gone that nothing was marked;"
            " is the disk there? “--accept-missing” marks them.\n"
        )


class _Interrupts:
    """Lets a first Ctrl+C end the scan in order; a second one ends it at once."""

    def __init__(self) -> None:
        self._seen = False
        self._before: dict[int, Any] = {}

    def happened(self) -> bool:
        """Whether somebody wants to stop."""
        return self._seen

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, *_: object) -> None:
        if self._seen:
            raise KeyboardInterrupt
        self._seen = True


class _Quiet:
    """Says only what somebody who waits should know."""

    shows_progress = False

    def __init__(self) -> None:
        self._said = False

    def hear(self, message: ScanProgress | LibraryChanged) -> None:
        """Take what the scan says, a hundred times in a scan that finds nothing new."""
        if isinstance(message, ScanProgress) and (
            self.shows_progress or message.phase is ScanPhase.WAITING
        ):
            self.show(asdict(message))

    def show(self, progress: Mapping[str, Any]) -> None:
        """Show how far it is."""
        if progress["phase"] != ScanPhase.WAITING.value:
            self.show_bar(progress)
        elif not self._said:
            self._said = True
            self.end()
            sys.stderr.write("mtplayer: Another scan of this library is running; waiting for it.\n")
            sys.stderr.flush()

    def show_bar(self, progress: Mapping[str, Any]) -> None:
        """Show how far a scan is that has begun."""

    def end(self) -> None:
        """Leave a clean line."""


class _Bar(_Quiet):
    """One line on a terminal that is written over and over."""

    shows_progress = True

    def __init__(self) -> None:
        super().__init__()
        self._next = 0.0
        self._length = 0

    @override
    def show_bar(self, progress: Mapping[str, Any]) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PAINT_EVERY_S
        self._write(_line(progress))

    @override
    def end(self) -> None:
        if self._length:
            self._write("")
            sys.stderr.write("\r")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line:<{self._length}}")
        sys.stderr.flush()
        self._length = len(line)


def _line(progress: Mapping[str, Any]) -> str:
    done, total = progress["done"], progress["total"]
    if progress["phase"] == ScanPhase.LISTING.value or not total:
        return f"Looking through folders: {progress['found']:,} files"
    full = _BAR * done // total
    bar = "#" * full + "-" * (_BAR - full)
    failed = f", {progress['failed']:,} could not be read" if progress["failed"] else ""
    return f"[{bar}] {done:,} of {total:,}{failed}"
