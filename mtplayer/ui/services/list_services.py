"""What the window asks of the services that keep lists."""
# ruff: noqa: D102 - what each does is said where the services are

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping, Sequence

    from mtplayer.core.ids import PlaylistId
    from mtplayer.core.lists.playlists import (
        Added,
        Compared,
        EntryTags,
        PlaylistChange,
        PlaylistEntries,
        PlaylistFacts,
        PlaylistKind,
        PlaylistQuery,
        PlaylistRow,
        Revision,
    )
    from mtplayer.core.problems import NameTaken
    from mtplayer.runtime.signals import BoundSignal


T = TypeVar("T")


class PlaylistReads(Protocol):
    """Questions about playlists; the answers come later."""

    def deleted(self, done: Callable[[tuple[PlaylistRow, ...]], object]) -> object: ...
    def entries(
        self,
        query: PlaylistQuery,
        done: Callable[[PlaylistEntries], object],
        *,
        asker: object = None,
    ) -> object: ...
    def facts(
        self,
        playlist: PlaylistId,
        done: Callable[[PlaylistFacts], object],
        *,
        asker: object = None,
    ) -> object: ...
    def tracks(
        self, playlists: Sequence[PlaylistId], done: Callable[[array[int]], object]
    ) -> object: ...
    def revisions(
        self,
        playlist: PlaylistId,
        done: Callable[[tuple[Revision, ...]], object],
        *,
        before: int | None = None,
    ) -> object: ...
    def compare(
        self,
        playlist: PlaylistId,
        revision: int,
        done: Callable[[Compared], object],
        *,
        asker: object = None,
    ) -> object: ...
    def aside(self, work: Callable[[], T], done: Callable[[T], object]) -> object: ...
    def tags(
        self, entries: Sequence[int], done: Callable[[tuple[EntryTags, ...]], object]
    ) -> object: ...


class PlaylistPictures(Protocol):
    """Pictures chosen for playlists."""

    def choose(self, playlist: PlaylistId, path: str) -> object: ...
    def load(
        self, name: str, make: Callable[[bytes], T], done: Callable[[T | None], object]
    ) -> object: ...


class Playlists(Protocol):
    """Lists that people make."""

    @property
    def changed(self) -> BoundSignal[PlaylistChange]: ...
    @property
    def added(self) -> BoundSignal[Added]: ...
    @property
    def reads(self) -> PlaylistReads: ...
    @property
    def rows(self) -> tuple[PlaylistRow, ...]: ...
    def row(self, playlist: int) -> PlaylistRow | None: ...
    def load(self) -> object: ...
    def create(
        self,
        name: str = "",
        *,
        kind: PlaylistKind = ...,
        parent: PlaylistId | None = None,
        rules: str | None = None,
        tracks: Sequence[int] = (),
        done: Callable[[PlaylistId], object] | None = None,
        offer: bool = False,
    ) -> object: ...
    def duplicate(
        self, playlist: PlaylistId, done: Callable[[PlaylistId], object] | None = None
    ) -> object: ...
    def rename(
        self, playlist: PlaylistId, name: str, refused: Callable[[NameTaken], object]
    ) -> object: ...
    def delete(self, playlists: Sequence[PlaylistId], *, offer: bool = True) -> object: ...
    def bring_back(self, playlists: Sequence[PlaylistId]) -> object: ...
    def put(
        self,
        playlists: Sequence[PlaylistId],
        parent: PlaylistId | None,
        before: PlaylistId | None = None,
    ) -> object: ...
    def describe(self, playlist: PlaylistId, note: str) -> object: ...
    def set_rules(self, playlist: PlaylistId, rules: str) -> object: ...
    def set_picture(self, playlist: PlaylistId, artwork: int | None) -> object: ...
    def add(
        self,
        playlist: PlaylistId,
        tracks: Sequence[int],
        *,
        before: int | None = None,
        anyway: bool = False,
        done: Callable[[Added], object] | None = None,
    ) -> object: ...
    def remove(self, playlist: PlaylistId, entries: Sequence[int]) -> object: ...
    def move(
        self, playlist: PlaylistId, entries: Sequence[int], before: int | None = None
    ) -> object: ...
    def clear(self, playlist: PlaylistId) -> object: ...
    def replace(self, playlist: PlaylistId, tracks: Sequence[int]) -> object: ...
    def note(self, playlist: PlaylistId, notes: Mapping[int, str]) -> object: ...
    def restore(
        self, playlist: PlaylistId, revision: int, entries: Sequence[int] | None = None
    ) -> object: ...
