"""What lies in a folder besides the files that the library has: asked of the disk."""

import os
from collections.abc import Callable, Container

from mtplayer.core.library.folder_tree import OtherFile
from mtplayer.core.passed_over import is_passed_over

# Nobody reads more names than these, and a folder of downloads may hold a million.
MOST = 5_000


def other_files(
    folder: bytes, known: Container[bytes], check: Callable[[], None] = lambda: None
) -> list[OtherFile]:
    """Return files and folders that are not known, in the order of their names.

    A folder that is not there, or may not be read, holds nothing to show.
    """
    found: list[OtherFile] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                check()
                if entry.name in known or is_passed_over(entry.name):
                    continue
                if (other := _described(entry)) is not None:
                    found.append(other)
                if len(found) == MOST:
                    break
    except OSError:
        return []
    return sorted(found, key=lambda other: other.name.lower())


def _described(entry: "os.DirEntry[bytes]") -> OtherFile | None:
    try:
        stat = entry.stat()
        is_folder = entry.is_dir()
    except OSError:
        return None  # it went meanwhile, or is a link to nowhere
    return OtherFile(entry.name, stat.st_size, stat.st_mtime_ns // 1_000_000, is_folder)
