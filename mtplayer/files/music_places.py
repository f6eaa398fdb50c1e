"""Folders that may hold music, and about how much."""

import os
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from mtplayer.core.formats import is_audio
from mtplayer.core.record import record

# Enough to say "about": a walk over a network drive can take minutes.
COUNT_SECONDS = 1.5
MOUNTS = ("/mnt", "/media", "/run/media")


class PlaceKind(StrEnum):
    """Why a folder is offered."""

    MUSIC = "music"
    DRIVE = "drive"
    DOWNLOADS = "downloads"


@record
class MusicPlace:
    """A folder with music files in it; ``complete`` when all of it was counted."""

    path: str
    kind: PlaceKind
    files: int
    complete: bool


def find(
    music: str, downloads: str, *, check: Callable[[], object], mounts: tuple[str, ...] = MOUNTS
) -> list[MusicPlace]:
    """Return the folders that hold music; ``check`` raises when nobody wants to know any more."""
    found: list[MusicPlace] = []
    for path, kind in _candidates(music, downloads, mounts):
        if any(path == place.path or path.startswith(f"{place.path}/") for place in found):
            continue
        files, complete = count(path, check=check)
        if files:
            found.append(MusicPlace(path=path, kind=kind, files=files, complete=complete))
    return found


def count(
    path: str, *, check: Callable[[], object], seconds: float = COUNT_SECONDS
) -> tuple[int, bool]:
    """Return how many music files are below a folder, and whether all of them were seen."""
    until = time.monotonic() + seconds
    files = 0
    for _, folders, names in os.walk(path):
        check()
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += sum(1 for name in names if is_audio(name))
        if time.monotonic() > until:
            return files, False
    return files, True


def _candidates(
    music: str, downloads: str, mounts: tuple[str, ...]
) -> Iterator[tuple[str, PlaceKind]]:
    home = str(Path.home())
    for path in dict.fromkeys((music, f"{home}/Music")):
        if path and path != home:
            yield path, PlaceKind.MUSIC
    for drive in _drives(mounts):
        yield f"{drive}/Music", PlaceKind.DRIVE
        yield f"{drive}/music", PlaceKind.DRIVE
    for path in dict.fromkeys((downloads, f"{home}/Downloads")):
        if path and path != home:
            yield path, PlaceKind.DOWNLOADS


def _drives(mounts: tuple[str, ...]) -> Iterator[str]:
    """Return what is mounted one or two folders down: /media/USER/NAME, /mnt/NAME."""
    for mount in mounts:
        for name in _names(mount):
            yield f"{mount}/{name}"
            for deeper in _names(f"{mount}/{name}") if mount != "/mnt" else ():
                yield f"{mount}/{name}/{deeper}"


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
