"""Compares what lies in folders with what the library knows of them."""

import errno
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from mtplayer.core.library.scan_plan import Found, Known, compare
from mtplayer.files.path_names import album_folder
from mtplayer.files.volumes import Volumes, below
from mtplayer.runtime.uncollected import uncollected
from mtplayer.scanner.ahead import Ahead, jobs_below
from mtplayer.scanner.lister import Directory, Glances, Listed, list_sheets, walk
from mtplayer.scanner.roots import Area, Root, Roots
from mtplayer.scanner.seals import QUIET_NS
from mtplayer.storage.scan.scan_places import ChangedDirectory, DirectoryRow, NewDirectory, Places
from mtplayer.storage.scan.scan_stale import StaleDirectory

_GONE: Final = (errno.ENOENT, errno.ENOTDIR)


@dataclass(slots=True)
class Task:
    """One file to read: where it is, and what was known of it."""

    path: bytes
    directory_id: int
    album_place: str
    found: Found
    known: Known | None
    loose: bool
    sheet: tuple[bytes, int] | None = None
    """The cue sheet that divides it, and which of the sheet's files it is."""


@dataclass(slots=True)
class Batch:
    """What comparing one directory gave."""

    tasks: list[Task]
    returned: list[int] = field(default_factory=list[int])
    unchanged: int = 0
    files: int = 0
    folder: bytes = b""


class RootUnreachable(Exception):
    """A root cannot be read, or is empty though it was not: its disk is not there."""


class Comparison:
    """Walks one root after the other; the directories it made wait to be written."""

    def __init__(
        self,
        places: Places,
        volumes: Volumes,
        roots: Roots,
        ahead: Ahead,
        growing: Iterable[bytes] = (),
    ) -> None:
        self._ahead = ahead
        self._growing = frozenset(growing)
        self._places = places
        self._volumes = volumes
        self._roots = roots
        self._next_directory = 0
        self._quiet_since_ns = 0
        self._passed_over: set[bytes] = set()
        self._with_sheets: dict[bytes, Directory | None] = {}
        self._made: dict[tuple[int, bytes], int] = {}
        self.new_directories: list[NewDirectory] = []
        self.changed_directories: list[ChangedDirectory] = []
        self.unread: list[tuple[bytes, OSError]] = []
        """Directories that are there and could not be looked into."""

    def begin(self) -> None:
        """Take notice of the directories there are, and of the time."""
        self._quiet_since_ns = time.time_ns() - QUIET_NS
        self._next_directory = self._places.next_directory()

    def of_file(self, root: Root) -> Batch:
        """Look at a single file; nothing else in its directory was read."""
        above, _, name = root.inside.rpartition(b"/")
        row = self._places.directories(root.volume, above).get(above)
        known = self._places.known(row.id).get(name) if row else None
        try:
            stat = os.stat(root.path)
        except OSError as error:
            raise RootUnreachable(str(error)) from error
        beside = self._beside(os.path.dirname(root.path))
        mark = beside.sheet_mark if beside is not None else None
        found = Found(name, stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_dev, mark)
        plan = compare({name: known} if known else {}, [found])
        directory = Directory(os.path.dirname(root.path), 0, stat.st_dev)
        area = Area(root.volume, root.mount_path, directory.path, directory.device, {})
        batch = Batch([], [file.id for file in plan.returned], plan.unchanged, 1)
        if plan.added or plan.updated:
            made = self._made.get((root.volume, above))
            id_ = row.id if row else made or self._new(directory, area, above)
            place = self._album_place(area, above)
            sheet = _sheets(beside).get(name) if beside is not None else None
            task = Task(root.path, id_, place, found, known, loose=False, sheet=sheet)
            batch.tasks.append(task)
        return batch

    def _beside(self, folder: bytes) -> Directory | None:
        """Return what lies beside a single file, if there are cue sheets among it."""
        if folder not in self._with_sheets:
            self._with_sheets = {folder: list_sheets(folder)}
        return self._with_sheets[folder]

    def of_root(self, root: Root) -> Iterator[Batch]:
        """Compare every directory of a root, then collect in it what is gone."""
        self._passed_over.clear()
        self._pass_over(root.volume, root.mount_path)
        unread: set[bytes] = set()
        glances = Glances()
        with ExitStack() as listing:
            try:
                yield from self._of_walk(root, glances, unread, listing)
            except OSError as error:
                raise RootUnreachable(str(error)) from error
            root.is_reached = True
            yield Batch([], unchanged=self._keep(root, glances))
        for area in root.areas:
            self._collect_gone(root, area, unread)

    def _of_walk(
        self, root: Root, glances: Glances, unread: set[bytes], listing: ExitStack
    ) -> Iterator[Batch]:
        areas: dict[int, Area] = {}
        for directory in walk(root.path, self._passed_over, glances):
            if not areas:
                area = self._area(root, directory, root.volume, root.mount_path)
                self._refuse_emptied(root, area, directory)
                areas[directory.device] = area
                if area.left:
                    listing.enter_context(uncollected())
                    yield from self._glance_ahead(area, glances)
            area_here = self._area_of(root, directory, areas)
            if directory.problem is not None:
                unread.add(directory.path)
                self.note_unread(directory.path, directory.problem)
                continue
            self._leave_growing(directory)
            unread.update(directory.path + b"/" + name for name in directory.unsure)
            yield self._compare(root, directory, area_here)

    def _glance_ahead(self, area: Area, glances: Glances) -> Iterator[Batch]:
        """Find the directories that are as they were; what is growing makes all uncertain."""
        if self._growing:
            return
        known = area.left.values()
        jobs = jobs_below(area.path, area.mount_path, known, self._passed_over)
        for block in self._ahead.glances(area.path, jobs):
            seen = {path: glance for path, glance in block if glance is not None}
            glances.of.update(seen)
            files = sum(glance.files for glance in seen.values())
            yield Batch([], files=files, folder=block[-1][0])

    def _keep(self, root: Root, glances: Glances) -> int:
        """Take note of the directories that are as they were; return how many files they have."""
        area, enough, left = root.areas[0], glances.enough, dict[bytes, DirectoryRow]()
        start = area.mount_path.rstrip(b"/") + b"/"
        for inside, row in area.left.items():
            glance = enough.get(start + inside)
            if glance is None:
                left[inside] = row
            elif glance.listed is not None:
                self._note(row, glance.device, glance.listed, area)
        area.left = left
        files = sum(glance.files for glance in enough.values())
        # Before the collector of cycles is back, which would look through all of them.
        enough.clear()
        root.known += files
        return files

    def _mark(self, area: Area, device: int, listed: Listed) -> int:
        """Return by what a directory is known to hold the same names as now, its seal if it can.

        Of one that has just changed nobody can tell whether it does once more in the same tick.
        """
        is_quiet = 0 < listed.changed_ns < self._quiet_since_ns
        if listed.seal is not None and is_quiet and area.may_seal and device == area.device:
            return listed.seal
        return listed.mtime_ns

    def _note(self, row: DirectoryRow, device: int, listed: Listed, area: Area) -> None:
        """Keep what is new about a directory itself."""
        now = (self._mark(area, device, listed), listed.cover, listed.cover_mtime_ns)
        if row[2:] != now:
            self.changed_directories.append((*now, row.id))

    def note_unread(self, path: bytes, problem: OSError) -> None:
        """Remember what is to be told; what went while it was listed is none of it."""
        if problem.errno not in _GONE:
            self.unread.append((path, problem))

    def _leave_growing(self, directory: Directory) -> None:
        """Take what is still being written for there, but do not read it."""
        if not self._growing:
            return
        files, inside = directory.files, directory.path + b"/"
        directory.files = [file for file in files if inside + file.name not in self._growing]
        directory.unsure += [file.name for file in files if inside + file.name in self._growing]

    def _refuse_emptied(self, root: Root, area: Area, directory: Directory) -> None:
        # A directory inside a folder may well be empty: its last file went.
        if not directory.entries and root.is_whole_folder and area.left:
            ids = [row.id for row in area.left.values()]
            if self._places.has_present(ids):
                raise RootUnreachable("It is empty.")

    def _area(self, root: Root, directory: Directory, volume: int, mount_path: bytes) -> Area:
        """Begin with a volume, in the first of its directories."""
        known = self._places.directories(volume, below(mount_path, directory.path))
        may_seal = self._volumes.of(directory.path).tells_of_names
        area = Area(volume, mount_path, directory.path, directory.device, known, may_seal)
        root.areas.append(area)
        return area

    def _area_of(self, root: Root, directory: Directory, areas: dict[int, Area]) -> Area:
        """Return the volume that a directory lies on: another one may be mounted inside."""
        if (known := areas.get(directory.device)) is not None:
            return known
        facts = self._volumes.of(directory.path)
        outer = root.areas[0]
        inside = (directory.path + b"/").startswith(facts.mount_path.rstrip(b"/") + b"/")
        if not inside or facts.mount_path == outer.mount_path:
            areas[directory.device] = outer  # behind a link, or a part of the same file system
        else:
            volume = self._roots.volume_id(facts)
            self._pass_over(volume, facts.mount_path)
            areas[directory.device] = self._area(root, directory, volume, facts.mount_path)
        return areas[directory.device]

    def _pass_over(self, volume: int, mount_path: bytes) -> None:
        ignored = self._places.ignored(volume)
        self._passed_over.update(_full(mount_path, path) for path in ignored)

    def _compare(self, root: Root, directory: Directory, area: Area) -> Batch:
        inside = below(area.mount_path, directory.path)
        row = area.left.pop(inside, None)
        known = self._places.known(row.id) if row else {}
        batch = Batch([], files=len(directory.files), folder=directory.path)
        if not directory.files and not known:
            return batch
        if (mark := directory.sheet_mark) is not None:
            directory.files = [found._replace(sheets=mark) for found in directory.files]
        plan = compare(known, directory.files, directory.unsure)
        batch.unchanged = plan.unchanged
        batch.returned = [file.id for file in plan.returned]
        area.gone.extend(file.id for file in plan.gone)
        root.known += plan.unchanged + len(plan.updated) + len(plan.gone)
        if row is None:
            id_ = self._new(directory, area, inside)
        else:
            id_ = row.id
            self._note(row, directory.device, directory.listed(len(directory.files)), area)
        if not (plan.added or plan.updated):
            return batch
        place = self._album_place(area, inside)
        loose = directory.path == root.path and root.is_whole_folder
        reads: list[tuple[Found, Known | None]] = [(found, None) for found in plan.added]
        reads += [(found, before) for before, found in plan.updated]
        sheets = _sheets(directory)
        for found, before in reads:
            path, sheet = directory.path + b"/" + found.name, sheets.get(found.name)
            batch.tasks.append(Task(path, id_, place, found, before, loose, sheet))
        return batch

    def as_they_were(
        self, root: Root, area: Area, directory: StaleDirectory, known: Mapping[bytes, Known]
    ) -> list[Task]:
        """Return the files of a directory that nobody changed, to be read once more."""
        folder = _full(area.mount_path, directory.inside).rstrip(b"/")
        beside = self._beside(folder)
        mark = beside.sheet_mark if beside is not None else None
        sheets = _sheets(beside) if beside is not None else {}
        loose = folder == root.path and root.is_whole_folder
        place = self._album_place(area, directory.inside)
        tasks: list[Task] = []
        for name, before in known.items():
            path, found = folder + b"/" + name, _found(folder, name, mark)
            same = found is not None and (found.size, found.mtime_ns) == before[1:3]
            if found is not None and same and path not in self._growing:
                task = Task(path, directory.id, place, found, before, loose, sheets.get(name))
                tasks.append(task)
        return tasks

    def _new(self, directory: Directory, area: Area, inside: bytes) -> int:
        id_ = self._next_directory
        self._next_directory += 1
        self._made[area.volume, inside] = id_
        mark = self._mark(area, directory.device, directory.listed(len(directory.files)))
        cover = (directory.cover, directory.cover_mtime_ns)
        self.new_directories.append((id_, area.volume, inside, mark, *cover))
        return id_

    def _album_place(self, area: Area, inside: bytes) -> str:
        folder = album_folder(inside).decode("utf-8", "backslashreplace")
        return f"{area.volume}:{folder}"

    def _collect_gone(self, root: Root, area: Area, unread: set[bytes]) -> None:
        """Take for gone what lies in directories that are not there any more.

        A directory below one that could not be read is not gone: nobody looked.
        """
        lost: list[int] = []
        for inside, row in area.left.items():
            path = _full(area.mount_path, inside)
            if not _is_below(path, unread):
                lost.append(row.id)
        gone = self._places.present_in(lost)
        area.gone.extend(gone)
        root.known += len(gone)


def _sheets(directory: Directory) -> dict[bytes, tuple[bytes, int]]:
    if not directory.sheets:
        return {}
    # What it loads is a tenth of a scan that finds nothing new.
    from mtplayer.files.cue_places import covering

    names = [found.name for found in directory.files]
    found = covering(directory.path, directory.sheets, names)
    # Plain tuples: marshal knows no others.
    return {name: (sheet, file) for name, (sheet, file) in found.items()}


def _found(folder: bytes, name: bytes, mark: int | None) -> Found | None:
    try:
        stat = os.stat(folder + b"/" + name)
    except OSError:
        return None
    return Found(name, stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_dev, mark)


def _is_below(path: bytes, unread: set[bytes]) -> bool:
    while path and path != b"/":
        if path in unread:
            return True
        path = path.rpartition(b"/")[0]
    return False


def _full(mount_path: bytes, inside: bytes) -> bytes:
    return mount_path.rstrip(b"/") + b"/" + inside
