"""How imports are taken back: playlists, and what came to tracks, in one step."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import OperationId, PlaylistId
from mtplayer.core.lists.playlists import (
    PlaylistChange,
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistTracksChanged,
)

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

HISTORY: Final = (
    "plays", "base_plays", "skips", "base_skips", "last_played_at", "base_last_played_at",
    "added_at", "rating", "liked_at",
)  # fmt: skip
"""What an import may change of a track."""
COUNTS: Final = frozenset(HISTORY[:4])
_SELECT: Final = f"SELECT {', '.join(HISTORY)} FROM tracks WHERE id = ?"
_UPDATE: Final = f"UPDATE tracks SET {', '.join(f'{name} = ?' for name in HISTORY)} WHERE id = ?"

Change = Sequence[Any]
"""A track, what it has, and what it shall have, each in the order of HISTORY."""

Inverse = dict[str, list[Any]]
Events = tuple["LibraryChanged | PlaylistChange", ...]


def of_playlists(events: Iterable[PlaylistChange]) -> Inverse:
    """Keep what takes back playlists that were made, and those that were filled anew."""
    inverse: Inverse = {}
    for event in events:
        if isinstance(event, PlaylistCreated):
            inverse.setdefault("delete", []).extend(event.playlists)
        elif isinstance(event, PlaylistTracksChanged):
            inverse.setdefault("revert", []).append([event.playlist, event.revision])
    return inverse


def touched(events: Iterable[PlaylistChange]) -> tuple[PlaylistId, ...]:
    """Return the playlists that came, or were filled anew."""
    found: list[PlaylistId] = []
    for event in events:
        if isinstance(event, PlaylistCreated):
            found += event.playlists
        elif isinstance(event, PlaylistTracksChanged):
            found.append(event.playlist)
    return tuple(found)


def log(unit: "Unit", label: str, inverse: Inverse, at: int) -> OperationId:
    """Remember how to take an import back."""
    from mtplayer.storage.operations import IMPORT

    return unit.operations.log(IMPORT, label, inverse, at)


def swap(unit: "Unit", inverse: Inverse, at: int) -> tuple[Events, Inverse]:
    """Take an import back, or do it again; return what happened and how that is taken back."""
    lists, events, back = unit.playlists, list[PlaylistChange](), Inverse()
    if wanted := inverse.get("delete"):
        gone = lists.delete(wanted, at)
        events.append(PlaylistDeleted(playlists=tuple(gone)))
        back["bring_back"] = list(gone)
    if wanted := inverse.get("bring_back"):
        there = lists.bring_back(wanted, at)
        events.append(PlaylistCreated(playlists=tuple(there)))
        back["delete"] = list(there)
    for playlist, number in reversed(inverse.get("revert", [])):
        change = lists.entries.revert(PlaylistId(playlist), number, at)
        if change is not None:
            events.append(change)
            back.setdefault("revert", []).append([change.playlist, change.revision])
    back |= _keys(unit, inverse)
    if tracks := inverse.get("tracks"):
        back["tracks"] = change_history(unit, tracks)
        return (*events, LibraryChanged(revision=0, complete=False)), back
    return tuple(events), back


def change_history(unit: "Unit", changes: Sequence[Change]) -> list[Change]:
    """Give tracks other values; return what takes that back.

    Counts change by how much, so that listens since stay counted; any other value only where
    nobody changed it since.
    """
    done: list[Change] = []
    for track, before, after in changes:
        now = unit.connection.exec_driver_sql(_SELECT, (track,)).fetchone()
        if now is not None:
            new = [_changed(*values) for values in zip(HISTORY, now, before, after, strict=True)]
            unit.connection.exec_driver_sql(_UPDATE, (*new, track))
            done.append([track, new, list(now)])
    return done


def _changed(name: str, now: Any, before: Any, after: Any) -> Any:
    if now == before:
        return after
    return max(0, now + after - before) if name in COUNTS else now


def _keys(unit: "Unit", inverse: Inverse) -> Inverse:
    """Forget what came, so that it can come again; or know it again."""
    execute = unit.connection.exec_driver_sql
    if known := inverse.get("forget"):
        for source, kind, key, _, _ in known:
            execute(
                "DELETE FROM imports WHERE source = ? AND kind = ? AND key = ?",
                (source, kind, bytes.fromhex(key)),
            )
        return {"remember": known}
    if forgotten := inverse.get("remember"):
        for source, kind, key, local, at in forgotten:
            execute(
                "INSERT OR REPLACE INTO imports (source, kind, key, local_id, made_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (source, kind, bytes.fromhex(key), local, at),
            )
        return {"forget": forgotten}
    return {}
