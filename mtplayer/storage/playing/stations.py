"""Internet radio stations in the order that people gave them."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, insert, select, update

from mtplayer.core.events import StationsChanged
from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Station as Kept
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.schema import Station

Values = list[list[object]]
"""What stations are: id, name, address, position, and when they were deleted."""


def stations(database: Path) -> tuple[Kept, ...]:
    """Return all of them in order; for a read job."""
    statement = "SELECT id, name, url FROM stations WHERE deleted_at IS NULL ORDER BY position, id"
    with translated(database), closing(open_reader(database)) as connection:
        rows = connection.execute(statement).fetchall()
    return tuple(Kept(id=StationId(row), name=name, url=url) for row, name, url in rows)


class Stations:
    """Stations on one connection; each change returns what they were before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, found: Iterable[tuple[str, str]], at: int) -> list[StationId]:
        """Put names and addresses behind the last, those left out that are there already."""
        known = set(
            self._connection.execute(
                select(Station.url).where(Station.deleted_at.is_(None))
            ).scalars()
        )
        last = self._connection.execute(select(func.max(Station.position))).scalar() or 0
        added: list[StationId] = []
        for name, url in found:
            if url not in known:
                known.add(url)
                last += 1
                row = insert(Station).values(name=name, url=url, position=last, added_at=at)
                new = self._connection.execute(row.returning(Station.id)).scalar_one()
                added.append(StationId(new))
        return added

    def values(self, ids: Collection[int]) -> Values:
        """Return what stations are now."""
        return [
            list(row)
            for row in self._connection.execute(
                select(
                    Station.id, Station.name, Station.url, Station.position, Station.deleted_at
                ).where(Station.id.in_(list(ids)))
            )
        ]

    def edit(self, station: StationId, name: str, url: str) -> Values:
        """Give a station another name and address."""
        return self._set([station], {"name": name, "url": url})

    def delete(self, ids: Sequence[StationId], at: int) -> Values:
        """Take stations out; their listens stay."""
        return self._set(ids, {"deleted_at": at})

    def order(self, ids: Sequence[StationId]) -> Values:
        """Put all of them in this order."""
        before = self.values(ids)
        self._connection.execute(
            update(Station)
            .where(Station.id == bindparam("station"))
            .values(position=bindparam("place")),
            [{"station": station, "place": place} for place, station in enumerate(ids, 1)],
        )
        return before

    def restore(self, values: Values) -> tuple[StationsChanged, Values]:
        """Let stations be what they were."""
        before = self.values([int(str(row[0])) for row in values])
        for id_, name, url, position, deleted_at in values:
            self._connection.execute(
                update(Station)
                .where(Station.id == id_)
                .values(name=name, url=url, position=position, deleted_at=deleted_at)
            )
        return StationsChanged(), before

    def _set(self, ids: Sequence[StationId], columns: dict[str, object]) -> Values:
        before = self.values(ids)
        self._connection.execute(update(Station).where(Station.id.in_(ids)).values(columns))
        return before
