"""The log of what can be taken back, also after a restart: kept 30 days."""

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import Connection, delete, insert, select, update

from mtplayer.core.events import (
    CoversChanged,
    FavoritesChanged,
    FileChangesUndone,
    FoldersChanged,
    HistoryChanged,
    LibraryChanged,
    StationsChanged,
)
from mtplayer.core.ids import OperationId
from mtplayer.core.library.parting import SpellingsParted
from mtplayer.core.lists.playlists import PlaylistChange
from mtplayer.core.record import record
from mtplayer.storage.schema import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans
    from mtplayer.storage.unit import Unit

KEPT_MS: Final = 30 * 24 * 3600 * 1000

LIKE: Final = "like"
RATE: Final = "rate"
REMOVE: Final = "remove"
IGNORE: Final = "ignore"
MERGE: Final = "merge"
COVER: Final = "cover"
EDITIONS: Final = "editions"
FOLDER: Final = "folder"
LISTENS: Final = "listens"
PLAYLIST: Final = "playlist"
STATIONS: Final = "stations"
LOCATE: Final = "locate"
SPELLINGS: Final = "spellings"
PARTING: Final = "parting"
IMPORT: Final = "import"
FILES: Final = "files"


Event: TypeAlias = (
    FavoritesChanged
    | LibraryChanged
    | FoldersChanged
    | CoversChanged
    | HistoryChanged
    | FileChangesUndone
    | PlaylistChange
    | StationsChanged
    | SpellingsParted
)


@record
class Undone:
    """What undoing or redoing an operation did."""

    operation: OperationId
    label: str
    events: tuple[Event, ...]


class Operations:
    """The undo log on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self, kind: str, label: str, inverse: object, at: int) -> OperationId:
        """Remember how to take something back."""
        old = delete(Operation).where(Operation.done_at < at - KEPT_MS)
        self._connection.execute(old)
        row = insert(Operation).values(
            kind=kind, label=label, done_at=at, inverse=json.dumps(inverse)
        )
        return OperationId(self._connection.execute(row.returning(Operation.id)).scalar_one())

    def rename(self, operation: OperationId, label: str) -> None:
        """Say what was done, now that it is known."""
        self._connection.execute(
            update(Operation).where(Operation.id == operation).values(label=label)
        )

    def forget(self, operation: OperationId) -> None:
        """Take out what came to nothing."""
        self._connection.execute(delete(Operation).where(Operation.id == operation))

    def newest_done(self) -> OperationId | None:
        """Return what undo would take back."""
        query = select(Operation.id).where(Operation.undone_at.is_(None))
        return self._first(query.order_by(Operation.done_at.desc(), Operation.id.desc()))

    def done(self, operation: OperationId) -> OperationId | None:
        """Return an operation if it stands."""
        query = select(Operation.id).where(Operation.id == operation)
        return self._first(query.where(Operation.undone_at.is_(None)))

    def undone(self, operation: OperationId) -> OperationId | None:
        """Return an operation if it was taken back."""
        query = select(Operation.id).where(Operation.id == operation)
        return self._first(query.where(Operation.undone_at.is_not(None)))

    def newest_undone(self) -> OperationId | None:
        """Return what redo would do again: only while nothing new was done since."""
        newest = self._connection.execute(
            select(Operation.done_at)
            .where(Operation.undone_at.is_(None))
            .order_by(Operation.done_at.desc())
            .limit(1)
        ).scalar()
        query = select(Operation.id).where(Operation.undone_at.is_not(None))
        if newest is not None:
            query = query.where(Operation.undone_at >= newest)
        return self._first(query.order_by(Operation.done_at, Operation.id))

    def swap(self, unit: "Unit", operation: OperationId, at: int) -> Undone | None:
        """Undo an operation, or redo it if it is undone; None when it is not known any more."""
        row = self._connection.execute(
            select(Operation.kind, Operation.label, Operation.undone_at, Operation.inverse).where(
                Operation.id == operation
            )
        ).first()
        if row is None:
            return None
        what, inverse = _APPLY[row.kind](unit, json.loads(row.inverse), at)
        self._connection.execute(
            update(Operation)
            .where(Operation.id == operation)
            .values(undone_at=at if row.undone_at is None else None, inverse=json.dumps(inverse))
        )
        return Undone(operation=operation, label=row.label, events=_events(what))

    def long_way(
        self, operation: OperationId
    ) -> "Sequence[Callable[[PlaylistPlans], Plan | None]]":
        """Return plans for the playlists of an operation that changes very many of their places."""
        found = select(Operation.kind, Operation.inverse).where(Operation.id == operation)
        row = self._connection.execute(found).first()
        if row is None or row.kind not in (PLAYLIST, IMPORT):
            return ()
        from mtplayer.storage.lists import playlist_undo

        return playlist_undo.long_way(self._connection, json.loads(row.inverse))

    def _first(self, query: Any) -> OperationId | None:
        found = self._connection.execute(query.limit(1)).scalar()
        return None if found is None else OperationId(found)


def _events(what: Event | tuple[Event, ...]) -> tuple[Event, ...]:
    return what if isinstance(what, tuple) else (what,)


def _likes(unit: "Unit", inverse: Any, at: int) -> tuple[FavoritesChanged, object]:  # noqa: ARG001 - one shape for all
    return unit.favorites.restore_likes(inverse)


def _ratings(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:  # noqa: ARG001 - one shape for all
    return unit.favorites.restore_ratings(inverse)


def _removal(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:
    from mtplayer.storage.library.tracks import Removed

    if "again" in inverse:
        event, removed = unit.tracks.remove(inverse["again"], at)
        return event, removed._asdict()
    removed = Removed(inverse["tracks"], [(file, state) for file, state in inverse["files"]])
    return unit.tracks.restore(removed), {"again": removed.tracks}


def _ignoring(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:  # noqa: ARG001 - one shape for all
    if "again" in inverse:
        event, tracks = unit.tracks.ignore(inverse["again"])
        return event, {"show": tracks}
    event, tracks = unit.tracks.show(inverse["show"])
    return event, {"again": tracks}


def _merge(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:
    from mtplayer.storage.library.duplicates import Merged
    from mtplayer.storage.library.tracks import Removed

    if "again" in inverse:
        event, merged = unit.duplicates.merge(inverse["again"], at)
        return event, {**merged._asdict(), "removed": merged.removed._asdict()}
    merged = Merged(**inverse)._replace(removed=Removed(**inverse["removed"]))
    return unit.duplicates.part(merged), {"again": [merged.keep, *merged.removed.tracks]}


def _editions(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:
    from mtplayer.storage.library.editions import Arrangement

    return unit.editions.arrange(Arrangement(*inverse), at)


def _folder(unit: "Unit", inverse: Any, at: int) -> tuple[FoldersChanged, object]:
    from mtplayer.storage.library.folders import TakenOut

    if "again" in inverse:
        event, taken_out = unit.folders.take_out(
            inverse["again"], at, with_tracks=inverse["with_tracks"]
        )
        return event, taken_out._asdict()
    taken_out = TakenOut(
        inverse["folder"], inverse["tracks"], [(file, state) for file, state in inverse["files"]]
    )
    again = {"again": taken_out.folder, "with_tracks": bool(taken_out.files)}
    return unit.folders.put_back(taken_out), again


def _listens(unit: "Unit", inverse: Any, at: int) -> tuple[HistoryChanged, object]:  # noqa: ARG001 - one shape for all
    edits = unit.listen_edits
    if "remove" in inverse:
        return edits.remove(inverse["remove"])
    if "correct" in inverse:
        return edits.restore(inverse["correct"])
    event, ids = edits.put_back(inverse["put_back"], inverse["scrobbles"])
    return event, {"remove": ids}


def _files(
    unit: "Unit",  # noqa: ARG001 - one shape for all
    inverse: Any,
    at: int,  # noqa: ARG001 - one shape for all
) -> tuple[FileChangesUndone, object]:
    """Leave the writing of files to who hears of it: no transaction waits for a disk."""
    event = FileChangesUndone(change_set=inverse["change_set"], again=inverse["again"])
    return event, {"change_set": event.change_set, "again": not event.again}


def _spellings(unit: "Unit", inverse: Any, at: int) -> tuple[LibraryChanged, object]:
    from mtplayer.storage.library.spellings import Crediting

    return unit.spellings.arrange(Crediting(*inverse), at)


def _parting(
    unit: "Unit", inverse: Any, at: int
) -> tuple[SpellingsParted | LibraryChanged, object]:
    from mtplayer.storage.library.spellings import Parting

    event, after = unit.spellings.swap(Parting(*inverse), at)
    return event, after or inverse


def _located(unit: "Unit", inverse: Any, at: int) -> tuple[FoldersChanged, object]:
    from mtplayer.storage.library.located import as_relocation

    if "files" in inverse:
        return unit.relocations.put_back(inverse), {"again": inverse["again"]}
    return unit.relocations.relocate(as_relocation(inverse["again"]), at)


def _cover(unit: "Unit", inverse: Any, at: int) -> tuple[CoversChanged, object]:  # noqa: ARG001 - one shape for all
    return unit.artworks.restore(inverse)


def _playlist(unit: "Unit", inverse: Any, at: int) -> tuple[PlaylistChange, object]:
    from mtplayer.storage.lists import playlist_undo

    return playlist_undo.swap(unit, inverse, at)


def _stations(unit: "Unit", inverse: Any, at: int) -> tuple[StationsChanged, object]:  # noqa: ARG001 - one shape for all
    return unit.stations.restore(inverse)


def _import(unit: "Unit", inverse: Any, at: int) -> tuple[tuple[Event, ...], object]:
    from mtplayer.storage.exchange import import_undo

    return import_undo.swap(unit, inverse, at)


_APPLY: Final = {
    LIKE: _likes,
    RATE: _ratings,
    REMOVE: _removal,
    IGNORE: _ignoring,
    MERGE: _merge,
    EDITIONS: _editions,
    FOLDER: _folder,
    COVER: _cover,
    LOCATE: _located,
    SPELLINGS: _spellings,
    PARTING: _parting,
    LISTENS: _listens,
    FILES: _files,
    PLAYLIST: _playlist,
    STATIONS: _stations,
    IMPORT: _import,
}
