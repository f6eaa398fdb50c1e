"""What pages ask about albums that are one, and about files as the disk has them."""
# ruff: noqa: D102 - what each does is said where the services are

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtplayer.core.events import Notice
    from mtplayer.core.ids import AlbumId, ArtistId
    from mtplayer.core.library.folder_tree import OtherFile
    from mtplayer.runtime.signals import BoundSignal


class Duplicates(Protocol):
    """Tracks that are one recording."""

    def merge(self, ids: Sequence[int]) -> object: ...


class Editions(Protocol):
    """Albums joined and parted by hand."""

    @property
    def notice(self) -> BoundSignal[Notice]: ...
    def merge(self, albums: Sequence[AlbumId], into: AlbumId) -> object: ...
    def split(self, album: AlbumId) -> object: ...
    def merge_artists(self, artists: Sequence[ArtistId], into: ArtistId) -> object: ...
    def part_artist(self, artist: ArtistId, spelling: str) -> object: ...


class FileManager(Protocol):
    """The desktop's view of files."""

    def others(
        self,
        folder: bytes,
        known: frozenset[bytes],
        done: Callable[[Sequence[OtherFile]], object],
    ) -> object: ...
    def open(self, path: bytes) -> object: ...
    def show(self, path: bytes) -> object: ...
