"""What the list is called that something is played from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.playing.queue_sources import FOLDERS, SEARCH
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.services.services import Services
from mtplayer.ui.sidebar.nav_model import nav_rows
from mtplayer.ui.text import tr
from mtplayer.ui.views import PLAYLISTS, View, name_of

_OTHERS: Final = {"files": "opened files", SEARCH: "a search"}


class SourceNames(QObject):
    """Reads names where they are kept, once until the library changes."""

    changed: TypedSignal[None] = signal()
    """Names that were asked for have arrived, or may be others."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        rows = nav_rows(services.settings.get(options.TOP_COUNT))
        self._places = {name_of(row.place): row.text for row in rows if row.place is not None}
        self._known: dict[str, str] = {}
        self._genres: dict[int, str] | None = None
        services.library.changed.connect(self._forget)
        services.playlists.changed.connect(self._say)

    def name(self, source: str) -> str:
        """Return what people call it; nothing if nobody knows, or not yet."""
        kind, _, of = source.partition(":")
        if not of:
            return self._places.get(source, "") or tr("queue", _OTHERS.get(source, ""))
        if kind in (SEARCH, FOLDERS):
            return f"“{of}”" if kind == SEARCH else of
        if not of.isdecimal():
            return ""
        if kind in PLAYLISTS:
            playlist = self._services.playlists.row(int(of))
            return "" if playlist is None else playlist.name
        if kind == View.GENRE:
            return self._genre(int(of))
        if source not in self._known:
            self._known[source] = self._read(kind, int(of))
        return self._known[source]

    def _read(self, kind: str, of: int) -> str:
        tiles = self._services.tiles
        if kind == View.ALBUM:
            return next((row.title for row in tiles.albums.rows([AlbumId(of)])), "")
        if kind == View.ARTIST:
            return next((row.name for row in tiles.artists.rows([ArtistId(of)])), "")
        return ""

    def _genre(self, genre: int) -> str:
        if self._genres is None:
            self._genres = {}
            self._services.library.genres(self._arrived)
        return self._genres.get(genre, "")

    def _arrived(self, tiles: Sequence[GenreTile]) -> None:
        self._genres = {tile.id: tile.name for tile in tiles}
        self.changed.emit(None)

    def _forget(self, _change: LibraryChanged) -> None:
        self._known.clear()
        self._genres = None
        self.changed.emit(None)

    def _say(self, _change: object) -> None:
        self.changed.emit(None)
