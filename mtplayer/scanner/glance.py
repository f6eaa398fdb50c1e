"""Glances at a directory that the library knows: most are as they were, and need no more."""

import os
from collections.abc import Iterable, Sequence
from typing import Final

from mtplayer.core.library.scan_plan import Seen
from mtplayer.core.passed_over import is_passed_over
from mtplayer.scanner.lister import Directory, Glance, Listed, sort_out
from mtplayer.scanner.seals import seal
from mtplayer.storage.scan.scan_places import DirectoryRow

# Only Linux has seals. Who may pass a directory may open it so, though not list it.
_TO_LOOK_INTO: Final = getattr(os, "O_PATH", 0) | getattr(os, "O_DIRECTORY", 0)


def glance(
    path: bytes, row: DirectoryRow | None, expected: Sequence[Seen], *, goes_there: bool = False
) -> Glance | None:
    """Return what lies in a directory besides ``expected``; None if anything is to be done.

    Says None also when in doubt: then it is listed and compared as any other. Where the seal in
    the row holds, no name came or went, and the files need only be looked at one by one: from a
    process that ``goes_there``, for which it becomes the working directory, in 0.8 of the time.
    """
    try:
        if row is None:
            own = os.stat(path)
            return _folders_alone(path, own) or _listed(path, own, expected)
        if row.mark >= 0:
            return _listed(path, os.stat(path), expected)
        if goes_there:
            os.chdir(path)
            return _sealed(path, row, expected, None)
        inside = os.open(path, _TO_LOOK_INTO)
        try:
            return _sealed(path, row, expected, inside)
        finally:
            os.close(inside)
    except OSError:
        return None


def _sealed(
    path: bytes, row: DirectoryRow, expected: Sequence[Seen], inside: int | None
) -> Glance | None:
    look = os.stat
    own = look(b"." if inside is None else inside)
    if seal(own.st_ctime_ns, own.st_ino, len(expected)) != row.mark:
        return _listed(path, own, expected)
    if row.cover and look(row.cover, dir_fd=inside).st_mtime_ns != row.cover_mtime_ns:
        return _listed(path, own, expected)
    for _, name, size, mtime_ns, sheets in expected:
        found = look(name, dir_fd=inside)
        if found.st_mtime_ns != mtime_ns or found.st_size != size or sheets is not None:
            return None
    return Glance(len(expected), own.st_dev, own.st_ino, None)


def _folders_alone(path: bytes, own: os.stat_result) -> Glance | None:
    """Return the directories in one that lies between others; None if anything else is there."""
    below: list[bytes] = []
    with os.scandir(path) as entries:
        for entry in entries:
            if is_passed_over(entry.name):
                continue
            if not entry.is_dir(follow_symlinks=False):
                return None
            below.append(entry.path)
    times = own.st_mtime_ns, own.st_ctime_ns
    return Glance(0, own.st_dev, own.st_ino, Listed(*times, None, None, None, below))


def _listed(path: bytes, own: os.stat_result, expected: Sequence[Seen]) -> Glance | None:
    directory = Directory(path, own.st_mtime_ns, own.st_dev, own.st_ino, own.st_ctime_ns)
    linked: list[bytes] = []
    with os.scandir(path) as entries:
        others = _others(entries, expected)
    if others is None:
        return None
    below = sort_out(directory, others, linked, ())
    if linked or directory.files or directory.unsure:
        return None
    if any(sheets != directory.sheet_mark for _, _, _, _, sheets in expected):
        return None
    files = len(expected)
    return Glance(files, directory.device, directory.inode, directory.listed(files, below))


def _others(
    entries: "Iterable[os.DirEntry[bytes]]", expected: Iterable[Seen]
) -> "list[os.DirEntry[bytes]] | None":
    """Return what is not expected; None if anything that is has changed or is not there."""
    left = {seen[1]: seen for seen in expected}
    others: list[os.DirEntry[bytes]] = []
    for entry in entries:
        before = left.pop(entry.name, None)
        if before is None:
            others.append(entry)
            continue
        found = entry.stat()
        if found.st_mtime_ns != before[3] or found.st_size != before[2]:
            return None
    return None if left else others
