"""T7: a page of 100 rows by id: idle, beside a writer, and beside a busy thread."""

import random
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report, percentile, samples_ms
from tests.benchmarks.library import copied, synthetic_library

PAGE = 100
COUNT = 400
SWITCH_INTERVAL_S = 0.001
WRITER = """
import sys
from pathlib import Path
from tests.benchmarks.library import rewrite
print("writing", flush=True)
rewrite(Path(sys.argv[1]))
"""


def run(report: Report) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        for tracks in (100_000, 1_000_000):
            _idle_and_beside_a_thread(report, tracks)
        _beside_a_writer(report)
    finally:
        sys.setswitchinterval(before)


def _pages(reader: LibraryReader, count: int = COUNT) -> list[float]:
    ids = reader.ids(TrackQuery())
    chance = random.Random(7)

    def page() -> object:
        start = chance.randrange(len(ids) - PAGE)
        return reader.rows(ids[start : start + PAGE])

    return samples_ms(page, count)


def _idle_and_beside_a_thread(report: Report, tracks: int) -> None:
    with closing(LibraryReader(synthetic_library(tracks))) as reader:
        idle = _pages(reader)
        report.add(f"T7 {tracks:,} tracks, page of 100, idle, median", percentile(idle, 0.5))
        report.add(f"T7 {tracks:,} tracks, idle, p99", percentile(idle, 0.99), limit=2)
        with _busy_thread():
            busy = _pages(reader, 100)
        report.add(
            f"T7 {tracks:,} tracks, beside a busy thread, p99", percentile(busy, 0.99), limit=16
        )


@contextmanager
def _busy_thread() -> Generator[None]:
    stop = threading.Event()

    def spin() -> None:
        number = 0
        while not stop.is_set():
            for step in range(1000):
                number += step

    thread = threading.Thread(target=spin)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beside_a_writer(report: Report) -> None:
    with copied(synthetic_library(100_000)) as database:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(database)], stdout=subprocess.PIPE
        )
        try:
            assert writer.stdout
            writer.stdout.readline()
            with closing(LibraryReader(database)) as reader:
                beside = _pages(reader)
            assert writer.poll() is None, "the writer ended before the reader"
        finally:
            writer.kill()
            writer.communicate()
    report.add(
        "T7 100,000 tracks, beside a writing process, p99", percentile(beside, 0.99), limit=10
    )
