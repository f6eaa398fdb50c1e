"""The log of listens, and the counts that follow from it."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import ListenId, TrackId
from mtplayer.storage.schema import Listen, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One listen as far as it went."""

    track: TrackId
    started_at: int
    listened_ms: int
    duration_ms: int
    counted: bool
    completed: bool
    skipped: bool
    source: str


class Listens:
    """Listens on one connection. Shown counts are the base plus what counted here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, heard: Heard) -> tuple[ListenId, LibraryChanged]:
        """Log a listen with the tags as they are now, and raise the counts of its track."""
        tags = (
            self._connection.execute(
                select(
                    Track.title,
                    Track.artist,
                    Track.album,
                    Track.album_artist,
                    Track.track_number,
                    Track.year,
                    Track.genre,
                    Track.recording_mbid,
                ).where(Track.id == heard.track)
            )
            .mappings()
            .one()
        )
        row = insert(Listen).values(
            track_id=heard.track,
            started_at=heard.started_at,
            listened_ms=heard.listened_ms,
            duration_ms=heard.duration_ms,
            counted=heard.counted,
            completed=heard.completed,
            skipped=heard.skipped,
            source=heard.source,
            **tags,
        )
        listen = self._connection.execute(row.returning(Listen.id)).scalar_one()
        return ListenId(listen), self._raise(heard, counted=heard.counted, skipped=heard.skipped)

    def finish(self, listen: ListenId, heard: Heard) -> LibraryChanged:
        """Say how a logged listen ended; it may have been skipped after it counted."""
        was_skipped = self._connection.execute(
            select(Listen.skipped).where(Listen.id == listen)
        ).scalar_one()
        self._connection.execute(
            update(Listen)
            .where(Listen.id == listen)
            .values(
                listened_ms=heard.listened_ms,
                duration_ms=heard.duration_ms,
                completed=heard.completed,
                skipped=heard.skipped,
            )
        )
        return self._raise(heard, counted=False, skipped=heard.skipped and not was_skipped)

    def _raise(self, heard: Heard, *, counted: bool, skipped: bool) -> LibraryChanged:
        if counted:
            self._connection.execute(
                update(Track)
                .where(Track.id == heard.track)
                .values(plays=Track.plays + 1, last_played_at=heard.started_at)
            )
        if skipped:
            self._connection.execute(
                update(Track).where(Track.id == heard.track).values(skips=Track.skips + 1)
            )
        changed = (heard.track,) if counted or skipped else ()
        return LibraryChanged(revision=0, updated=changed)
