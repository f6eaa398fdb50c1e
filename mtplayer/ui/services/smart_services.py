"""What the window asks of the service of smart playlists."""
# ruff: noqa: D102 - what each does is said where the service is

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping

    from mtplayer.core.events import SmartListsChanged
    from mtplayer.core.ids import PlaylistId
    from mtplayer.core.problems import NameTaken
    from mtplayer.core.queries.smart_lists import SmartList, SmartPreview
    from mtplayer.runtime.signals import BoundSignal


class SmartLists(Protocol):
    """Playlists that fill themselves."""

    @property
    def changed(self) -> BoundSignal[SmartListsChanged]: ...
    @property
    def counts(self) -> Mapping[PlaylistId, int]: ...
    def smart(self, playlist: int) -> SmartList | None: ...
    def preview(
        self,
        smart: SmartList,
        rows: int,
        done: Callable[[SmartPreview], object],
        *,
        asker: object = None,
    ) -> object: ...
    def ids(self, smart: SmartList, done: Callable[[array[int]], object]) -> object: ...
    def create(
        self,
        name: str,
        smart: SmartList,
        done: Callable[[PlaylistId], object] | None = None,
        *,
        parent: PlaylistId | None = None,
    ) -> object: ...
    def change(
        self,
        playlist: PlaylistId,
        name: str,
        smart: SmartList,
        refused: Callable[[NameTaken], object],
    ) -> object: ...
    def freeze(
        self, playlist: PlaylistId, done: Callable[[PlaylistId], object] | None = None
    ) -> object: ...
