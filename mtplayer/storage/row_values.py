"""What the statements of ``row_sql`` answer, as values of the core."""

from typing import Any

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, Gains, PlayableFile, TrackDetails, frames_ms
from mtplayer.storage.library.covers import joined


def _path(mount: str, directory: str, name: str) -> bytes:
    return joined(joined(bytes.fromhex(mount), bytes.fromhex(directory)), bytes.fromhex(name))


def playable(values: list[Any]) -> PlayableFile:
    """Return where the sound of a track is."""
    id_, mount, directory, name, duration, start, end, state, by_volume, *known = values
    label, seen, folder, album, disc, number, genre, resume, *gains = known
    if folder is not None and not by_volume:
        # The system's own disk is always there: what can be away is the folder.
        label, seen = _folder_name(folder[0]) or label, folder[1]
    return PlayableFile(
        track=TrackId(id_),
        path=_path(mount, directory, name),
        duration_ms=duration,
        start_ms=frames_ms(start or 0),
        end_ms=None if end is None else frames_ms(end),
        state=FileState(state),
        place_label=label,
        place_seen_at=seen,
        album=album,
        disc=disc,
        number=number,
        genre=genre or "",
        resume_ms=resume or 0,
        gains=Gains(*gains),
    )


def _folder_name(path: str) -> str:
    return bytes.fromhex(path).rpartition(b"/")[2].decode("utf-8", "replace")


def details(values: list[Any]) -> TrackDetails:
    """Return everything about a track; whoever has no row of an artist has the shown name."""
    id_, mount, directory, name, state, title, artists, album_artists, artist, owner = values[:10]
    album, track, track_total, disc, disc_total, date, genres, composer, duration = values[10:19]
    codec, bitrate, sample_rate, bit_depth, channels, plays, rating, liked, added, last, size = (
        values[19:]
    )
    return TrackDetails(
        id=TrackId(id_),
        path=_path(mount, directory, name),
        state=FileState(state),
        title=title,
        artists=_names(artists, artist),
        album_artists=_names(album_artists, owner),
        album=album,
        track=track,
        track_total=track_total,
        disc=disc,
        disc_total=disc_total,
        date=date,
        genres=tuple(genres),
        composer=composer,
        duration_ms=duration,
        codec=codec,
        bitrate=bitrate,
        sample_rate=sample_rate,
        bit_depth=bit_depth,
        channels=channels,
        play_count=plays,
        rating=rating,
        liked_at=liked,
        added_at=added,
        last_played_at=last,
        size=size,
    )


def _names(names: list[str], shown: str) -> tuple[str, ...]:
    return tuple(names) or ((shown,) if shown else ())
