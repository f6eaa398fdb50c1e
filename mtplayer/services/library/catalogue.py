"""The library as commands read it: straight through, without an event loop."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mtplayer.core.library.tracks import Statistics, TrackDetails, TrackQuery
from mtplayer.core.listening.history import HistoryQuery, HistoryRow
from mtplayer.storage.migrate import prepare
from mtplayer.storage.reader import LibraryReader

AT_ONCE = 500


@contextmanager
def _reader(database: Path) -> Generator[LibraryReader]:
    prepare(database)
    with closing(LibraryReader(database)) as reader:
        yield reader


def listing(database: Path, query: TrackQuery, limit: int | None) -> Iterator[TrackDetails]:
    """Describe the tracks of a query in order; a profile without a library has none."""
    if not database.exists():
        return
    with _reader(database) as reader:
        yield from reader.list_objects(query, limit)


def history(database: Path, query: HistoryQuery, limit: int | None) -> Iterator[HistoryRow]:
    """Describe the newest listens of a query; a profile without a library has none."""
    if not database.exists():
        return
    with _reader(database) as reader:
        ids = reader.history.newest(query, limit)
        for first in range(0, len(ids), AT_ONCE):
            yield from reader.history.rows(ids[first : first + AT_ONCE])


def statistics(database: Path) -> Statistics:
    """Return how much there is; a profile without a library has nothing."""
    if not database.exists():
        return Statistics()
    with _reader(database) as reader:
        return reader.statistics()
