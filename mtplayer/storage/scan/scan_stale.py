"""Files that an older reader of tags read: they wait to be read again."""

import sqlite3
from typing import Final, NamedTuple

from mtplayer.core.library.scan_plan import Known

_NAME: Final = "tag_reader"
"""Under which the library remembers the newest reader that it knows of."""

CHUNK: Final = 1_000
"""Files marked in one transaction: 4 ms, so that other writes get in between."""

_WAITING: Final = """
SELECT d.id, d.path, n.files FROM (
    SELECT directory_id, count(*) AS files FROM files
    WHERE stale = 1 AND state = 'present' GROUP BY directory_id) AS n
JOIN directories AS d ON d.id = n.directory_id
WHERE d.volume_id = ?1 AND (?2 = X'' OR d.path = ?2
    OR (d.path > CAST(?2 || '/' AS BLOB) AND d.path < CAST(?2 || '0' AS BLOB)))
ORDER BY d.path
"""


class StaleDirectory(NamedTuple):
    """A directory with so many files to be read again."""

    id: int
    inside: bytes
    files: int


class StaleFiles:
    """On the connection of a scan; writes belong into its transactions.

    A mark per file and one number per library: a scan that has nothing to read again asks an
    empty index, whatever the library holds.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def were_read_by(self, reader: int) -> bool:
        """Whether this reader read all files but those that are marked."""
        found = self._connection.execute("SELECT value FROM applied WHERE name = ?", (_NAME,))
        row = found.fetchone()
        return row is not None and row[0] == str(reader)

    def mark_some(self, after: int) -> int | None:
        """Mark the next files; return where the ones after them begin, None at the end."""
        row = self._connection.execute(
            "SELECT max(id) FROM (SELECT id FROM files WHERE id > ? ORDER BY id LIMIT ?)",
            (after, CHUNK),
        ).fetchone()
        if row[0] is None:
            return None
        self._connection.execute(
            "UPDATE files SET stale = 1 WHERE id > ? AND id <= ? AND stale = 0", (after, row[0])
        )
        return int(row[0])

    def note_reader(self, reader: int) -> None:
        """Remember by whom files are read from now on."""
        self._connection.execute(
            "INSERT INTO applied (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_NAME, str(reader)),
        )

    def directories(self, volume: int, path: bytes) -> list[StaleDirectory]:
        """Return where files wait, from ``path`` on downwards."""
        rows = self._connection.execute(_WAITING, (volume, path))
        return [StaleDirectory(*row) for row in rows]

    def files(self, directory: int) -> dict[bytes, Known]:
        """Return the files of a directory that wait, by name."""
        rows = self._connection.execute(
            "SELECT name, id, size, mtime_ns, state, sheet_mark FROM files"
            " WHERE directory_id = ? AND stale = 1 AND state = 'present' ORDER BY name",
            (directory,),
        )
        return {name: Known(*row) for name, *row in rows}
