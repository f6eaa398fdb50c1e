"""The tree of playlists and folders: made, named, put in order, deleted and brought back.

Names are unique among all that are not deleted.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlist_delta import Delta
from mtplayer.core.lists.playlists import PlaylistKind, RevisionKind
from mtplayer.core.problems import NameTaken
from mtplayer.storage.lists.playlist_edits import PlaylistEdits

Row = tuple[int, int | None, int]
"""A playlist, the folder that it is in, and its position there."""

_INSERT: Final = """
INSERT INTO playlists (kind, name, parent_id, position, rules, created_at, changed_at, deleted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""
_SHOW: Final = """
UPDATE playlists SET name = ?, parent_id = ?, position = ?, deleted_at = NULL WHERE id = ?
"""
# Whoever fills one needs minutes at most: a day later nobody will come back to it.
_ABANDONED: Final = "SELECT id FROM playlists WHERE revision = 0 AND deleted_at < ?"
_SWEEP: Final = f"""
DELETE FROM playlist_entries WHERE id IN (
    SELECT id FROM playlist_entries WHERE removed_at IS NULL AND playlist_id IN ({_ABANDONED})
    LIMIT ?)
"""
_SWEEP_EMPTY: Final = f"""
DELETE FROM playlists WHERE id IN ({_ABANDONED})
    AND NOT EXISTS (SELECT 1 FROM playlist_entries WHERE playlist_id = playlists.id)
"""
_BELOW: Final = """
WITH RECURSIVE below(id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT p.id FROM playlists AS p JOIN below ON p.parent_id = below.id
        WHERE p.deleted_at IS NULL)
SELECT p.id FROM below JOIN playlists AS p ON p.id = below.id AND p.deleted_at IS NULL
"""
_SIBLINGS: Final = """
SELECT id, parent_id, position FROM playlists WHERE parent_id IS ? AND deleted_at IS NULL
ORDER BY position, id
"""
_DESCRIBED: Final = frozenset({"note", "rules", "artwork_id"})
_DAY_MS: Final = 24 * 3600 * 1000
_SWEPT_AT_ONCE: Final = 2000


class Playlists:
    """Playlists on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.entries = PlaylistEdits(connection)

    def create(
        self,
        name: str,
        at: int,
        *,
        kind: PlaylistKind = PlaylistKind.LIST,
        parent: int | None = None,
        rules: str | None = None,
        created_at: int | None = None,
    ) -> PlaylistId:
        """Make one without entries at the bottom; a name that is taken gets a number."""
        begun = at if created_at is None else created_at
        place = (parent, self._last_position())
        values = (kind.value, self.free_name(name), *place, rules, begun, at, None)
        made = PlaylistId(self._value(_INSERT, *values))
        self._note(made, RevisionKind.CREATED, at)
        return made

    def begin(self, at: int) -> PlaylistId:
        """Make one that is in no list and has no history, to be filled bit by bit until ``show``.

        What an earlier program did not finish goes.
        """
        self._run(_SWEEP, at - _DAY_MS, _SWEPT_AT_ONCE)
        self._run(_SWEEP_EMPTY, at - _DAY_MS)
        values = (PlaylistKind.LIST.value, "", None, 0, None, at, at, at)
        return PlaylistId(self._value(_INSERT, *values))

    def show(
        self,
        playlist: PlaylistId,
        entries: Sequence[int],
        name: str,
        at: int,
        *,
        parent: int | None = None,
    ) -> None:
        """Put one that was begun at the bottom, with all the entries that it got."""
        home = parent if self.exists(parent or 0) else None
        self._run(_SHOW, self.free_name(name), home, self._last_position(), playlist)
        self._note(playlist, RevisionKind.CREATED, at)
        self.entries.filled(playlist, entries, at)

    def duplicate(
        self, playlist: PlaylistId, at: int, filled: tuple[PlaylistId, Sequence[int]] | None = None
    ) -> PlaylistId:
        """Make one like another behind it, with its entries, notes and rules.

        ``filled`` is one that was begun, and the entries that it got.
        """
        name, kind, parent, note, rules, artwork = self._row(
            "SELECT name, kind, parent_id, note, rules, artwork_id FROM playlists WHERE id = ?",
            playlist,
        )
        if filled is None:
            made = self.create(name, at, kind=PlaylistKind(kind), parent=parent, rules=rules)
            self.entries.copy(playlist, made, at)
        else:
            made, entries = filled
            self.show(made, entries, name, at, parent=parent)
        self.describe(made, {"note": note, "artwork_id": artwork}, at)
        siblings = [row[0] for row in self._rows(_SIBLINGS, parent)]
        behind = siblings.index(playlist) + 1 if playlist in siblings else len(siblings)
        self.put([made], parent, siblings[behind] if behind < len(siblings) else None)
        return made

    def _last_position(self) -> int:
        last = self._value("SELECT max(position) FROM playlists")
        return 0 if last is None else last + 1

    def free_name(self, name: str) -> str:
        """Return the name, or the first of "name (2)", "name (3)" that no playlist has."""
        taken = set(self._column("SELECT name FROM playlists WHERE deleted_at IS NULL"))
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        return free

    def exists(self, playlist: int) -> bool:
        """Whether nobody deleted it."""
        statement = "SELECT count(*) FROM playlists WHERE id = ? AND deleted_at IS NULL"
        return bool(self._value(statement, playlist))

    def name(self, playlist: int) -> str:
        """Return what it is called."""
        return self._value("SELECT name FROM playlists WHERE id = ?", playlist)

    def rename(self, playlist: int, name: str, at: int) -> str | None:
        """Give it another name; return the one before, None if it is the same.

        Raises NameTaken where another one has it, or where it is empty.
        """
        before, name = self.name(playlist), name.strip()
        if not name:
            raise NameTaken("A playlist needs a name.")
        if name == before:
            return None
        statement = (
            "SELECT count(*) FROM playlists WHERE name = ? AND id <> ? AND deleted_at IS NULL"
        )
        if self._value(statement, name, playlist):
            raise NameTaken(f"“{name}” is the name of another playlist.")
        self._run("UPDATE playlists SET name = ? WHERE id = ?", name, playlist)
        self._note(playlist, RevisionKind.RENAMED, at, Delta(name=before))
        return before

    def delete(self, playlists: Iterable[int], at: int) -> list[PlaylistId]:
        """Take playlists, and what is in folders, out of the tree; nothing of them is lost."""
        gone = [PlaylistId(row) for row in self._column(_BELOW, json.dumps(list(playlists)))]
        for playlist in gone:
            self._run("UPDATE playlists SET deleted_at = ? WHERE id = ?", at, playlist)
            self._note(playlist, RevisionKind.DELETED, at)
        return gone

    def bring_back(self, playlists: Collection[int], at: int) -> list[PlaylistId]:
        """Put deleted playlists back where they were; a name taken since gets a number."""
        found: list[PlaylistId] = []
        for playlist in playlists:
            row = self._row(
                "SELECT name, parent_id FROM playlists WHERE id = ? AND deleted_at IS NOT NULL",
                playlist,
            )
            if row is None:
                continue
            name, parent = row
            home = parent if parent in playlists or self.exists(parent or 0) else None
            self._run(
                "UPDATE playlists SET deleted_at = NULL, name = ?, parent_id = ? WHERE id = ?",
                self.free_name(name),
                home,
                playlist,
            )
            self._note(playlist, RevisionKind.BROUGHT_BACK, at)
            found.append(PlaylistId(playlist))
        return found

    def describe(self, playlist: int, values: dict[str, Any], at: int) -> dict[str, Any]:
        """Set its note, rules or picture; return what they were."""
        names = [name for name in values if name in _DESCRIBED]
        before = self._row(f"SELECT {', '.join(names)} FROM playlists WHERE id = ?", playlist)
        assigned = ", ".join(f"{name} = ?" for name in names)
        self._run(
            f"UPDATE playlists SET {assigned}, changed_at = ? WHERE id = ?",
            *[values[name] for name in names],
            at,
            playlist,
        )
        return dict(zip(names, before or (), strict=True))

    def put(
        self, playlists: Sequence[int], parent: int | None, before: int | None = None
    ) -> list[Row]:
        """Put playlists into a folder or to the top, in front of one or last; return their places.

        The places are from before, of all that have another now. Nothing goes into itself.
        """
        if parent is not None and parent in self._column(_BELOW, json.dumps(list(playlists))):
            return []
        rows: list[Row] = [tuple(row) for row in self._rows(_SIBLINGS, parent)]
        order = [row[0] for row in rows if row[0] not in playlists]
        at = order.index(before) if before in order else len(order)
        order[at:at] = playlists
        return self.place([(id_, parent, number) for number, id_ in enumerate(order)])

    def place(self, rows: Iterable[Sequence[Any]]) -> list[Row]:
        """Put each playlist where it is told; return the places from before that were others."""
        before: list[Row] = []
        for playlist, parent, position in rows:
            was = self._row("SELECT parent_id, position FROM playlists WHERE id = ?", playlist)
            if was is not None and tuple(was) != (parent, position):
                before.append((playlist, *was))
                self._run(
                    "UPDATE playlists SET parent_id = ?, position = ? WHERE id = ?",
                    parent,
                    position,
                    playlist,
                )
        return before

    def _note(self, playlist: int, kind: RevisionKind, at: int, delta: Delta | None = None) -> None:
        self.entries.history.note(playlist, kind, delta or Delta(), at)

    def _run(self, statement: str, *values: object) -> None:
        self._connection.exec_driver_sql(statement, values)

    def _value(self, statement: str, *values: object) -> Any:
        return self._connection.exec_driver_sql(statement, values).scalar()

    def _row(self, statement: str, *values: object) -> Any:
        return self._connection.exec_driver_sql(statement, values).fetchone()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        return list(self._connection.exec_driver_sql(statement, values).fetchall())

    def _column(self, statement: str, *values: object) -> list[Any]:
        return list(self._connection.exec_driver_sql(statement, values).scalars())
