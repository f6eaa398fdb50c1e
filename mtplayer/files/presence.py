"""Asks the disk whether files and folders are there, and how they stand."""

import os
from collections.abc import Iterable
from enum import StrEnum

from mtplayer.core.library.pending_changes import Facts


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


class Standing(StrEnum):
    """How a folder stands on the disk."""

    GONE = "gone"
    EMPTY = "empty"
    """What the place of a disk looks like while the disk is not in it."""
    FILLED = "filled"


def standing(folder: bytes) -> Standing:
    """Look whether a folder is there, and whether anything is in it."""
    try:
        with os.scandir(folder) as entries:
            return Standing.FILLED if next(entries, None) is not None else Standing.EMPTY
    except OSError:
        return Standing.GONE
