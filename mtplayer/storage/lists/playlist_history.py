"""The history of playlists: a way back for every change, and the whole order now and then."""

import sqlite3
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from mtplayer.core.lists.playlist_delta import Delta, step_back
from mtplayer.core.lists.playlists import RevisionKind
from mtplayer.core.problems import StorageError
from mtplayer.storage.lists.going import GOING, is_going
from mtplayer.storage.lists.playlist_places import PlaylistPlaces

STATE_EVERY: Final = 256
"""At most so many deltas lead from a whole order to a revision."""
LEAST_BYTES: Final = 1 << 16
BYTES_A_PLACE: Final = 4

_RAISED: Final = """
UPDATE playlists SET revision = revision + 1, changed_at = ?, entries = entries + ? WHERE id = ?
RETURNING revision, entries
"""
_NOTED: Final = """
INSERT INTO playlist_revisions (playlist_id, number, made_at, kind, touched, entries, delta)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ALL_GOING: Final = """
SELECT r.playlist_id, r.id, r.delta FROM playlists AS p
CROSS JOIN playlist_revisions AS r ON r.playlist_id = p.id AND r.number > p.revision
"""
_STANDS: Final = "SELECT revision, entries FROM playlists WHERE id = ?"
_SINCE_STATE: Final = """
SELECT count(*), coalesce(sum(length(delta)), 0) FROM playlist_revisions
WHERE playlist_id = ?1 AND number > (SELECT coalesce(max(number), 0) FROM playlist_revisions
    WHERE playlist_id = ?1 AND state IS NOT NULL)
"""
_KEEP_STATE: Final = """
UPDATE playlist_revisions SET state = ? WHERE playlist_id = ? AND number = ?
"""
_NEXT_STATE: Final = """
SELECT number, state FROM playlist_revisions
WHERE playlist_id = ? AND number >= ? AND state IS NOT NULL ORDER BY number LIMIT 1
"""
_WAY_BACK: Final = """
SELECT delta FROM playlist_revisions
WHERE playlist_id = ? AND number > ? AND number <= coalesce(?, number) ORDER BY number DESC
"""
_NOW: Final = "SELECT id, rank FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL"
# Also of what was taken out: it kept its notes.
_NOTES_NOW: Final = "SELECT id, note FROM playlist_entries WHERE playlist_id = ? AND note <> ''"


class PlaylistBusy(StorageError):
    """Another program is changing a playlist."""

    title = "The playlist was not changed"


_BUSY: Final = "It is being changed by another program. Try again in a moment."


class Long(NamedTuple):
    """A change of very many places: for which revision, what it does, and the packed way back."""

    base: int
    touched: int
    grown: int
    back: bytes


class Unfinished(NamedTuple):
    """A change that was begun: its playlist, its row in the history, and the packed way back."""

    playlist: int
    row: int
    back: bytes


class PlaylistHistory:
    """Revisions on one connection."""

    def __init__(self, connection: Connection, places: PlaylistPlaces) -> None:
        self._connection = connection
        self._places = places

    def note(
        self, playlist: int, kind: RevisionKind, delta: Delta, at: int, *, grown: int = 0
    ) -> int:
        """Write a change down that was made; ``grown`` is by how many entries. Return its number.

        The playlist's own row is raised with it.
        """
        driver = self._connection.exec_driver_sql
        number, entries = driver(_RAISED, (at, grown, playlist)).one()
        touched = len(delta.places) + len(delta.notes)
        row = (playlist, number, at, kind.value, touched, entries, delta.pack())
        driver(_NOTED, row)
        return number

    def begin(self, playlist: int, kind: RevisionKind, change: "Long", at: int) -> None:
        """Write down how a long change is taken back, before it is made bit by bit.

        Raises PlaylistBusy where another one is being made, or was since this was planned.
        """
        driver = self._connection.exec_driver_sql
        revision, entries = driver(_STANDS, (playlist,)).one()
        if revision != change.base or driver(GOING, (playlist,)).first() is not None:
            raise PlaylistBusy(_BUSY)
        after = entries + change.grown
        row = (playlist, revision + 1, at, kind.value, change.touched, after, change.back)
        driver(_NOTED, row)

    def check_going(self, playlist: int) -> None:
        """Raise PlaylistBusy if what was begun was taken back meanwhile, by another program."""
        if self._connection.exec_driver_sql(GOING, (playlist,)).first() is None:
            raise PlaylistBusy(_BUSY)

    def finish(self, playlist: int, change: "Long", at: int) -> int:
        """Let a long change count that was made; return its number."""
        self.check_going(playlist)
        number, _ = self._connection.exec_driver_sql(_RAISED, (at, change.grown, playlist)).one()
        return number

    def unfinished(self) -> "list[Unfinished]":
        """Return the changes that were begun and not finished."""
        return [Unfinished(*row) for row in self._connection.exec_driver_sql(_ALL_GOING)]

    def forget(self, unfinished: "Unfinished") -> None:
        """Take a change out of the history that was taken back."""
        statement = "DELETE FROM playlist_revisions WHERE id = ?"
        self._connection.exec_driver_sql(statement, (unfinished.row,))

    def delta(self, playlist: int, number: int) -> Delta:
        """Return the way back from one revision."""
        statement = "SELECT delta FROM playlist_revisions WHERE playlist_id = ? AND number = ?"
        found = self._connection.exec_driver_sql(statement, (playlist, number)).scalar_one()
        return Delta.unpack(found)

    def keep_state(self, playlist: int, revision: int, order: bytes) -> None:
        """Keep the whole order of a revision, as ``PlaylistReader.long_way_back`` found it."""
        self._connection.exec_driver_sql(_KEEP_STATE, (order, playlist, revision))

    def state(self, playlist: int, number: int) -> tuple[dict[int, int], dict[int, str]]:
        """Return the ranks and notes of a revision."""
        raw: Any = self._connection.connection.driver_connection
        return state_at(raw.execute, playlist, number)


def state_due(execute: Callable[..., sqlite3.Cursor], playlist: int) -> int | None:
    """Return the revision whose whole order should be kept: the way back has become long."""
    if is_going(execute, playlist):
        return None
    count, size = execute(_SINCE_STATE, (playlist,)).fetchone()
    revision, entries = execute(_STANDS, (playlist,)).fetchone()
    is_short = count < STATE_EVERY and size < LEAST_BYTES + BYTES_A_PLACE * entries
    return None if is_short else revision


def state_at(
    execute: Callable[..., sqlite3.Cursor], playlist: int, number: int
) -> tuple[dict[int, int], dict[int, str]]:
    """Return the ranks and notes of a revision: 0.3 s at most for 100,000 entries.

    The nearest whole order after it is taken, or the present one, and led back; also out of the
    middle of a long change.
    """
    kept = execute(_NEXT_STATE, (playlist, number)).fetchone()
    ranks: dict[int, int] = {}
    notes: dict[int, str] = {}
    last: int | None = None
    if kept is not None:
        last, state = kept[0], Delta.unpack(kept[1])
        ranks = {entry: rank for entry, rank in state.places.items() if rank is not None}
        notes = state.notes
    else:
        ranks = dict(execute(_NOW, (playlist,)).fetchall())
        notes = dict(execute(_NOTES_NOW, (playlist,)).fetchall())
    for (delta,) in execute(_WAY_BACK, (playlist, number, last)):
        step_back(ranks, notes, Delta.unpack(delta))
    return ranks, notes
