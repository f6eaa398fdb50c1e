"""Files that may be others that moved: held until everything is read, then told apart."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mtplayer.core.scan_plan import Arrival, Trace, match_moves
from mtplayer.core.tracks import FileState
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.compare import Task
from mtplayer.scanner.request import Clock
from mtplayer.scanner.roots import Roots
from mtplayer.storage.scan_library import ScanLibrary
from mtplayer.storage.scan_marks import Whereabouts

# Everything beyond is written where it is: three kilobytes each have to fit into memory.
_MOST_HELD: Final = 20_000


@dataclass(slots=True)
class _Held:
    arrival: Arrival
    task: Task


@dataclass(slots=True)
class Moves:
    """Decides between new, changed and moved; what is clear is written at once."""

    library: ScanLibrary
    roots: Roots
    writer: Writer
    clock: Clock
    is_first: bool
    """Nothing was known before: nothing can have moved."""
    _held: list[_Held] = field(default_factory=list[_Held])

    def take(self, task: Task, arrival: Arrival) -> None:
        """Write what was read, or hold it if its sound is known from elsewhere."""
        if (
            not self.is_first
            and len(self._held) < _MOST_HELD
            and self._may_have_moved(task, arrival)
        ):
            self._held.append(_Held(arrival, task))
        elif task.known is None:
            self.writer.add(arrival)
        else:
            self.writer.update(task.known.id, arrival)

    def _may_have_moved(self, task: Task, arrival: Arrival) -> bool:
        key, marks = arrival.parts.audio_key, self.library.marks
        if arrival.parts.failure is not None:
            return False
        if task.known is None:
            return key is None or bool(marks.traces_of_sound(key))
        before = marks.traces([task.known.id])
        # Another recording at a known path: the known one may be at another path by now.
        return key is not None and before[0].audio_key not in (None, key)

    def settle(self, gone: Iterable[int]) -> set[int]:
        """Write everything held; return which of the gone files were found elsewhere."""
        if not self._held:
            return set()
        displaced = {held.task.known.id for held in self._held if held.task.known is not None}
        olds = self._candidates(set(gone), displaced)
        arrived = [_trace(number, held) for number, held in enumerate(self._held)]
        pairs = match_moves(olds, arrived)
        new_home = dict(pairs)
        self._write(new_home, displaced)
        self._held = []
        return set(new_home)

    def _candidates(self, gone: set[int], displaced: set[int]) -> list[Trace]:
        """Return the files that something held may be: those that are not where they were."""
        marks = self.library.marks
        found: dict[int, Trace] = {}
        for key in {held.arrival.parts.audio_key for held in self._held}:
            if key is not None:
                found.update({trace.id: trace for trace in marks.traces_of_sound(key)})
        if any(held.arrival.parts.audio_key is None for held in self._held):
            found.update({trace.id: trace for trace in marks.traces(gone)})
        return [
            trace
            for trace in found.values()
            if trace.id in gone or trace.id in displaced or self._is_away(trace.id)
        ]

    def _is_away(self, file: int) -> bool:
        """Whether a file that this scan did not look at is not where it was, and could be."""
        where = self.library.marks.whereabouts(file)
        if where.state != FileState.PRESENT.value:
            return True
        mount = where.mount_path.rstrip(b"/") + b"/"
        folder = self.roots.covering(where.volume, where.directory)
        if not where.online or (folder is not None and not folder.online):
            return False
        try:
            os.lstat(os.path.join(mount, where.directory, where.name))
        except FileNotFoundError:
            root = where.directory if folder is None else folder.path
            return _has_entries(mount + root, climbs=folder is None)
        except OSError:
            return False
        return False

    def _write(self, new_home: dict[int, int], displaced: set[int]) -> None:
        """Move what moved, then write the rest as new or changed."""
        moving = set(new_home.values())
        left_over = displaced - set(new_home)
        moves = [(file, self._held[number]) for file, number in new_home.items()]
        # A file whose place was taken by another, and that was found nowhere else.
        taken = {
            held.task.known.id
            for _, held in moves
            if held.task.known is not None and held.task.known.id in left_over
        }
        self._write_moves(moves, taken)
        for number, held in enumerate(self._held):
            if number in moving:
                continue
            known = held.task.known
            if known is None or known.id in new_home:
                self.writer.add(held.arrival)
            else:
                self.writer.update(known.id, held.arrival)
        self.writer.flush()

    def _write_moves(self, moves: list[tuple[int, _Held]], taken: set[int]) -> None:
        """Write all moves in one transaction: files may have changed places in a circle."""
        if not moves:
            return
        library, at = self.library, self.clock()
        self.writer.flush()
        with self.writer.timed(), library.transaction():
            old_paths = {file: _path(library.marks.whereabouts(file)) for file, _ in moves}
            library.marks.step_aside({file for file, _ in moves} | taken)
            library.marks.miss(sorted(taken), at, None)
            library.batches.begin()
            arrivals = [(file, held.arrival) for file, held in moves]
            written = library.batches.update(arrivals, at, old_paths)
            library.log.add([*written.items, *(("missing", file, None) for file in taken)])
        self.writer.tally.moved += len(moves)
        self.writer.tally.missing += len(taken)
        self.writer.tell(written.added, written.updated, written.removed)


def _trace(number: int, held: _Held) -> Trace:
    found = held.arrival.found
    return Trace(
        number, found.name, found.size, found.inode, found.device, held.arrival.parts.audio_key
    )


def _has_entries(folder: bytes, *, climbs: bool) -> bool:
    """Whether a folder, or the nearest one above it that is there, holds anything at all.

    The mount point of a disk that is not there is an empty folder.
    """
    while folder not in (b"", b"/"):
        try:
            with os.scandir(folder) as entries:
                return next(entries, None) is not None
        except FileNotFoundError:
            if not climbs:
                return False
            folder = os.path.dirname(folder)
        except OSError:
            return False
    return True


def _path(where: Whereabouts) -> str:
    full = os.path.join(where.mount_path.rstrip(b"/") + b"/", where.directory, where.name)
    return os.fsdecode(full).encode("utf-8", "backslashreplace").decode()
