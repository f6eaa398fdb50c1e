"""A library whose tracks differ in every column that can be asked for."""

import random
from contextlib import closing
from pathlib import Path

from mtplayer.core.folding import fold, sort_key
from mtplayer.core.ids import TrackId
from mtplayer.core.tags import Role
from mtplayer.storage.connection import open_writer
from tests.fakes.library import FakeTrack, make_library

DAY = 24 * 3600 * 1000
NAMES = [
    "Björk", "Glasshouse Radio", "The Kitchen", "AC/DC", "Don't Go", "東京事変", "!!!",
    "Late Trains", "Various Artists", "Rock", "Light & Light", "a",
]  # fmt: skip
TITLES = [
    "Kitchen Light", "kitchen", "Itch", "Blue Hour", "100%", "_a", "東京", "re:x", "Don't", "- ( |",
    "Light", "Go", "!!!", "None", "2019",
]  # fmt: skip
GENRES = ["Rock", "rock & roll", "Hip Hop", "Ambient", "None"]
LISTS = ["Late trains", "Late", "Sunday kitchen", "Nothing in here"]


def make_varied(database: Path, count: int, now_ms: int, seed: int = 7) -> list[TrackId]:
    """Fill a library with so many tracks; the same each time."""
    r = random.Random(seed)
    tracks = [_track(r, now_ms) for _ in range(count)]
    ids = make_library(database, tracks[::2])
    ids += make_library(database, tracks[1::2], Path("/mnt/other"))
    with closing(open_writer(database)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for track in ids:
            _vary(connection, r, track, now_ms)
        _vary_albums(connection, r)
        _vary_folders(connection)
        _add_lists(connection, r, ids)
        _add_listens(connection, random.Random(seed + 1), ids, now_ms)
        connection.execute("COMMIT")
    return ids


def _maybe(r, *values):
    return r.choice([None, *values])


def _track(r: random.Random, now: int) -> FakeTrack:
    return FakeTrack(
        title=r.choice(TITLES),
        artist=r.choice(NAMES),
        album=r.choice(["", *TITLES[:6]]),
        track=_maybe(r, 1, 2, 12),
        disc=_maybe(r, 1, 2),
        year=_maybe(r, 1993, 1994, 2000, 2006, 2007),
        genre=r.choice(["", *GENRES]),
        bpm=_maybe(r, 12, 120),
        codec=r.choice(["", "flac", "mp3", "wma lossless"]),
        bitrate=_maybe(r, 127_600, 128_400, 128_500, 320_000, 900_500),
        duration_ms=r.choice([0, 30_000, 90_400, 90_500, 209_499, 209_500, 210_499, 3_723_000]),
        size=r.choice([0, 10_000, 999_999, 1_000_000, 1_048_576, 1_549_999, 1_000_000_000]),
        added_at=now - r.choice([0, 1, 89, 90, 91, 364, 366, 400]) * DAY + r.randint(-5, 5),
        last_played_at=_maybe(r, now, now - 100 * DAY, now - 200 * DAY),
        plays=r.choice([0, 0, 1, 2, 12]),
        rating=_maybe(r, 0, 20, 45, 50, 69, 70, 75, 80, 85, 100),
        liked_at=_maybe(r, now - 5, now - 380 * DAY),
        listed=r.random() < 0.95,
        state=r.choice(["present"] * 8 + ["missing"]),
        play_failure=_maybe(r, "no sound") if r.random() < 0.1 else None,
        folder=r.choice([b"music", b"music/Rock", b"m\xff", b"Kitchen Light/live"]),
    )


def _vary(connection, r, track, now) -> None:
    values = {
        "comment": r.choice(["", "Kitchen vinyl", "don't"]),
        "grouping": r.choice(["", "Live"]),
        "label": r.choice(["", "ECM Rock"]),
        "isrc": r.choice(["", "GBAYE0000351"]),
        "recording_mbid": _maybe(r, "1b022e01-4da6-387b-8658-8678046e4cef"),
        "original_date": r.choice(["", "1974", "2006-05"]),
        "title_sort": r.choice(["", "Light"]),
        "artist_sort": r.choice(["", "Kitchen, The"]),
        "album_sort": r.choice(["", "Itch"]),
        "composer_sort": r.choice(["", "Go"]),
        "performer_sort": r.choice(["", "Rock, Kit"]),
        "mood": r.choice(["", "Light"]),
        "initial_key": r.choice(["", "A", "Go"]),
        "disc_subtitle": r.choice(["", "Light"]),
        "container": r.choice(["mp3", "flac", "mp4"]),
        "track_total": _maybe(r, 1, 2, 12, 120),
        "disc_total": _maybe(r, 1, 2),
        "sample_rate": _maybe(r, 44_100, 48_000, 96_000),
        "bit_depth": _maybe(r, 16, 24),
        "channels": _maybe(r, 1, 2),
        "track_gain": _maybe(r, -8.0, -8.5, -8.46, 0.0, 1.0),
        "track_peak": _maybe(r, 0.98, 1.0),
        "album_gain": _maybe(r, -8.0),
        "album_peak": _maybe(r, 1.0),
        "skips": r.choice([0, 1, 12]),
        "compilation": r.random() < 0.1,
        "has_cover": r.random() < 0.3,
        "has_lyrics": r.random() < 0.3,
        "kind": r.choice(["audio", "audio", "video"]),
    }
    marks = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE tracks SET {marks} WHERE id = ?", (*values.values(), track))
    connection.execute(
        "UPDATE files SET mtime_ns = ? WHERE id = (SELECT file_id FROM tracks WHERE id = ?)",
        ((now - r.choice([0, 1, 100, 400]) * DAY) * 1_000_000, track),
    )
    for role in Role:
        if role is not Role.ARTIST:
            for position, name in enumerate(r.sample(NAMES, r.choice([0, 0, 0, 1, 2]))):
                _credit(connection, track, role.value, position, name)
    if r.random() < 0.1:
        _credit(connection, track, Role.ARTIST.value, 1, r.choice(NAMES))
    if r.random() < 0.1:
        connection.execute(
            "INSERT INTO lyrics (track_id, artist_key, title_key, text, source, fetched_at)"
            " VALUES (?, ?, '', ?, '', 0)",
            (track, str(track), r.choice(["", "la la", "Kitchen light, kitchen"])),
        )


def _credit(connection, track, role, position, name) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO artists (identity, name, sort_name, sort_key) VALUES (?, ?, ?, ?)",
        (fold(name), name, name, sort_key(name)),
    )
    connection.execute(
        "INSERT INTO track_artists (track_id, role, position, artist_id)"
        " SELECT ?, ?, ?, id FROM artists WHERE identity = ?",
        (track, role, position, fold(name)),
    )


def _vary_albums(connection, r) -> None:
    albums = [album for (album,) in connection.execute("SELECT id FROM albums")]
    for album in albums[::5]:
        connection.execute("UPDATE albums SET compilation = 1 WHERE id = ?", (album,))
    connection.execute(
        "INSERT INTO artworks (id, hash, mime, width, height, source, added_at)"
        " VALUES (1, x'01', 'image/png', 1, 1, 'embedded', 0)"
    )
    connection.execute("UPDATE albums SET artwork_id = 1 WHERE id = ?", (albums[1],))


def _vary_folders(connection) -> None:
    connection.execute("UPDATE volumes SET label = 'Late Rock' WHERE id = 2")
    connection.execute("UPDATE directories SET cover_name = x'61' WHERE path = ?", (b"music/Rock",))
    connection.execute(
        "INSERT INTO folders (volume_id, path, mode, cadence_minutes, online, added_at)"
        " SELECT id, ?, 'manual', 0, 0, 0 FROM volumes WHERE id = 1",
        (b"Kitchen Light",),
    )


def _add_lists(connection, r, ids) -> None:
    for number, name in enumerate(LISTS, 1):
        connection.execute(
            "INSERT INTO playlists (id, kind, name, position, created_at, changed_at, deleted_at)"
            " VALUES (?, 'list', ?, ?, 0, 0, ?)",
            (number, name, number, 5 if number == 3 else None),
        )
        some = r.sample(ids, len(ids) // 5) if number < 4 else []
        connection.executemany(
            "INSERT INTO playlist_entries (playlist_id, track_id, rank, added_at, snapshot)"
            " VALUES (?, ?, ?, 0, '{}')",
            [(number, track, rank) for rank, track in enumerate([*some, None])],
        )
    connection.execute("UPDATE playlist_entries SET removed_at = 5 WHERE id % 7 = 0")


def _add_listens(connection, r, ids, now) -> None:
    """Log what was heard, also on this day of earlier years, beside counts from elsewhere."""
    for track in ids[::2]:
        connection.execute(
            "UPDATE tracks SET base_plays = ?, base_skips = ?, base_last_played_at = ?"
            " WHERE id = ?",
            (r.choice([0, 0, 1, 12]), r.choice([0, 2]), _maybe(r, now - 400 * DAY, now), track),
        )
    for track in r.sample(ids, len(ids) // 3):
        for _ in range(r.randint(1, 4)):
            completed, skipped = r.choice([(1, 0), (0, 0), (0, 1)])
            at = now - r.choice([0, 1, 89, 100, 365, 400, 1096]) * DAY - r.randint(0, 5)
            add_listen(
                connection,
                track,
                at,
                counted=not skipped and r.random() < 0.7,
                completed=completed,
                skipped=skipped,
            )


def add_listen(
    connection,
    track,
    at,
    *,
    counted=True,
    completed=True,
    skipped=False,
    listened_ms=200_000,
    source="tracks",
) -> int:
    """Log one listen of a track with the tags that it has; the counts stay as they are."""
    return connection.execute(
        "INSERT INTO listens (track_id, started_at, listened_ms, duration_ms, counted, completed,"
        " skipped, source, title, artist, album, album_artist, track_number, year, genre)"
        " SELECT id, ?, ?, duration_ms, ?, ?, ?, ?, title, artist, album, album_artist,"
        " track_number, year, genre FROM tracks WHERE id = ?",
        (at, listened_ms, counted, completed, skipped, source, track),
    ).lastrowid
