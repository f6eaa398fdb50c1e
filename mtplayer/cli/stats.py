"""``mtplayer stats``: how much music there is."""

import argparse
import json
import sys
from dataclasses import asdict

from mtplayer.cli.front import Context
from mtplayer.core.library.tracks import Statistics
from mtplayer.services.library import catalogue

DAY_S, HOUR_S, MINUTE_S = 86_400, 3600, 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--json", action="store_true", help="one object")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print the figures."""
    found = catalogue.statistics(context.profile.database)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
        return 0
    for name, figure in _in_words(found).items():
        sys.stdout.write(f"{name:<9} {figure}\n")
    return 0


def _in_words(found: Statistics) -> dict[str, str]:
    return {
        "Tracks": f"{found.tracks:,}",
        "Albums": f"{found.albums:,}",
        "Artists": f"{found.artists:,}",
        "Genres": f"{found.genres:,}",
        "Playing": _long_time(found.duration_ms // 1000),
        "Size": f"{found.bytes / 1e9:,.2f} GB",
        "Missing": f"{found.missing:,}",
        "Offline": f"{found.offline:,}",
        "Failed": f"{found.failed:,}",
    }


def _long_time(seconds: int) -> str:
    days, rest = divmod(seconds, DAY_S)
    hours, rest = divmod(rest, HOUR_S)
    if days:
        return f"{days:,} d {hours} h"
    return f"{hours} h {rest // MINUTE_S} min"
