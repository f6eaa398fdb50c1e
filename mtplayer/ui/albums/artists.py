"""The page of artists."""

from mtplayer.core.library.artists import ArtistList, ArtistQuery, ArtistSort
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.artist_grid import ArtistGrid, ArtistModel
from mtplayer.ui.albums.grid_page import GridPage
from mtplayer.ui.albums.selected_artists import SelectedArtists
from mtplayer.ui.pages.page_parts import PageParts

SORTS = {
    ArtistSort.NAME: "Name",
    ArtistSort.ALBUMS: "Most albums",
    ArtistSort.PLAYS: "Most played",
}


class ArtistsPage(GridPage):
    """Whose albums there are; one leads to the page of the artist."""

    def __init__(self, parts: PageParts) -> None:
        model = ArtistModel(parts.services.tiles.artists)
        self._artists = ArtistGrid(model, parts.theme, parts.covers)
        sorts = {str(sort): name for sort, name in SORTS.items()}
        super().__init__(parts, self._artists, "artists", text.tr("nav", "Artists"), sorts)
        self.selected = SelectedArtists(parts, self._artists)
        parts.covers.ready.connect(self._artists.cover_ready)

    @override
    def look(self) -> None:
        query = ArtistQuery(text=self.text, sort=ArtistSort(self.sort))
        self._services.browse.artists(query, self._found, asker=self)

    @override
    def counts(self, shown: int) -> tuple[str, str]:
        artists = text.artists(shown)
        return artists, artists

    def _found(self, found: ArtistList) -> None:
        self._artists.artists.take(found)
        self.show_list(found.ids, found.initials)
