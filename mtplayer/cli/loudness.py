"""``mtplayer loudness``: measure how loud tracks are, so that they play alike."""

import argparse
import json
import sys

from PySide6.QtCore import QCoreApplication, QTimer

from mtplayer.cli.front import QUERY_HELP, Context
from mtplayer.core.events import LoudnessProgress
from mtplayer.runtime.garbage import GarbageCollector
from mtplayer.runtime.stop_signals import StopSignals
from mtplayer.services.sound.loudness_session import LoudnessSession


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("words", metavar="QUERY", nargs="*", help=f"which tracks: {QUERY_HELP}")
    parser.add_argument("--tagged", action="store_true", help="also where the tags say it already")
    parser.add_argument("--again", action="store_true", help="also what was measured before")
    parser.add_argument("--json", action="store_true", help="one object at the end")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Measure and return 0 if everything could be decoded."""
    context.profile.create()
    application = QCoreApplication.instance() or QCoreApplication(["mtplayer"])
    garbage = GarbageCollector()
    session = LoudnessSession(context.profile)
    stop = StopSignals()
    ended: list[LoudnessProgress] = []
    session.finished.connect(ended.append)
    session.finished.connect(lambda _: application.exit())
    if not arguments.json and sys.stderr.isatty():
        session.progress.connect(_print_progress)
    stop.asked.connect(lambda _: session.cancel())
    query, tagged, again = " ".join(arguments.words), arguments.tagged, arguments.again
    QTimer.singleShot(0, session, lambda: session.start(query, tagged=tagged, again=again))
    application.exec()
    session.close()
    stop.close()
    garbage.close()
    for problem in session.problems:
        sys.stderr.write(f"mtplayer: {problem}\n")
    return _told(ended[-1], as_json=arguments.json)


def _print_progress(progress: LoudnessProgress) -> None:
    sys.stderr.write(f"\r{progress.done} of {progress.total} tracks")
    sys.stderr.flush()


def _told(how: LoudnessProgress, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"measured": how.done, "failed": how.failed, "tracks": how.total}))
    else:
        print(f"{how.done} of {how.total} tracks were measured; {how.failed} could not be decoded.")
    return 1 if how.failed else 0
