"""``mtplayer export``: the whole library as JSON lines."""

import argparse
import sys
from pathlib import Path

from mtplayer.cli.front import Context
from mtplayer.services.exchange import library_export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="default: print it; resources/help/export.md"
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print or write the library; return the exit code."""
    database = context.profile.database
    if arguments.file in (None, "-"):
        sys.stdout.writelines(library_export.lines(database))
        sys.stdout.flush()
        return 0
    target = Path(arguments.file).expanduser().absolute()
    count = library_export.write(database, target)
    sys.stdout.write(f"Wrote {count:,} lines to {target}\n")
    return 0
