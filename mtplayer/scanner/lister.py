"""Walks folders and says what lies in each directory; a directory that fails is told apart."""

import os
import stat
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from mtplayer.core.formats import AUDIO_SUFFIXES
from mtplayer.core.library.artwork import pick_cover
from mtplayer.core.library.scan_plan import Found
from mtplayer.core.passed_over import is_passed_over
from mtplayer.files.cue_places import SHEET_SUFFIX

_SUFFIXES: Final = frozenset(suffix.encode() for suffix in AUDIO_SUFFIXES)
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
class _Place:
    path: bytes
    mtime_ns: int
    device: int
    identity: tuple[int, int]


def walk(root: bytes, passed_over: Container[bytes]) -> Iterator[Directory]:
    """Yield every directory from ``root`` on downwards; raise OSError if that fails.

    Links are followed after all real directories, so that of two ways to a directory the real
    one counts, and each is listed once: a loop of links ends.
    """
    place = _place_of(root)
    seen = {place.identity}
    real, linked = [place], list[_Place]()
    first = True
    while real or linked:
        place = real.pop() if real else linked.pop()
        directory = Directory(place.path, place.mtime_ns, place.device)
        try:
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
            if not any(entry.name.lower().endswith(SHEET_SUFFIX) for entry in entries):
                return None
        directory = Directory(folder, 0, 0)
        _list(directory, [], ())
    except OSError:
        return None
    return directory if directory.sheets else None


def _drop_seen(linked: list[_Place], seen: set[tuple[int, int]]) -> None:
    """Leave out links to what was listed; the next one counts as listed."""
    while linked and linked[-1].identity in seen:
        linked.pop()
    if linked:
        seen.add(linked[-1].identity)


def _place_of(path: bytes) -> _Place:
    found = os.stat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(20, "Not a directory", path)
    return _Place(path, found.st_mtime_ns, found.st_dev, (found.st_dev, found.st_ino))


def _list(
    directory: Directory, linked: list[_Place], passed_over: Container[bytes]
) -> list[_Place]:
    """Fill in the files of a directory; return the real directories in it."""
    below: list[_Place] = []
    pictures: list[bytes] = []
    with os.scandir(directory.path) as entries:
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
                elif suffix == SHEET_SUFFIX:
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
    below: list[_Place],
    linked: list[_Place],
    passed_over: Container[bytes],
) -> None:
    if entry.path in passed_over:
        directory.unsure.append(entry.name)
        return
    found = entry.stat()
    identity = (found.st_dev, found.st_ino)
    place = _Place(entry.path, found.st_mtime_ns, found.st_dev, identity)
    (linked if entry.is_symlink() else below).append(place)


def _add_sheet(directory: Directory, entry: "os.DirEntry[bytes]") -> None:
    """Add a cue sheet; the mark is a sum, because names come in any order."""
    found = entry.stat()
    if stat.S_ISREG(found.st_mode):
        directory.sheets.append(entry.name)
        said = b"%s\0%d\0%d" % (entry.name, found.st_size, found.st_mtime_ns)
        mark = int.from_bytes(blake2b(said, digest_size=7).digest(), "big")
        directory.sheet_mark = (directory.sheet_mark or 0) + mark & 0x7FFFFFFFFFFFFFFF
