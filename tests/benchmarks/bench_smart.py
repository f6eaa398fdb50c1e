"""A preview in the editor of smart playlists, from the rules to counts and first rows."""

import time
from contextlib import closing

from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.queries.smart_lists import Choice, Limit, SmartList, Sorting, Unit
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report, percentile
from tests.benchmarks.library import synthetic_library

TRACKS = 100_000
LIMIT_MS = 50.0
SLOWER_MS = 500.0
ROUNDS = 10
ROWS = 16
_BY_ARTIST = (Sorting(SortKey.ALBUM_ARTIST), Sorting(SortKey.YEAR))
_RULES = "genre:(=ambient | =dub) plays:<=1 -lastplayed:<6mo (rating:>=4 | is:liked)"
LISTS = {
    "no rule yet": SmartList(),
    "rules of the design, 200 of them sorted": SmartList(
        query=_RULES,
        limit=Limit(200),
        choice=Choice.LEAST_RECENTLY_PLAYED,
        sorting=_BY_ARTIST,
    ),
    "200 by chance of what was never played": SmartList(
        query="plays:0", limit=Limit(200), choice=Choice.RANDOM
    ),
    "3 hours by chance": SmartList(
        query="plays:0", limit=Limit(3, Unit.HOURS), choice=Choice.RANDOM
    ),
    "200, 3 of one artist": SmartList(per_artist=3, limit=Limit(200), choice=Choice.MOST_PLAYED),
    "whole albums, 500 tracks": SmartList(
        query="rating:5", whole_albums=True, limit=Limit(500), choice=Choice.RANDOM
    ),
    "albums rated 3 and more": SmartList(query="albumrating:>=3"),
}
# A function of ours looks at every text, or the half of all tracks is found: not within 50 ms.
SLOWER = {
    "a pattern with a word in it": "title:/lov.*night/",
    "a pattern without one": "title:/^[aeiou].*e$/",
    "a pattern in one of three texts": "/lov.*ni/",
    "a part of a path": "path:~lov",
    "a pattern in a path": "path:/lov.*night/",
    "complete albums": "is:complete",
}


def run(report: Report) -> None:
    with closing(LibraryReader(synthetic_library(TRACKS))) as reader:
        reader.ids(TrackQuery(), 1)
        for name, smart in LISTS.items():
            row = f"preview at {TRACKS:,} tracks, {name}, processor time, median"
            report.add(row, percentile(_samples(reader, smart), 0.5), limit=LIMIT_MS)
        for name, query in SLOWER.items():
            row = f"preview at {TRACKS:,} tracks, {name}, processor time, median"
            taken = _samples(reader, SmartList(query=query))
            report.add(row, percentile(taken, 0.5), limit=SLOWER_MS)


def _samples(reader: LibraryReader, smart: SmartList) -> list[float]:
    """Return what each of some previews took, in milliseconds of this thread."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        begun = time.thread_time()
        reader.rows(reader.smart.preview(smart, ROWS).first)
        taken.append((time.thread_time() - begun) * 1000)
    return taken
