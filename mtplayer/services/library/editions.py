"""Albums joined and parted by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged, Notice
from mtplayer.core.library.parting import SpellingsParted
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from mtplayer.core.ids import AlbumId, ArtistId, OperationId
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.library.library import LibraryService
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.library.editions import Arrangement
    from mtplayer.storage.unit import Unit

    Result = tuple[LibraryChanged | SpellingsParted, OperationId | None, str]


class EditionsService(QObject):
    """Joins albums that are one, parts one that is several; every decision can be taken back."""

    notice: TypedSignal[Notice] = signal()
    stale: TypedSignal[tuple[bytes, ...]] = signal()
    """Files in these directories have to be read again."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        library: LibraryService,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._library = library
        self._undo = undo
        self._failed = failed
        undo.announce_with(SpellingsParted, self._announce)

    def merge(self, albums: Sequence[AlbumId], into: AlbumId) -> None:
        """Let the tracks of all these albums be in one of them, also after the next scan."""
        self._run(partial(_merge, albums=tuple(albums), into=into))

    def split(self, album: AlbumId) -> None:
        """Take back what was joined here; an album that nobody joined parts by its folders."""
        self._run(partial(_split, album=album))

    def merge_artists(self, artists: Sequence[ArtistId], into: ArtistId) -> None:
        """Credit one artist wherever these spellings are, also after the next scan."""
        self._run(partial(_merge_artists, artists=tuple(artists), into=into))

    def part_artist(self, artist: ArtistId, spelling: str) -> None:
        """Let a name that was merged into an artist be one of its own again."""
        self._run(partial(_part_artist, artist=artist, spelling=spelling))

    def _announce(self, event: SpellingsParted) -> None:
        self._library.announce(event.library)
        if event.directories:
            self.stale.emit(event.directories)

    def _run(self, work: Callable[[Unit], Result]) -> None:
        def job(_: Token) -> Result:
            return self._storage.write(work, large="merge")

        self._write.run(job, self._done, self._failed)

    def _done(self, result: Result) -> None:
        change, operation, label = result
        if operation is None:
            self.notice.emit(Notice(text=label))
            return
        if isinstance(change, SpellingsParted):
            self._announce(change)
        else:
            self._library.announce(change)
        self._undo.note(operation, label, offer=True)


def _merge(unit: Unit, albums: tuple[AlbumId, ...], into: AlbumId) -> Result:
    at = now_ms()
    change, before = unit.editions.merge(albums, into, at)
    if before is None:
        return change, None, "These are one album already"
    label = f"Merged {len({*albums, into})} editions"
    return change, _logged(unit, label, before, at), label


def _merge_artists(unit: Unit, artists: tuple[ArtistId, ...], into: ArtistId) -> Result:
    from mtplayer.storage.operations import SPELLINGS

    at = now_ms()
    change, before = unit.spellings.merge(artists, into, at)
    if before is None:
        return change, None, "They are one artist already"
    label = f"Merged {len({*artists, into})} spellings"
    return change, unit.operations.log(SPELLINGS, label, before, at), label


def _part_artist(unit: Unit, artist: ArtistId, spelling: str) -> Result:
    from mtplayer.storage.operations import PARTING

    event, parting = unit.spellings.part(artist, spelling)
    if parting is None:
        return event, None, "It is an artist of its own already"
    label = f"Parted “{unit.spellings.name(spelling)}”"
    return event, unit.operations.log(PARTING, label, parting, now_ms()), label


def _split(unit: Unit, album: AlbumId) -> Result:
    at = now_ms()
    change, before = unit.editions.split(album, at)
    if before is None:
        return change, None, "All its tracks lie in one folder and name one album"
    return change, _logged(unit, "Split the album", before, at), "Split the album"


def _logged(unit: Unit, label: str, before: Arrangement, at: int) -> OperationId:
    from mtplayer.storage.operations import EDITIONS

    return unit.operations.log(EDITIONS, label, before, at)
