"""What a scan concludes of files it did not read: gone, back, moved, and albums left empty."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_plan import Trace
from mtplayer.core.library.scan_rows import VARIOUS

# So many of an album's tracks have to be by one artist for the album to be.
_CLEAR_SHARE: Final = 0.6
_TRACE: Final = (
    "SELECT f.id, f.name, f.size, f.inode, f.device, f.audio_key, coalesce(f.missing_since, 0)"
    " FROM files f WHERE "
)
_TRACE_AND_HASH: Final = _TRACE.replace(" FROM", ", f.outer_hash FROM")
_MISSING: Final = FileState.MISSING.value
_PRESENT: Final = FileState.PRESENT.value


class Whereabouts(NamedTuple):
    """Where the library thinks that a file is."""

    volume: int
    mount_path: bytes
    directory: bytes
    name: bytes
    state: str
    online: bool


class Marks:
    """States of files, on the connection of a scan; writes belong into its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def traces_of_sound(self, audio_key: bytes) -> list[Trace]:
        """Return every file with this sound."""
        rows = self._connection.execute(f"{_TRACE} f.audio_key = ?", (audio_key,))
        return [Trace(*row) for row in rows]

    def strangers(self) -> list[tuple[Trace, bytes | None]]:
        """Return the missing files that were never read, each with the hash that mt had of it."""
        rows = self._connection.execute(
            f"{_TRACE_AND_HASH} f.state <> 'present' AND f.state = ? AND f.audio_key IS NULL"
            " AND f.failure IS NULL AND f.size > 0",
            (_MISSING,),
        )
        return [(Trace(*row[:-1]), row[-1]) for row in rows]

    def traces(self, files: Iterable[int]) -> list[Trace]:
        """Return what these files can be recognised by."""
        rows = self._connection.execute(
            f"{_TRACE} f.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(files)),),
        )
        return [Trace(*row) for row in rows]

    def whereabouts(self, file: int) -> Whereabouts:
        """Return where a file should be."""
        row = self._connection.execute(
            "SELECT v.id, v.mount_path, d.path, f.name, f.state, v.online FROM files f"
            " JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id"
            " WHERE f.id = ?",
            (file,),
        ).fetchone()
        return Whereabouts(*row)

    def step_aside(self, files: Iterable[int]) -> None:
        """Free the names of files that change places, until they have their new ones.

        One whose place another file took for good keeps what is before the NUL as its name.
        """
        self._connection.executemany(
            "UPDATE files SET name = CAST(name || x'00' || id AS BLOB) WHERE id = ?",
            [(file,) for file in files],
        )

    def miss(self, files: Sequence[int], at: int, seen_at: int | None) -> list[int]:
        """Mark files missing; they were there when their folder was last looked through."""
        self._connection.executemany(
            "UPDATE files SET state = ?, missing_since = ?,"
            " last_seen_at = max(last_seen_at, coalesce(?, 0)) WHERE id = ?",
            [(_MISSING, at, seen_at, file) for file in files],
        )
        return self.tracks_of(files)

    def welcome(self, files: Sequence[int], at: int) -> tuple[list[int], list[int]]:
        """Take back files that are where they were; return tracks listed anew, and changed."""
        rows = self._connection.execute(
            "SELECT t.id FROM tracks t WHERE t.in_use AND NOT t.listed"
            " AND t.file_id IN (SELECT value FROM json_each(?))",
            (json.dumps(files),),
        )
        anew = [track for (track,) in rows]
        self._connection.executemany(
            "UPDATE files SET state = ?, missing_since = NULL, last_seen_at = ? WHERE id = ?",
            [(_PRESENT, at, file) for file in files],
        )
        self._connection.executemany(
            "UPDATE tracks SET listed = 1 WHERE id = ?", [(track,) for track in anew]
        )
        listed = set(anew)
        return anew, [track for track in self.tracks_of(files) if track not in listed]

    def tracks_of(self, files: Sequence[int]) -> list[int]:
        """Return the tracks of files."""
        rows = self._connection.execute(
            "SELECT id FROM tracks WHERE file_id IN (SELECT value FROM json_each(?))",
            (json.dumps(files),),
        )
        return [track for (track,) in rows]

    def unsettled_albums(self) -> tuple[set[int], set[int]]:
        """Return the albums whose artist is not clear, and those without tracks.

        Only after a scan that was cut short: it asks every track, 1 s at a million.
        """
        mixed = self._connection.execute(
            "SELECT album_id FROM tracks t WHERE album_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM track_artists a WHERE a.track_id = t.id"
            " AND a.role = 'album_artist') GROUP BY album_id HAVING count(DISTINCT artist) > 1"
        )
        empty = self._connection.execute(
            "SELECT id FROM albums l WHERE NOT EXISTS (SELECT 1 FROM tracks WHERE album_id = l.id)"
        )
        return {album for (album,) in mixed}, {album for (album,) in empty}

    def settle_album_artist(self, album: int, various_key: str) -> list[int]:
        """Decide by whom an album is whose tags do not say; return the tracks that changed."""
        rows = self._connection.execute(
            "SELECT t.id, t.artist, t.artist_key, t.album_artist FROM tracks t WHERE t.album_id = ?"
            " AND NOT EXISTS (SELECT 1 FROM track_artists a WHERE a.track_id = t.id"
            " AND a.role = 'album_artist')",
            (album,),
        ).fetchall()
        if not rows:
            return []
        (artist, key), most = Counter((row[1], row[2]) for row in rows).most_common(1)[0]
        if most < _CLEAR_SHARE * len(rows):
            artist, key = VARIOUS, various_key
        self._connection.execute(
            "UPDATE albums SET artist = ?, artist_key = ?, compilation = max(compilation, ?)"
            " WHERE id = ?",
            (artist, key, artist == VARIOUS, album),
        )
        changed = [row[0] for row in rows if row[3] != artist]
        self._connection.executemany(
            "UPDATE tracks SET album_artist = ?, album_artist_key = ? WHERE id = ?",
            [(artist, key, track) for track in changed],
        )
        return changed

    def drop_empty_albums(self, albums: Iterable[int]) -> None:
        """Forget albums that their last track has left, unless somebody arranged them."""
        self._connection.executemany(
            "DELETE FROM albums WHERE id = ? AND artwork_chosen = 0"
            " AND NOT EXISTS (SELECT 1 FROM tracks WHERE album_id = albums.id)"
            " AND NOT EXISTS (SELECT 1 FROM album_overrides WHERE to_identity = albums.identity)",
            [(album,) for album in albums],
        )
