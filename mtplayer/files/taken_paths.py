"""Looks for the files of another program's library: by path, as it wrote that down."""

import os
import re
import stat
import sys
from typing import Final

from mtplayer.core.exchange.taken_paths import TakenPath
from mtplayer.files.path_names import album_folder
from mtplayer.files.volumes import VolumeFacts, VolumeKind, Volumes, below

_DRIVE: Final = re.compile(r"([A-Za-z]:)[\\/]+(.*)", re.DOTALL)
# What a program writes that can't write the bytes of a name down.
_UNKNOWN: Final = "\ufffd"


class TakenPaths:
    """Asks the disk once for each path and once for each folder."""

    def __init__(self, volumes: Volumes | None = None) -> None:
        self._volumes = volumes or Volumes()
        self._folders: dict[bytes, tuple[bytes, VolumeFacts]] = {}

    def of(self, text: str) -> TakenPath | None:
        """Return where a file is, or would be; None for what is no path of any system."""
        if (drive := _DRIVE.fullmatch(text)) is not None and sys.platform != "win32":
            return _elsewhere(drive[1].upper(), drive[2])
        path = _bytes_of(text)
        if not os.path.isabs(path) or b"\0" in path:
            return None
        above, name = os.path.split(_tidy(path))
        if not name:
            return None
        folder, facts = self._folder(above)
        found = _stat(os.path.join(folder, name))
        if found is None and _UNKNOWN in text:
            name, found = _nearly(folder, name)
        directory = below(facts.mount_path, folder)
        place = _place(facts, directory, name, is_here=True)
        if found is None:
            return place
        return place._replace(size=found.st_size, inode=found.st_ino, device=found.st_dev)

    def of_folder(self, text: str) -> tuple[TakenPath, bool] | None:
        """Return where a folder is, with an empty name, and whether it is there now."""
        inside = self.of(text.rstrip("/\\") + "/x")
        if inside is None:
            return None
        folder = os.path.join(inside.mount_path, inside.directory)
        return inside._replace(name=b""), inside.is_here and os.path.isdir(folder)

    def _folder(self, path: bytes) -> tuple[bytes, VolumeFacts]:
        if path not in self._folders:
            # Scans walk real folders: what lies behind a link has the path there.
            self._folders[path] = os.path.realpath(path), self._volumes.of(path)
        return self._folders[path]


def _bytes_of(text: str) -> bytes:
    """Return a path as the system knows it, also one that is no text."""
    return text.encode("utf-8", "surrogateescape")


def _stat(path: bytes) -> os.stat_result | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _nearly(folder: bytes, name: bytes) -> tuple[bytes, os.stat_result | None]:
    """Find the one file whose name was written down with signs for what is no text."""
    wanted = name.decode("utf-8", "replace")
    try:
        alike = [n for n in os.listdir(folder) if n.decode("utf-8", "replace") == wanted]
    except OSError:
        alike = []
    return (alike[0], _stat(os.path.join(folder, alike[0]))) if len(alike) == 1 else (name, None)


def _elsewhere(drive: str, rest: str) -> TakenPath | None:
    """Return a place on a drive of Windows, which is not here."""
    parts = [part for part in re.split(r"[\\/]+", rest) if part]
    if not parts:
        return None
    folder, name = b"/".join(map(_bytes_of, parts[:-1])), _bytes_of(parts[-1])
    facts = VolumeFacts(VolumeKind.FIXED, f"drive:{drive}", drive, drive.encode() + b"/")
    return _place(facts, folder, name, is_here=False)


def _place(facts: VolumeFacts, directory: bytes, name: bytes, *, is_here: bool) -> TakenPath:
    album = album_folder(directory).decode("utf-8", "backslashreplace")
    return TakenPath(
        facts.kind.value,
        facts.key,
        facts.label,
        facts.mount_path,
        is_here,
        directory,
        name,
        album,
    )


def _tidy(path: bytes) -> bytes:
    """Take out what double slashes and dots leave behind."""
    path = os.path.normpath(path)
    return path[1:] if path.startswith(b"//") else path
