"""The statements of a scan, by hand: importing SQLAlchemy would take longer than most scans.

tests/storage/test_scan_sql.py compares every column with the schema.
"""

from typing import Final

FILE_COLUMNS: Final = (
    "id",
    "directory_id",
    "name",
    "size",
    "mtime_ns",
    "inode",
    "device",
    "sheet_mark",
    "state",
    "added_at",
    "last_seen_at",
    "audio_key",
    "tag_hash",
    "failure",
)
TRACK_COLUMNS: Final = ("id", "file_id", "album_id", "added_at", "rating")
"""What the writer knows of a new track; what the file says follows."""

RANGE_COLUMNS: Final = ("position", "start_frame", "end_frame")
"""Where in its file a track of a cue sheet lies."""

TAG_COLUMNS: Final = (
    "title_key",
    "artist_key",
    "album_key",
    "album_artist_key",
    "genre_key",
    "composer_key",
    "place",
    "year",
    "duration_ms",
    "track_number",
    "track_total",
    "disc_number",
    "disc_total",
    "bpm",
    "bitrate",
    "sample_rate",
    "bit_depth",
    "channels",
    "codec",
    "container",
    "title",
    "artist",
    "album",
    "album_artist",
    "genre",
    "composer",
    "date",
    "original_date",
    "compilation",
    "has_cover",
    "has_lyrics",
    "track_gain",
    "track_peak",
    "album_gain",
    "album_peak",
    "title_sort",
    "artist_sort",
    "album_sort",
    "album_artist_sort",
    "composer_sort",
    "performer_sort",
    "grouping",
    "label",
    "isrc",
    "mood",
    "initial_key",
    "disc_subtitle",
    "recording_mbid",
    "track_mbid",
    "release_mbid",
    "release_group_mbid",
    "comment",
    "length_guessed",
)
"""What a file says of its track, in the order of the tuples that the workers build."""

TEXT_COLUMNS: Final = ("title", "artists", "album", "rest")


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _set(columns: tuple[str, ...]) -> str:
    return ", ".join(f"{column} = ?" for column in columns)


INSERT_FILE: Final = _insert("files", FILE_COLUMNS)
INSERT_TRACK: Final = _insert("tracks", TRACK_COLUMNS + TAG_COLUMNS)
INSERT_RANGE: Final = _insert("tracks", TRACK_COLUMNS + RANGE_COLUMNS + TAG_COLUMNS)
INSERT_TEXT: Final = _insert("track_texts", ("id", *TEXT_COLUMNS))
INSERT_CREDIT: Final = _insert("track_artists", ("track_id", "role", "position", "artist_id"))
INSERT_GENRE_OF: Final = _insert("track_genres", ("track_id", "position", "genre_id"))
INSERT_WHOLE: Final = _insert("whole_values", ("track_id", "role", "position", "value"))
INSERT_ARTIST: Final = _insert(
    "artists", ("id", "identity", "name", "sort_name", "sort_key", "artist_mbid")
)
INSERT_GENRE: Final = _insert("genres", ("id", "identity", "name"))
INSERT_ALBUM: Final = _insert(
    "albums",
    (
        "id",
        "identity",
        "title",
        "artist",
        "title_key",
        "artist_key",
        "year",
        "compilation",
        "release_mbid",
        "directory_id",
    ),
)
INSERT_ITEM: Final = _insert("scan_items", ("scan_id", "kind", "file_id", "detail"))
INSERT_DIRECTORY: Final = _insert(
    "directories", ("id", "volume_id", "path", "mtime_ns", "cover_name", "cover_mtime_ns")
)
INDEX_WORDS: Final = (
    "INSERT INTO track_words (rowid, title, artists, album, rest)"
    " SELECT id, title, artists, album, rest FROM track_texts WHERE id BETWEEN ? AND ?"
)

UPDATE_TRACK: Final = f"UPDATE tracks SET album_id = ?, {_set(TAG_COLUMNS)} WHERE id = ?"
UPDATE_TEXT: Final = f"UPDATE track_texts SET {_set(TEXT_COLUMNS)} WHERE id = ?"
UPDATE_FILE: Final = (
    "UPDATE files SET directory_id = ?, name = ?, size = ?, mtime_ns = ?, inode = ?, device = ?,"
    " sheet_mark = ?, state = 'present', missing_since = NULL, last_seen_at = ?, failure = ?,"
    " play_failure = NULL, stale = 0, tag_hash = ?,"
    " audio_hash = CASE WHEN audio_key IS ? THEN audio_hash END, audio_key = ?"
    " WHERE id = ?"
)
UPDATE_RANGE: Final = (
    f"UPDATE tracks SET {_set(RANGE_COLUMNS)}, listed = ?, in_use = ? WHERE id = ?"
)
COVER_TRACK: Final = "UPDATE tracks SET listed = 0, in_use = 0 WHERE id = ?"
_OLD_TAGS: Final = ", ".join(f"t.{column}" for column in TAG_COLUMNS)
FILL_RATING: Final = "UPDATE tracks SET rating = ? WHERE id = ? AND rating IS NULL"

SELECT_TRACKS: Final = (
    "SELECT f.id, f.size, f.mtime_ns, f.tag_hash, f.audio_key, f.state, f.stale, t.id, t.position,"
    f" t.start_frame, t.end_frame, t.listed, t.in_use, t.album_id, {_OLD_TAGS}"
    " FROM files f LEFT JOIN tracks t ON t.file_id = f.id WHERE f.id = ? ORDER BY t.position"
)
