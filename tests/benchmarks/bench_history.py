"""The log of listens and the statistics of 500,000 listens in a library of a million tracks."""

import time
from collections.abc import Callable
from contextlib import closing

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.listening.history import HistoryQuery
from mtplayer.core.listening.listening import Span
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report
from tests.benchmarks.heard import NOW, heard_library

TRACKS, LISTENS = 1_000_000, 500_000
ROUNDS = 3
LIMIT_MS = 1000.0
QUESTIONS = ("heard:2024-05", "is:onthisday", "is:unfinished", "asof:2023 plays:>2")


def run(report: Report) -> None:
    with closing(LibraryReader(heard_library(TRACKS, LISTENS), lambda: NOW)) as reader:
        reader.rows([])
        for span in Span:
            wall, cpu = _best(lambda span=span: _statistics(reader, span))
            name = f"statistics, {span}, {LISTENS:,} listens of {TRACKS:,} tracks"
            report.add(name, wall, limit=LIMIT_MS, note=f"{cpu:.0f} ms of processor")
        wall, cpu = _best(lambda: reader.history.ids(HistoryQuery()))
        report.add("all listens by days", wall, limit=LIMIT_MS, note=f"{cpu:.0f} ms of processor")
        ids = [id_ for id_ in reader.history.ids(HistoryQuery()).ids if id_ > 0]
        wall, _ = _best(lambda: reader.history.rows(ids[250_000:250_064]))
        report.add("a page of 64 listens", wall, limit=2.0)
        for question in QUESTIONS:
            wall, cpu = _best(lambda asked=question: reader.ids(TrackQuery(text=asked)))
            report.add(question, wall, limit=1500.0, note=f"{cpu:.0f} ms of processor")


def _statistics(reader: LibraryReader, span: Span) -> None:
    # As if somebody else had written in between: nothing is kept from the time before.
    reader.figures._kept = None
    reader.figures.listening(span)


def _best(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least milliseconds it took, on the clock and of the processor."""
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return min(walls), min(cpus)
