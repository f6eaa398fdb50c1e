"""How changes of playlists are taken back: what the undo log keeps of one, and what that does."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    LONG_CHANGE,
    PlaylistChange,
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistDescribed,
    PlaylistRenamed,
    PlaylistsReordered,
    PlaylistTracksChanged,
)
from mtplayer.core.problems import NameTaken
from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit


def of_made(playlists: Iterable[int]) -> dict[str, Any]:
    """Keep what deletes playlists that were made."""
    return {"delete": list(playlists)}


def of_deleted(playlists: Iterable[int]) -> dict[str, Any]:
    """Keep what brings deleted playlists back."""
    return {"bring_back": list(playlists)}


def of_revision(change: PlaylistTracksChanged) -> dict[str, Any]:
    """Keep what takes one revision back."""
    return {"revert": [[change.playlist, change.revision]]}


def of_name(playlist: int, before: str) -> dict[str, Any]:
    """Keep what gives a playlist its name back."""
    return {"rename": [playlist, before]}


def of_places(before: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Keep what puts playlists where they were."""
    return {"place": [list(row) for row in before]}


def of_values(playlist: int, before: dict[str, Any]) -> dict[str, Any]:
    """Keep what gives a playlist its note, rules or picture back."""
    return {"describe": [playlist, before]}


def swap(unit: "Unit", inverse: Any, at: int) -> tuple[PlaylistChange, dict[str, Any]]:
    """Take a change back; return what happened and how that is taken back in turn."""
    (what, how), lists = next(iter(inverse.items())), unit.playlists
    match what:
        case "delete":
            gone = lists.delete(how, at)
            return PlaylistDeleted(playlists=tuple(gone)), of_deleted(gone)
        case "bring_back":
            back = lists.bring_back(how, at)
            return PlaylistCreated(playlists=tuple(back)), of_made(back)
        case "rename":
            return _rename(unit, how[0], how[1], at)
        case "place":
            return PlaylistsReordered(), of_places(lists.place(how))
        case "describe":
            playlist, values = how
            before = lists.describe(playlist, values, at)
            return PlaylistDescribed(playlist=PlaylistId(playlist)), of_values(playlist, before)
        case _:
            return _revert(unit, how, at)


def long_way(connection: Connection, inverse: Any) -> list[Callable[[PlaylistPlans], Plan | None]]:
    """Return plans for the playlists that taking a change back puts into another order.

    None where it is short enough for one transaction, or would take several ways for one list.
    """
    reverts: list[list[int]] = inverse.get("revert", [])
    statement = "SELECT touched FROM playlist_revisions WHERE playlist_id = ? AND number = ?"
    touched = [connection.exec_driver_sql(statement, tuple(one)).scalar() or 0 for one in reverts]
    if sum(touched) <= LONG_CHANGE or len({playlist for playlist, _ in reverts}) < len(reverts):
        return []
    return [lambda plans, one=one: plans.reverted(*one) for one in reverts]


def _rename(
    unit: "Unit", playlist: int, name: str, at: int
) -> tuple[PlaylistChange, dict[str, Any]]:
    lists = unit.playlists
    try:
        before = lists.rename(playlist, name, at)
    except NameTaken:
        name = lists.free_name(name)
        before = lists.rename(playlist, name, at)
    event = PlaylistRenamed(playlist=PlaylistId(playlist), name=name)
    return event, of_name(playlist, before or name)


def _revert(unit: "Unit", revisions: Any, at: int) -> tuple[PlaylistChange, dict[str, Any]]:
    done: list[list[int]] = []
    for playlist, number in reversed(revisions):
        change = unit.playlists.entries.revert(PlaylistId(playlist), number, at)
        if change is not None:
            done.append([change.playlist, change.revision])
    playlist, number = done[-1] if done else revisions[0]
    event = PlaylistTracksChanged(playlist=PlaylistId(playlist), revision=number)
    return event, {"revert": done or revisions}
