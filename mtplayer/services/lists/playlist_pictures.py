"""Pictures that somebody chose for playlists, instead of the covers of their albums."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mtplayer.services.clock import now_ms
from mtplayer.services.lists import playlist_changes as changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtplayer.core.ids import PlaylistId
    from mtplayer.files.picture_store import PictureStore
    from mtplayer.runtime.jobs import Jobs
    from mtplayer.services.lists.playlist_changes import Logged
    from mtplayer.services.lists.playlists import PlaylistsService
    from mtplayer.storage.unit import Unit

T = TypeVar("T")


class PlaylistPictures:
    """Files are read by file jobs; what is chosen is a change of the playlist, which undo knows."""

    def __init__(
        self,
        store: PictureStore,
        files: Jobs,
        playlists: PlaylistsService,
        failed: Callable[[Exception], object],
    ) -> None:
        self._store = store
        self._files = files
        self._playlists = playlists
        self._failed = failed

    def choose(self, playlist: PlaylistId, path: str) -> None:
        """Let a playlist have the picture in a file."""
        self._files.run(
            lambda _: self._store.save_file(path), partial(self._stored, playlist), self._failed
        )

    def load(
        self, name: str, make: Callable[[bytes], T], done: Callable[[T | None], object]
    ) -> None:
        """Read a picture and make something of it, both on a job; None if it is not there."""

        def work(_: object) -> T | None:
            content = self._store.load(name)
            return None if content is None else make(content)

        self._files.run(work, done, self._failed)

    def _stored(self, playlist: PlaylistId, name: str) -> None:
        def change(unit: Unit) -> Logged:
            picture = unit.artworks.chosen(name, now_ms())
            return changes.describe(playlist, {"artwork_id": picture})(unit)

        self._playlists.run(change)
