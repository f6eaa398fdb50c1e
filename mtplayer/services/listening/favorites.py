"""Hearts and stars."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.events import FavoritesChanged, LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.library.library import LibraryService
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.core.ids import OperationId
    from mtplayer.storage.unit import Unit

MAXIMUM_RATING = 100


class FavoritesService(QObject):
    """Likes and rates tracks, any number at once; every change can be taken back."""

    changed: TypedSignal[FavoritesChanged] = signal()

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
        undo.announce_with(FavoritesChanged, self._announce)

    def set_liked(self, ids: Sequence[int], *, liked: bool) -> None:
        """Give tracks a heart, or take it away."""
        self._like(ids, lambda _: liked)

    def toggle(self, ids: Sequence[int]) -> None:
        """Give all a heart unless all have one."""
        self._like(ids, lambda unit: not unit.favorites.all_liked(ids))

    def rate(self, ids: Sequence[int], rating: int | None) -> None:
        """Rate tracks from 0 to 100 (half a star is 10); None takes the rating away.

        Raises ValueError for a rating outside.
        """
        if rating is not None and not 0 <= rating <= MAXIMUM_RATING:
            raise ValueError(f"a rating of {rating} is not in 0-{MAXIMUM_RATING}")
        tracks = tuple(ids)

        def work(_: Token) -> "tuple[LibraryChanged, OperationId | None, str]":
            return self._storage.write(lambda unit: _rate(unit, tracks, rating))

        self._write.run(work, self._rated, self._failed)

    def _like(self, ids: Sequence[int], decide: "Callable[[Unit], bool]") -> None:
        tracks = tuple(ids)

        def work(_: Token) -> "tuple[FavoritesChanged, OperationId | None, str]":
            return self._storage.write(lambda unit: _like(unit, tracks, liked=decide(unit)))

        self._write.run(work, self._liked, self._failed)

    def _liked(self, result: "tuple[FavoritesChanged, OperationId | None, str]") -> None:
        change, operation, label = result
        self._announce(change)
        # One heart is its own undo button; many deserve one.
        many = len(change.added) + len(change.removed) > 1
        if operation is not None:
            self._undo.note(operation, label, offer=many)

    def _rated(self, result: "tuple[LibraryChanged, OperationId | None, str]") -> None:
        change, operation, label = result
        self._library.announce(change)
        if operation is not None:
            self._undo.note(operation, label, offer=len(change.updated) > 1)

    def _announce(self, change: FavoritesChanged) -> None:
        if change.added or change.removed:
            self.changed.emit(change)


def _like(
    unit: "Unit", tracks: tuple[int, ...], *, liked: bool
) -> "tuple[FavoritesChanged, OperationId | None, str]":
    from mtplayer.storage.operations import LIKE

    at = now_ms()
    change, before = unit.favorites.set_liked(tracks, at if liked else None)
    label = _counted("Liked" if liked else "No longer liked:", len(before))
    operation = unit.operations.log(LIKE, label, before, at) if before else None
    return change, operation, label


def _rate(
    unit: "Unit", tracks: tuple[int, ...], rating: int | None
) -> "tuple[LibraryChanged, OperationId | None, str]":
    from mtplayer.storage.operations import RATE

    at = now_ms()
    change, before = unit.favorites.rate(tracks, rating)
    label = _counted("Rated", len(before))
    operation = unit.operations.log(RATE, label, before, at) if before else None
    return change, operation, label


def _counted(verb: str, count: int) -> str:
    return f"{verb} 1 track" if count == 1 else f"{verb} {count:,} tracks"
