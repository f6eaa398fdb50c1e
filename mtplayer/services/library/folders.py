"""The folders of the library: what they are, and how people set them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject

from mtplayer.core.events import FoldersChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from mtplayer.core.ids import FolderId, OperationId, VolumeId
    from mtplayer.core.library.library_state import FolderCounts, IgnoredPath, LibraryFolder
    from mtplayer.core.options import ScanMode
    from mtplayer.services.library.library import LibraryService
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.unit import Unit

    Listed = tuple[LibraryFolder, ...]

T = TypeVar("T")
# More than anybody reads; the rest comes up when these are let in again.
MOST_IGNORED: Final = 500


class FoldersService(QObject):
    """Keeps the list of folders; ``changed`` with all of them whenever one is not as it was."""

    changed: TypedSignal[Listed] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        read: Jobs,
        library: LibraryService,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._read = read
        self._library = library
        self._undo = undo
        self._failed = failed
        self._folders: Listed = ()
        self._loading = Token()
        undo.announce_with(FoldersChanged, self.announce)

    @property
    def folders(self) -> Listed:
        """What is known; ``load`` asks anew."""
        return self._folders

    def load(self, _event: object = None) -> None:
        """Read the folders; ``changed`` follows, also when none is another."""
        self._loading.cancel()
        database: Path = self._storage.database

        def work(_: Token) -> tuple[LibraryFolder, ...]:
            from mtplayer.storage.library import library_state

            return tuple(library_state.folders(database))

        self._loading = self._read.run(work, self._loaded, self._failed)

    def count(self, done: Callable[[Mapping[FolderId, FolderCounts]], object]) -> Token:
        """Find how many files each folder has."""
        database = self._storage.database

        def work(_: Token) -> Mapping[FolderId, FolderCounts]:
            from mtplayer.storage.library import library_state

            return library_state.folder_counts(database)

        return self._read.run(work, done, self._failed)

    def set_mode(self, folder: FolderId, mode: ScanMode) -> None:
        """Look through a folder at other times."""
        self._change(lambda unit: unit.folders.set_mode(folder, mode))

    def set_cadence(self, folder: FolderId, minutes: int) -> None:
        """Look through a folder every so many minutes; 0 leaves it to the program."""
        self._change(lambda unit: unit.folders.set_cadence(folder, minutes))

    def set_enabled(self, folder: FolderId, *, enabled: bool) -> None:
        """Let a folder rest, or look through it again."""
        self._change(lambda unit: unit.folders.set_enabled(folder, enabled=enabled))

    def reach(
        self,
        volumes: Iterable[tuple[VolumeId, bytes | None]],
        folders: Iterable[tuple[FolderId, bool]],
        *,
        until_now: bool = False,
    ) -> None:
        """Note what came into reach and what left it, ``until_now`` if that was a moment ago."""
        at, volumes, folders = now_ms(), tuple(volumes), tuple(folders)
        self._change(lambda unit: unit.folders.reach(volumes, folders, at, until_now=until_now))

    def list_ignored(self, done: Callable[[Sequence[IgnoredPath]], object]) -> Token:
        """Find what scans pass over."""
        database = self._storage.database

        def work(_: Token) -> Sequence[IgnoredPath]:
            from mtplayer.storage.library import library_state

            return library_state.ignored_paths(database, MOST_IGNORED)

        return self._read.run(work, done, self._failed)

    def stop_ignoring(self, paths: Sequence[IgnoredPath], done: Callable[[], object]) -> None:
        """Let scans find these again; ``done`` when the library knows."""
        ids = [path.id for path in paths]

        def finish(event: FoldersChanged) -> None:
            self.announce(event)
            done()

        self._write.run(
            lambda _: self._storage.write(lambda unit: unit.folders.stop_ignoring(ids)),
            finish,
            self._failed,
        )

    def take_out(self, folder: FolderId, *, with_tracks: bool) -> None:
        """Have a folder in the library no more; files stay, and undo brings everything back."""
        name = next((found.name for found in self._folders if found.id == folder), "")

        def work(unit: Unit) -> tuple[FoldersChanged, OperationId, str]:
            return _take_out(unit, folder, name, with_tracks=with_tracks)

        large = "removal" if with_tracks else ""
        self._write.run(
            lambda _: self._storage.write(work, large=large), self._taken_out, self._failed
        )

    def _taken_out(self, result: tuple[FoldersChanged, OperationId, str]) -> None:
        event, operation, label = result
        self.announce(event)
        self._undo.note(operation, label, offer=True)

    def _change(self, work: Callable[[Unit], FoldersChanged]) -> None:
        self._write.run(lambda _: self._storage.write(work), self.announce, self._failed)

    def announce(self, event: FoldersChanged) -> None:
        """Tell everyone of a committed change to folders."""
        if event.library is not None:
            self._library.announce(event.library)
        self.load()

    def _loaded(self, folders: Listed) -> None:
        self._folders = folders
        self.changed.emit(folders)


def _take_out(
    unit: Unit, folder: FolderId, name: str, *, with_tracks: bool
) -> tuple[FoldersChanged, OperationId, str]:
    from mtplayer.storage.operations import FOLDER

    at = now_ms()
    event, taken_out = unit.folders.take_out(folder, at, with_tracks=with_tracks)
    label = f"Removed “{name}”"
    operation = unit.operations.log(FOLDER, label, taken_out._asdict(), at)
    return event, operation, label
