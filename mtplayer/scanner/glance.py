"""Glances at a directory that the library knows: most are as they were, and need no more."""

import os
from collections.abc import Iterable, Sequence

from mtplayer.core.library.scan_plan import Seen
from mtplayer.scanner.lister import Directory, Glance, sort_out
from mtplayer.scanner.seals import seal
from mtplayer.storage.scan.scan_places import DirectoryRow


def glance(path: bytes, row: DirectoryRow | None, expected: Sequence[Seen]) -> Glance | None:
    """Return what lies in a directory besides ``expected``; None if anything is to be done.

    Says None also when in doubt: then it is listed and compared as any other. Where the seal in
    the row holds, no name came or went, and the files need only be looked at one by one.
    """
    try:
        own = os.stat(path)
        if row is not None and row.mark < 0:
            sealed = seal(own.st_ctime_ns, own.st_ino, len(expected))
            if sealed == row.mark and _same_cover(path, row):
                same = _are_same(path, expected)
                return Glance(len(expected), own.st_dev, own.st_ino, None) if same else None
        return _listed(path, own, expected)
    except OSError:
        return None


def _same_cover(path: bytes, row: DirectoryRow) -> bool:
    if row.cover is None:
        return True
    return os.stat(path + b"/" + row.cover).st_mtime_ns == row.cover_mtime_ns


def _are_same(path: bytes, expected: Iterable[Seen]) -> bool:
    inside, look = path + b"/", os.stat
    for _, name, size, mtime_ns, sheets in expected:
        found = look(inside + name)
        if found.st_mtime_ns != mtime_ns or found.st_size != size or sheets is not None:
            return False
    return True


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
