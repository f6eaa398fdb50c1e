"""What scans found and hands did, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtplayer.core.ids import ScanId
    from mtplayer.core.library.library_state import DoneByHand, ScanItem, ScanRun
    from mtplayer.runtime.jobs import Jobs, Token

# As far back as one reads; older ones are kept for a while all the same.
RUNS = 60
BY_HAND = 40
ITEMS = 200


class ChangesService:
    """Reads the feed of changes on read jobs."""

    def __init__(self, database: Path, read: Jobs, failed: Callable[[Exception], object]) -> None:
        self._database = database
        self._read = read
        self._failed = failed

    def feed(
        self, done: Callable[[tuple[Sequence[ScanRun], Sequence[DoneByHand]]], object]
    ) -> Token:
        """Find the scans that found something, and what was done by hand."""
        database = self._database

        def work(_: Token) -> tuple[Sequence[ScanRun], Sequence[DoneByHand]]:
            from mtplayer.storage.library import library_state

            runs = library_state.scan_runs(database, RUNS, with_findings=True)
            return runs, library_state.done_by_hand(database, BY_HAND)

        return self._read.run(work, done, self._failed)

    def items(self, scan: ScanId, done: Callable[[Sequence[ScanItem]], object]) -> Token:
        """Find what one scan found."""
        database = self._database

        def work(_: Token) -> Sequence[ScanItem]:
            from mtplayer.storage.library import library_state

            return library_state.scan_items(database, scan, limit=ITEMS)

        return self._read.run(work, done, self._failed)
