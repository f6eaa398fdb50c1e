"""Albums and artists as pages ask for them: on read jobs, the newest question of each page."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from mtplayer.core.ids import AlbumId, ArtistId
    from mtplayer.core.library.albums import AlbumFacts, AlbumList, AlbumQuery
    from mtplayer.core.library.artists import ArtistList, ArtistPage, ArtistQuery
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.readers import Reader, Readers

T = TypeVar("T")


class BrowseService(QObject):
    """Answers on the UI thread; whoever asks again is only answered the second time."""

    def __init__(
        self,
        readers: Readers,
        read: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._readers = readers
        self._read = read
        self._failed = failed
        self._asked: dict[object, Token] = {}

    def albums(
        self, query: AlbumQuery, done: Callable[[AlbumList], object], *, asker: object
    ) -> Token:
        """Find the albums of a query in order."""
        return self._newest(("albums", asker), lambda reader: reader.albums.ids(query), done)

    def artists(
        self, query: ArtistQuery, done: Callable[[ArtistList], object], *, asker: object
    ) -> Token:
        """Find the album artists of a query in order."""
        return self._newest(("artists", asker), lambda reader: reader.artists.ids(query), done)

    def count_artists(self, done: Callable[[int], object], *, asker: object) -> Token:
        """Find how many album artists there are."""
        return self._newest(("count", asker), lambda reader: reader.artists.count(), done)

    def album_facts(
        self, album: AlbumId, done: Callable[[AlbumFacts], object], *, asker: object
    ) -> Token:
        """Find what an opened album tells."""
        return self._newest(("facts", asker), lambda reader: reader.albums.facts(album), done)

    def artist_page(
        self, artist: ArtistId, done: Callable[[ArtistPage | None], object], *, asker: object
    ) -> Token:
        """Find everything about an artist."""
        return self._newest(("page", asker), lambda reader: reader.artists.page(artist), done)

    def album_tracks(self, albums: Sequence[int], done: Callable[[array[int]], object]) -> Token:
        """Find the tracks of albums, album after album."""
        return self._ask(lambda reader: reader.albums.tracks(albums), done)

    def artist_tracks(self, artist: ArtistId, done: Callable[[array[int]], object]) -> Token:
        """Find all tracks of an artist."""
        return self._ask(lambda reader: reader.artists.tracks(artist), done)

    def album_of(self, track: int, done: Callable[[AlbumId | None], object]) -> Token:
        """Find the album of a track."""
        return self._ask(lambda reader: reader.albums.album_of(track), done)

    def artist_of(self, track: int, done: Callable[[ArtistId | None], object]) -> Token:
        """Find by whom a track is."""
        return self._ask(lambda reader: reader.artists.of_track(track), done)

    def _newest(
        self, key: object, ask: Callable[[Reader], T], done: Callable[[T], object]
    ) -> Token:
        if (before := self._asked.pop(key, None)) is not None:
            before.cancel()
        token = self._asked[key] = self._ask(ask, done)
        return token

    def _ask(self, ask: Callable[[Reader], T], done: Callable[[T], object]) -> Token:
        def work(token: Token) -> T:
            with self._readers.lent(token) as reader:
                return ask(reader)

        # As what is typed: somebody looks at the page and waits.
        return self._read.run(work, done, self._failed, priority=2)
