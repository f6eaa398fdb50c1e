"""Disks that can be plugged in and pulled out: real file systems where a test may mount some."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_MB = 1024 * 1024


def may_mount() -> bool:
    """Whether this process may mount a disk: not in most containers."""
    tools = all(shutil.which(tool) for tool in ("mount", "umount", "mkfs.ext4"))
    return tools and os.geteuid() == 0 and Path("/dev/loop-control").exists()


class Disk:
    """A file system in a file."""

    def __init__(self, image: Path, megabytes: int = 16) -> None:
        self._image = image
        self._at: Path | None = None
        with image.open("wb") as file:
            file.truncate(megabytes * _MB)
        _run("mkfs.ext4", "-q", str(image))

    def plug_in(self, at: Path) -> Path:
        """Mount it at a folder, which is made if it is not there."""
        at.mkdir(parents=True, exist_ok=True)
        _run("mount", "-o", "loop", str(self._image), str(at))
        self._at = at
        return at

    def pull_out(self) -> None:
        """Unmount it as a cable does, whoever still reads from it; the mount point stays."""
        if self._at is not None:
            _run("umount", "-l", str(self._at))
            self._at = None


class SmallDisk:
    """A disk that is soon full."""

    def __init__(self, at: Path, kilobytes: int) -> None:
        at.mkdir(parents=True, exist_ok=True)
        self._at = at
        _run("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "test", str(at))

    def grow(self, kilobytes: int) -> None:
        """Let it hold more."""
        _run("mount", "-o", f"remount,size={kilobytes}k", str(self._at))

    def close_for_writing(self) -> None:
        """Let it be read only."""
        _run("mount", "-o", "remount,ro", str(self._at))

    def pull_out(self) -> None:
        """Forget it."""
        _run("umount", "-l", str(self._at))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
