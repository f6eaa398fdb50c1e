"""Walks folders and says what lies in each directory; a directory that fails is told apart."""

import os
import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mtplayer.core.formats import AUDIO_SUFFIXES, CUE_SUFFIX
from mtplayer.core.library.artwork import pick_cover
from mtplayer.core.library.scan_plan import Found
from mtplayer.core.passed_over import is_passed_over
from mtplayer.scanner.seals import seal

_SUFFIXES: Final = frozenset(suffix.encode() for suffix in AUDIO_SUFFIXES)
_SHEET_SUFFIX: Final = CUE_SUFFIX.encode()
_PICTURES: Final = frozenset({b".jpg", b".jpeg", b".png", b".webp"})


@dataclass(slots=True)
class Directory:
    """One directory that was read, or could not be."""

    path: bytes
    mtime_ns: int
    device: int
    inode: int = 0
    changed_ns: int = 0
    """When it changed itself, as it was before it was read."""
    files: list[Found] = field(default_factory=list[Found])
    unsure: list[bytes] = field(default_factory=list[bytes])
    """Names that are there, but what they are was not to be seen, or is not looked at."""
    cover: bytes | None = None
    cover_mtime_ns: int | None = None
    sheets: list[bytes] = field(default_factory=list[bytes])
    """Cue sheets."""
    sheet_mark: int | None = None
    """Changes when any of them does."""
    entries: int = 0
    """How many names there are that somebody gave, of whatever kind."""
    has_others: bool = False
    """Whether there are names that may mean something else, though nobody touched them."""
    problem: OSError | None = None

    def listed(self, files: int, below: Sequence[bytes] = ()) -> "Listed":
        """Return what else there is beside so many files of music."""
        names_alone_count = not (self.has_others or self.unsure)
        return Listed(
            self.mtime_ns,
            self.changed_ns,
            seal(self.changed_ns, self.inode, files) if names_alone_count else None,
            self.cover,
            self.cover_mtime_ns,
            below,
        )


class Place(NamedTuple):
    """A directory to read, as it was found."""

    path: bytes
    device: int
    inode: int
    mtime_ns: int
    changed_ns: int


class Listed(NamedTuple):
    """What was found in a directory besides music."""

    mtime_ns: int
    changed_ns: int
    seal: int | None
    cover: bytes | None
    cover_mtime_ns: int | None
    below: Sequence[bytes]
    """The directories in it."""


class Glance(NamedTuple):
    """A directory that holds the files that it should, and nothing else that matters."""

    files: int
    device: int
    inode: int
    listed: Listed | None
    """None where a seal said that there can be nothing else."""


@dataclass(slots=True)
class Glances:
    """What was seen before a walk, and where the walk found that to be enough."""

    of: dict[bytes, Glance] = field(default_factory=dict[bytes, Glance])
    enough: dict[bytes, Glance] = field(default_factory=dict[bytes, Glance])

    def hang_together(self, start: Place, below: Iterable[bytes]) -> set[bytes] | None:
        """Return what else there is to read if all of them are enough; None if a walk must tell.

        All of them lie in a directory that is enough or was read, on one disk, none of them twice.
        """
        inodes = {glance.inode for glance in self.of.values() if glance.device == start.device}
        if len(inodes) < len(self.of) or start.inode in inodes:
            return None
        reached = set(below)
        for glance in self.of.values():
            if glance.listed is not None:
                reached.update(glance.listed.below)
        if not self.of.keys() <= reached:
            return None
        return reached - self.of.keys()


def walk(root: bytes, passed_over: Container[bytes], glances: Glances) -> Iterator[Directory]:
    """Yield every directory from ``root`` on downwards; raise OSError if that fails.

    A glance, which may come after the first directory, replaces reading one and yielding it.

    Links are followed after all real directories, so that of two ways to a directory the real
    one counts, and each is listed once: a loop of links ends.
    """
    return _Walk(root, passed_over, glances).directories()


class _Walk:
    """What was met on the way, and what is still to be read."""

    def __init__(self, root: bytes, passed_over: Container[bytes], glances: Glances) -> None:
        self._start = _place_of(root)
        self._passed_over = passed_over
        self._glances = glances
        self._seen = {(self._start.device, self._start.inode)}
        self._real: list[bytes] = []
        self._linked: list[bytes] = []

    def directories(self) -> Iterator[Directory]:
        directory, below = _read(self._start, self._linked, self._passed_over)
        if directory.problem is not None:
            raise directory.problem
        yield directory
        self._real = self._without_glances(below)
        while self._real or self._linked:
            directory = self._next()
            if directory is not None:
                yield directory

    def _without_glances(self, below: list[bytes]) -> list[bytes]:
        """Return where to go on, last first; leave out what was glanced at if all of it may be."""
        of = self._glances.of
        left = self._glances.hang_together(self._start, below) if of else None
        if left is None:
            return below[::-1]
        if left or self._linked:
            self._seen.update((glance.device, glance.inode) for glance in of.values())
        self._glances.enough, self._glances.of = of, {}
        return sorted(left, reverse=True)

    def _next(self) -> Directory | None:
        """Take the next step; return what was read, if it had to be."""
        path = (self._real or self._linked).pop()
        glance = self._glances.of.pop(path, None)
        if glance is not None and glance.device == self._start.device:
            if self._is_new(glance):
                self._glances.enough[path] = glance
                self._real += reversed(glance.listed.below if glance.listed else ())
            return None
        try:
            place = _place_of(path)
        except OSError as error:
            return Directory(path, 0, self._start.device, problem=error)
        if not self._is_new(place):
            return None
        directory, below = _read(place, self._linked, self._passed_over)
        self._real += reversed(below)
        return directory

    def _is_new(self, place: Place | Glance) -> bool:
        identity = place.device, place.inode
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True


def list_sheets(folder: bytes) -> Directory | None:
    """Return what lies in a folder if there are cue sheets in it; looks at names first."""
    try:
        with os.scandir(folder) as entries:
            if not any(entry.name.lower().endswith(_SHEET_SUFFIX) for entry in entries):
                return None
    except OSError:
        return None
    directory, _ = _read(Place(folder, 0, 0, 0, 0), [], ())
    return directory if directory.sheets and directory.problem is None else None


def _place_of(path: bytes) -> Place:
    found = os.stat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(20, "Not a directory", path)
    return Place(path, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)


def _read(
    place: Place, linked: list[bytes], passed_over: Container[bytes]
) -> tuple[Directory, list[bytes]]:
    """Return a directory with its files, or why that failed, and the real directories in it."""
    path, device, inode, mtime_ns, changed_ns = place
    directory = Directory(path, mtime_ns, device, inode, changed_ns)
    try:
        with os.scandir(place.path) as entries:
            return directory, sort_out(directory, entries, linked, passed_over)
    except OSError as error:
        directory.problem = error
        return directory, []


def sort_out(
    directory: Directory,
    entries: "Iterable[os.DirEntry[bytes]]",
    linked: list[bytes],
    passed_over: Container[bytes],
) -> list[bytes]:
    """Fill in what entries are; return the real directories among them."""
    below: list[bytes] = []
    pictures: list[bytes] = []
    for entry in entries:
        name = entry.name
        if is_passed_over(name):
            continue
        directory.entries += 1
        suffix = name[name.rfind(b".") :].lower() if b"." in name else b""
        try:
            if suffix in _SUFFIXES and _add_file(directory, entry, passed_over):
                continue
            if entry.is_dir():
                _add_directory(directory, entry, below, linked, passed_over)
            elif suffix in _PICTURES:
                pictures.append(name)
                directory.has_others |= entry.is_symlink()
            elif suffix == _SHEET_SUFFIX:
                _add_sheet(directory, entry)
            elif entry.is_symlink():
                directory.unsure.append(name)  # it may lead to a disk that is not here
        except OSError:
            directory.unsure.append(name)
    if pictures:
        _add_cover(directory, pictures)
    return below


def _add_cover(directory: Directory, pictures: list[bytes]) -> None:
    """Note the cover and when it was written: a picture that is replaced changes nothing else."""
    directory.cover = pick_cover(pictures)
    if directory.cover is not None:
        try:
            found = os.stat(os.path.join(directory.path, directory.cover))
        except OSError:
            return
        directory.cover_mtime_ns = found.st_mtime_ns


def _add_file(
    directory: Directory, entry: "os.DirEntry[bytes]", passed_over: Container[bytes]
) -> bool:
    """Add a file of music; False if it is a directory that is named like one."""
    found = entry.stat()
    if not stat.S_ISREG(found.st_mode) or (passed_over and entry.path in passed_over):
        directory.has_others = True
        return not stat.S_ISDIR(found.st_mode)
    directory.files.append(
        Found(entry.name, found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)
    )
    return True


def _add_directory(
    directory: Directory,
    entry: "os.DirEntry[bytes]",
    below: list[bytes],
    linked: list[bytes],
    passed_over: Container[bytes],
) -> None:
    directory.has_others = True
    if entry.path in passed_over:
        directory.unsure.append(entry.name)
    elif entry.is_symlink():
        linked.append(entry.path)
    else:
        below.append(entry.path)


def _add_sheet(directory: Directory, entry: "os.DirEntry[bytes]") -> None:
    """Add a cue sheet; the mark is a sum, because names come in any order."""
    from hashlib import blake2b

    found = entry.stat()
    directory.has_others = True
    if stat.S_ISREG(found.st_mode):
        directory.sheets.append(entry.name)
        said = b"%s\0%d\0%d" % (entry.name, found.st_size, found.st_mtime_ns)
        mark = int.from_bytes(blake2b(said, digest_size=7).digest(), "big")
        directory.sheet_mark = (directory.sheet_mark or 0) + mark & 0x7FFFFFFFFFFFFFFF
