"""Where entries stand in playlists: ranks with gaps, so that most changes touch only what moves."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from mtplayer.core.row_ranges import runs

RANK_STEP: Final = 1 << 32
"""Between two entries: 5,000 can be put into one gap, and 5,000 between two of those, before the
entries around have to be spread anew."""
_WINDOW: Final = 256
_FEW: Final = 50
_MOST_RUNS: Final = 16
_ROOM: Final = 256
"""Spreading leaves so many free ranks for each entry that is to come."""

_SNAPSHOT: Final = """json_object('title', t.title, 'artist', t.artist, 'album', t.album,
    'album_artist', t.album_artist, 'track_number', t.track_number, 'duration_ms', t.duration_ms)"""
_INSERT: Final = f"""
INSERT INTO playlist_entries (playlist_id, removed_at, track_id, rank, added_at, note, snapshot)
SELECT ?, ?, t.id, ? + ? * (w.key + 1), ?, '', {_SNAPSHOT}
FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value ORDER BY w.key
"""
_LISTED: Final = f"""
INSERT INTO playlist_entries (playlist_id, removed_at, track_id, rank, added_at, note, snapshot)
SELECT ?, ?, t.id, ? + ? * (w.key + 1), json_extract(w.value, '$[1]'),
    json_extract(w.value, '$[2]'), iif(t.id, {_SNAPSHOT}, json_extract(w.value, '$[3]'))
FROM json_each(?) AS w LEFT JOIN tracks AS t ON t.id = json_extract(w.value, '$[0]')
ORDER BY w.key
"""
_BRING_IN: Final = "UPDATE playlist_entries SET removed_at = NULL WHERE id BETWEEN ? AND ?"
_TAKE_OUT: Final = """
UPDATE playlist_entries SET removed_at = ? WHERE removed_at IS NULL AND id BETWEEN ? AND ?
"""
_COPY: Final = """
INSERT INTO playlist_entries (playlist_id, track_id, rank, added_at, note, snapshot)
SELECT ?, track_id, rank, added_at, note, snapshot FROM playlist_entries
WHERE playlist_id = ? AND removed_at IS NULL ORDER BY rank, id
"""
_COPY_SOME: Final = """
INSERT INTO playlist_entries (playlist_id, track_id, rank, added_at, note, snapshot)
SELECT ?, e.track_id, e.rank, e.added_at, e.note, e.snapshot FROM json_each(?) AS w
CROSS JOIN playlist_entries AS e ON e.id = w.value ORDER BY w.key
"""
_INSERTED: Final = """
SELECT json_group_array(id) FROM (SELECT id FROM playlist_entries WHERE id > ? ORDER BY id)
"""
_LIVE: Final = "playlist_id = ? AND removed_at IS NULL"
_MOVE: Final = """
UPDATE playlist_entries SET rank = ? + ? * (w.key + 1), removed_at = NULL FROM json_each(?) AS w
WHERE playlist_entries.id = w.value
"""
# Entries that came together have numbers in a row: without their list it is 2 of 9 ms less.
_MOVE_RUN: Final = """
UPDATE playlist_entries SET rank = ? + ? * (id - ?), removed_at = NULL WHERE id BETWEEN ? AND ?
"""
# In the order of the ids that come in; one number each is read twice as fast as pairs.
_PLACES: Final = """
SELECT group_concat(CASE WHEN e.playlist_id IS NOT ? THEN 'false'
    WHEN e.removed_at IS NULL THEN e.rank ELSE 'null' END)
FROM json_each(?) AS w LEFT JOIN playlist_entries AS e ON e.id = w.value
"""
_ALL: Final = f"""
SELECT json_group_array(json_array(id, rank)) FROM (
    SELECT id, rank FROM playlist_entries WHERE {_LIVE} ORDER BY rank, id)
"""
_BELOW: Final = f"""
SELECT id, rank FROM playlist_entries WHERE {_LIVE} AND (rank, id) < (?, ?)
ORDER BY rank DESC, id DESC LIMIT ?
"""
_LAST: Final = f"""
SELECT id, rank FROM playlist_entries WHERE {_LIVE} ORDER BY rank DESC, id DESC LIMIT ?
"""
_NEXT: Final = f"""
SELECT id, rank FROM playlist_entries WHERE {_LIVE} AND (rank, id) >= (?, ?)
ORDER BY rank, id LIMIT ?
"""

Places = dict[int, int | None]
"""Ranks of entries; None for those that are not in the list."""


class Gap(NamedTuple):
    """Free ranks: ``low + step`` is the first, ``low + 2 * step`` the second."""

    low: int
    step: int


class ListedPlace(NamedTuple):
    """A place of a list from elsewhere: a track, or the tags of one that is not here."""

    track: int | None
    added_at: int
    note: str
    tags: Mapping[str, object]


class PlaylistPlaces:
    """Entries on one connection; nothing here is written into the history."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def insert(
        self,
        playlist: int,
        tracks: Sequence[int],
        gap: Gap,
        added_at: int,
        *,
        removed_at: int | None = None,
    ) -> list[int]:
        """Put tracks into a gap, with their tags as they are now; return the new entries.

        Tracks that never were are left out. 5,000 take about 25 ms. They may not be seen yet.
        """
        last = self._one("SELECT coalesce(max(id), 0) FROM playlist_entries")[0]
        values = (playlist, removed_at, gap.low, gap.step, added_at, json.dumps(list(tracks)))
        self._run(_INSERT, *values)
        return json.loads(self._one(_INSERTED, last)[0])

    def insert_listed(
        self,
        playlist: int,
        listed: Sequence[ListedPlace],
        gap: Gap,
        *,
        removed_at: int | None = None,
    ) -> list[int]:
        """Put places of another list into a gap, perhaps not to be seen yet; return them."""
        last = self._one("SELECT coalesce(max(id), 0) FROM playlist_entries")[0]
        self._run(_LISTED, playlist, removed_at, gap.low, gap.step, json.dumps(listed))
        return json.loads(self._one(_INSERTED, last)[0])

    def bring_in(self, entries: Sequence[int]) -> None:
        """Let entries be seen that were not, where they stand."""
        for numbers in runs(entries):
            self._run(_BRING_IN, numbers.start, numbers.stop - 1)

    def take_out_all(self, playlist: int, at: int) -> None:
        """Take everything out: 0.1 s for 100,000, by their ids 0.2."""
        self._run(f"UPDATE playlist_entries SET removed_at = ? WHERE {_LIVE}", at, playlist)

    def copy(self, source: int, playlist: int) -> list[int]:
        """Put all that stands in one playlist into an empty one; return the new entries."""
        last = self._one("SELECT coalesce(max(id), 0) FROM playlist_entries")[0]
        self._run(_COPY, playlist, source)
        return json.loads(self._one(_INSERTED, last)[0])

    def copy_some(self, entries: Sequence[int], playlist: int) -> list[int]:
        """Put the like of some entries, in their order, into a playlist; return the new ones."""
        last = self._one("SELECT coalesce(max(id), 0) FROM playlist_entries")[0]
        self._run(_COPY_SOME, playlist, json.dumps(list(entries)))
        return json.loads(self._one(_INSERTED, last)[0])

    def date(self, added: Iterable[tuple[int, int]]) -> None:
        """Say since when entries count as there."""
        statement = "UPDATE playlist_entries SET added_at = ? WHERE id = ?"
        rows = [(at, entry) for entry, at in added]
        if rows:
            self._connection.exec_driver_sql(statement, rows)

    def ranks(self, playlist: int, entries: Collection[int]) -> Places:
        """Return where these entries stand; those of other playlists are left out."""
        found = self._one(_PLACES, playlist, json.dumps(list(entries)))[0]
        ranks: list[int | None] = json.loads(f"[{found or ''}]")
        return {
            entry: rank for entry, rank in zip(entries, ranks, strict=True) if rank is not False
        }

    def every(self, playlist: int) -> dict[int, int]:
        """Return all entries in order with their ranks."""
        return dict(json.loads(self._one(_ALL, playlist)[0]))

    def among(self, playlist: int, tracks: Sequence[int]) -> set[int]:
        """Return which of these tracks stand in a list."""
        # By the index of tracks: what comes is few, the list may be long.
        statement = (
            "SELECT DISTINCT track_id FROM playlist_entries WHERE +playlist_id = ?"
            " AND removed_at IS NULL AND track_id IN (SELECT value FROM json_each(?))"
        )
        values = (playlist, json.dumps(list(tracks)))
        return set(self._connection.exec_driver_sql(statement, values).scalars())

    def move(self, entries: Sequence[int], gap: Gap) -> None:
        """Put entries into a gap, in the order given: 5,000 in about 8 ms."""
        numbers = _runs(entries)
        if numbers is None:
            self._run(_MOVE, gap.low, gap.step, json.dumps(list(entries)))
            return
        low = gap.low
        for run in numbers:
            self._run(_MOVE_RUN, low, gap.step, run.start - 1, run.start, run.stop - 1)
            low += gap.step * len(run)

    def put(self, places: Mapping[int, int | None], at: int) -> None:
        """Put each entry where it is told, or out of the list."""
        if there := {entry: rank for entry, rank in places.items() if rank is not None}:
            self._put_there(there)
        if len(there) < len(places):
            gone = [entry for entry, rank in places.items() if rank is None]
            if (numbers := _runs(gone)) is not None:
                for run in numbers:
                    self._run(_TAKE_OUT, at, run.start, run.stop - 1)
                return
            self._run(
                "UPDATE playlist_entries SET removed_at = ? WHERE removed_at IS NULL"
                " AND id IN (SELECT value FROM json_each(?))",
                at,
                json.dumps(gone),
            )

    def _put_there(self, ranks: Mapping[int, int]) -> None:
        # As most changes left them, and mostly in their order.
        if (gap := _even(list(ranks.values()))) is not None:
            self.move(list(ranks), gap)
            return
        places = sorted(ranks.items(), key=itemgetter(1))
        if (gap := _even([rank for _, rank in places])) is not None:
            self.move([entry for entry, _ in places], gap)
            return
        # One by one 11 ms for 5,000, instead of 7.
        statement = "UPDATE playlist_entries SET rank = ?, removed_at = NULL WHERE id = ?"
        raw: Any = self._connection.connection.driver_connection
        raw.executemany(statement, [(rank, entry) for entry, rank in places])

    def notes(self, playlist: int, entries: Collection[int] | None = None) -> dict[int, str]:
        """Return the notes of these entries, or all that say something."""
        rows = "SELECT json_group_array(json_array(id, note)) FROM playlist_entries"
        if entries is None:
            found = self._one(f"{rows} WHERE playlist_id = ? AND note <> ''", playlist)
        else:
            chosen = "id IN (SELECT value FROM json_each(?))"
            where = f"WHERE playlist_id = ? AND {chosen}"
            found = self._one(f"{rows} {where}", playlist, json.dumps(list(entries)))
        return dict(json.loads(found[0]))

    def write_notes(self, notes: Mapping[int, str]) -> None:
        """Note something at entries."""
        rows = [(note, entry) for entry, note in notes.items()]
        if rows:
            self._connection.exec_driver_sql(
                "UPDATE playlist_entries SET note = ? WHERE id = ?", rows
            )

    def gap(
        self, playlist: int, before: int | None, count: int, moving: Collection[int] = ()
    ) -> Gap | None:
        """Return ranks for so many in front of an entry, or at the end; None if there is no room.

        Those that are moving leave their places.
        """
        stays = _Stays(moving)
        high = self._high(playlist, before, stays)
        if high is None:
            last = stays.first(partial(self._rows, _LAST, playlist))
            return Gap(0 if last is None else last[1], RANK_STEP)
        low = stays.first(partial(self._rows, _BELOW, playlist, high[1], high[0]))
        if low is None:
            return Gap(high[1] - RANK_STEP * (count + 1), RANK_STEP)
        step = (high[1] - low[1]) // (count + 1)
        return Gap(low[1], step) if step > 0 else None

    def spread(self, playlist: int, before: int, count: int) -> Places:
        """Return new ranks for the entries around one, with room for so many more everywhere."""
        rank = self._one("SELECT rank FROM playlist_entries WHERE id = ?", before)[0]
        size = _WINDOW
        while True:
            below = self._rows(_BELOW, playlist, rank, before, size)[::-1]
            above = self._rows(_NEXT, playlist, rank, before, size)
            open_below, open_above = len(below) < size, len(above) < size
            inner = [*below[0 if open_below else 1 :], *above[: None if open_above else -1]]
            width = max(RANK_STEP, (count + 1) * _ROOM) * (len(inner) + 1)
            low = below[0][1] if not open_below else None
            high = above[-1][1] if not open_above else None
            start = low if low is not None else (0 if high is None else high - width)
            end = high if high is not None else start + width
            step = (end - start) // (len(inner) + 1)
            if step > (count + 1) * _ROOM or (open_below and open_above):
                return {entry: start + step * at for at, (entry, _) in enumerate(inner, 1)}
            size *= 8

    def _high(self, playlist: int, before: int | None, stays: "_Stays") -> Any:
        if before is None:
            return None
        place = self._row(
            "SELECT rank FROM playlist_entries WHERE id = ? AND removed_at IS NULL", before
        )
        if place is None:
            return None
        return stays.first(partial(self._rows, _NEXT, playlist, place[0], before))

    def _run(self, statement: str, *values: object) -> None:
        self._connection.exec_driver_sql(statement, values)

    def _row(self, statement: str, *values: object) -> Any:
        return self._connection.exec_driver_sql(statement, values).fetchone()

    def _one(self, statement: str, *values: object) -> Any:
        return self._connection.exec_driver_sql(statement, values).one()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        return list(self._connection.exec_driver_sql(statement, values).fetchall())


class _Stays:
    """Finds the first entry of an order that does not move."""

    def __init__(self, moving: Collection[int]) -> None:
        self._moving = frozenset(moving)

    def first(self, rows: Callable[[int], list[Any]]) -> Any:
        """Return it, or None at the end; ``rows`` reads so many of the order.

        Mostly it is the very first: only then is more than one read.
        """
        for limit in (1, len(self._moving) + 1):
            for row in rows(limit):
                if row[0] not in self._moving:
                    return row
        return None


def _runs(entries: Sequence[int]) -> list[range] | None:
    """Return entries as numbers in a row, in their order; None where the rows are many."""
    found: list[range] = []
    start = 0
    for at in range(1, len(entries) + 1):
        if at == len(entries) or entries[at] != entries[at - 1] + 1:
            found.append(range(entries[start], entries[at - 1] + 1))
            start = at
            if len(found) > _MOST_RUNS:
                return None
    return found


def _even(ranks: Sequence[int]) -> Gap | None:
    """Return the gap whose ranks, ascending, are just these."""
    if len(ranks) < _FEW:
        return None
    first, step = ranks[0], ranks[1] - ranks[0]
    if step <= 0:
        return None
    even = range(first, first + step * len(ranks), step)
    return Gap(first - step, step) if list(even) == ranks else None
