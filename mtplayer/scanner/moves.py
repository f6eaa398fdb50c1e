"""Files that may be others that moved: held until everything is read, then told apart."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_plan import Arrival, Trace, match_moves
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.compare import Task
from mtplayer.scanner.request import Clock
from mtplayer.scanner.roots import Roots
from mtplayer.scanner.spool import Spool
from mtplayer.scanner.strangers import Strangers
from mtplayer.storage.scan.scan_library import ScanLibrary
from mtplayer.storage.scan.scan_marks import Whereabouts


@dataclass(slots=True)
class Moves:
    """Decides between new, changed and moved; what is clear is written at once."""

    library: ScanLibrary
    roots: Roots
    writer: Writer
    clock: Clock
    is_first: bool
    """Nothing was known before: nothing can have moved."""
    held: Spool
    _traces: list[Trace] = field(default_factory=list[Trace])
    _known: list[int | None] = field(default_factory=list[int | None])
    """The file that was known at the place of each arrival that is held."""
    _strangers: Strangers = field(init=False)
    _recognised: dict[int, Trace] = field(default_factory=dict[int, Trace])

    def __post_init__(self) -> None:
        """Ask about files of other programs when the first new one turns up."""
        self._strangers = Strangers(self.library.marks)

    def take(self, task: Task, arrival: Arrival) -> None:
        """Write what was read, or hold it if its sound is known from elsewhere."""
        if not self.is_first and self._may_have_moved(task, arrival):
            self._traces.append(_trace(len(self.held), arrival))
            self._known.append(None if task.known is None else task.known.id)
            self.held.append(arrival)
        elif task.known is None:
            self.writer.add(arrival)
        else:
            self.writer.update(task.known.id, arrival)

    def _may_have_moved(self, task: Task, arrival: Arrival) -> bool:
        key, marks = arrival.parts.audio_key, self.library.marks
        if task.known is None:
            recognised = self._recognise(task, arrival)
            return recognised or key is None or bool(marks.traces_of_sound(key))
        before = marks.traces([task.known.id])
        # Another recording at a known path: the known one may be at another path by now.
        return key is not None and before[0].audio_key not in (None, key)

    def _recognise(self, task: Task, arrival: Arrival) -> bool:
        """Take what another program knew, and has no place, to sound like a new file."""
        key, found = arrival.parts.audio_key, arrival.found
        same = {"audio_key": key, "inode": found.inode, "device": found.device}
        alike = self._strangers.like(task.path, found)
        for old in alike:
            self._recognised.setdefault(old.id, old._replace(**same))
        return bool(alike)

    def settle(self, gone: Iterable[int]) -> set[int]:
        """Write everything held; return which of the gone files were found elsewhere."""
        if not self.held:
            return set()
        displaced = {known for known in self._known if known is not None}
        new_home = dict(match_moves(self._candidates(set(gone), displaced), self._traces))
        self._write(new_home, displaced)
        self.held.clear()
        self._traces.clear()
        self._known.clear()
        return set(new_home)

    def _candidates(self, gone: set[int], displaced: set[int]) -> list[Trace]:
        """Return the files that something held may be: those that are not where they were."""
        marks = self.library.marks
        found: dict[int, Trace] = {}
        for key in {trace.audio_key for trace in self._traces}:
            if key is not None:
                found.update({trace.id: trace for trace in marks.traces_of_sound(key)})
        found.update(self._recognised)
        if any(trace.audio_key is None for trace in self._traces):
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
        # Files whose place was taken by another, and that were found nowhere else.
        taken = {
            known
            for number in moving
            if (known := self._known[number]) is not None and known in left_over
        }
        self._write_moves(list(new_home.items()), displaced, taken)
        for number, known in enumerate(self._known):
            if number in moving:
                continue
            if known is None or known in new_home:
                self.writer.add(self.held[number])
            else:
                self.writer.update(known, self.held[number])
            self.writer.write_due()
        self.writer.flush()

    def _write_moves(
        self, moves: list[tuple[int, int]], displaced: set[int], taken: set[int]
    ) -> None:
        """Write what changed places in one transaction, a circle maybe; the rest bit by bit."""
        self.writer.flush()
        self.library.batches.expect_moves(file for file, _ in moves)
        freely = [
            (file, number)
            for file, number in moves
            if self._known[number] is None and file not in displaced
        ]
        bound = sorted(set(moves).difference(freely))
        if bound or taken:
            self._write_batch(bound, taken)
        begin = 0
        while begin < len(freely):
            batch = freely[begin : begin + self.writer.size_of_changes]
            self._write_batch(batch, set())
            begin += len(batch)

    def _write_batch(self, moves: list[tuple[int, int]], taken: set[int]) -> None:
        library, at = self.library, self.clock()
        arrivals = [(file, self.held[number]) for file, number in moves]
        with self.writer.timed(), library.transaction():
            old_paths = {file: _path(library.marks.whereabouts(file)) for file, _ in moves}
            library.marks.step_aside({file for file, _ in moves} | taken)
            library.marks.miss(sorted(taken), at, None)
            library.batches.begin()
            written = library.batches.update(arrivals, at, old_paths)
            library.log.add([*written.items, *(("missing", file, None) for file in taken)])
        tally = self.writer.tally
        tally.moved += len(moves) - written.failed
        tally.failed += written.failed
        tally.missing += len(taken)
        self.writer.tell(written.added, written.updated, written.removed)


def _trace(number: int, arrival: Arrival) -> Trace:
    found = arrival.found
    return Trace(number, found.name, found.size, found.inode, found.device, arrival.parts.audio_key)


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
