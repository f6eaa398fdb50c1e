"""Measures what a scan could only guess: an MP3 whose bitrate varies and that has no table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtplayer.core.events import LibraryChanged
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.library.idle_rounds import IdleRounds

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit


class TrueLengthsService(IdleRounds):
    """Walks the frames of such files soon after a scan; there are few of them."""

    first_after_ms = 3_000
    measured: TypedSignal[LibraryChanged] = signal()

    @override
    @staticmethod
    def left(connection: Any, after: int, limit: int) -> Sequence[Any]:
        from mtplayer.storage.library.lengths import guessed

        return guessed(connection, after, limit)

    @override
    @staticmethod
    def look_at(path: bytes) -> tuple[int, int] | None:
        from mtplayer.files.true_length import true_length  # loads mutagen

        return true_length(path)

    @override
    @staticmethod
    def keep(unit: "Unit", found: dict[Any, Any]) -> LibraryChanged | None:
        return unit.lengths.keep(found)

    @override
    def kept(self, change: LibraryChanged | None) -> None:
        if change is not None and change.updated:
            self.measured.emit(change)
