"""Reads again what an older reader of tags read: after all that is new, and bit by bit."""

from collections.abc import Iterable, Iterator
from typing import Final

from mtplayer.core.library.scan_rows import READER
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.compare import Comparison, Task
from mtplayer.scanner.roots import Area, Root
from mtplayer.storage.scan.scan_library import ScanLibrary
from mtplayer.storage.scan.scan_stale import StaleDirectory

AT_ONCE: Final = 1_000
"""Files between two looks at what waits: a scan that is stopped goes on where it was."""


class Rereading:
    """Files that wait stay marked until they are read, so a stopped scan loses nothing."""

    def __init__(self, library: ScanLibrary, comparison: Comparison, writer: Writer) -> None:
        self._library = library
        self._comparison = comparison
        self._writer = writer
        self._is_first = False
        self._waiting: list[tuple[Root, Area, StaleDirectory]] = []

    def mark(self, *, is_first: bool) -> None:
        """Mark all files if this program reads more of them than the last one did."""
        self._is_first = is_first
        stale = self._library.stale
        if stale.were_read_by(READER):
            return
        after = None if is_first else 0
        while after is not None:
            with self._writer.timed(), self._library.transaction():
                after = stale.mark_some(after)
        with self._library.transaction():
            stale.note_reader(READER)

    def look(self, roots: Iterable[Root]) -> int:
        """Find what waits in what was looked through; return how many files that are."""
        self._waiting = [
            (root, area, directory)
            for root in roots
            if root.is_reached and not root.is_file and not self._is_first
            for area in root.areas
            for directory in self._library.stale.directories(area.volume, area.inside)
        ]
        return sum(directory.files for _, _, directory in self._waiting)

    def tasks(self) -> Iterator[list[Task]]:
        """Return what is to be read, some at a time."""
        some: list[Task] = []
        for root, area, directory in self._waiting:
            known = self._library.stale.files(directory.id)
            some += self._comparison.as_they_were(root, area, directory, known)
            if len(some) >= AT_ONCE:
                yield some
                some = []
        if some:
            yield some
