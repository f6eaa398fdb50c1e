"""The page of albums."""

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import AlbumList, AlbumQuery, AlbumSort
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.album_grid import AlbumGrid, AlbumModel
from mtplayer.ui.albums.grid_header import AS_COLUMNS, AS_ROWS, AS_TILES
from mtplayer.ui.albums.grid_page import GridPage
from mtplayer.ui.albums.open_album import OpenAlbum
from mtplayer.ui.commands import commands
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.sidebar.places import row_of

SORTS = {
    AlbumSort.ARTIST: "Artist, then year",
    AlbumSort.TITLE: "Title",
    AlbumSort.NEWEST: "Newest first",
    AlbumSort.OLDEST: "Oldest first",
    AlbumSort.ADDED: "Recently added",
    AlbumSort.LAST_PLAYED: "Recently played",
    AlbumSort.PLAYS: "Most played",
}


class AlbumsPage(GridPage):
    """A grid in which one album is open."""

    def __init__(self, parts: PageParts) -> None:
        model = AlbumModel(parts.services.tiles.albums)
        self._albums = AlbumGrid(model, parts.theme, parts.covers)
        self._artists: int | None = None
        self._wanted: AlbumId | None = None
        title = text.tr("nav", "Albums")
        sorts = {str(sort): name for sort, name in SORTS.items()}
        super().__init__(parts, self._albums, "albums", title, sorts, has_modes=True)
        self.open_album = OpenAlbum(parts, self._albums)
        parts.covers.ready.connect(self._albums.cover_ready)
        self._header.mode_pressed.connect(self._show_as)

    def show_one(self, of: int) -> None:
        """Open this album as soon as the list is there."""
        self._wanted = AlbumId(of)

    @override
    def visit(self) -> None:
        super().visit()
        if not self.waiting:
            self.listed()

    @override
    def look(self) -> None:
        query = AlbumQuery(tracks=TrackQuery(text=self.text), sort=AlbumSort(self.sort))
        self._services.browse.albums(query, self._found, asker=self)
        self._services.browse.count_artists(self._counted, asker=self)

    @override
    def counts(self, shown: int) -> tuple[str, str]:
        albums = text.albums(shown)
        if self.text.strip() or self._artists is None:
            return albums, albums
        return f"{albums} · {text.artists(self._artists)}", albums

    @override
    def listed(self) -> None:
        self.open_album.refresh()
        if self._wanted is None:
            return
        number = row_of(self._albums.albums.ids, self._wanted)
        self._wanted = None
        if number is not None:
            self._albums.go_to(number)
            self._albums.scrollTo(self._albums.currentIndex(), _CENTER)
            self.open_album.open(number)

    def _found(self, found: AlbumList) -> None:
        self.show_list(found.ids, found.initials)

    def _counted(self, artists: int) -> None:
        self._artists = artists
        self.show_counts()

    def _show_as(self, mode: int) -> None:
        typed = self.text
        if mode == AS_ROWS:
            self._services.go(Scope.TRACKS)
        elif mode == AS_COLUMNS:
            self._actions[commands.COLUMN_BROWSER].trigger()
        if mode != AS_TILES:
            self._field.set_text(typed)


_CENTER = AlbumGrid.ScrollHint.PositionAtCenter
