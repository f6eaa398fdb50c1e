"""The statements that read tracks by id, each answering with one JSON text.

sqlite3 gives up the GIL for every row: a page of 100 can then take 154 ms beside a busy thread,
0.25 ms as one row. The ids come in as JSON too, and the rows go out in their order.
"""

from typing import Final

# A drive of 500,000 files is unplugged by one update, so offline is worked out here. Most
# libraries have no folder offline, and the first EXISTS is asked only once per statement.
_STATE: Final = """
CASE WHEN f.state <> 'present' THEN f.state
     WHEN v.online = 0 OR (
         EXISTS (SELECT 1 FROM folders WHERE online = 0 AND removed_at IS NULL)
         AND EXISTS (
             SELECT 1 FROM folders AS o
             WHERE o.online = 0 AND o.removed_at IS NULL AND o.volume_id = d.volume_id
             AND (o.path = X'' OR o.path = d.path
                  OR substr(d.path, 1, length(o.path) + 1) = CAST(o.path || '/' AS BLOB))))
     THEN 'offline'
     WHEN f.play_failure IS NOT NULL THEN 'unplayable'
     ELSE 'present' END
"""

STATE: Final = _STATE
"""What a track's file is now, with ``files AS f``, ``directories AS d`` and ``volumes AS v``."""

_WANTED: Final = """
FROM json_each(?) AS wanted
CROSS JOIN tracks AS t ON t.id = wanted.value
CROSS JOIN files AS f ON f.id = t.file_id
CROSS JOIN directories AS d ON d.id = f.directory_id
CROSS JOIN volumes AS v ON v.id = d.volume_id
"""

ROWS: Final = f"""
SELECT json_group_array(json_array(
    t.id, t.title, t.artist, t.album, t.album_artist, t.album_id, t.track_number, t.disc_number,
    t.year, t.genre, t.composer, t.duration_ms, t.added_at, t.last_played_at, t.plays, t.rating,
    t.liked_at, t.bpm, t.codec, t.bitrate, {_STATE}, coalesce(lower(hex(w.hash)), '')))
{_WANTED}
LEFT JOIN albums AS l ON l.id = t.album_id
LEFT JOIN artworks AS w ON w.id =
    CASE WHEN l.artwork_chosen THEN l.artwork_id ELSE coalesce(t.artwork_id, l.artwork_id) END
"""

PLAYABLE: Final = f"""
SELECT json_group_array(json_array(
    t.id, hex(v.mount_path), hex(d.path), hex(f.name), t.duration_ms, t.start_frame, t.end_frame,
    {_STATE}, v.kind <> 'fixed' OR v.online = 0, v.label, v.last_seen_at,
    json((SELECT json_array(hex(o.path), o.last_scan_at) FROM folders AS o
        WHERE o.removed_at IS NULL AND o.volume_id = d.volume_id
        AND (o.path = X'' OR o.path = d.path
             OR substr(d.path, 1, length(o.path) + 1) = CAST(o.path || '/' AS BLOB))
        ORDER BY length(o.path) DESC LIMIT 1)),
    t.album_id, t.disc_number, t.track_number, t.genre, p.position_ms,
    coalesce(t.track_gain, m.track_gain), coalesce(t.track_peak, m.track_peak),
    coalesce(t.album_gain, m.album_gain), coalesce(t.album_peak, m.album_peak)))
{_WANTED}
LEFT JOIN loudness AS m ON m.track_id = t.id AND m.audio_key IS f.audio_key
LEFT JOIN kept_places AS p ON p.track_id = t.id
"""

KIN: Final = """
SELECT json_array(
    json_group_array(CASE WHEN t.artist = '' THEN -wanted.value ELSE coalesce((
        SELECT r.artist_id FROM track_artists AS r
        WHERE r.track_id = wanted.value AND r.role = 'artist' ORDER BY r.position LIMIT 1),
        -wanted.value) END),
    json_group_array(coalesce(t.album_id, -wanted.value)))
FROM json_each(?) AS wanted LEFT JOIN tracks AS t ON t.id = wanted.value
"""

SOUND_KEY: Final = """
SELECT printf('%s-%d-%d', coalesce(lower(hex(f.audio_key)), 'f' || f.id || '-' || f.mtime_ns),
    coalesce(t.start_frame, 0), coalesce(t.end_frame, 0))
FROM tracks AS t JOIN files AS f ON f.id = t.file_id WHERE t.id = ?
"""

TRACKS_AT: Final = """
SELECT group_concat(id) FROM (
    SELECT t.id FROM volumes AS v
    JOIN directories AS d ON d.volume_id = v.id AND d.path = ?2
    JOIN files AS f ON f.directory_id = d.id AND f.name = ?3
    JOIN tracks AS t ON t.file_id = f.id AND t.listed
    WHERE v.mount_path = ?1 ORDER BY t.position)
"""


def _names(role: str) -> str:
    return f"""json((
        SELECT json_group_array(name) FROM (
            SELECT a.name FROM track_artists AS r JOIN artists AS a ON a.id = r.artist_id
            WHERE r.track_id = t.id AND r.role = '{role}' ORDER BY r.position)))"""


DETAILS: Final = f"""
SELECT json_group_array(json_array(
    t.id, hex(v.mount_path), hex(d.path), hex(f.name), {_STATE},
    t.title, {_names("artist")}, {_names("album_artist")}, t.artist, t.album_artist, t.album,
    t.track_number, t.track_total, t.disc_number, t.disc_total, t.date,
    json((SELECT json_group_array(name) FROM (
        SELECT g.name FROM track_genres AS r JOIN genres AS g ON g.id = r.genre_id
        WHERE r.track_id = t.id ORDER BY r.position))),
    t.composer, t.duration_ms, t.codec, t.bitrate, t.sample_rate, t.bit_depth, t.channels,
    t.plays, t.rating, t.liked_at, t.added_at, t.last_played_at, f.size))
{_WANTED}
"""

SIZE: Final = """
CASE WHEN t.position = 0 THEN f.size ELSE coalesce(f.size * t.duration_ms / (
    SELECT nullif(w.duration_ms, 0) FROM tracks AS w WHERE w.file_id = f.id AND w.position = 0), 0)
END
"""
"""The bytes of ``tracks AS t`` in ``files AS f``; one of a cue sheet has its share, by time."""

TOTALS: Final = f"""
SELECT count(*), coalesce(sum(t.duration_ms), 0), coalesce(sum({SIZE}), 0)
FROM json_each(?) AS wanted
CROSS JOIN tracks AS t ON t.id = wanted.value
CROSS JOIN files AS f ON f.id = t.file_id
WHERE t.listed = 1
"""

ALL_TOTALS: Final = f"""
SELECT count(*), coalesce(sum(t.duration_ms), 0), coalesce(sum({SIZE}), 0)
FROM tracks AS t NOT INDEXED CROSS JOIN files AS f ON f.id = t.file_id
WHERE t.listed = 1
"""

_ALBUMS: Final = """(SELECT count(*) FROM albums AS l WHERE EXISTS (
        SELECT 1 FROM tracks WHERE album_id = l.id AND listed = 1))"""
_ARTISTS: Final = """(SELECT count(*) FROM artists AS a WHERE EXISTS (
        SELECT 1 FROM track_artists AS r CROSS JOIN tracks AS t ON t.id = r.track_id
        WHERE r.artist_id = a.id AND r.role IN ('artist', 'album_artist') AND t.listed = 1))"""
_GENRES: Final = """(SELECT count(*) FROM genres AS g WHERE EXISTS (
        SELECT 1 FROM track_genres AS r CROSS JOIN tracks AS t ON t.id = r.track_id
        WHERE r.genre_id = g.id AND t.listed = 1))"""
PART_COUNTS: Final = f"SELECT {_ALBUMS}, {_GENRES}"

# What `stats` prints, in the order of core.tracks.Statistics: 0.2 s at 100,000 tracks. Asking each
# album, artist and genre for one track is 5 times quicker than counting what the tracks name.
STATISTICS: Final = f"""
SELECT
    (SELECT count(*) FROM tracks WHERE listed = 1),
    {_ALBUMS}, {_ARTISTS}, {_GENRES},
    (SELECT coalesce(sum(duration_ms), 0) FROM tracks WHERE listed = 1),
    (SELECT coalesce(sum(size), 0) FROM files AS f WHERE EXISTS (
        SELECT 1 FROM tracks WHERE file_id = f.id AND listed = 1)),
    (SELECT count(*) FROM files WHERE state <> 'present' AND state = 'missing'),
    (SELECT count(*) FROM files AS f CROSS JOIN directories AS d ON d.id = f.directory_id
     CROSS JOIN volumes AS v ON v.id = d.volume_id
     WHERE (EXISTS (SELECT 1 FROM volumes WHERE online = 0)
            OR EXISTS (SELECT 1 FROM folders WHERE online = 0 AND removed_at IS NULL))
     AND {_STATE} = 'offline'),
    (SELECT count(*) FROM files WHERE failure IS NOT NULL AND state <> 'removed')
"""

# While a scan runs this is asked once a second: counts of whole tables, no joins.
ARRIVALS: Final = """
SELECT count(*), coalesce(sum(duration_ms), 0),
    (SELECT count(*) FROM albums), (SELECT count(*) FROM artists)
FROM tracks WHERE listed = 1
"""
NEWEST_ALBUMS: Final = """
SELECT group_concat(id) FROM (SELECT id FROM albums ORDER BY id DESC LIMIT ?)
"""
FOLDERS: Final = "SELECT count(*) FROM folders WHERE removed_at IS NULL"

BOOKMARKS: Final = """
SELECT json_group_array(json_array(id, track_id, position_ms, note, made_at))
FROM (SELECT * FROM bookmarks WHERE track_id = ? ORDER BY position_ms, id)
"""
