"""Which tracks have a length that is only a guess, and where the right one is kept."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, true, update

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, frames_ms
from mtplayer.storage.library.covers import joined
from mtplayer.storage.schema import Directory, File, Track, Volume


class Guessed(NamedTuple):
    """A track whose length is a guess."""

    track: TrackId
    path: bytes
    audio_key: bytes | None


def guessed(connection: Connection, after: int, limit: int) -> list[Guessed]:
    """Return some tracks after this id whose files can be read now."""
    rows = connection.execute(
        select(Track.id, Volume.mount_path, Directory.path, File.name, File.audio_key)
        .join(File, File.id == Track.file_id)
        .join(Directory, Directory.id == File.directory_id)
        .join(Volume, Volume.id == Directory.volume_id)
        .where(Track.id > after, Track.length_guessed == true(), Track.position == 0)
        .where(File.state == FileState.PRESENT.value, Volume.online)
        .order_by(Track.id)
        .limit(limit)
    )
    return [
        Guessed(TrackId(id_), joined(joined(mount, folder), name), key)
        for id_, mount, folder, name, key in rows
    ]


class Lengths:
    """Measured lengths on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, lengths: Mapping[Guessed, tuple[int, int]]) -> LibraryChanged:
        """Store lengths and bitrates, where nobody found better ones meanwhile."""
        changed: list[TrackId] = []
        for known, (duration_ms, bitrate) in lengths.items():
            better = {"duration_ms": duration_ms, "bitrate": bitrate} if duration_ms else {}
            same_sound = select(File.id).where(
                File.id == Track.file_id, File.audio_key.is_(bindparam("key"))
            )
            done = self._connection.execute(
                update(Track)
                .where(Track.id == known.track, Track.length_guessed == true(), same_sound.exists())
                .values(length_guessed=False, **better),
                {"key": known.audio_key},
            )
            if done.rowcount and better:
                changed += [known.track, *self._end_later(known.track, duration_ms)]
        return LibraryChanged(revision=0, updated=tuple(changed))

    def _end_later(self, whole: TrackId, duration_ms: int) -> list[TrackId]:
        """Let the last track of a cue sheet end with its file; return it."""
        file = select(Track.file_id).where(Track.id == whole).scalar_subquery()
        rows = self._connection.execute(
            select(Track.id, Track.start_frame).where(
                Track.file_id == file, Track.position > 0, Track.end_frame.is_(None)
            )
        ).all()
        for id_, start in rows:
            left_ms = max(0, duration_ms - frames_ms(start or 0))
            self._connection.execute(
                update(Track).where(Track.id == id_).values(duration_ms=left_ms)
            )
        return [TrackId(id_) for id_, _ in rows]
