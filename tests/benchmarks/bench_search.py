"""T5: a typed letter, from the words to the first rows of the table, and to all of them."""

from collections.abc import Callable
from contextlib import closing

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.services.library.library import FIRST_ROWS
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report, percentile, samples_ms
from tests.benchmarks.library import synthetic_library

LONG_WORDS = ("lov", "love", "love n", "bjo", "bjork", "sigur r", "東京", "zzqx")
SHORT_WORDS = ("l", "lo", "b", "s", "ma", "東")
# Milliseconds at the 99th percentile: (tracks, words of 3 letters or more, words of 1 or 2).
LIMITS = ((100_000, 8.0, 8.0), (1_000_000, 16.0, 40.0))
PAGE = 100
TERMS = ("genre:rock", "year:1994..2006 rating:>=3", "added:<90d -genre:pop", "artist:love lo")
ROUNDS = 20


def run(report: Report) -> None:
    for tracks, long_limit, short_limit in LIMITS:
        with closing(LibraryReader(synthetic_library(tracks))) as reader:
            reader.ids(TrackQuery(), 1)
            for name, texts, limit in (
                ("3 letters or more", LONG_WORDS, long_limit),
                ("1 or 2 letters", SHORT_WORDS, short_limit),
                ("other terms", TERMS, None),
            ):
                worst = max(_p99(_first_rows(reader, text)) for text in texts)
                report.add(f"T5 {tracks:,} tracks, {name}, p99 of the worst", worst, limit=limit)
                whole = max(_p99(_all_ids(reader, text), 5) for text in texts)
                report.add(f"   {tracks:,} tracks, {name}, all that were found", whole)


def _p99(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    # The best of three: what else runs on this machine hits one of them.
    return min(percentile(samples_ms(work, rounds), 0.99) for _ in range(3))


def _first_rows(reader: LibraryReader, text: str) -> Callable[[], object]:
    def type_it() -> object:
        query = TrackQuery(text=text)
        ids = reader.first_ids(query, FIRST_ROWS, 1)
        return reader.rows((reader.ids(query, 1) if ids is None else ids)[:PAGE])

    return type_it


def _all_ids(reader: LibraryReader, text: str) -> Callable[[], object]:
    return lambda: reader.ids(TrackQuery(text=text), 1)
