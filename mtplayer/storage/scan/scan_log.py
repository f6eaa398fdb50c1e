"""What each scan did: its run, and one item for each thing it found."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from mtplayer.core.events import Outcome
from mtplayer.core.ids import ScanId
from mtplayer.storage.scan.scan_sql import INSERT_ITEM

RUNNING: Final = "running"
_COUNTS: Final = ("added", "updated", "unchanged", "moved", "missing", "held", "offline", "failed")

# A first scan finds a million new files, which nobody reads one by one: the run has their number.
MOST_OF_A_KIND: Final = 10_000

_DAY_MS: Final = 24 * 3600 * 1000
ITEMS_KEPT_MS: Final = 90 * _DAY_MS
RUNS_KEPT_MS: Final = 365 * _DAY_MS
QUIET_RUNS_KEPT_MS: Final = 7 * _DAY_MS
# Rows at once: 2 ms, so that no click waits for it. The next scan goes on.
_PRUNED_AT_ONCE: Final = 1_000
_QUIET: Final = (
    "added = 0 AND updated = 0 AND moved = 0 AND missing = 0 AND held = 0 AND failed = 0"
    " AND problem IS NULL"
)

Item = tuple[str, int | None, str | None]
"""Kind, file and detail: what changed as JSON, or why it could not be read."""


class ScanLog:
    """The feed of changes, on the connection of a scan."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._scan = ScanId(0)
        self._written: Counter[str] = Counter()
        self.was_cut_short = False
        """Whether the scan before was killed or failed, before it had put everything in order."""

    def begin(self, folders: str, at: int) -> ScanId:
        """Open a run; one that was killed before is closed as what it is."""
        last = self._connection.execute("SELECT outcome FROM scan_runs ORDER BY id DESC LIMIT 1")
        self.was_cut_short = next(last, (None,))[0] in (RUNNING, Outcome.FAILED.value)
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
        self._prune(at)
        return self._scan

    def add(self, items: Iterable[Item]) -> None:
        """Write what was found, but of each kind no more than anybody looks at."""
        rows: list[tuple[object, ...]] = []
        for item in items:
            self._written[item[0]] += 1
            if self._written[item[0]] <= MOST_OF_A_KIND:
                rows.append((self._scan, *item))
        self._connection.executemany(INSERT_ITEM, rows)

    def _prune(self, at: int) -> None:
        """Forget what is long ago, and soon those scans that found nothing."""
        execute = self._connection.execute
        execute(
            "DELETE FROM scan_items WHERE id IN (SELECT i.id FROM scan_runs r"
            " JOIN scan_items i ON i.scan_id = r.id WHERE r.started_at < ? LIMIT ?)",
            (at - ITEMS_KEPT_MS, _PRUNED_AT_ONCE),
        )
        execute(
            f"DELETE FROM scan_runs WHERE id IN (SELECT id FROM scan_runs r WHERE ({_QUIET}"
            " AND started_at < ? OR started_at < ?) AND NOT EXISTS"
            " (SELECT 1 FROM scan_items WHERE scan_id = r.id) LIMIT ?)",
            (at - QUIET_RUNS_KEPT_MS, at - RUNS_KEPT_MS, _PRUNED_AT_ONCE),
        )

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
