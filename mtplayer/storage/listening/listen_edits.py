"""Takes listens out of the log, corrects them and brings them back; the counts follow."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from mtplayer.core.events import HistoryChanged, LibraryChanged, Touched
from mtplayer.core.ids import ListenId, TrackId
from mtplayer.core.listening.history import Correction, Ending
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import Listen, Scrobble, Track

Row = dict[str, Any]

_TAGS: Final = (
    "title",
    "artist",
    "album",
    "album_artist",
    "track_number",
    "year",
    "genre",
    "recording_mbid",
)
_ENDINGS: Final = {
    Ending.FINISHED: {"counted": True, "completed": True, "skipped": False},
    Ending.PLAYED: {"counted": True, "completed": False, "skipped": False},
    Ending.SKIPPED: {"counted": False, "completed": False, "skipped": True},
}


class ListenEdits:
    """Changes to the log on one connection. Imported base counts stay as they are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remove(self, ids: Iterable[int]) -> tuple[HistoryChanged, dict[str, Any]]:
        """Take listens out of the log; return what brings them back."""
        rows = self._rows(ids)
        removed = [row["id"] for row in rows]
        told = self._connection.execute(
            select(Scrobble.id, Scrobble.listen_id).where(Scrobble.listen_id.in_(these(removed)))
        )
        scrobbles = [(id_, listen) for id_, listen in told if listen is not None]
        self._point([(id_, None) for id_, _ in scrobbles])
        self._connection.execute(delete(Listen).where(Listen.id.in_(these(removed))))
        return self._recount(rows, ()), {"put_back": rows, "scrobbles": scrobbles}

    def put_back(
        self, rows: Sequence[Row], scrobbles: Sequence[Sequence[int]]
    ) -> tuple[HistoryChanged, list[int]]:
        """Log again what was taken out; return the ids, which another listen may have by now."""
        wanted = [row["id"] for row in rows]
        taken = {row["id"] for row in self._rows(wanted)}
        free = [row for row in rows if row["id"] not in taken]
        if free:
            self._connection.execute(insert(Listen), free)
        new = {row["id"]: row["id"] for row in free}
        for row in rows:
            if row["id"] in taken:
                values = {name: value for name, value in row.items() if name != "id"}
                query = insert(Listen).values(values).returning(Listen.id)
                new[row["id"]] = self._connection.execute(query).scalar_one()
        self._point([(id_, new[listen]) for id_, listen in scrobbles])
        return self._recount((), rows), [new[id_] for id_ in wanted]

    def correct(
        self, listen: ListenId, wanted: Correction
    ) -> tuple[HistoryChanged, dict[str, Any]]:
        """Say something else of a listen; another track brings its tags along."""
        rows = self._rows([listen])
        values: Row = {}
        if wanted.started_at is not None:
            values["started_at"] = wanted.started_at
        if wanted.ending is not None:
            values |= _ENDINGS[wanted.ending]
        if wanted.track is not None:
            values |= self._tags_of(wanted.track)
        return self.restore([row | values for row in rows])

    def restore(self, rows: Sequence[Row]) -> tuple[HistoryChanged, dict[str, Any]]:
        """Let listens that are there be as given; return what they were."""
        before = {row["id"]: row for row in self._rows(row["id"] for row in rows)}
        after = [row for row in rows if row["id"] in before]
        for row in after:
            self._connection.execute(update(Listen).where(Listen.id == row["id"]).values(row))
        return self._recount(list(before.values()), after), {"correct": list(before.values())}

    def _rows(self, ids: Iterable[int]) -> list[Row]:
        query = select(*Listen.__table__.columns).where(Listen.id.in_(these(ids)))
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _tags_of(self, track: TrackId) -> Row:
        columns = [getattr(Track, name) for name in (*_TAGS, "duration_ms")]
        query = select(Track.id.label("track_id"), *columns).where(Track.id == track)
        return dict(self._connection.execute(query).mappings().one())

    def _point(self, pairs: Sequence[tuple[int, int | None]]) -> None:
        if pairs:
            self._connection.execute(
                update(Scrobble)
                .where(Scrobble.id == bindparam("row"))
                .values(listen_id=bindparam("listen")),
                [{"row": id_, "listen": listen} for id_, listen in pairs],
            )

    def _recount(self, before: Sequence[Row], after: Sequence[Row]) -> HistoryChanged:
        """Move the counts by what went and came, and find when each track was heard last."""
        steps: dict[int, list[int]] = {}
        for rows, sign in ((before, -1), (after, 1)):
            for row in rows:
                if row["track_id"] is not None:
                    step = steps.setdefault(row["track_id"], [0, 0])
                    step[0] += sign * row["counted"]
                    step[1] += sign * row["skipped"]
        values = [
            {"track": track, "more_plays": plays, "more_skips": skips}
            for track, (plays, skips) in steps.items()
        ]
        if values:
            self._connection.execute(_COUNT_ON, values)
        return HistoryChanged(
            library=LibraryChanged(
                revision=0,
                updated=tuple(map(TrackId, steps)),
                touched=frozenset({Touched.PLAYS}),
            )
        )


_LATEST: Final = (
    select(func.max(Listen.started_at))
    .where(Listen.track_id == bindparam("track"), Listen.counted)
    .scalar_subquery()
)
_COUNT_ON: Final = (
    update(Track)
    .where(Track.id == bindparam("track"))
    .values(
        # A count below the imported one would be a count that was never true.
        plays=func.max(Track.base_plays, Track.plays + bindparam("more_plays")),
        skips=func.max(Track.base_skips, Track.skips + bindparam("more_skips")),
        last_played_at=func.nullif(
            func.max(func.coalesce(Track.base_last_played_at, 0), func.coalesce(_LATEST, 0)), 0
        ),
    )
)
