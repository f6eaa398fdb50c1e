"""Glances at a directory that the library knows: most are as they were, and need no more."""

import os
from collections.abc import Iterable, Mapping

from mtplayer.core.library.scan_plan import Seen
from mtplayer.scanner.lister import Directory, Glance, Place, sort_out


def glance(path: bytes, expected: Mapping[bytes, Seen]) -> Glance | None:
    """Return what lies in a directory besides ``expected``; None if anything is to be done.

    Says None also when in doubt: then it is listed and compared as any other.
    """
    directory = Directory(path, 0, 0)
    linked: list[Place] = []
    try:
        with os.scandir(path) as entries:
            others = _others(entries, expected)
        if others is None:
            return None
        below = sort_out(directory, others, linked, ())
    except OSError:
        return None
    if linked or directory.files or directory.unsure:
        return None
    if any(before[2] != directory.sheet_mark for before in expected.values()):
        return None
    return Glance(
        len(expected),
        directory.cover,
        directory.cover_mtime_ns,
        [(place.path, place.mtime_ns, place.device, place.identity) for place in below],
    )


def _others(
    entries: Iterable["os.DirEntry[bytes]"], expected: Mapping[bytes, Seen]
) -> "list[os.DirEntry[bytes]] | None":
    """Return what is not expected; None if anything that is has changed or is not there."""
    others: list[os.DirEntry[bytes]] = []
    here = 0
    for entry in entries:
        before = expected.get(entry.name)
        if before is None:
            others.append(entry)
            continue
        found = entry.stat()
        if found.st_mtime_ns != before[1] or found.st_size != before[0]:
            return None
        here += 1
    return others if here == len(expected) else None
