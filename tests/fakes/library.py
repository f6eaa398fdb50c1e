"""A library of a few tracks, written straight into a real database."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mtplayer.core.folding import fold, place, sort_key
from mtplayer.core.ids import TrackId
from mtplayer.storage.connection import open_writer
from mtplayer.storage.migrate import prepare

FIRST_ADDED_AT = 1_700_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeTrack:
    """What a test wants to say about a track; the rest has quiet defaults."""

    title: str = "Kitchen Light"
    artist: str = "Glasshouse Radio"
    album: str = "Slow Weather"
    album_artist: str = ""
    track: int | None = 1
    disc: int | None = None
    year: int | None = 2019
    genre: str = ""
    composer: str = ""
    bpm: int | None = None
    codec: str = "flac"
    bitrate: int | None = 900_000
    duration_ms: int = 200_000
    size: int = 1_000_000
    added_at: int = FIRST_ADDED_AT
    last_played_at: int | None = None
    plays: int = 0
    rating: int | None = None
    liked_at: int | None = None
    listed: bool = True
    state: str = "present"
    play_failure: str | None = None
    failure: str | None = None
    folder: bytes = b"music"
    name: bytes = b""


def make_library(
    database: Path, tracks: Iterable[FakeTrack] = (), mount: Path = Path("/mnt/disk")
) -> list[TrackId]:
    """Prepare the database if needed, add the tracks, and return their ids in order."""
    prepare(database)
    with closing(open_writer(database)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ids = [_add(connection, track, mount) for track in tracks]
        connection.execute("COMMIT")
    return ids


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> int:
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _found_or_added(connection: sqlite3.Connection, table: str, by: str, **values: object) -> int:
    row = connection.execute(f"SELECT id FROM {table} WHERE {by} = ?", (values[by],)).fetchone()
    return int(row[0]) if row else _insert(connection, table, **values)


def _add(connection: sqlite3.Connection, track: FakeTrack, mount: Path) -> TrackId:
    file = _add_file(connection, track, mount)
    owner = track.album_artist or track.artist
    album = track.album and _found_or_added(
        connection,
        "albums",
        "identity",
        identity=f"{track.folder!r}|{fold(track.album)}|{fold(owner)}",
        title=track.album,
        artist=owner,
        title_key=sort_key(track.album),
        artist_key=sort_key(owner),
        year=track.year,
    )
    row = _insert(
        connection,
        "tracks",
        file_id=file,
        listed=track.listed,
        title=track.title,
        artist=track.artist,
        album=track.album,
        album_artist=owner,
        genre=track.genre,
        composer=track.composer,
        title_key=sort_key(track.title),
        artist_key=sort_key(track.artist),
        album_key=sort_key(track.album),
        album_artist_key=sort_key(owner),
        genre_key=sort_key(track.genre),
        composer_key=sort_key(track.composer),
        album_id=album or None,
        place=place(track.disc, track.track),
        track_number=track.track,
        disc_number=track.disc,
        date="" if track.year is None else str(track.year),
        original_date="",
        year=track.year,
        bpm=track.bpm,
        codec=track.codec,
        container=track.codec,
        bitrate=track.bitrate,
        duration_ms=track.duration_ms,
        added_at=track.added_at,
        last_played_at=track.last_played_at,
        plays=track.plays,
        rating=track.rating,
        liked_at=track.liked_at,
    )
    artist = _found_or_added(
        connection,
        "artists",
        "identity",
        identity=fold(track.artist),
        name=track.artist,
        sort_name=track.artist,
        sort_key=sort_key(track.artist),
    )
    _insert(connection, "track_artists", track_id=row, role="artist", position=0, artist_id=artist)
    if track.genre:
        genre = _found_or_added(
            connection, "genres", "identity", identity=fold(track.genre), name=track.genre
        )
        _insert(connection, "track_genres", track_id=row, position=0, genre_id=genre)
    words = (fold(track.title), fold(track.artist), fold(track.album), fold(track.genre))
    for table, key in (("track_texts", "id"), ("track_words", "rowid")):
        connection.execute(
            f"INSERT INTO {table} ({key}, title, artists, album, rest) VALUES (?, ?, ?, ?, ?)",
            (row, *words),
        )
    return TrackId(row)


def _add_file(connection: sqlite3.Connection, track: FakeTrack, mount: Path) -> int:
    volume = _found_or_added(
        connection,
        "volumes",
        "key",
        key=f"test:{mount}",
        kind="fixed",
        label="Disk",
        mount_path=bytes(mount),
        last_seen_at=FIRST_ADDED_AT,
    )
    row = connection.execute(
        "SELECT id FROM directories WHERE volume_id = ? AND path = ?", (volume, track.folder)
    ).fetchone()
    directory = (
        row[0] if row else _insert(connection, "directories", volume_id=volume, path=track.folder)
    )
    number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM files").fetchone()[0]
    return _insert(
        connection,
        "files",
        directory_id=directory,
        name=track.name or b"%06d.flac" % number,
        size=track.size,
        mtime_ns=number,
        state=track.state,
        failure=track.failure,
        play_failure=track.play_failure,
        added_at=track.added_at,
        last_seen_at=track.added_at,
    )
