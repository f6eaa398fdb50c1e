"""Asks the disk whether files and folders are there, and how they stand."""

import os
from collections.abc import Iterable

from mtplayer.core.pending_changes import Facts


def facts(paths: Iterable[bytes]) -> dict[bytes, Facts | None]:
    """Return how files stand; None for what is not there."""
    found: dict[bytes, Facts | None] = {}
    for path in paths:
        try:
            stat = os.stat(path)
        except OSError:
            found[path] = None
        else:
            found[path] = Facts(stat.st_size, stat.st_mtime_ns)
    return found


def is_there(folder: bytes, *, was_there: bool) -> bool:
    """Whether a folder can be reached; one that is empty did not come back.

    That is what the place of a disk looks like while the disk is not in it.
    """
    if was_there:
        return os.path.isdir(folder)
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
