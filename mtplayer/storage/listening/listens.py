"""The log of listens, and the counts that follow from it."""

from typing import Final

from sqlalchemy import Connection, insert, select, update

from mtplayer.core.events import LibraryChanged, Touched
from mtplayer.core.ids import ListenId, StationId, TrackId
from mtplayer.core.record import record
from mtplayer.storage.schema import Listen, Track

STATIONS: Final = "stations"
"""What stands for the list that radio was played from."""


@record
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


@record
class Aired:
    """What a station played, as far as it was heard; a station that is not kept is None."""

    station: StationId | None
    started_at: int
    listened_ms: int
    counted: bool
    title: str
    artist: str


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

    def record_aired(self, aired: Aired) -> ListenId:
        """Log what came from a station; nothing is counted by it but itself."""
        row = insert(Listen).values(
            station_id=aired.station,
            started_at=aired.started_at,
            listened_ms=aired.listened_ms,
            duration_ms=0,
            counted=aired.counted,
            completed=False,
            skipped=False,
            source=STATIONS,
            title=aired.title,
            artist=aired.artist,
            album="",
            album_artist="",
        )
        return ListenId(self._connection.execute(row.returning(Listen.id)).scalar_one())

    def finish_aired(self, listen: ListenId, aired: Aired) -> None:
        """Say for how long it was heard."""
        self._connection.execute(
            update(Listen).where(Listen.id == listen).values(listened_ms=aired.listened_ms)
        )

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
        return LibraryChanged(revision=0, updated=changed, touched=frozenset({Touched.PLAYS}))
