"""Covers chosen by hand, and the notebook of covers that were found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import CoversChanged
from mtplayer.core.library.artwork import pictured
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from mtplayer.core.ids import AlbumId, OperationId
    from mtplayer.core.library.artwork import FoundCover
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.library.artwork import ArtworkService
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.unit import Unit

Failed = Callable[[Exception], object]

# Scrolling finds some hundred covers: one transaction for all of them.
WRITE_AFTER_MS = 1000


class CoversService(QObject):
    """Stores a picture that somebody chose; the album keeps it until the choice is taken back.

    ``store`` keeps the picture of a file and returns its name; it blocks, so on a job.
    """

    changed: TypedSignal[CoversChanged] = signal()

    def __init__(
        self,
        artwork: ArtworkService,
        store: Callable[[str], str],
        storage: Storage,
        write: Jobs,
        files: Jobs,
        undo: UndoService,
        failed: Failed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._store = store
        self._storage = storage
        self._write = write
        self._files = files
        self._undo = undo
        self._failed = failed
        self._soon = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._soon.timeout.connect(self.write_found)
        undo.announce_with(CoversChanged, self._announce)

    def choose(self, album: AlbumId, path: str) -> None:
        """Let an album have the picture in a file."""
        self._files.run(lambda _: self._store(path), partial(self._stored, album), self._failed)

    def use_own(self, album: AlbumId) -> None:
        """Let an album have what is in its files or beside them."""
        self._run(partial(_use_own, album=album))

    def look_again(self, albums: set[AlbumId] | None = None) -> None:
        """Files or folders of these albums changed, or of any: show what is there now."""
        self.changed.emit(CoversChanged(albums=tuple(albums) if albums is not None else ()))

    def note_soon(self, _what: object = None) -> None:
        """Covers were looked for: write down before long what was found."""
        if not self._soon.isActive():
            self._soon.start()

    def write_found(self) -> None:
        """Write down what was found."""
        self._soon.stop()
        if found := self._artwork.take_found():
            self._write.run(lambda _: self._keep(found), lambda _: None, self._failed)

    def _keep(self, found: list[FoundCover]) -> None:
        self._storage.write(lambda unit: unit.artworks.keep(found, now_ms()))

    def _stored(self, album: AlbumId, name: str) -> None:
        self._run(partial(_choose, album=album, name=name))

    def _run(self, work: Callable[[Unit], tuple[CoversChanged, OperationId, str]]) -> None:
        def job(_: Token) -> tuple[CoversChanged, OperationId, str]:
            return self._storage.write(work)

        self._write.run(job, self._done, self._failed)

    def _done(self, result: tuple[CoversChanged, OperationId, str]) -> None:
        change, operation, label = result
        self._announce(change)
        self._undo.note(operation, label, offer=True)

    def _announce(self, change: CoversChanged) -> None:
        if change.albums:
            self._artwork.forget(change.albums)
            self.changed.emit(change)


def _choose(unit: Unit, album: AlbumId, name: str) -> tuple[CoversChanged, OperationId, str]:
    from mtplayer.storage.operations import COVER

    at, label = now_ms(), "Changed the cover" if pictured(album) is None else "Changed the picture"
    change, before = unit.artworks.choose(album, name, at)
    return change, unit.operations.log(COVER, label, before, at), label


def _use_own(unit: Unit, album: AlbumId) -> tuple[CoversChanged, OperationId, str]:
    from mtplayer.storage.operations import COVER

    at, label = now_ms(), "The album has its own cover again"
    if pictured(album) is not None:
        label = "A cover is the picture again"
    change, before = unit.artworks.use_own(album)
    return change, unit.operations.log(COVER, label, before, at), label
