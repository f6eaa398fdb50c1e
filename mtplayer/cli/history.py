"""``mtplayer history``: what was heard, newest first."""

import argparse
import json
import sys
import time
from datetime import datetime

from mtplayer.cli.front import QUERY_HELP, Context
from mtplayer.core.listening.history import Ending, HistoryQuery, HistoryRow
from mtplayer.services.library import catalogue

WHEN_HELP = "a year, month or day (2024-05), today, yesterday, or a time ago (7d, 6mo)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help=QUERY_HELP)
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--query", dest="more", metavar="QUERY", default="", help="the same")
    parser.add_argument("--since", metavar="WHEN", type=_begin, help=f"from then on: {WHEN_HELP}")
    parser.add_argument("--until", metavar="WHEN", type=_end, help="up to the end of then")
    parser.add_argument(
        "--only", metavar="KIND", type=Ending, help=f"one of {', '.join(Ending)}", default=None
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="print no more than N listens")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print the listens."""
    words = " ".join([*arguments.query, arguments.more]).strip()
    query = HistoryQuery(
        text=words, since=arguments.since, until=arguments.until, ending=arguments.only
    )
    write = _as_json if arguments.json else _as_words
    for row in catalogue.history(context.profile.database, query, arguments.limit):
        sys.stdout.write(write(row) + "\n")
    sys.stdout.flush()
    return 0


def _begin(text: str) -> int:
    return _moments(text)[0]


def _end(text: str) -> int:
    return _moments(text)[1]


def _moments(text: str) -> tuple[int, int]:
    from mtplayer.core.queries.query_values import moments, when

    if (value := when(text)) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; try {WHEN_HELP}")
    return moments(value, time.time_ns() // 1_000_000)


def _count(text: str) -> int:
    if (count := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"{count} is less than nothing")
    return count


def _as_json(row: HistoryRow) -> str:
    return json.dumps(
        {
            "id": row.id,
            "track": row.track,
            "started_at": row.started_at,
            "listened_ms": row.listened_ms,
            "duration_ms": row.duration_ms,
            "counted": row.counted,
            "completed": row.completed,
            "skipped": row.skipped,
            "source": row.source,
            "title": row.title,
            "artist": row.artist,
            "album": row.album,
        }
    )


def _as_words(row: HistoryRow) -> str:
    at = datetime.fromtimestamp(row.started_at / 1000)  # noqa: DTZ006 - the user's time
    what = f"{row.artist} — {row.title}" if row.artist else row.title
    heard = f"{_length(row.listened_ms)} of {_length(row.duration_ms)}"
    if not row.duration_ms:
        heard = _length(row.listened_ms)
    ending = "" if row.ending is None else row.ending.value
    return f"{at:%Y-%m-%d %H:%M}  " + " · ".join(filter(None, (what, row.album, heard, ending)))


def _length(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"
