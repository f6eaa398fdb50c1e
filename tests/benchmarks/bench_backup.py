"""A library of a million tracks copied while hearts are clicked: how long each takes."""

import threading
import time
from contextlib import closing
from pathlib import Path

from mtplayer.services.safety.backups import Pace
from mtplayer.storage.engine import Storage
from mtplayer.storage.safety.backup import Snapshot, back_up
from mtplayer.storage.write_flag import WriteFlag
from tests.benchmarks.bench_like import like
from tests.benchmarks.harness import Report, percentile, seconds
from tests.benchmarks.library import copied, synthetic_library

TRACKS = 1_000_000
EVERY_S = 0.02


def run(report: Report) -> None:
    with copied(synthetic_library(TRACKS)) as database:
        folder = database.parent / "backups"
        report.add("a snapshot taken before a large change", 1000 * _snapshot(database), limit=50)
        taken: list[float] = []
        copying = threading.Thread(
            target=lambda: taken.append(seconds(lambda: back_up(database, folder, "daily", Pace())))
        )
        ticks, likes = _likes(database, copying)
        copying.join()
    report.add("a million tracks copied and proven", 1000 * taken[0])
    report.add("a heart meanwhile, p99", percentile(likes, 0.99), limit=50)
    report.add("the latest turn of another thread meanwhile", max(ticks), limit=50)


def _snapshot(database: Path) -> float:
    def take() -> None:
        with closing(Snapshot(database)):
            pass

    return seconds(take)


def _likes(database: Path, copying: threading.Thread) -> tuple[list[float], list[float]]:
    """Click every 20 ms for as long as it is copied; return how late each was, and took."""
    ticks: list[float] = []
    likes: list[float] = []
    with (
        closing(WriteFlag(database.parent / "flag")) as flag,
        closing(Storage(database, flag)) as storage,
    ):
        storage.warm_up()
        like(storage, 1)
        copying.start()
        track = 1
        while copying.is_alive():
            track += 1
            before = time.monotonic()
            time.sleep(EVERY_S)
            ticks.append(1000 * (time.monotonic() - before - EVERY_S))
            likes.append(1000 * seconds(lambda track=track: like(storage, track)))
    return ticks, likes
