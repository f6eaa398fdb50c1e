"""Files as disk and desktop have them: what else is in a folder, what shows and opens it."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote_from_bytes

from mtplayer.core.library.folder_tree import OtherFile
from mtplayer.core.problems import FolderUnreachable
from mtplayer.files.other_files import other_files
from mtplayer.runtime.jobs import Jobs, Token

PATIENCE_S = 10
START_S = 3


class FileManagerService:
    """Asks disk and desktop on a job: both may take long."""

    def __init__(self, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._jobs = jobs
        self._failed = failed
        self._looking = Token()

    def others(
        self,
        folder: bytes,
        known: frozenset[bytes],
        done: Callable[[Sequence[OtherFile]], object],
    ) -> None:
        """Find what lies in a folder besides what is known; only the last question is answered."""
        self._looking.cancel()

        def work(token: Token) -> Sequence[OtherFile]:
            return other_files(folder, known, token.check)

        self._looking = self._jobs.run(work, done, self._failed, priority=1)

    def open(self, path: bytes) -> None:
        """Open a file with the program that the desktop has for it."""

        def work(_: Token) -> None:
            open_file(path)

        self._jobs.run(work, _nothing, self._failed)

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


def open_file(path: bytes) -> None:
    """Open a file with its program; FolderUnreachable says why not. Blocks."""
    name = os.fsdecode(path)
    if not Path(name).exists():
        raise FolderUnreachable(f"“{name}” is not there. Is its drive connected?")
    if not _starts(opening(path, sys.platform)):
        raise FolderUnreachable(f"No program opens “{Path(name).name}”.")


def opening(path: bytes, platform: str) -> list[str | bytes]:
    """Return what opens a file with its program."""
    if platform == "win32":
        return ["explorer", os.fsdecode(path)]
    return ["open" if platform == "darwin" else "xdg-open", path]


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


def _starts(command: list[str | bytes]) -> bool:
    import subprocess

    devnull = subprocess.DEVNULL
    try:
        started = subprocess.Popen(
            command, stdin=devnull, stdout=devnull, stderr=devnull, start_new_session=True
        )
        return started.wait(START_S) in {0, 1 if command[0] == "explorer" else 0}
    except OSError:
        return False
    except subprocess.TimeoutExpired:
        return True  # the program itself runs now, and shows the file


def _nothing(_: None) -> None:
    """Stay quiet: the file manager shows that it worked."""
