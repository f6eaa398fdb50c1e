"""``mtplayer import-from``: take over what another player knew."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

from mtplayer.cli import tickets
from mtplayer.cli.front import Context
from mtplayer.core.foreign_library import Player
from mtplayer.core.problems import MtplayerError
from mtplayer.services import foreign_import

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
    if arguments.json:
        _print_json(source, report, dry_run=arguments.dry_run)
    else:
        sys.stdout.write("\n".join(_in_words(report, dry_run=arguments.dry_run)) + "\n")
    return 0


def _print_json(source: Path, report: Mapping[str, Any], *, dry_run: bool) -> None:
    values = {
        "source": str(source),
        "dry_run": dry_run,
        **{key: report[key] for key in _COUNTS},
        "changed": bool(report["changes"]) and not dry_run,
        "left_out": report["left_out"],
    }
    sys.stdout.write(json.dumps(values) + "\n")


def _in_words(report: Mapping[str, Any], *, dry_run: bool) -> Sequence[str]:
    lines = ["This would come:" if dry_run else "Taken over:"]
    for key, one, many in _WORDS:
        if count := report[key]:
            lines.append(f"  {one if count == 1 else many.format(n=f'{count:,}')}")
    if not report["changes"]:
        lines = ["Nothing new: everything that can come is here."]
    if left := report["left_out"]:
        lines.append("Not taken over:")
        lines += [f"  {item['count']:,} {item['what']}: {item['why']}" for item in left]
    return lines
