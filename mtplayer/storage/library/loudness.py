"""What was measured of how loud tracks are; albums follow once all their tracks are known."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, select, true, update
from sqlalchemy.dialects.sqlite import insert

from mtplayer.core.ids import FileId, TrackId
from mtplayer.core.library.tracks import Gains
from mtplayer.core.sound.loudness import BlockCounts, Loudness, gain_db, integrated
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import File, MeasuredLoudness, Track


class Unmeasured(NamedTuple):
    """A track, and what its file sounds like now."""

    track: TrackId
    audio_key: bytes | None


_VALID = and_(
    MeasuredLoudness.track_id == Track.id,
    MeasuredLoudness.audio_key.is_not_distinct_from(File.audio_key),
)


def unmeasured(
    connection: Connection, tracks: Sequence[int], *, tagged: bool = False
) -> list[Unmeasured]:
    """Return which of these were not measured as they are now.

    Where tags say how loud a track is, nobody need measure it, unless ``tagged`` asks for it.
    """
    wanted = true() if tagged else Track.track_gain.is_(None)
    rows = connection.execute(
        select(Track.id, File.audio_key)
        .join(File, File.id == Track.file_id)
        .outerjoin(MeasuredLoudness, _VALID)
        .where(
            Track.id.in_(these(tracks)), Track.listed, wanted, MeasuredLoudness.track_id.is_(None)
        )
        .order_by(Track.album_id, Track.place)
    )
    return [Unmeasured(TrackId(track), key) for track, key in rows]


def measured(connection: Connection, tracks: Sequence[int]) -> dict[TrackId, Gains]:
    """Return how loud tracks were measured to be, of those whose files still sound so."""
    rows = connection.execute(
        select(
            MeasuredLoudness.track_id,
            MeasuredLoudness.track_gain,
            MeasuredLoudness.track_peak,
            MeasuredLoudness.album_gain,
            MeasuredLoudness.album_peak,
        )
        .join(Track, Track.id == MeasuredLoudness.track_id)
        .join(File, and_(File.id == Track.file_id, _VALID))
        .where(Track.id.in_(these(tracks)), MeasuredLoudness.track_gain.is_not(None))
    )
    return {TrackId(track): Gains(*gains) for track, *gains in rows}


class LoudnessRows:
    """Measurements on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, what: Unmeasured, loudness: Loudness, at: int) -> None:
        """Store one, and what it means for its album."""
        lufs = loudness.lufs
        values = {
            "audio_key": what.audio_key,
            "blocks": loudness.blocks.packed(),
            "track_gain": None if lufs is None else gain_db(lufs),
            "track_peak": loudness.true_peak,
            "album_gain": None,
            "album_peak": None,
            "measured_at": at,
        }
        statement = insert(MeasuredLoudness).values(track_id=what.track, **values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["track_id"], set_=values)
        )
        album = self._connection.scalar(select(Track.album_id).where(Track.id == what.track))
        if album is not None:
            self._settle(album)

    def tagged(self, file: FileId, gains: Gains) -> list[TrackId]:
        """Take notice of what a file says now; return whose it is."""
        rows = self._connection.execute(
            update(Track)
            .where(Track.file_id == file)
            .values(
                track_gain=gains.track_db,
                track_peak=gains.track_peak,
                album_gain=gains.album_db,
                album_peak=gains.album_peak,
            )
            .returning(Track.id)
        )
        return [TrackId(track) for track in rows.scalars()]

    def forget(self, tracks: Sequence[int]) -> None:
        """Measure these anew the next time."""
        self._connection.execute(
            delete(MeasuredLoudness).where(MeasuredLoudness.track_id.in_(these(tracks)))
        )

    def _settle(self, album: int) -> None:
        """Say how loud an album is as a whole, or that this is not known yet."""
        rows = self._connection.execute(
            select(Track.id, MeasuredLoudness.blocks, MeasuredLoudness.track_peak)
            .join(File, File.id == Track.file_id)
            .outerjoin(MeasuredLoudness, _VALID)
            .where(Track.album_id == album, Track.listed)
        ).all()
        known = [row for row in rows if row.blocks is not None]
        whole = len(known) == len(rows)
        lufs = integrated(BlockCounts.unpacked(row.blocks) for row in known) if whole else None
        tracks = [row.id for row in known]
        self._connection.execute(
            update(MeasuredLoudness)
            .where(MeasuredLoudness.track_id.in_(these(tracks)))
            .values(
                album_gain=None if lufs is None else gain_db(lufs),
                album_peak=max((row.track_peak for row in known), default=None) if whole else None,
            )
        )
