"""The page of one genre: its albums, and the way to its tracks."""

from collections.abc import Sequence

from mtplayer.core.library.albums import AlbumQuery, AlbumSort
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.library.tracks import Scope, Totals, TrackQuery
from mtplayer.core.queries import query_text
from mtplayer.core.queries.facets import Narrowing
from mtplayer.core.queries.query import Op, Term
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.albums import AlbumsPage
from mtplayer.ui.albums.grid_header import AS_ROWS
from mtplayer.ui.pages.page_parts import PageParts


class GenrePage(AlbumsPage):
    """The albums that have a track of one genre; as a list, its tracks."""

    def __init__(self, parts: PageParts) -> None:
        self._genre, self._is_named = 0, True
        self._totals: Totals | None = None
        super().__init__(parts)

    @override
    def show_one(self, of: int) -> None:
        if of != self._genre:
            self._genre, self._totals = of, None
            self.title, self._is_named = "", False
            self._stale = True
        self._services.library.genres(self._named)

    @property
    @override
    def waiting(self) -> bool:
        return super().waiting or not self._is_named

    @override
    def look(self) -> None:
        tracks = TrackQuery(text=self.text, within=Narrowing(genres=(self._genre,)))
        query = AlbumQuery(tracks=tracks, sort=AlbumSort(self.sort))
        self._services.browse.albums(query, self._found, asker=self)
        self._services.library.totals(tracks, self._counted_up, asker=self)

    @override
    def counts(self, shown: int) -> tuple[str, str]:
        albums = text.albums(shown)
        if self._totals is None:
            return albums, albums
        length = text.long_length(self._totals.duration_ms)
        return f"{text.tracks(self._totals.tracks)} · {albums} · {length}", albums

    @override
    def reach(self) -> str:
        return text.tr("empty", "The search looks only at this genre.")

    @override
    def _show_as(self, mode: int) -> None:
        if mode == AS_ROWS:
            self._services.go(Scope.TRACKS)
            self._field.set_text(query_text.text(Term(Field.GENRE, Op.IS, self.title)))

    def _named(self, tiles: Sequence[GenreTile]) -> None:
        self._is_named = True
        self.title = next((tile.name for tile in tiles if tile.id == self._genre), "")
        self._header.show_title(self.title)
        if self.isVisible():
            self._field.show_scope(self.title)

    def _counted_up(self, totals: Totals) -> None:
        self._totals = totals
        self.show_counts()
