"""A library of many tracks with years of listens, kept between runs beside the one without."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from mtplayer.storage.connection import open_writer
from tests.benchmarks.library import synthetic_library

NOW = 1_763_000_000_000
DAY = 86_400_000
YEARS = 5
AT_ONCE = 50_000
INSERT = """
INSERT INTO listens (track_id, started_at, listened_ms, duration_ms, counted, completed, skipped,
    source, title, artist, album, album_artist, track_number, year, genre)
SELECT id, ?2, ?3, duration_ms, ?4, ?5, ?6, 'tracks', title, artist, album, album_artist,
    track_number, year, genre FROM tracks WHERE id = ?1
"""


def heard_library(tracks: int, listens: int) -> Path:
    """Return the database of a library of so many tracks that was listened to so often."""
    plain = synthetic_library(tracks)
    database = plain.with_name(f"heard-{listens}.db")
    if not database.exists():
        unfinished = database.with_suffix(".part")
        with closing(sqlite3.connect(plain)) as source, closing(sqlite3.connect(unfinished)) as to:
            source.backup(to)
        _listen(unfinished, listens)
        shutil.move(unfinished, database)
    return database


def _listen(database: Path, listens: int) -> None:
    chance = random.Random(5)
    with closing(open_writer(database)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        ids = [id_ for (id_,) in connection.execute("SELECT id FROM tracks WHERE listed = 1")]
        chance.shuffle(ids)
        times = sorted(NOW - int(chance.random() * YEARS * 365 * DAY) for _ in range(listens))
        for first in range(0, listens, AT_ONCE):
            rows = [_row(chance, ids, at) for at in times[first : first + AT_ONCE]]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, rows)
            connection.execute("COMMIT")


def _row(chance: random.Random, ids: list[int], at: int) -> tuple[int, ...]:
    """Return one listen: a few tracks are heard often, most of them once."""
    how = chance.random()
    counted, completed = how > 0.1, how > 0.2
    track = ids[int(len(ids) * chance.random() ** 3)]
    return track, at, int(200_000 * how), counted, completed, not counted
