"""Which files still lack the hash of all their sound, and where it is kept."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from mtplayer.core.ids import FileId
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.library.covers import joined
from mtplayer.storage.schema import Directory, File, Volume


class Unhashed(NamedTuple):
    """A file without a hash, as large as this."""

    file: FileId
    path: bytes
    audio_key: bytes | None
    size: int


def unhashed(connection: Connection, after: int, limit: int) -> list[Unhashed]:
    """Return some files after this id that can be read now and have no hash: 0.2 ms."""
    return hashable(
        connection,
        File.id > after,
        File.audio_hash.is_(None),
        File.failure.is_(None),
        limit=limit,
    )


def hashable(
    connection: Connection, *which: ColumnElement[bool], limit: int | None = None
) -> list[Unhashed]:
    """Return files that can be read now, in the order of their ids."""
    rows = connection.execute(
        select(File.id, Volume.mount_path, Directory.path, File.name, File.audio_key, File.size)
        .join(Directory, Directory.id == File.directory_id)
        .join(Volume, Volume.id == Directory.volume_id)
        .where(*which, File.state == FileState.PRESENT.value, Volume.online)
        .order_by(File.id)
        .limit(limit)
    )
    return [
        Unhashed(FileId(id_), joined(joined(mount, folder), name), key, size)
        for id_, mount, folder, name, key, size in rows
    ]


class AudioHashes:
    """Hashes on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, hashes: Mapping[Unhashed, bytes]) -> None:
        """Store hashes, but not of a file whose sound a scan saw change meanwhile."""
        values = [
            {"file": known.file, "key": known.audio_key, "hash": found}
            for known, found in hashes.items()
        ]
        if values:
            self._connection.execute(
                update(File)
                .where(File.id == bindparam("file"), File.audio_key.is_(bindparam("key")))
                .values(audio_hash=bindparam("hash")),
                values,
            )
