"""T6: another order, from the click on a header to all ids."""

from contextlib import closing

from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.storage.queries.orders import ORDERS, Kind
from mtplayer.storage.reader import LibraryReader
from tests.benchmarks.harness import Report, seconds
from tests.benchmarks.library import synthetic_library

# Milliseconds: (tracks, by an indexed column, by another).
LIMITS = ((100_000, 30.0, 150.0), (1_000_000, 250.0, 1500.0))
ROUNDS = 3


def run(report: Report) -> None:
    for tracks, indexed, other in LIMITS:
        with closing(LibraryReader(synthetic_library(tracks))) as reader:
            for descending in (False, True):
                _orders(report, reader, tracks, (indexed, other), descending=descending)


def _orders(
    report: Report,
    reader: LibraryReader,
    tracks: int,
    limits: tuple[float, float],
    *,
    descending: bool,
) -> None:
    direction = "backwards" if descending else "forwards"
    for by_index, limit in zip((True, False), limits, strict=True):
        chosen = [sort for sort in SortKey if (ORDERS[sort].kind is not Kind.SORTED) is by_index]
        best = {sort: _best_ms(reader, sort, descending=descending) for sort in chosen}
        slowest = max(best, key=lambda sort: best[sort])
        kind = "by index" if by_index else "by sorting"
        name = f"T6 {tracks:,} tracks, slowest {direction} {kind}"
        report.add(name, best[slowest], limit=limit, note=slowest.value)


def _best_ms(reader: LibraryReader, sort: SortKey, *, descending: bool) -> float:
    query = TrackQuery(sort=sort, descending=descending)
    # Another revision each time: nothing is kept from the time before.
    return 1000 * min(
        seconds(lambda number=number: reader.ids(query, number)) for number in range(ROUNDS)
    )
