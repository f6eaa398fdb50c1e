"""The folders of the library as people set them up: when to look through them, and whether."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select, true, update

from mtplayer.core.events import FoldersChanged, LibraryChanged
from mtplayer.core.ids import FolderId, TrackId, VolumeId
from mtplayer.core.library.tracks import FileState
from mtplayer.core.options import ScanMode
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import Directory, File, Folder, IgnoredPath, Track, Volume


class TakenOut(NamedTuple):
    """What left the library with a folder, as it has to be put back."""

    folder: int
    tracks: list[int]
    files: list[tuple[int, str]]


class Folders:
    """Changes to folders on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_mode(self, folder: FolderId, mode: ScanMode) -> FoldersChanged:
        """Look through a folder at other times."""
        return self._set(folder, mode=mode.value)

    def set_cadence(self, folder: FolderId, minutes: int) -> FoldersChanged:
        """Look through a folder every so many minutes; 0 leaves it to the program."""
        return self._set(folder, cadence_minutes=minutes)

    def set_enabled(self, folder: FolderId, *, enabled: bool) -> FoldersChanged:
        """Let a folder rest, or look through it again."""
        return self._set(folder, enabled=enabled)

    def take_out(
        self, folder: FolderId, at: int, *, with_tracks: bool
    ) -> tuple[FoldersChanged, TakenOut]:
        """Look through a folder no more; with its tracks, unless another folder has them too.

        Nothing is put on the list of what is ignored: the folder may be taken in again.
        """
        tracks: list[int] = []
        files: list[tuple[int, str]] = []
        if with_tracks:
            files = self._files(folder)
            tracks = self._tracks(file for file, _ in files)
            self._set_state((file, FileState.REMOVED.value) for file, _ in files)
            self._list(tracks, listed=False)
        self._set(folder, removed_at=at)
        gone = LibraryChanged(revision=0, removed=tuple(map(TrackId, tracks)))
        return FoldersChanged(library=gone), TakenOut(folder, tracks, files)

    def put_back(self, taken_out: TakenOut) -> FoldersChanged:
        """Have a folder again as it was before ``take_out``."""
        self._set_state(taken_out.files)
        self._list(taken_out.tracks, listed=True)
        self._set(FolderId(taken_out.folder), removed_at=None)
        back = LibraryChanged(revision=0, added=tuple(map(TrackId, taken_out.tracks)))
        return FoldersChanged(library=back)

    def reach(
        self,
        volumes: Iterable[tuple[VolumeId, bytes | None]],
        folders: Iterable[tuple[FolderId, bool]],
        at: int,
        *,
        until_now: bool = False,
    ) -> FoldersChanged:
        """Note where volumes are mounted, None for nowhere, and which folders can be reached.

        ``until_now``: what is gone was there a moment ago, not just at some time before.
        """
        for volume, mount_path in volumes:
            values: dict[str, object] = {"online": mount_path is not None}
            if mount_path is not None:
                values["mount_path"] = mount_path
            if mount_path is not None or until_now:
                values["last_seen_at"] = at
            self._connection.execute(update(Volume).where(Volume.id == volume).values(values))
        for folder, online in folders:
            self._set(folder, online=online)
        # What is offline is worked out for each row that is read: any of them may be another.
        return FoldersChanged(library=LibraryChanged(revision=0, complete=False))

    def stop_ignoring(self, ids: Iterable[int]) -> FoldersChanged:
        """Let scans find again what they passed over."""
        self._connection.execute(delete(IgnoredPath).where(IgnoredPath.id.in_(these(ids))))
        return FoldersChanged()

    def _set(self, folder: FolderId, **values: object) -> FoldersChanged:
        self._connection.execute(update(Folder).where(Folder.id == folder).values(values))
        return FoldersChanged()

    def _files(self, folder: FolderId) -> list[tuple[int, str]]:
        """Return the files that only this folder has."""
        own = self._connection.execute(
            select(Folder.volume_id, Folder.path).where(Folder.id == folder)
        ).one()
        others = self._connection.execute(
            select(Folder.path).where(
                Folder.volume_id == own.volume_id,
                Folder.removed_at.is_(None),
                Folder.id != folder,
            )
        ).scalars()
        directories = select(Directory.id).where(
            Directory.volume_id == own.volume_id, _below(own.path)
        )
        for path in others:
            # A folder around this one has all of it; one inside has its own part.
            directories = directories.where(~_below(path))
        rows = self._connection.execute(
            select(File.id, File.state).where(
                File.directory_id.in_(directories), File.state != FileState.REMOVED.value
            )
        )
        return [(row.id, row.state) for row in rows]

    def _tracks(self, files: Iterable[int]) -> list[int]:
        query = select(Track.id).where(Track.file_id.in_(these(files)), Track.listed)
        return list(self._connection.execute(query).scalars())

    def _list(self, tracks: list[int], *, listed: bool) -> None:
        self._connection.execute(
            update(Track).where(Track.id.in_(these(tracks))).values(listed=listed)
        )

    def _set_state(self, states: Iterable[tuple[int, str]]) -> None:
        values = [{"file": file, "new": state} for file, state in states]
        if values:
            self._connection.execute(
                update(File).where(File.id == bindparam("file")).values(state=bindparam("new")),
                values,
            )


def _below(path: bytes) -> ColumnElement[bool]:
    """Return the condition that a directory is this one, or lies in it."""
    if not path:
        return true()
    # "0" is the character behind "/": everything below in one range of the index.
    inside = Directory.path.between(path + b"/", path + b"0")
    return or_(Directory.path == path, inside)
