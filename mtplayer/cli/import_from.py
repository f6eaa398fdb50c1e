"""``mtplayer import-from``: take over what another player knew."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

from mtplayer.cli import import_words, tickets
from mtplayer.cli.front import Context
from mtplayer.core.exchange.foreign_library import Player
from mtplayer.core.problems import MtplayerError
from mtplayer.services.exchange import foreign_import

_COUNTS: Final = (
    "found", "updated", "plays", "skips", "ratings", "likes", "dates", "playlists", "entries",
    "waiting",
)  # fmt: skip
_WORDS: Final = (
    ("updated", "1 track gets a history", "{n} tracks get a history"),
    ("plays", "1 play", "{n} plays"),
    ("skips", "1 skip", "{n} skips"),
    ("ratings", "1 rating", "{n} ratings"),
    ("likes", "1 heart", "{n} hearts"),
    ("dates", "1 track came earlier than known", "{n} tracks came earlier than known"),
    ("playlists", "1 playlist", "{n} playlists"),
    ("entries", "1 place in playlists", "{n} places in playlists"),
    ("waiting", "  1 of them waits for its track", "  {n} of them wait for their tracks"),
)


class ImportFailed(MtplayerError):
    """The open window could not take it over."""

    title = "The other player's library could not be taken over"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("player", type=Player, metavar="PLAYER", help=", ".join(Player))
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="its library; default: where it keeps it"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would come")
    parser.add_argument("--json", action="store_true", help="one object")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Take over here, or let the open window do it; return the exit code."""
    named = Path(arguments.path).expanduser().absolute() if arguments.path else None
    source = foreign_import.source_of(arguments.player, named)
    question = {
        "command": "import-from",
        "player": arguments.player.value,
        "path": str(source),
        "dry_run": arguments.dry_run,
    }
    answer = tickets.ask(context, question, "foreign-state", ImportFailed)
    if answer is not None:
        report = cast("Mapping[str, Any]", answer["report"])
    else:
        found = foreign_import.take_over_here(
            context.profile, arguments.player, source, dry_run=arguments.dry_run
        )
        report = {**asdict(found), "changes": found.changes}
    dry_run: bool = arguments.dry_run
    if arguments.json:
        lines = [import_words.as_json(source, report, _COUNTS, dry_run=dry_run)]
    else:
        lines = import_words.in_words(report, _WORDS, dry_run=dry_run)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
