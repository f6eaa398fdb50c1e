"""The numbers beside the rows of the sidebar, counted again when they may be others."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from mtplayer.core.events import FavoritesChanged, LibraryChanged, ScanFinished, Touched
from mtplayer.core.library.tracks import PartCounts
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.sidebar.scan_strip import ScanStrip
from mtplayer.ui.views import View

if TYPE_CHECKING:
    from mtplayer.ui.services.services import Services

# No list of the sidebar is made of these: they change nothing about how long it is.
_IN_NO_LIST: Final = frozenset({Touched.TAGS, Touched.RATING})


class NavCounts(QObject):
    """Counts as little as a change asks for.

    To count albums and artists of a million tracks takes a second, and no heart, listen or
    measured length changes them; what a scan reads anew is counted at its end.
    """

    def __init__(self, services: "Services", model: NavModel, strip: ScanStrip) -> None:
        super().__init__(model)
        self._services = services
        self._model = model
        self._strip = strip
        self._parts_are_old = False
        services.library.changed.connect(self._library_changed)
        services.favorites.changed.connect(self._hearts_changed)
        services.scan.finished.connect(self._scan_ended)
        self.count()

    def count(self) -> None:
        """Count everything."""
        self._parts_are_old = False
        self._count_lists()
        self._services.library.count_parts(self._show_parts)
        self._count_places()

    def _library_changed(self, change: LibraryChanged) -> None:
        if change.added or change.removed or not change.complete:
            self.count()
            return
        touched = change.touched
        self._parts_are_old |= touched is None or Touched.TAGS in touched
        if touched is None or not touched <= _IN_NO_LIST:
            self._count_lists()

    def _hearts_changed(self, _change: FavoritesChanged) -> None:
        self._count_lists()

    def _scan_ended(self, _finished: ScanFinished) -> None:
        if self._parts_are_old:
            self.count()
        else:
            self._count_places()

    def _count_lists(self) -> None:
        self._services.library.count_scopes(self._model.show_counts)

    def _count_places(self) -> None:
        self._services.library.count_folders(self._strip.show_folders)
        self._services.missing.count(self._show_missing)

    def _show_parts(self, parts: PartCounts) -> None:
        self._model.show_counts(
            {View.ALBUMS: parts.albums, View.ARTISTS: parts.artists, View.GENRES: parts.genres}
        )

    def _show_missing(self, tracks: int) -> None:
        self._model.show_counts({View.MISSING: tracks})
