"""T13: what a loaded library costs the garbage collector."""

import gc
from contextlib import closing

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report, percentile, samples_ms
from tests.benchmarks.library import synthetic_library

PAGES = 50
PAGE = 200


def run(report: Report) -> None:
    for tracks in (100_000, 1_000_000):
        with closing(LibraryReader(synthetic_library(tracks))) as reader:
            gc.collect()
            gc.freeze()
            before = len(gc.get_objects())
            ids = reader.ids(TrackQuery(text="l"))
            pages = [reader.rows(ids[n * PAGE : (n + 1) * PAGE]) for n in range(PAGES)]
            kept = len(gc.get_objects()) - before
            pause = percentile(samples_ms(gc.collect, 21), 0.5)
            gc.unfreeze()
        name = f"T13 {tracks:,} tracks and {len(pages)} pages loaded, a whole collection"
        report.add(name, pause, limit=5, note=f"{kept:,} objects looked at")
