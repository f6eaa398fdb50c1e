"""Shows where a file is, in the file manager of the desktop."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_from_bytes

from mtplayer.core.problems import FolderUnreachable
from mtplayer.runtime.jobs import Jobs, Token

PATIENCE_S = 10


class FileManagerService:
    """Asks the desktop on a job: starting another program takes long on a busy disk."""

    def __init__(self, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._jobs = jobs
        self._failed = failed

    def show(self, path: bytes) -> None:
        """Open the folder of a file with the file selected, where the desktop can do that."""

        def work(_: Token) -> None:
            show(path)

        self._jobs.run(work, _nothing, self._failed)


def show(path: bytes) -> None:
    """Open the folder of a file; FolderUnreachable says why not. Blocks."""
    folder = Path(os.fsdecode(path)).parent
    if not folder.is_dir():
        raise FolderUnreachable(f"“{folder}” is not there. Is its drive connected?")
    for command in commands_for(path, sys.platform):
        if _runs(command):
            return
    raise FolderUnreachable("No file manager could be opened.")


def commands_for(path: bytes, platform: str) -> list[list[str | bytes]]:
    """Return what opens the folder of a file, the best way first."""
    if platform == "darwin":
        return [["open", "-R", path]]
    if platform == "win32":
        return [["explorer", "/select,", os.fsdecode(path)]]
    address = "file://" + quote_from_bytes(path)
    bus = [
        "--session",
        "--dest=org.freedesktop.FileManager1",
        "--type=method_call",
        "--print-reply",
    ]
    method = "org.freedesktop.FileManager1.ShowItems"
    return [
        [
            "dbus-send",
            *bus,
            "/org/freedesktop/FileManager1",
            method,
            f"array:string:{address}",
            "string:",
        ],
        ["xdg-open", os.fsencode(Path(os.fsdecode(path)).parent)],
    ]


def _runs(command: list[str | bytes]) -> bool:
    # Half of what this module costs at the start, for a rare wish.
    import subprocess

    # Explorer answers 1 when it has done what was asked.
    good = {0, 1} if command[0] == "explorer" else {0}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode in good


def _nothing(_: None) -> None:
    """Stay quiet: the file manager shows that it worked."""
