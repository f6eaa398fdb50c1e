"""``mtplayer play``: play tracks or files in order until the end, without a window."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from mtplayer.cli.front import QUERY_HELP, Context
from mtplayer.core.problems import WrongUse
from mtplayer.runtime.garbage import GarbageCollector
from mtplayer.runtime.stop_signals import StopSignals
from mtplayer.services.playing.asked_tracks import asked_tracks
from mtplayer.services.playing.play_session import PlaySession, SessionEvent
from mtplayer.services.sound.sound import Joined, joins_of, open_player

POSITION_STEP_MS = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "words", metavar="QUERY|FILE|ADDRESS", nargs="+", help=f"files, addresses, or {QUERY_HELP}"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--null", action="store_true", help="play in silence")
    where.add_argument("--record", metavar="OUT.wav", type=Path, help="into a file, in real time")
    parser.add_argument(
        "--gapless-report", action="store_true", help="say at the end where files met, in frames"
    )
    parser.add_argument(
        "--json", action="store_true", help="one object for each event, a line each"
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Play and return 0 if everything gave sound."""
    record_to: Path | None = arguments.record
    if record_to is not None and not record_to.absolute().parent.is_dir():
        raise WrongUse(f"There is no folder for “{record_to}”.")
    context.profile.create()
    tracks = asked_tracks(context.profile.database, arguments.words)
    application = QCoreApplication.instance() or QCoreApplication(["mtplayer"])
    garbage = GarbageCollector()
    player = open_player(null=arguments.null, record_to=record_to and record_to.absolute())
    session = PlaySession(context.profile, tracks, player)
    stop = StopSignals()
    printer = _Printer(as_json=arguments.json)
    session.happened.connect(printer.print)
    stop.asked.connect(printer.leave)
    QTimer.singleShot(0, session.start)
    application.exec()
    session.close()
    stop.close()
    garbage.close()
    if arguments.gapless_report:
        _report(joins_of(player), as_json=arguments.json)
    return printer.code


def _report(joins: Sequence[Joined], *, as_json: bool) -> None:
    for join in joins:
        names = [
            path and PurePath(os.fsdecode(path)).name for path in (join.path, join.followed_by)
        ]
        if as_json:
            found = {"event": "join", "path": os.fsdecode(join.path), "next": names[1]}
            print(json.dumps({**found, "frame": join.frame, "frames": join.frames}))
        else:
            print(
                f"{join.frame:>12,}  {join.frames:>12,} frames of {names[0]} → {names[1] or 'end'}"
            )


class _Printer(QObject):
    """Writes events on standard output, troubles for people on standard error."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._next_ms = 0
        self.code = 0

    @Slot(object)
    def print(self, event: SessionEvent) -> None:
        """Write one event; ``finished`` ends the program."""
        if event.kind == "position" and not self._is_due(event):
            return
        if event.kind == "failed":
            self.code = 1
        if event.kind == "finished":
            self.leave()
        try:
            self._write(event)
        except BrokenPipeError:
            # The reader had enough, as in “play | head”; Python would complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.leave()

    @Slot()
    def leave(self, _signal: int = 0) -> None:
        """End cleanly: what was heard is still written down."""
        QCoreApplication.exit(0)

    def _write(self, event: SessionEvent) -> None:
        if self._as_json:
            sys.stdout.write(json.dumps(_as_object(event)) + "\n")
        elif event.kind == "started" and event.track is not None:
            sys.stdout.write(f"{event.track.words}\n")
        elif event.kind == "failed":
            name = event.track.words if event.track else "A track"
            sys.stderr.write(f"mtplayer: “{name}” could not be played. {event.reason}\n")
        sys.stdout.flush()

    def _is_due(self, event: SessionEvent) -> bool:
        # Seconds are enough for a program that follows; the window gets ten a second.
        if event.ms < self._next_ms - POSITION_STEP_MS:
            self._next_ms = 0
        if event.ms < self._next_ms:
            return False
        self._next_ms = event.ms - event.ms % POSITION_STEP_MS + POSITION_STEP_MS
        return True


def _as_object(event: SessionEvent) -> dict[str, object]:
    """Return one object in ASCII; an id is null for a file outside the library."""
    if event.kind == "finished":
        return {"event": "finished", "played": event.played, "failed": event.failed}
    found: dict[str, object] = {"event": event.kind}
    if (track := event.track) is not None:
        found["id"] = track.id if track.id > 0 else None
        found["path"] = os.fsdecode(track.path)
    if event.kind in ("position", "ended"):
        found["ms"] = event.ms
    if event.kind in ("started", "position"):
        found["duration_ms"] = event.duration_ms
    if event.kind == "failed":
        found["reason"] = event.reason
    return found
