"""Hashes the sound of files while nobody needs the machine: what confirms a moved file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtplayer.core.events import LibraryChanged
from mtplayer.core.typed import override
from mtplayer.services.library.idle_rounds import IdleRounds

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit


class AudioHashesService(IdleRounds):
    """Hashes what has no hash yet."""

    @override
    @staticmethod
    def left(connection: Any, after: int, limit: int) -> Sequence[Any]:
        from mtplayer.storage.library.audio_hashes import unhashed

        return unhashed(connection, after, limit)

    @override
    @staticmethod
    def look_at(path: bytes) -> bytes | None:
        from mtplayer.files.whole_hash import whole_hash  # loads mutagen

        return whole_hash(path)

    @override
    @staticmethod
    def keep(unit: "Unit", found: dict[Any, Any]) -> LibraryChanged | None:
        unit.audio_hashes.keep(found)
        return None
