"""Libraries of mt as its generations made them, filled with invented music."""

import sqlite3
from contextlib import closing
from pathlib import Path

_TAGS = (
    "title TEXT, artist TEXT, album TEXT, album_artist TEXT, track_number TEXT, track_total TEXT,"
    " date TEXT, duration REAL"
)
_COUNTS = (
    "added_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP, last_played TIMESTAMP,"
    " play_count INTEGER DEFAULT 0"
)
_KEY = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_QUEUE = f"CREATE TABLE queue ({_KEY}, filepath TEXT NOT NULL)"
_SETTINGS = "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT)"
_FAVORITES = (
    f"CREATE TABLE favorites ({_KEY}, track_id INTEGER NOT NULL,"
    " timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, UNIQUE(track_id))"
)
_LYRICS = (
    f"CREATE TABLE lyrics_cache ({_KEY}, artist TEXT NOT NULL, title TEXT NOT NULL, album TEXT,"
    " lyrics TEXT, source_url TEXT, fetched_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
    " UNIQUE(artist, title))"
)
_ITEMS = (
    f"CREATE TABLE playlist_items ({_KEY}, playlist_id INTEGER NOT NULL,"
    " track_id INTEGER NOT NULL, position INTEGER NOT NULL,"
    " added_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, UNIQUE(playlist_id, track_id))"
)
_OLD_PLAYLISTS = (
    f"CREATE TABLE playlists ({_KEY}, name TEXT NOT NULL UNIQUE,"
    " created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)"
)
_PLAYLISTS = (
    f"CREATE TABLE playlists ({_KEY}, name TEXT NOT NULL UNIQUE, position INTEGER DEFAULT 0,"
    " created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)"
)
_SCROBBLES = (
    f"CREATE TABLE scrobble_queue ({_KEY}, artist TEXT NOT NULL, track TEXT NOT NULL, album TEXT,"
    " timestamp INTEGER NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
    " retry_count INTEGER DEFAULT 0)"
)
_FOLDERS = (
    f"CREATE TABLE watched_folders ({_KEY}, path TEXT NOT NULL UNIQUE,"
    " mode TEXT NOT NULL DEFAULT 'startup', cadence_minutes INTEGER DEFAULT 10,"
    " enabled INTEGER NOT NULL DEFAULT 1, last_scanned_at INTEGER)"
)
_STATE = (
    "CREATE TABLE queue_state (id INTEGER PRIMARY KEY CHECK (id = 1),"
    " current_index INTEGER DEFAULT -1, shuffle_enabled INTEGER DEFAULT 0,"
    " loop_mode TEXT DEFAULT 'none', original_order_json TEXT)"
)
_NEWEST = (
    "lastfm_loved BOOLEAN DEFAULT FALSE, missing INTEGER DEFAULT 0, last_seen_at INTEGER,"
    " file_inode INTEGER, content_hash TEXT"
)
_TKINTER_LIBRARY = (
    f"CREATE TABLE library ({_KEY}, filepath TEXT NOT NULL,"
    f" file_mtime_ns INTEGER DEFAULT 0, {_TAGS}, {_COUNTS})"
)
_FASTAPI_LIBRARY = (
    f"CREATE TABLE library ({_KEY}, filepath TEXT NOT NULL, {_TAGS},"
    f" file_size INTEGER DEFAULT 0, {_COUNTS}, file_mtime_ns INTEGER)"
)
_UPGRADED_LIBRARY = (
    f"CREATE TABLE library ({_KEY}, filepath TEXT NOT NULL, {_TAGS},"
    f" file_size INTEGER DEFAULT 0, {_COUNTS}, file_mtime_ns INTEGER, {_NEWEST})"
)
_LATEST_LIBRARY = (
    f"CREATE TABLE library ({_KEY}, filepath TEXT NOT NULL, {_TAGS},"
    f" file_size INTEGER DEFAULT 0, file_mtime_ns INTEGER, {_COUNTS}, {_NEWEST})"
)

LINEAGES = {
    "tkinter": (
        _QUEUE,
        _TKINTER_LIBRARY,
        _SETTINGS,
        _FAVORITES,
        _LYRICS,
    ),
    "fastapi": (
        _FASTAPI_LIBRARY,
        _FAVORITES,
        _OLD_PLAYLISTS,
        _ITEMS,
        _QUEUE,
        _SETTINGS,
        _SCROBBLES,
    ),
    "upgraded": (
        _UPGRADED_LIBRARY,
        _QUEUE,
        _SETTINGS,
        _FAVORITES,
        _LYRICS,
        _PLAYLISTS,
        _ITEMS,
        _SCROBBLES,
        _FOLDERS,
    ),
    "latest": (
        _QUEUE,
        _LATEST_LIBRARY,
        _SETTINGS,
        _FAVORITES,
        _LYRICS,
        _PLAYLISTS,
        _ITEMS,
        _SCROBBLES,
        _FOLDERS,
        _STATE,
        "CREATE INDEX idx_library_filepath ON library(filepath)",
    ),
}

PLAYED = "2026-01-27 20:15:30"
ADDED = "2025-11-02 08:00:00"
LIKED = "2026-01-05 12:00:00"


def make(path: Path, lineage: str, *, wal: bool = False) -> Path:
    """Make an empty library of one generation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        for statement in LINEAGES[lineage]:
            connection.execute(statement)
        connection.commit()
    return path


def put(path: Path, table: str, /, **values: object) -> int:
    """Add a row with those of the values that this generation has columns for."""
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = {name: value for name, value in values.items() if name in columns}
        if not kept:
            return 0
        marks = ", ".join("?" * len(kept))
        row = connection.execute(
            f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})", tuple(kept.values())
        )
        return row.lastrowid or 0


def song(path: Path, file: object, /, **changes: object) -> int:
    """Add a track; ``file`` is its path."""
    values = {
        "filepath": str(file),
        "title": Path(str(file)).stem,
        "artist": "The Tidewrights",
        "album": "Low Water",
        "album_artist": "The Tidewrights",
        "track_number": "3/12",
        "date": "2019-04-01",
        "duration": 200.5,
        "file_size": 1000,
        "added_date": ADDED,
    }
    return put(path, "library", **{**values, **changes})


def filled(path: Path, lineage: str, music: Path, *, wal: bool = False) -> Path:
    """Make a library of four songs in ``music``, the last of which is nowhere."""
    make(path, lineage, wal=wal)
    ids = [
        song(path, music / "one.mp3", play_count=7, last_played=PLAYED),
        song(path, music / "two.mp3", track_number="03"),
        song(path, music / "Ünder" / "three.mp3", title="Three", missing=1),
        song(path, music / "gone.mp3", play_count=2, last_played=PLAYED, missing=1),
    ]
    for track in (ids[1], ids[3]):
        put(path, "favorites", track_id=track, timestamp=LIKED)
    put(path, "lyrics_cache", artist="The Tidewrights", title="Three", lyrics="la la",
        fetched_at=LIKED)  # fmt: skip
    put(path, "lyrics_cache", artist="The Tidewrights", title="one", lyrics="")
    late = put(path, "playlists", name="Late", position=2, created_at="2026-01-02 00:00:00")
    first = put(path, "playlists", name="First", position=0, created_at="2026-01-01 00:00:00")
    for position, track in enumerate(reversed(ids)):
        put(path, "playlist_items", playlist_id=late, track_id=track, position=position,
            added_at=LIKED)  # fmt: skip
    put(path, "playlist_items", playlist_id=first, track_id=ids[0], position=0)
    put(path, "watched_folders", path=str(music), mode="continuous", cadence_minutes=30)
    for name in ("two.mp3", "gone.mp3", "nobody.mp3"):
        put(path, "queue", filepath=str(music / name))
    put(path, "queue_state", id=1, current_index=1, loop_mode="all")
    put(path, "scrobble_queue", artist="The Tidewrights", track="one", album="Low Water",
        timestamp=1_769_545_000, retry_count=2)  # fmt: skip
    put(path, "settings", key="lastfm_username", value="ada")
    return path
