"""What a question asks of the log of listens, seen from ``tracks AS t``.

``as_of`` is the moment (UTC ms) whose counts are meant; None is now, where the tracks have them.
"""

import json
from datetime import datetime
from typing import Final

from mtplayer.core.queries.query import When
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.query_values import moments
from mtplayer.storage.queries.text_tests import Sql

ON_THIS_DAY: Final = "onthisday"
_FIRST_YEAR: Final = 1971
_UNFINISHED: Final = "unfinished"
_COUNTED: Final = {
    "played": (Field.PLAYS, "> 0"),
    "unplayed": (Field.PLAYS, "= 0"),
    "skipped": (Field.SKIPS, "> 0"),
    "liked": (Field.LIKED, "IS NOT NULL"),
}


def number(field: Field, as_of: int | None) -> str | None:
    """Return the column of counts as they were then; None where the track itself has it."""
    if as_of is None:
        return None
    known = _known(as_of)
    match field:
        case Field.PLAYS:
            return f"({_base('plays', known)} + {_count('counted', as_of)})"
        case Field.SKIPS:
            return f"({_base('skips', known)} + {_count('skipped', as_of)})"
        case Field.LAST_PLAYED:
            # A time in an imported count stands only for itself.
            base = f"CASE WHEN {known} THEN coalesce(t.base_last_played_at, 0) ELSE 0 END"
            last = f"coalesce((SELECT max(l.started_at) {_listens('counted', as_of)}), 0)"
            return f"nullif(max({base}, {last}), 0)"
        case Field.LIKED:
            return f"(CASE WHEN t.liked_at < {as_of} THEN t.liked_at END)"
        case _:
            return None


def flag(word: str, now_ms: int, as_of: int | None, *, near: bool) -> Sql | None:
    """Return the condition of a state that the log knows of; None for the others."""
    if word == ON_THIS_DAY:
        return _on_this_day(now_ms, as_of, near=near)
    if word == _UNFINISHED:
        return _unfinished(as_of, near=near)
    if as_of is None or word not in _COUNTED:
        return None
    field, test = _COUNTED[word]
    return Sql(f"{number(field, as_of)} {test}")


def heard(time: Sql, as_of: int | None, *, near: bool) -> Sql:
    """Return the condition that a track was heard at a time, a condition on ``l.started_at``."""
    where = f"l.skipped = 0 AND {time.text}{_before(as_of)}"
    if near:
        text = f"EXISTS (SELECT 1 FROM listens AS l WHERE l.track_id = t.id AND {where})"
    else:
        text = (
            "t.id IN (SELECT l.track_id FROM listens AS l"
            f" WHERE l.track_id IS NOT NULL AND {where})"
        )
    return Sql(text, time.values)


def never_heard(as_of: int | None) -> Sql:
    """Return the condition that the log has no listen of a track that was not skipped."""
    where = f"l.track_id = t.id AND l.skipped = 0{_before(as_of)}"
    return Sql(f"NOT EXISTS (SELECT 1 FROM listens AS l WHERE {where})")


def _on_this_day(now_ms: int, as_of: int | None, *, near: bool) -> Sql:
    days = json.dumps(this_day_in_earlier_years(now_ms))
    low, high = "json_extract(y.value, '$[0]')", "json_extract(y.value, '$[1]')"
    where = f"l.started_at >= {low} AND l.started_at < {high} AND l.skipped = 0{_before(as_of)}"
    tables = "json_each(?) AS y CROSS JOIN listens AS l"
    if near:
        text = f"EXISTS (SELECT 1 FROM {tables} WHERE l.track_id = t.id AND {where})"
    else:
        text = f"t.id IN (SELECT l.track_id FROM {tables} WHERE l.track_id IS NOT NULL AND {where})"
    return Sql(text, (days,))


def this_day_in_earlier_years(now_ms: int) -> list[tuple[int, int]]:
    """Return where this local day begins and ends in every year since computers count."""
    now = datetime.fromtimestamp(now_ms / 1000)  # noqa: DTZ006 - the user's day
    days: list[tuple[int, int]] = []
    for year in range(_FIRST_YEAR, now.year):
        low, high = moments(When(f"{year}-{now.month:02}-{now.day:02}"), now_ms)
        # The 29th of February is not in every year.
        if high > low:
            days.append((low, high))
    return days


def _unfinished(as_of: int | None, *, near: bool) -> Sql:
    base = "t.base_plays" if as_of is None else _base("plays", _known(as_of))
    of_track = f"l.track_id = t.id{_before(as_of)}"
    if near:
        begun = f"EXISTS (SELECT 1 FROM listens AS l WHERE {of_track})"
        ended = f"EXISTS (SELECT 1 FROM listens AS l WHERE {of_track} AND l.completed = 1)"
        return Sql(f"({base} = 0 AND {begun} AND NOT {ended})")
    return Sql(
        f"({base} = 0 AND t.id IN (SELECT l.track_id FROM listens AS l"
        f" WHERE l.track_id IS NOT NULL{_before(as_of)}"
        " GROUP BY l.track_id HAVING max(l.completed) = 0))"
    )


def _known(as_of: int) -> str:
    """Return whether what another player counted was counted by then, as far as is known."""
    return f"coalesce(t.base_last_played_at, 0) < {as_of}"


def _base(name: str, known: str) -> str:
    return f"CASE WHEN {known} THEN t.base_{name} ELSE 0 END"


def _count(column: str, as_of: int) -> str:
    return f"(SELECT count(*) {_listens(column, as_of)})"


def _listens(column: str, as_of: int) -> str:
    return (
        f"FROM listens AS l WHERE l.track_id = t.id AND l.started_at < {as_of} AND l.{column} = 1"
    )


def _before(as_of: int | None) -> str:
    return "" if as_of is None else f" AND l.started_at < {as_of}"
