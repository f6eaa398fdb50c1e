"""Hearts and stars. Each change returns its event and the values from before."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from mtplayer.core.events import FavoritesChanged, LibraryChanged, Touched
from mtplayer.core.ids import TrackId
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import Track

_RATING: Final = frozenset({Touched.RATING})

Values = list[tuple[int, int | None]]
"""Track ids with a value each: when it was liked, or its rating."""


class Favorites:
    """Likes and ratings on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all_liked(self, ids: Collection[int]) -> bool:
        """Whether every one of these tracks has a heart."""
        unliked = select(Track.id).where(Track.id.in_(these(ids)), Track.liked_at.is_(None))
        return self._connection.execute(unliked.limit(1)).first() is None

    def set_liked(self, ids: Iterable[int], at: int | None) -> tuple[FavoritesChanged, Values]:
        """Give tracks a heart at this time, or take it away with None."""
        changes = Track.liked_at.is_(None) if at is not None else Track.liked_at.is_not(None)
        before = self._connection.execute(
            select(Track.id, Track.liked_at).where(Track.id.in_(these(ids)), changes)
        ).all()
        return self.restore_likes([(row.id, at) for row in before])

    def restore_likes(
        self, values: Sequence[Sequence[int | None]]
    ) -> tuple[FavoritesChanged, Values]:
        """Set each track's heart to what is given for it."""
        wanted = {track: at for track, at in values if track is not None}
        before = self._connection.execute(
            select(Track.id, Track.liked_at).where(Track.id.in_(these(wanted)))
        ).all()
        self._set("liked_at", wanted)
        event = FavoritesChanged(
            added=tuple(TrackId(row.id) for row in before if wanted[row.id] is not None),
            removed=tuple(TrackId(row.id) for row in before if wanted[row.id] is None),
        )
        return event, [(row.id, row.liked_at) for row in before]

    def rate(self, ids: Iterable[int], rating: int | None) -> tuple[LibraryChanged, Values]:
        """Give tracks a rating from 0 to 100, or none."""
        return self.restore_ratings([(track, rating) for track in ids])

    def restore_ratings(
        self, values: Sequence[Sequence[int | None]]
    ) -> tuple[LibraryChanged, Values]:
        """Set each track's rating to what is given for it."""
        wanted = {track: rating for track, rating in values if track is not None}
        before = self._connection.execute(
            select(Track.id, Track.rating).where(Track.id.in_(these(wanted)))
        ).all()
        differing = {row.id: wanted[row.id] for row in before if row.rating != wanted[row.id]}
        self._set("rating", differing)
        event = LibraryChanged(revision=0, updated=tuple(map(TrackId, differing)), touched=_RATING)
        return event, [(row.id, row.rating) for row in before if row.id in differing]

    def _set(self, column: str, values: dict[int, int | None]) -> None:
        if values:
            self._connection.execute(
                update(Track)
                .where(Track.id == bindparam("track"))
                .values({column: bindparam("value")}),
                [{"track": track, "value": value} for track, value in values.items()],
            )
