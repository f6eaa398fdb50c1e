"""What is asked of whole albums: worked out over their listed tracks, seen from ``tracks AS t``."""

from typing import Final

from mtplayer.core.queries.query_fields import Field
from mtplayer.storage.queries.text_tests import Sql

_VALUES: Final = {
    Field.ALBUM_TRACKS: "nullif(count(*), 0)",
    Field.ALBUM_PLAYS: "sum(plays)",
    Field.ALBUM_UNPLAYED: "sum(plays = 0)",
    Field.ALBUM_RATING: "avg(rating)",
    Field.ALBUM_LOWEST: "CASE WHEN count(rating) = count(*) THEN min(rating) END",
    Field.ALBUM_LENGTH: "nullif(sum(duration_ms), 0)",
    Field.ALBUM_ADDED: "max(added_at)",
    Field.ALBUM_PLAYED: "max(last_played_at)",
}
FIELDS: Final = frozenset(_VALUES)

_ONE: Final = "(SELECT {} FROM tracks WHERE album_id = t.album_id AND listed = 1)"
_EACH: Final = (
    "t.album_id IN (SELECT album_id FROM tracks WHERE listed = 1 AND album_id IS NOT NULL"
    " GROUP BY album_id HAVING {})"
)
# A mean passes over what has no rating anyway, and the index of ratings has their albums: of
# 100,000 tracks they are found in 2 ms instead of 23. The signs keep SQLite from another index.
_EACH_RATED: Final = (
    "t.album_id IN (SELECT album_id FROM tracks"
    " WHERE listed = 1 AND +album_id IS NOT NULL AND rating IS NOT NULL"
    " GROUP BY +album_id HAVING {})"
)
_ALL_THERE: Final = (
    "(SELECT count(*) > 0 AND sum(have) >= sum(total) AND count(total) = count(*)"
    " FROM (SELECT count(*) AS have, max(track_total) AS total"
    " FROM tracks WHERE album_id = {} AND listed = 1 GROUP BY coalesce(disc_number, 1)))"
)
COMPLETE: Final = f"t.album_id IN (SELECT id FROM albums AS l WHERE {_ALL_THERE.format('l.id')})"
"""Each disc that is there has as many tracks as its tags say."""


def value(field: Field, *, near: bool) -> str:
    """Return what stands for the value of an album in a condition, for ``of_tracks``."""
    return _ONE.format(_VALUES[field]) if near else _VALUES[field]


def of_tracks(field: Field, condition: Sql, *, near: bool, empty: bool) -> Sql:
    """Return a condition on the value of an album as one on its tracks."""
    if near:
        return condition
    rated = field is Field.ALBUM_RATING and not empty
    found = (_EACH_RATED if rated else _EACH).format(condition.text)
    if empty:
        found = f"(t.album_id IS NULL OR {found})"
    return Sql(found, condition.values)
