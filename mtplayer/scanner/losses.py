"""What a scan found gone: believed only of disks that are still there, held if it is very much."""

import os
from collections.abc import Callable, Iterable
from typing import Final

from mtplayer.core.library.scan_plan import Finding, is_braked
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.request import ScanRequest
from mtplayer.scanner.roots import Area, Root, Roots
from mtplayer.storage.scan.scan_library import ScanLibrary
from mtplayer.storage.scan.scan_places import FolderRow

_MARKS_AT_ONCE: Final = 500


class Losses:
    """Marks what is missing at the end of a scan, folder by folder."""

    def __init__(
        self, library: ScanLibrary, writer: Writer, roots: Roots, request: ScanRequest, at: int
    ) -> None:
        self._library = library
        self._writer = writer
        self._roots = roots
        self._request = request
        self._at = at

    def confirm(self, roots: Iterable[Root]) -> None:
        """Forget what seemed gone on disks that were unplugged while the scan went on."""
        for root in roots:
            if not root.is_reached:
                continue
            for number, area in enumerate(root.areas):
                if _is_there(area, may_be_empty=not root.is_whole_folder):
                    continue
                area.gone.clear()
                if number == 0:
                    root.is_reached = False
                    with self._library.transaction():
                        self._roots.lose(root)

    def mark(self, roots: Iterable[Root], found_again: set[int]) -> None:
        """Mark as missing what was not found elsewhere, or hold it."""
        folders: dict[int, list[Root]] = {}
        for root in roots:
            if root.folder is not None and root.is_reached:
                folders.setdefault(root.folder.id, []).append(root)
        for parts in folders.values():
            missing = [file for root in parts for file in root.gone if file not in found_again]
            self._mark(parts, missing)

    def _mark(self, parts: list[Root], missing: list[int]) -> None:
        folder = parts[0].folder
        assert folder is not None
        whole = any(root.is_whole_folder for root in parts)
        braked = not self._request.accept_missing and is_braked(
            len(missing), sum(root.known for root in parts) if whole else self._files_in(folder)
        )
        if braked:
            self._writer.tally.held += len(missing)
            self._in_parts(missing, self._hold)
        else:
            self._writer.tally.missing += len(missing)
            seen_at = folder.last_scan_at
            self._in_parts(missing, lambda files: self._miss(files, seen_at))
        held = len(missing) if braked else 0
        if (whole and held != folder.held) or held > folder.held:
            with self._writer.timed(), self._library.transaction():
                self._library.places.hold(folder.id, held)

    def _files_in(self, folder: FolderRow) -> int:
        return self._library.places.count_present(folder.volume_id, folder.path)

    def _in_parts(self, files: list[int], work: Callable[[list[int]], list[int]]) -> None:
        size = _MARKS_AT_ONCE if self._request.beside_window else len(files)
        for begin in range(0, len(files), max(1, size)):
            with self._writer.timed(), self._library.transaction():
                changed = work(files[begin : begin + size])
            self._writer.tell(updated=changed)

    def _hold(self, files: list[int]) -> list[int]:
        self._library.log.add((Finding.HELD.value, file, None) for file in files)
        return []

    def _miss(self, files: list[int], seen_at: int | None) -> list[int]:
        self._library.log.add((Finding.MISSING.value, file, None) for file in files)
        return self._library.marks.miss(files, self._at, seen_at)


def _is_there(area: Area, *, may_be_empty: bool) -> bool:
    """Whether the disk that was looked through still lies where it was, with anything on it.

    A directory inside a folder may be empty: its last file went.
    """
    try:
        if os.stat(area.path).st_dev != area.device:
            return False
        if may_be_empty:
            return True
        with os.scandir(area.path) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
