"""``mtplayer list``: tracks as lines, for people or for programs."""

import argparse
import json
import os
import sys

from mtplayer.cli.front import QUERY_HELP, Context
from mtplayer.core.library.tracks import SortKey, TrackDetails, TrackQuery
from mtplayer.services.library import catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help=QUERY_HELP)
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument(
        "--sort",
        metavar="KEY",
        type=SortKey,
        default=SortKey.ARTIST,
        help=f"one of {', '.join(SortKey)}",
    )
    parser.add_argument("--descending", action="store_true", help="the other way round")
    parser.add_argument("--limit", metavar="N", type=_count, help="print no more than N tracks")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Print the tracks."""
    query = TrackQuery(
        text=" ".join(arguments.query), sort=arguments.sort, descending=arguments.descending
    )
    write = _as_json if arguments.json else _as_words
    for track in catalogue.listing(context.profile.database, query, arguments.limit):
        sys.stdout.write(write(track) + "\n")
    sys.stdout.flush()
    return 0


def _count(text: str) -> int:
    if (count := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"{count} is less than nothing")
    return count


def _as_json(track: TrackDetails) -> str:
    """Return one object in ASCII; bytes of the path that are no UTF-8 are lone surrogates."""
    return json.dumps(
        {
            "id": track.id,
            "path": os.fsdecode(track.path),
            "state": track.state,
            "title": track.title,
            "artists": track.artists,
            "album_artists": track.album_artists,
            "album": track.album,
            "track": track.track,
            "track_total": track.track_total,
            "disc": track.disc,
            "disc_total": track.disc_total,
            "date": track.date,
            "genres": track.genres,
            "composer": track.composer,
            "duration_ms": track.duration_ms,
            "codec": track.codec,
            "bitrate": track.bitrate,
            "sample_rate": track.sample_rate,
            "channels": track.channels,
            "play_count": track.play_count,
            "rating": track.rating,
            "liked": track.liked_at is not None,
            "added_at": track.added_at,
            "last_played_at": track.last_played_at,
        }
    )


def _as_words(track: TrackDetails) -> str:
    minutes, seconds = divmod(track.duration_ms // 1000, 60)
    artists = ", ".join(track.artists)
    parts = [f"{artists} — {track.title}" if artists else track.title, track.album]
    return " · ".join([*filter(None, parts), f"{minutes}:{seconds:02}"])
