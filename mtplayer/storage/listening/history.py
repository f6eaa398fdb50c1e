"""Reads the log of listens: ids by day, rows by id."""

import json
from array import array
from collections.abc import Callable, Sequence
from typing import Any, Final

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.listening.history import (
    Ending,
    HistoryList,
    HistoryQuery,
    HistoryRow,
    with_heads,
)
from mtplayer.storage.id_lists import Ids, parse

_LISTED: Final = """
SELECT group_concat(id), group_concat(started_at), coalesce(sum(listened_ms), 0)
FROM (SELECT l.id, l.started_at, l.listened_ms FROM listens AS l WHERE {}
      ORDER BY l.started_at DESC, l.id DESC LIMIT ?)
"""
_LISTED_TRACKS: Final = """
SELECT group_concat(id), group_concat(started_at), group_concat(track_id), group_concat(listened_ms)
FROM (SELECT l.id, l.started_at, coalesce(l.track_id, 0) AS track_id, l.listened_ms
      FROM listens AS l WHERE {} ORDER BY l.started_at DESC, l.id DESC)
"""
MANY: Final = 20_000
"""So many tracks and more are compared outside the database."""
_ROWS: Final = """
SELECT json_group_array(json_array(l.id, l.track_id, l.started_at, l.listened_ms, l.duration_ms,
    l.counted, l.completed, l.skipped, l.source, l.title, l.artist, l.album, t.album_id, t.liked_at,
    coalesce(t.listed, 0)))
FROM json_each(?) AS wanted CROSS JOIN listens AS l ON l.id = wanted.value
LEFT JOIN tracks AS t ON t.id = l.track_id
"""
_TRACKS: Final = """
SELECT group_concat(l.track_id) FROM json_each(?) AS wanted
CROSS JOIN listens AS l ON l.id = wanted.value
CROSS JOIN tracks AS t ON t.id = l.track_id AND t.listed
"""
_ENDED: Final = {
    Ending.FINISHED: "AND l.completed = 1",
    Ending.PLAYED: "AND (l.counted = 1 OR l.completed = 1)",
    Ending.SKIPPED: "AND l.skipped = 1",
}
_OLDEST, _NEWEST = -(2**62), 2**62
_NO_LIMIT: Final = -1


class History:
    """The log, asked through the reader that made it."""

    def __init__(
        self,
        answer: Callable[..., tuple[Any, ...]],
        found: Callable[[TrackQuery], Ids | None],
        check: Callable[[], None],
    ) -> None:
        self._answer = answer
        self._found = found
        self._check = check

    def ids(self, query: HistoryQuery) -> HistoryList:
        """Return the listens of a query, newest first, by days: 0.5 s for a million."""
        ids, times, listened = self._listed(query, _NO_LIMIT)
        rows, heads = with_heads(ids, times)
        return HistoryList(ids=rows, heads=heads, listens=len(ids), listened_ms=listened)

    def newest(self, query: HistoryQuery, limit: int | None) -> Ids:
        """Return the newest listens of a query without heads."""
        ids, _, _ = self._listed(query, _NO_LIMIT if limit is None else limit)
        return ids if limit is None else ids[:limit]

    def rows(self, ids: Sequence[int]) -> list[HistoryRow]:
        """Return the rows of listens that are there, in the order asked."""
        (text,) = self._answer(_ROWS, _json(ids))
        return [_row(values) for values in json.loads(text or "[]")]

    def tracks(self, ids: Sequence[int]) -> Ids:
        """Return the listed tracks of listens in their order, each once."""
        (text,) = self._answer(_TRACKS, _json(ids))
        return array("q", dict.fromkeys(parse(text, self._check)))

    def _listed(self, query: HistoryQuery, limit: int) -> tuple[Ids, Ids, int]:
        """Return ids, times and how long was listened; all of a long list, whatever the limit."""
        tracks = self._found(TrackQuery(text=query.text)) if query.text.strip() else None
        if tracks is not None and len(tracks) > MANY:
            return self._among_many(query, tracks)
        where, values = _conditions(query)
        if tracks is not None:
            where += " AND l.track_id IN (SELECT value FROM json_each(?))"
            values.append(_json(tracks))
        ids, times, listened = self._answer(_LISTED.format(where), *values, limit)
        return parse(ids, self._check), parse(times, self._check), listened

    def _among_many(self, query: HistoryQuery, tracks: Ids) -> tuple[Ids, Ids, int]:
        """Compare arrays: for SQLite a million ids are a table to be made, 7 s."""
        import numpy as np

        where, values = _conditions(query)
        texts = self._answer(_LISTED_TRACKS.format(where), *values)
        columns = [np.frombuffer(parse(text, self._check), np.int64) for text in texts]
        ids, times, track, listened = columns
        chosen = np.isin(track, np.frombuffer(tracks, np.int64))
        kept = [array("q", column[chosen].tobytes()) for column in (ids, times)]
        return kept[0], kept[1], int(listened[chosen].sum())


def _conditions(query: HistoryQuery) -> tuple[str, list[object]]:
    since = _OLDEST if query.since is None else query.since
    until = _NEWEST if query.until is None else query.until
    ended = "" if query.ending is None else _ENDED[query.ending]
    return f"l.started_at >= ? AND l.started_at < ? {ended}", [since, until]


def _row(values: list[Any]) -> HistoryRow:
    row = HistoryRow._make(values)
    return row._replace(
        counted=bool(row.counted),
        completed=bool(row.completed),
        skipped=bool(row.skipped),
        listed=bool(row.listed),
    )


def _json(ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, ids))}]"
