"""Files found again by hand: the row keeps its history and learns its new place."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select, text, update
from sqlalchemy.dialects.sqlite import insert

from mtplayer.core.events import FoldersChanged, LibraryChanged
from mtplayer.core.ids import FileId, TrackId
from mtplayer.core.library.relocation import Home, LostFile, Place, Relocation
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.ids_in import these
from mtplayer.storage.library.covers import joined
from mtplayer.storage.library.located import (
    Plain,
    as_plain,
    files_before,
    folders_before,
    pair_before,
    put_back,
)
from mtplayer.storage.schema import Directory, File, Folder, Track, Volume

_LOST: Final = """
SELECT f.id, t.id, t.title, v.mount_path, d.path, f.name, f.size, f.audio_key
FROM files f JOIN tracks t ON t.file_id = f.id AND t.listed AND t.position = (
    SELECT min(position) FROM tracks WHERE file_id = f.id AND listed)
JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id
WHERE """
_OF_TRACK: Final = f"{_LOST} t.id = ?"
_MISSING_OR_AWAY: Final = f"""{_LOST} (f.state = 'missing' OR v.online = 0 OR EXISTS (
    SELECT 1 FROM folders o WHERE o.online = 0 AND o.removed_at IS NULL
    AND o.volume_id = d.volume_id AND (o.path = X'' OR o.path = d.path
        OR substr(d.path, 1, length(o.path) + 1) = CAST(o.path || '/' AS BLOB))))
ORDER BY d.id, f.name"""
# What a track that is no more gives to the one that stays in its place.
_HAND_OVER: Final = (
    "UPDATE listens SET track_id = :kept WHERE track_id = :gone",
    "UPDATE playlist_entries SET track_id = :kept WHERE track_id = :gone",
    """UPDATE tracks SET plays = tracks.plays + o.plays, skips = tracks.skips + o.skips,
        base_plays = tracks.base_plays + o.base_plays,
        base_skips = tracks.base_skips + o.base_skips,
        rating = coalesce(tracks.rating, o.rating),
        liked_at = coalesce(tracks.liked_at, o.liked_at),
        added_at = min(tracks.added_at, o.added_at),
        last_played_at = max(coalesce(tracks.last_played_at, 0), coalesce(o.last_played_at, 0))
        FROM tracks o WHERE tracks.id = :kept AND o.id = :gone""",
    "UPDATE tracks SET last_played_at = NULL WHERE id = :kept AND last_played_at = 0",
)


def lost_track(database: Path, track: int) -> LostFile | None:
    """Return the file of a track."""
    return next(iter(_lost(database, _OF_TRACK, track)), None)


def lost_below(database: Path, folder: bytes) -> list[LostFile]:
    """Return the files below a folder that are missing or out of reach."""
    inside = folder.rstrip(b"/") + b"/"
    return [file for file in _lost(database, _MISSING_OR_AWAY) if file.path.startswith(inside)]


def _lost(database: Path, statement: str, *values: object) -> list[LostFile]:
    with translated(database), closing(open_reader(database)) as connection:
        return [
            LostFile(FileId(id_), TrackId(track), title, _path(mount, place, name), size, key)
            for id_, track, title, mount, place, name, size, key in connection.execute(
                statement, values
            )
        ]


def _path(mount: bytes, directory: bytes, name: bytes) -> bytes:
    return joined(joined(mount, directory), name)


class Relocations:
    """Changes of place on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._directories: dict[tuple[str, bytes], int] = {}
        self._pairs: list[Plain] = []
        self._aside: list[list[Any]] = []

    def relocate(self, found: Relocation, at: int) -> tuple[FoldersChanged, Plain]:
        """Do what was found, and return what takes it back."""
        self._pairs, self._aside = [], []
        files = [*(home.file for home in found.homes), *found.lost]
        before = files_before(self._connection, files)
        folders = folders_before(self._connection) if found.root is not None else []
        change = self.move(found.homes, at)
        if found.root is not None:
            self.move_folder(found.old, found.root, found.lost, at)
        inverse = {
            "files": [*before, *self._aside],
            "pairs": self._pairs,
            "folders": folders,
            "again": as_plain(found),
        }
        return FoldersChanged(library=change), inverse

    def put_back(self, before: Plain) -> FoldersChanged:
        """Take back what was found."""
        put_back(self._connection, before)
        return FoldersChanged(library=LibraryChanged(revision=0, complete=False))

    def move(self, homes: Sequence[Home], at: int) -> LibraryChanged:
        """Let files be where they were found; what stood there as another track is one with them.

        They are read again by the next scan that looks there.
        """
        gone: list[int] = []
        for home in homes:
            directory = self._directory(home.place, at)
            gone += self._make_room(home, directory)
            self._connection.execute(
                update(File)
                .where(File.id == home.file)
                .values(
                    directory_id=directory,
                    name=home.place.name,
                    state=FileState.PRESENT.value,
                    missing_since=None,
                    last_seen_at=at,
                    mtime_ns=0,
                )
            )
        moved = self._tracks(home.file for home in homes)
        return LibraryChanged(
            revision=0,
            updated=tuple(map(TrackId, moved)),
            removed=tuple(map(TrackId, gone)),
        )

    def move_folder(self, old: bytes, root: Place, lost: Iterable[int], at: int) -> None:
        """Let the folder of the library that was at a path be at another, if it was one.

        Then ``lost`` are missing: nothing looks for them where they were.
        """
        inside = joined(root.directory, root.name) if root.directory else root.name
        volume = self._volume(root, at)
        for row in self._connection.execute(
            select(Folder.id, Folder.path, Volume.mount_path)
            .join(Volume, Volume.id == Folder.volume_id)
            .where(Folder.removed_at.is_(None))
        ).all():
            if joined(row.mount_path, row.path).rstrip(b"/") != old.rstrip(b"/"):
                continue
            taken = self._connection.execute(
                select(Folder.id).where(Folder.volume_id == volume, Folder.path == inside)
            ).scalar()
            values = {"volume_id": volume, "path": inside, "online": True}
            if taken is not None and taken != row.id:
                values = {"removed_at": at}
            self._connection.execute(update(Folder).where(Folder.id == row.id).values(values))
            self._connection.execute(
                update(File)
                .where(File.id.in_(these(lost)), File.state == FileState.PRESENT.value)
                .values(state=FileState.MISSING.value, missing_since=at)
            )

    def _make_room(self, home: Home, directory: int) -> list[int]:
        """Merge a file that the library has at the new place already; return its tracks."""
        other = self._connection.execute(
            select(File.id).where(
                File.directory_id == directory,
                File.name == home.place.name,
                File.id != home.file,
            )
        ).scalar()
        if other is None:
            return []
        kept, gone = self._tracks([home.file]), self._tracks([other])
        self._aside += files_before(self._connection, [other])
        for one, another in zip(kept, gone, strict=False):
            self._pairs.append(pair_before(self._connection, one, another))
            for statement in _HAND_OVER:
                self._connection.execute(text(statement), {"kept": one, "gone": another})
        self._connection.execute(
            update(Track).where(Track.id.in_(these(gone))).values(listed=False)
        )
        # The sound goes with the place, or a later scan takes the other for one that moved here.
        sound = select(File.audio_key).where(File.id == other).scalar_subquery()
        self._connection.execute(update(File).where(File.id == home.file).values(audio_key=sound))
        aside = "CAST(name || x'00' || id AS BLOB)"
        self._connection.execute(
            update(File)
            .where(File.id == other)
            .values(state=FileState.REMOVED.value, name=text(aside), audio_key=None)
        )
        return gone

    def _directory(self, place: Place, at: int) -> int:
        known = (place.key, place.directory)
        if known not in self._directories:
            volume = self._volume(place, at)
            self._connection.execute(
                insert(Directory)
                .values(volume_id=volume, path=place.directory)
                .on_conflict_do_nothing()
            )
            self._directories[known] = self._connection.execute(
                select(Directory.id).where(
                    Directory.volume_id == volume, Directory.path == place.directory
                )
            ).scalar_one()
        return self._directories[known]

    def _volume(self, place: Place, at: int) -> int:
        here = {"kind": place.kind, "mount_path": place.mount_path, "last_seen_at": at}
        self._connection.execute(
            insert(Volume)
            .values(key=place.key, label=place.label, online=True, **here)
            .on_conflict_do_update(index_elements=["key"], set_={**here, "online": True})
        )
        return self._connection.execute(
            select(Volume.id).where(Volume.key == place.key)
        ).scalar_one()

    def _tracks(self, files: Iterable[int]) -> list[int]:
        query = select(Track.id).where(Track.file_id.in_(these(files)), Track.listed)
        return list(self._connection.execute(query.order_by(Track.position)).scalars())
