"""What can be done to albums and artists, wherever they are shown."""

import random
from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.services.services import Services
from mtplayer.ui.views import OneOf, View, name_of

Do = Callable[["array[int]"], object]


class AlbumActions(QObject):
    """Finds the tracks of what is meant, then does to them what can be done to tracks."""

    def __init__(
        self, services: Services, tracks: TrackActions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._tracks = tracks

    def play(self, albums: Sequence[int]) -> None:
        """Play albums from the first track."""
        self.with_tracks(albums, partial(self.play_tracks, source=_albums(albums)))

    def shuffle(self, albums: Sequence[int]) -> None:
        """Play the tracks of albums in an order of chance."""
        self.with_tracks(albums, partial(self.play_shuffled, source=_albums(albums)))

    def play_next(self, albums: Sequence[int]) -> None:
        """Play albums right after what plays now."""
        self.with_tracks(albums, self._tracks.play_next)

    def add_to_queue(self, albums: Sequence[int]) -> None:
        """Play albums after all that is queued."""
        self.with_tracks(albums, self._tracks.add_to_queue)

    def toggle_like(self, albums: Sequence[int]) -> None:
        """Give all their tracks a heart, or take it if all have one."""
        self.with_tracks(albums, self._tracks.toggle_like)

    def go_to_artist_of(self, albums: Sequence[int]) -> None:
        """Show the page of the artist of the first album."""
        if albums:
            self._services.browse.album_facts(
                AlbumId(albums[0]), lambda facts: self.go_to_artist(facts.artist), asker=self
            )

    def go_to_artist(self, artist: int | None) -> None:
        """Show the page of an artist."""
        if artist is not None:
            self._services.go(OneOf(View.ARTIST, artist))

    def play_artist(self, artist: ArtistId) -> None:
        """Play everything of an artist."""
        play = partial(self.play_tracks, source=name_of(OneOf(View.ARTIST, artist)))
        self._services.browse.artist_tracks(artist, play)

    def shuffle_artist(self, artist: ArtistId) -> None:
        """Play everything of an artist in an order of chance."""
        play = partial(self.play_shuffled, source=name_of(OneOf(View.ARTIST, artist)))
        self._services.browse.artist_tracks(artist, play)

    def with_artist(self, artist: ArtistId, do: Do) -> None:
        """Do something to all tracks of an artist."""
        self._services.browse.artist_tracks(artist, do)

    def with_tracks(self, albums: Sequence[int], do: Do) -> None:
        """Do something to the tracks of albums."""
        if albums:
            self._services.browse.album_tracks(albums, do)

    def play_tracks(self, ids: "array[int]", source: str) -> None:
        """Play these from the first one."""
        if ids:
            self._tracks.play(ids, 0, source)

    def play_shuffled(self, ids: "array[int]", source: str) -> None:
        """Play these in an order of chance."""
        if ids:
            self._services.queue.set_shuffle(on=True)
            first = random.randrange(len(ids))  # noqa: S311 - no secret
            self._tracks.play(ids, first, source)


def _albums(albums: Sequence[int]) -> str:
    """Return where the queue then comes from: the album, or all of them."""
    return name_of(OneOf(View.ALBUM, albums[0])) if len(albums) == 1 else View.ALBUMS.value
