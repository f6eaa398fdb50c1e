"""T12: tracks into the library with their words, and a page against plain sqlite3."""

import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.connection import open_reader, open_writer
from mtplayer.storage.migrate import prepare
from mtplayer.storage.reader import LibraryReader
from mtplayer.storage.scan import late_indexes
from tests.benchmarks.harness import Report, best_ratio, interleaved
from tests.benchmarks.library import (
    Batch,
    Maker,
    build_late_indexes,
    insert,
    insert_names,
    synthetic_library,
)

TRACKS = 50_000
BATCH = 1000
LEAST_ROWS_PER_SECOND = 30_000
# As a scan sets its connection.
SCAN_SETTINGS = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 8000",
)
RAW_PAGE = (
    "SELECT id, title, artist, album, album_artist, album_id, track_number, disc_number, year,"
    " genre, composer, duration_ms, added_at, last_played_at, plays, rating, liked_at, bpm, codec,"
    " bitrate FROM tracks WHERE id IN ({})"
)


def run(report: Report) -> None:
    maker = Maker(TRACKS)
    batches = list(maker.batches(BATCH))
    for name, dropped in (("as later scans", False), ("as a first scan", True)):
        rows, longest = _fill(maker, batches, dropped=dropped)
        # The limit is on the time for 1,000 tracks: a report knows only "at most".
        per_thousand = 1_000_000 / rows
        report.add(
            f"T12 1,000 tracks with words, {name}",
            per_thousand,
            limit=1_000_000 / LEAST_ROWS_PER_SECOND if dropped else None,
            note=f"{rows:,.0f} tracks/s, {7 * rows:,.0f} rows/s, longest batch {longest:.0f} ms",
        )
    _page_against_raw(report)


def _fill(maker: Maker, batches: list[Batch], *, dropped: bool) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "library.db"
        prepare(database)
        with closing(open_writer(database)) as connection:
            for setting in SCAN_SETTINGS:
                connection.execute(setting)
            connection.execute("BEGIN IMMEDIATE")
            insert_names(connection, maker)
            if dropped:
                late_indexes.put_off(connection)
            connection.execute("COMMIT")
            start = time.perf_counter()
            longest = max(_insert(connection, batch) for batch in batches)
            build_late_indexes(connection)
            return TRACKS / (time.perf_counter() - start), longest * 1000


def _insert(connection: sqlite3.Connection, batch: Batch) -> float:
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    insert(connection, batch)
    connection.execute("COMMIT")
    return time.perf_counter() - start


def _page_against_raw(report: Report) -> None:
    database = synthetic_library(100_000)
    with closing(LibraryReader(database)) as reader, closing(open_reader(database)) as raw:
        ids = reader.ids(TrackQuery())
        pages = [ids[start : start + 100] for start in range(0, 50_000, 250)]

        def ours() -> None:
            for page in pages:
                reader.rows(page)

        def plain() -> None:
            for page in pages:
                found = raw.execute(RAW_PAGE.format(",".join(map(str, page)))).fetchall()
                rows = {row[0]: row for row in found}
                for id_ in page:
                    _ = rows[id_]

        taken = interleaved({"ours": ours, "raw": plain}, rounds=5)
    report.add(
        "T12 page of 100 rows against plain sqlite3",
        best_ratio(taken, "ours", "raw"),
        "x",
        limit=1.6,
    )
