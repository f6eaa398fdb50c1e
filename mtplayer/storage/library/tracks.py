"""What happens to tracks outside a scan: removed, brought back, found missing or unplayable."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.ids_in import these
from mtplayer.storage.library.covers import joined
from mtplayer.storage.schema import Directory, File, IgnoredPath, Track


class Removed(NamedTuple):
    """What a removal took out, as it has to be brought back."""

    tracks: list[int]
    files: list[tuple[int, str]]


class Tracks:
    """Changes to tracks on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remove(self, ids: Iterable[int], at: int) -> tuple[LibraryChanged, Removed]:
        """Take tracks out of the library; files stay, and scans pass over them from now on.

        Counts, ratings, likes and places in playlists stay on the rows for when they come back.
        """
        tracks = self._ids_of(select(Track.id).where(Track.id.in_(these(ids)), Track.listed))
        self._connection.execute(
            update(Track).where(Track.id.in_(these(tracks))).values(listed=False)
        )
        gone = select(Track.file_id).where(Track.id.in_(these(tracks)))
        # A file of several tracks (a cue sheet) stays while one of them is listed.
        kept = select(Track.file_id).where(Track.file_id.in_(gone), Track.listed)
        files = [
            (row.id, row.state)
            for row in self._connection.execute(
                select(File.id, File.state).where(File.id.in_(gone), File.id.not_in(kept))
            )
        ]
        self._ignore([file for file, _ in files], at)
        self._set_state((file, FileState.REMOVED.value) for file, _ in files)
        event = LibraryChanged(revision=0, removed=tuple(map(TrackId, tracks)))
        return event, Removed(tracks, files)

    def restore(self, removed: Removed) -> LibraryChanged:
        """Bring back what ``remove`` took out."""
        self._set_state(removed.files)
        paths = self._paths([file for file, _ in removed.files])
        for volume, path in paths:
            self._connection.execute(
                delete(IgnoredPath).where(IgnoredPath.volume_id == volume, IgnoredPath.path == path)
            )
        self._connection.execute(
            update(Track).where(Track.id.in_(these(removed.tracks))).values(listed=True)
        )
        return LibraryChanged(revision=0, added=tuple(map(TrackId, removed.tracks)))

    def ignore(self, ids: Iterable[int]) -> tuple[LibraryChanged, list[int]]:
        """Show missing tracks no more, until their files are back; return which those are."""
        missing = select(File.id).where(File.state == FileState.MISSING.value)
        tracks = self._ids_of(
            select(Track.id).where(
                Track.id.in_(these(ids)), Track.listed, Track.file_id.in_(missing)
            )
        )
        self._connection.execute(
            update(Track).where(Track.id.in_(these(tracks))).values(listed=False)
        )
        return LibraryChanged(revision=0, removed=tuple(map(TrackId, tracks))), tracks

    def show(self, tracks: Iterable[int]) -> tuple[LibraryChanged, list[int]]:
        """Show again what ``ignore`` hid; return which those are."""
        hidden = self._ids_of(
            select(Track.id).where(Track.id.in_(these(tracks)), Track.listed.is_(False))
        )
        self._connection.execute(
            update(Track).where(Track.id.in_(these(hidden))).values(listed=True)
        )
        return LibraryChanged(revision=0, added=tuple(map(TrackId, hidden))), hidden

    def mark_missing(self, track: TrackId, at: int) -> LibraryChanged:
        """Remember that the file of a track is not where it was."""
        self._connection.execute(
            update(File)
            .where(File.id.in_(self._file_of(track)), File.state == FileState.PRESENT.value)
            .values(state=FileState.MISSING.value, missing_since=at)
        )
        return self._all_of_file(track)

    def mark_unplayable(self, track: TrackId, reason: str | None) -> LibraryChanged:
        """Remember why a track could not be played, or with None that it could."""
        self._connection.execute(
            update(File).where(File.id.in_(self._file_of(track))).values(play_failure=reason)
        )
        return self._all_of_file(track)

    def correct_duration(self, track: TrackId, duration_ms: int) -> LibraryChanged:
        """Store the length that the decoder found."""
        self._connection.execute(
            update(Track)
            .where(Track.id == track)
            .values(duration_ms=duration_ms, length_guessed=False)
        )
        return LibraryChanged(revision=0, updated=(track,))

    def _all_of_file(self, track: TrackId) -> LibraryChanged:
        """Return that a file changed: of a cue sheet's, every track did."""
        ids = self._ids_of(select(Track.id).where(Track.file_id.in_(self._file_of(track))))
        return LibraryChanged(revision=0, updated=tuple(map(TrackId, ids)))

    def _ids_of(self, query: Select[int]) -> list[int]:
        return list(self._connection.execute(query).scalars())

    def _file_of(self, track: TrackId) -> Select[int]:
        return select(Track.file_id).where(Track.id == track)

    def _paths(self, files: list[int]) -> list[tuple[int, bytes]]:
        rows = self._connection.execute(
            select(Directory.volume_id, Directory.path, File.name)
            .join(File, File.directory_id == Directory.id)
            .where(File.id.in_(these(files)))
        )
        return [(row.volume_id, joined(row.path, row.name)) for row in rows]

    def _ignore(self, files: list[int], at: int) -> None:
        paths = self._paths(files)
        if paths:
            self._connection.execute(
                insert(IgnoredPath).on_conflict_do_nothing(),
                [{"volume_id": v, "path": p, "ignored_at": at} for v, p in paths],
            )

    def _set_state(self, states: Iterable[tuple[int, str]]) -> None:
        values = [{"file": file, "new": state} for file, state in states]
        if values:
            self._connection.execute(
                update(File).where(File.id == bindparam("file")).values(state=bindparam("new")),
                values,
            )
