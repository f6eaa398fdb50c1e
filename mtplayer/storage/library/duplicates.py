"""Merges tracks that are the same recording: their history is added up, and can be parted again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, select, update

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState
from mtplayer.core.problems import MtplayerError
from mtplayer.storage.ids_in import these
from mtplayer.storage.library.audio_hashes import Unhashed, hashable
from mtplayer.storage.library.tracks import Removed, Tracks
from mtplayer.storage.schema import BookmarkRow, File, Listen, PlaylistEntry, Track

_Owned: TypeAlias = Listen | PlaylistEntry | BookmarkRow

# What belongs to a track, in the order of Merged.
_OWNED: Final[tuple[type[_Owned], ...]] = (Listen, PlaylistEntry, BookmarkRow)
_SUMS: Final = ("plays", "skips", "base_plays", "base_skips")
_LATEST: Final = ("last_played_at", "base_last_played_at")
_COLUMNS: Final = (*_SUMS, *_LATEST, "liked_at", "rating", "added_at")


class NotTheSame(MtplayerError):
    """Tracks that somebody wants to merge are not one recording."""

    title = "Nothing was merged"


class Merged(NamedTuple):
    """What a merge did to the track that is left, and what it took from the others."""

    keep: int
    before: dict[str, int | None]
    after: dict[str, int | None]
    removed: Removed
    listens: list[tuple[int, int]]
    entries: list[tuple[int, int]]
    bookmarks: Sequence[tuple[int, int]] = ()


def unhashed(connection: Connection, ids: Iterable[int]) -> list[Unhashed]:
    """Return the files of tracks that have to be read before they can be compared."""
    files = select(Track.file_id).where(Track.id.in_(these(ids)))
    return hashable(connection, File.id.in_(files), File.audio_hash.is_(None))


class Duplicates:
    """Equal recordings on one connection."""

    def __init__(self, connection: Connection, tracks: Tracks) -> None:
        self._connection = connection
        self._tracks = tracks

    def merge(self, ids: Iterable[int], at: int) -> tuple[LibraryChanged, Merged]:
        """Make one track of several; the one that is there, or came first, is left.

        Raises NotTheSame unless all the sound of all of them is known to be equal.
        """
        rows = self._rows(ids)
        if len(rows) < 2:  # noqa: PLR2004 - one is no pair
            raise NotTheSame("There is only one track.")
        if None in {row.audio_hash for row in rows} or len({row.audio_hash for row in rows}) > 1:
            raise NotTheSame("The sound of these tracks is not the same.")
        keep, *others = rows
        before = {name: getattr(keep, name) for name in _COLUMNS}
        after = _added_up(rows)
        gone = [row.id for row in others]
        owned = [self._take(table, keep.id, gone) for table in _OWNED]
        event, removed = self._tracks.remove(gone, at)
        self._connection.execute(update(Track).where(Track.id == keep.id).values(after))
        merged = Merged(keep.id, before, after, removed, *owned)
        change = _changed(keep.id, removed=event.removed)
        lives_on = tuple((TrackId(track), TrackId(keep.id)) for track in gone)
        return replace(change, merged=lives_on), merged

    def part(self, merged: Merged) -> LibraryChanged:
        """Take a merge back; what was heard since stays with the track that was left."""
        now = self._connection.execute(
            select(*(getattr(Track, name) for name in _COLUMNS)).where(Track.id == merged.keep)
        ).one()
        values: dict[str, int | None] = {}
        for name in _COLUMNS:
            current, before, after = getattr(now, name), merged.before[name], merged.after[name]
            if name in _SUMS:
                values[name] = current - (after or 0) + (before or 0)
            elif current == after:
                values[name] = before
        if values:
            self._connection.execute(update(Track).where(Track.id == merged.keep).values(values))
        taken = (merged.listens, merged.entries, merged.bookmarks)
        for table, owned in zip(_OWNED, taken, strict=True):
            self._give(table, owned)
        return _changed(merged.keep, added=self._tracks.restore(merged.removed).added)

    def _rows(self, ids: Iterable[int]) -> Sequence[Any]:
        columns = [getattr(Track, name) for name in _COLUMNS]
        # What is only a part of its file sounds like all of it by the hash.
        query = (
            select(Track.id, File.state, File.audio_hash, *columns)
            .join(File, File.id == Track.file_id)
            .where(Track.id.in_(these(ids)), Track.listed, Track.start_frame.is_(None))
        )
        rows = self._connection.execute(query).all()
        return sorted(
            rows, key=lambda row: (row.state != FileState.PRESENT.value, row.added_at, row.id)
        )

    def _take(self, table: type[_Owned], keep: int, others: list[int]) -> list[tuple[int, int]]:
        """Hand what belongs to the others to the one that is left; return whose it was."""
        rows = self._connection.execute(
            select(table.id, table.track_id).where(table.track_id.in_(these(others)))
        )
        owned = [(id_, track) for id_, track in rows if track is not None]
        self._give(table, [(id_, keep) for id_, _ in owned])
        return owned

    def _give(self, table: type[_Owned], owned: Iterable[tuple[int, int]]) -> None:
        values = [{"row": id_, "owner": track} for id_, track in owned]
        if values:
            self._connection.execute(
                update(table)
                .where(table.id == bindparam("row"))
                .values(track_id=bindparam("owner")),
                values,
            )


def _added_up(rows: Sequence[Any]) -> dict[str, int | None]:
    after: dict[str, int | None] = {name: sum(getattr(row, name) for row in rows) for name in _SUMS}
    for name in _LATEST:
        after[name] = max((v for row in rows if (v := getattr(row, name))), default=None)
    after["liked_at"] = min((row.liked_at for row in rows if row.liked_at), default=None)
    after["rating"] = next((row.rating for row in rows if row.rating is not None), None)
    after["added_at"] = min(row.added_at for row in rows)
    return after


def _changed(
    keep: int, *, added: tuple[TrackId, ...] = (), removed: tuple[TrackId, ...] = ()
) -> LibraryChanged:
    return LibraryChanged(revision=0, added=added, updated=(TrackId(keep),), removed=removed)
