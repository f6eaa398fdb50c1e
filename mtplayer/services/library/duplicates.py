"""Makes one track of several that are the same recording, when somebody asks for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import OperationId
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.clock import now_ms
from mtplayer.services.library.library import LibraryService
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.library.audio_hashes import Unhashed
    from mtplayer.storage.unit import Unit

Done = tuple[LibraryChanged, OperationId, str]


class DuplicatesService(QObject):
    """Compares all the sound of files first, and adds up their history if it is equal."""

    def __init__(
        self,
        storage: Storage,
        jobs: Jobs,
        write: Jobs,
        library: LibraryService,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._jobs = jobs
        self._write = write
        self._library = library
        self._undo = undo
        self._failed = failed

    def merge(self, ids: Sequence[int]) -> None:
        """Make one track of these, or tell why they are not one. Files stay where they are."""
        tracks = tuple(ids)

        def hash_them(token: Token) -> "dict[Unhashed, bytes]":
            return _hashes(self._storage, tracks, token)

        def write(hashes: "dict[Unhashed, bytes]") -> None:
            self._write.run(
                lambda _: self._storage.write(
                    lambda unit: _merge(unit, tracks, hashes), large="merge"
                ),
                self._merged,
                self._failed,
            )

        self._jobs.run(hash_them, write, self._failed)

    def _merged(self, done: Done) -> None:
        change, operation, label = done
        self._library.announce(change)
        self._undo.note(operation, label, offer=True)


def _hashes(storage: Storage, tracks: Sequence[int], token: Token) -> "dict[Unhashed, bytes]":
    from mtplayer.files.whole_hash import whole_hash
    from mtplayer.storage.library.duplicates import unhashed

    with storage.read() as connection:
        waiting = unhashed(connection, tracks)
    hashes: dict[Unhashed, bytes] = {}
    for file in waiting:
        token.check()
        if (found := whole_hash(file.path)) is not None:
            hashes[file] = found
    return hashes


def _merge(unit: "Unit", tracks: Sequence[int], hashes: "dict[Unhashed, bytes]") -> Done:
    from mtplayer.storage.operations import MERGE

    unit.audio_hashes.keep(hashes)
    at = now_ms()
    change, merged = unit.duplicates.merge(tracks, at)
    label = f"Merged {len(merged.removed.tracks) + 1:,} equal tracks into one"
    inverse = {**merged._asdict(), "removed": merged.removed._asdict()}
    return change, unit.operations.log(MERGE, label, inverse, at), label
