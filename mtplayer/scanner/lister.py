"""Walks folders and says what lies in each directory; a directory that fails is told apart."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mtplayer.core.formats import AUDIO_SUFFIXES, CUE_SUFFIX
from mtplayer.core.library.artwork import pick_cover
from mtplayer.core.library.scan_plan import Found
from mtplayer.core.passed_over import is_passed_over

_SUFFIXES: Final = frozenset(suffix.encode() for suffix in AUDIO_SUFFIXES)
_SHEET_SUFFIX: Final = CUE_SUFFIX.encode()
_PICTURES: Final = frozenset({b".jpg", b".jpeg", b".png", b".webp"})


@dataclass(slots=True)
class Directory:
    """One directory that was read, or could not be."""

    path: bytes
    mtime_ns: int
    device: int
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
    problem: OSError | None = None


@dataclass(slots=True)
class Place:
    """A directory to read, as it was found in the one above."""

    path: bytes
    mtime_ns: int
    device: int
    identity: tuple[int, int]


class Glance(NamedTuple):
    """A directory that holds the files that it should, and nothing else that matters."""

    files: int
    cover: bytes | None
    cover_mtime_ns: int | None
    below: list[tuple[bytes, int, int, tuple[int, int]]]
    """The directories in it; as tuples, because they come from another process."""


@dataclass(slots=True)
class Glances:
    """What was seen before a walk, and where the walk found that to be enough."""

    of: dict[bytes, Glance] = field(default_factory=dict[bytes, Glance])
    enough: list[tuple[Place, Glance]] = field(default_factory=list[tuple[Place, Glance]])


def walk(root: bytes, passed_over: Container[bytes], glances: Glances) -> Iterator[Directory]:
    """Yield every directory from ``root`` on downwards; raise OSError if that fails.

    A glance, which may come after the first directory, replaces reading one and yielding it.

    Links are followed after all real directories, so that of two ways to a directory the real
    one counts, and each is listed once: a loop of links ends.
    """
    start = _place_of(root)
    seen = {start.identity}
    real, linked = [start], list[Place]()
    while real or linked:
        place = real.pop() if real else linked.pop()
        glance = glances.of.pop(place.path, None) if place.device == start.device else None
        if glance is None:
            directory, below = _read(place, linked, passed_over)
            if directory.problem is not None and place is start:
                raise directory.problem
        else:
            directory, below = None, [Place(*inside) for inside in glance.below]
            glances.enough.append((place, glance))
        for inside in reversed(below):
            if inside.identity not in seen:
                seen.add(inside.identity)
                real.append(inside)
        if not real:
            _drop_seen(linked, seen)
        if directory is not None:
            yield directory


def list_sheets(folder: bytes) -> Directory | None:
    """Return what lies in a folder if there are cue sheets in it; looks at names first."""
    try:
        with os.scandir(folder) as entries:
            if not any(entry.name.lower().endswith(_SHEET_SUFFIX) for entry in entries):
                return None
    except OSError:
        return None
    directory, _ = _read(Place(folder, 0, 0, (0, 0)), [], ())
    return directory if directory.sheets and directory.problem is None else None


def _drop_seen(linked: list[Place], seen: set[tuple[int, int]]) -> None:
    """Leave out links to what was listed; the next one counts as listed."""
    while linked and linked[-1].identity in seen:
        linked.pop()
    if linked:
        seen.add(linked[-1].identity)


def _place_of(path: bytes) -> Place:
    found = os.stat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(20, "Not a directory", path)
    return Place(path, found.st_mtime_ns, found.st_dev, (found.st_dev, found.st_ino))


def _read(
    place: Place, linked: list[Place], passed_over: Container[bytes]
) -> tuple[Directory, list[Place]]:
    """Return a directory with its files, or why that failed, and the real directories in it."""
    directory = Directory(place.path, place.mtime_ns, place.device)
    try:
        with os.scandir(place.path) as entries:
            return directory, sort_out(directory, entries, linked, passed_over)
    except OSError as error:
        directory.problem = error
        return directory, []


def sort_out(
    directory: Directory,
    entries: "Iterable[os.DirEntry[bytes]]",
    linked: list[Place],
    passed_over: Container[bytes],
) -> list[Place]:
    """Fill in what entries are; return the real directories among them."""
    below: list[Place] = []
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
    if stat.S_ISREG(found.st_mode):
        if not passed_over or entry.path not in passed_over:
            directory.files.append(
                Found(entry.name, found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)
            )
        return True
    return not stat.S_ISDIR(found.st_mode)


def _add_directory(
    directory: Directory,
    entry: "os.DirEntry[bytes]",
    below: list[Place],
    linked: list[Place],
    passed_over: Container[bytes],
) -> None:
    if entry.path in passed_over:
        directory.unsure.append(entry.name)
        return
    found = entry.stat()
    identity = (found.st_dev, found.st_ino)
    place = Place(entry.path, found.st_mtime_ns, found.st_dev, identity)
    (linked if entry.is_symlink() else below).append(place)


def _add_sheet(directory: Directory, entry: "os.DirEntry[bytes]") -> None:
    """Add a cue sheet; the mark is a sum, because names come in any order."""
    from hashlib import blake2b

    found = entry.stat()
    if stat.S_ISREG(found.st_mode):
        directory.sheets.append(entry.name)
        said = b"%s\0%d\0%d" % (entry.name, found.st_size, found.st_mtime_ns)
        mark = int.from_bytes(blake2b(said, digest_size=7).digest(), "big")
        directory.sheet_mark = (directory.sheet_mark or 0) + mark & 0x7FFFFFFFFFFFFFFF
