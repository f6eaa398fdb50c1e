"""``mtplayer backup``: a proven copy of the library, also while the window is open."""

import argparse
import json
import sys
from pathlib import Path

from mtplayer.cli.backup_words import as_object, in_words
from mtplayer.cli.front import Context
from mtplayer.services.safety import restoring


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "--to", metavar="FILE", help="this file or folder; default: where backups are kept"
    )
    parser.add_argument("--json", action="store_true", help="one object")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Copy, prove the copy, say where it is; return the exit code."""
    target = Path(arguments.to).expanduser().absolute() if arguments.to else None
    made = restoring.back_up_here(context.profile, target)
    if arguments.json:
        sys.stdout.write(json.dumps(as_object(made)) + "\n")
    else:
        sys.stdout.write(f"Backed up to {made.path}\n  {in_words(made)}\n")
    return 0
