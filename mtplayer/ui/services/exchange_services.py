"""What the window asks of the services that bring lists in and out."""
# ruff: noqa: D102 - what each does is said where the services are

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mtplayer.core.exchange.foreign_library import ForeignReport, Player
    from mtplayer.core.ids import PlaylistId
    from mtplayer.core.lists.list_files import ListFormat
    from mtplayer.core.lists.list_import import ListImport
    from mtplayer.core.lists.playlists import PlaylistRow
    from mtplayer.core.problems import Problem


class Exchange(Protocol):
    """Playlist files."""

    def look(
        self,
        sources: Sequence[str],
        done: Callable[[Sequence[ListImport], Sequence[Problem]], object],
    ) -> object: ...
    def take(
        self,
        imports: Sequence[ListImport],
        *,
        replace: bool = False,
        done: Callable[[Sequence[PlaylistId]], object] | None = None,
    ) -> object: ...
    def export(
        self,
        name: str,
        path: str,
        kind: ListFormat,
        *,
        relative: bool,
        playlist: PlaylistId | None = None,
        tracks: Sequence[int] = (),
        done: Callable[[int], object] | None = None,
        refused: Callable[[Problem], object] | None = None,
    ) -> object: ...
    def export_library(
        self, path: str, *, done: Callable[[int], object], refused: Callable[[Problem], object]
    ) -> object: ...


class Foreign(Protocol):
    """What other players knew."""

    def find(self, done: Callable[[dict[Player, Path]], object]) -> object: ...
    def begin(
        self,
        player: Player,
        path: Path,
        done: Callable[[ForeignReport], object],
        refused: Callable[[Problem], object],
        *,
        dry_run: bool = False,
    ) -> object: ...


class ListExchange(Protocol):
    """Asks in the window what comes in, and where something goes."""

    def choose_files(self) -> object: ...
    def take_in(self, paths: Sequence[str]) -> object: ...
    def ask_where(self, row: PlaylistRow) -> object: ...
    def ask_where_tracks(self, name: str, tracks: Sequence[int]) -> object: ...
