"""Notices at once when a disk, a share or a folder comes into reach or leaves it."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtplayer.core.library.library_state import LibraryFolder

    Listed = tuple[LibraryFolder, ...]

    from mtplayer.core.ids import FolderId, VolumeId
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.runtime.signals import BoundSignal

# One look costs 50 µs and a stat of each folder.
EVERY_MS: Final = 2_000
MOUNTS: Final = Path("/proc/self/mountinfo")


class Folders(Protocol):
    """The folders of the library."""

    @property
    def changed(self) -> BoundSignal[Listed]:
        """One is not as it was."""
        ...

    def reach(
        self,
        volumes: Iterable[tuple[VolumeId, bytes | None]],
        folders: Iterable[tuple[FolderId, bool]],
        *,
        until_now: bool = False,
    ) -> object:
        """Note what came into reach and what left it, ``until_now`` if that was a moment ago."""
        ...


@record
class Reach:
    """What is not as the library has it."""

    volumes: tuple[tuple[VolumeId, bytes | None], ...] = ()
    folders: tuple[tuple[FolderId, bool], ...] = ()
    filled: frozenset[FolderId] = field(default=frozenset(), compare=False)
    """Those that have something in them now, or had when they were looked at before."""


class VolumeWatch(QObject):
    """Looks every two seconds, on a thread of its own: a share that is gone answers late."""

    def __init__(
        self,
        folders: Folders,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        mounts: Path = MOUNTS,
    ) -> None:
        super().__init__(parent)
        self._service = folders
        self._jobs = jobs
        self._failed = failed
        self._mounts = mounts
        self._folders: Listed = ()
        self._asking: Token | None = None
        self._has_looked = False
        self._filled: frozenset[FolderId] = frozenset()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        folders.changed.connect(self._take)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    @property
    def asking(self) -> bool:
        """Whether the disk has not answered yet."""
        return self._asking is not None

    def look(self) -> None:
        """Look now, unless the last look still waits for an answer."""
        if self._asking is not None or not self._folders:
            return
        folders, mounts, filled = self._folders, self._mounts, self._filled
        self._asking = self._jobs.run(
            lambda _: compare(folders, mounts, filled), self._found, self._fail
        )

    def _take(self, folders: Listed) -> None:
        self._folders = folders

    def _found(self, reach: Reach) -> None:
        self._asking, self._filled = None, reach.filled
        # What is gone at the first look may be gone for days.
        until_now, self._has_looked = self._has_looked, True
        if reach.volumes or reach.folders:
            # Until the library has it: the same is not to be found twice.
            self._folders = ()
            self._service.reach(reach.volumes, reach.folders, until_now=until_now)

    def _fail(self, error: Exception) -> None:
        self._asking = None
        self._failed(error)


def compare(
    folders: Listed, mounts: Path = MOUNTS, filled: frozenset[FolderId] = frozenset()
) -> Reach:
    """Compare what the library has with what is mounted and there. Asks the disk.

    A folder that is empty did not come back, and one of ``filled`` that is empty now is away: that
    is how the place of a disk looks. A new one may be empty.
    """
    from mtplayer.files.presence import Standing, standing
    from mtplayer.files.volumes import Volumes, below

    found = Volumes(mounts)
    volumes: dict[VolumeId, bytes | None] = {}
    reached: list[tuple[FolderId, bool]] = []
    seen = set(filled)
    for folder in folders:
        volume = folder.volume
        mount: bytes | None = volume.mount_path
        if found.knows_mounts():
            facts = found.by_key(volume.key)
            mount = facts.mount_path if facts else None
        if (mount is not None) != volume.online or mount not in (None, volume.mount_path):
            volumes[volume.id] = mount
        if mount is None:
            continue
        stands = standing(mount.rstrip(b"/") + b"/" + below(volume.mount_path, folder.path))
        there = stands is Standing.FILLED
        if stands is Standing.EMPTY:
            there = folder.there and folder.id not in filled
        elif there:
            seen.add(folder.id)
        if there != folder.there:
            reached.append((folder.id, there))
    return Reach(volumes=tuple(volumes.items()), folders=tuple(reached), filled=frozenset(seen))
