"""``mtplayer import-mt``: take over the library of mt."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

from mtplayer.cli import import_words, tickets
from mtplayer.cli.front import Context
from mtplayer.core.problems import MtplayerError
from mtplayer.services.exchange import mt_import

_COUNTS: Final = (
    "added", "missing", "updated", "plays", "likes", "playlists", "entries", "folders", "queue",
    "lyrics", "scrobbles",
)  # fmt: skip
_WORDS: Final = (
    ("added", "1 track", "{n} tracks"),
    ("missing", "  1 of them has no file here now", "  {n} of them have no files here now"),
    ("updated", "1 track that is here gets its history", "{n} tracks that are here get a history"),
    ("plays", "1 play", "{n} plays"),
    ("likes", "1 heart", "{n} hearts"),
    ("playlists", "1 playlist", "{n} playlists"),
    ("entries", "1 place in playlists", "{n} places in playlists"),
    ("folders", "1 folder", "{n} folders"),
    ("queue", "1 track to play next", "{n} tracks to play next"),
    ("lyrics", "1 song text", "{n} song texts"),
    ("scrobbles", "1 listen for Last.fm", "{n} listens for Last.fm"),
)


class ImportFailed(MtplayerError):
    """The open window could not take it over."""

    title = "mt's library could not be taken over"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="mt.db; default: where mt keeps it")
    parser.add_argument("--dry-run", action="store_true", help="only say what would come")
    parser.add_argument("--json", action="store_true", help="one object")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Take over here, or let the open window do it; return the exit code."""
    source = _source(arguments.path)
    question = {"command": "import-mt", "path": str(source), "dry_run": arguments.dry_run}
    answer = tickets.ask(context, question, "import-state", ImportFailed)
    if answer is not None:
        report = cast("Mapping[str, Any]", answer["report"])
    else:
        found = mt_import.take_over_here(context.profile, source, dry_run=arguments.dry_run)
        report = {**asdict(found), "changes": found.changes}
    dry_run: bool = arguments.dry_run
    if arguments.json:
        lines = [import_words.as_json(source, report, _COUNTS, dry_run=dry_run)]
    else:
        lines = import_words.in_words(report, _WORDS, dry_run=dry_run)
        if report["changes"] and not dry_run and report["added"]:
            lines.append("“mtplayer scan” reads the files.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _source(named: str | None) -> Path:
    if named is not None:
        path = Path(named).expanduser().absolute()
        return path / mt_import.DATABASE if path.is_dir() else path
    found = mt_import.look(mt_import.usual_places())
    if found is None:
        raise ImportFailed("mt's library is not where mt keeps it; say where mt.db is.")
    return found.path
