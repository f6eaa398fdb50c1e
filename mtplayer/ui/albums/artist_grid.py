"""The grid of artists: faces in circles, each the most played cover."""

from array import array

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artists import ArtistList, ArtistRow
from mtplayer.core.ports import ArtistSource
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.tile_grid import TileGrid
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.albums.tile_painter import LIKED, Face
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.row_painter import Covers


class ArtistModel(TileModel[ArtistRow]):
    """Artists, as tiles and as screen readers say them."""

    def __init__(self, source: ArtistSource, parent: QObject | None = None) -> None:
        self._albums: array[int] = array("q")
        self._covers: array[int] = array("q")
        super().__init__(source.rows, lambda row: row.id, self.spoken, _gone, parent)

    def take(self, found: ArtistList) -> None:
        """Remember what the list says of each artist; ``set_ids`` follows."""
        self._albums, self._covers = found.albums, found.covers

    def albums_of(self, number: int) -> int:
        """Return how many albums an artist has."""
        return self._albums[number] if number < len(self._albums) else 0

    def cover_of(self, number: int) -> AlbumId | None:
        """Return the album whose cover stands for an artist."""
        cover = self._covers[number] if number < len(self._covers) else 0
        return AlbumId(cover) if cover else None

    def note(self, number: int) -> str:
        """Return what stands below the name."""
        albums = self.albums_of(number)
        return text.albums(albums) if albums else text.tr("artists", "Single tracks")

    def spoken(self, row: ArtistRow) -> str:
        """Return a tile as a screen reader says it."""
        words = [row.name, text.albums(row.albums) if row.albums else ""]
        words.append(text.tr("artists", "liked") if row.all_liked else "")
        return ", ".join(filter(None, words))


def _gone(artist: int) -> ArtistRow:
    return ArtistRow(ArtistId(artist), "")


class ArtistGrid(TileGrid):
    """Tiles of artists."""

    def __init__(
        self, artists: ArtistModel, theme: Theme, covers: Covers, parent: QWidget | None = None
    ) -> None:
        self._artists = artists
        super().__init__(artists, theme, covers, round_faces=True, parent=parent)
        self.setAccessibleName(text.tr("artists", "Artists"))

    @property
    def artists(self) -> ArtistModel:
        """What is shown."""
        return self._artists

    @override
    def face(self, number: int) -> Face:
        model = self._artists
        return Face(
            model.cover_of(number), model.row(number).name, model.note(number), "microphone"
        )

    @override
    def flags(self, number: int) -> int:
        return LIKED if self._artists.row(number).all_liked else 0
