"""What each scan did: its run, and one item for each thing it found."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from mtplayer.core.ids import ScanId
from mtplayer.storage.scan_sql import INSERT_ITEM

RUNNING: Final = "running"
_COUNTS: Final = ("added", "updated", "unchanged", "moved", "missing", "held", "offline", "failed")

Item = tuple[str, int | None, str | None]
"""Kind, file and detail."""


class ScanLog:
    """The feed of changes, on the connection of a scan."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._scan = ScanId(0)

    def begin(self, folders: str, at: int) -> ScanId:
        """Open a run; one that was killed before is closed as what it is."""
        self._connection.execute(
            "UPDATE scan_runs SET outcome = 'failed', finished_at = ?,"
            " problem = 'The scan was interrupted.' WHERE outcome = ?",
            (at, RUNNING),
        )
        cursor = self._connection.execute(
            "INSERT INTO scan_runs (started_at, outcome, folders) VALUES (?, ?, ?)",
            (at, RUNNING, folders),
        )
        assert cursor.lastrowid is not None
        self._scan = ScanId(cursor.lastrowid)
        return self._scan

    def add(self, items: Iterable[Item]) -> None:
        """Write what was found."""
        scan = self._scan
        self._connection.executemany(INSERT_ITEM, [(scan, *item) for item in items])

    def finish(
        self, outcome: str, counts: Mapping[str, int], at: int, problem: str | None = None
    ) -> None:
        """Close the run with its counts."""
        numbers = ", ".join(f"{name} = ?" for name in _COUNTS)
        self._connection.execute(
            f"UPDATE scan_runs SET finished_at = ?, outcome = ?, problem = ?, {numbers}"
            " WHERE id = ?",
            (at, outcome, problem, *(counts[name] for name in _COUNTS), self._scan),
        )
