"""``mtplayer check``: whether everything that mtplayer needs is there and whole."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict

from mtplayer import __version__
from mtplayer.cli.front import Context
from mtplayer.runtime.paths import data_dir
from mtplayer.services.safety.checkup import Finding, findings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--json", action="store_true", help="one object")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print what was found; 1 if something that is needed is not well."""
    found: list[Finding] = []
    for finding in _everything(context):
        found.append(finding)
        if not arguments.json:
            sys.stdout.write(f"{_mark(finding):<8}{finding.name}: {finding.detail}\n")
            sys.stdout.flush()
    well = all(finding.ok for finding in found if finding.needed)
    if arguments.json:
        everything = {
            "ok": well,
            "version": __version__,
            "findings": [asdict(finding) for finding in found],
        }
        sys.stdout.write(json.dumps(everything) + "\n")
    return 0 if well else 1


def _everything(context: Context) -> Iterator[Finding]:
    yield from findings(context.profile)
    yield from _fonts()


def _mark(finding: Finding) -> str:
    if finding.ok:
        return "ok"
    return "missing" if finding.needed else "note"


def _fonts() -> Iterator[Finding]:
    """Ask Qt, which draws the window; any font will do, but not none."""
    # Nothing is shown, so nothing needs a display.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["mtplayer"])
    tokens = json.loads((data_dir("resources") / "tokens.json").read_text("utf-8"))
    families = QFontDatabase.families()
    yield Finding(name="fonts", ok=bool(families), detail=f"{len(families)} families installed")
    for use, family in sorted(tokens["families"].items()):
        there = family in families
        detail = f"“{family}” for {use} text is {'there' if there else 'replaced by the system’s'}"
        yield Finding(name="font", ok=there, detail=detail, needed=False)
    application.quit()
