"""Walks folders and says what lies in each directory; a directory that fails is told apart."""

import os
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
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
    still: int | None = None
    """How many files it has, all as they were: none of them is told."""


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
    below: list[tuple[bytes, int, int, int]]
    """The directories in it: path, change time, device, inode."""


def walk(
    root: bytes, passed_over: Container[bytes], glances: Mapping[bytes, Glance] | None = None
) -> Iterator[Directory]:
    """Yield every directory from ``root`` on downwards; raise OSError if that fails.

    What is among ``glances``, which may be filled after the first directory, is not read again.

    Links are followed after all real directories, so that of two ways to a directory the real
    one counts, and each is listed once: a loop of links ends.
    """
    place = _place_of(root)
    seen = {place.identity}
    real, linked = [place], list[Place]()
    device = place.device
    first = True
    while real or linked:
        place = real.pop() if real else linked.pop()
        directory = Directory(place.path, place.mtime_ns, place.device)
        glance = glances.get(place.path) if glances and place.device == device else None
        try:
            if glance is not None:
                below = _as_seen(directory, glance)
            else:
                below = _list(directory, linked, passed_over)
        except OSError as error:
            if first:
                raise
            directory.problem = error
            below = []
        for inside in reversed(below):
            if inside.identity not in seen:
                seen.add(inside.identity)
                real.append(inside)
        if not real:
            _drop_seen(linked, seen)
        first = False
        yield directory


def list_sheets(folder: bytes) -> Directory | None:
    """Return what lies in a folder if there are cue sheets in it; looks at names first."""
    try:
        with os.scandir(folder) as entries:
            if not any(entry.name.lower().endswith(_SHEET_SUFFIX) for entry in entries):
                return None
        directory = Directory(folder, 0, 0)
        _list(directory, [], ())
    except OSError:
        return None
    return directory if directory.sheets else None


def _as_seen(directory: Directory, glance: Glance) -> list[Place]:
    directory.still, directory.cover, directory.cover_mtime_ns, below = glance
    return [
        Place(path, mtime_ns, device, (device, inode)) for path, mtime_ns, device, inode in below
    ]


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


def _list(directory: Directory, linked: list[Place], passed_over: Container[bytes]) -> list[Place]:
    """Fill in the files of a directory; return the real directories in it."""
    with os.scandir(directory.path) as entries:
        return sort_out(directory, entries, linked, passed_over)


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
