"""Covers that fill in while they are found."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.ids import AlbumId
from mtplayer.core.typed import override
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme

GAP = 14
# The lowest row sinks into the page.
FADE = 110


class CoverWall(QWidget):
    """As many columns as fit; albums keep the place they got."""

    def __init__(self, theme: Theme, covers: CoverCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._albums: list[AlbumId] = []
        self._known: set[AlbumId] = set()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        covers.ready.connect(self._cover_ready)
        theme.changed.connect(self._look_changed)

    @property
    def places(self) -> int:
        """How many covers fit."""
        columns, edge = self._grid()
        return columns * -(-self.height() // (edge + GAP))

    def add(self, albums: Sequence[AlbumId]) -> None:
        """Show more albums, as far as there is room."""
        for album in albums:
            if album not in self._known and len(self._albums) < self.places:
                self._known.add(album)
                self._albums.append(album)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, edge = self._grid()
        radius, ratio = self._theme.radius.tile, self.devicePixelRatioF()
        for number in range(self.places):
            row, column = divmod(number, columns)
            column = columns - 1 - column if self.isRightToLeft() else column
            place = QRect(column * (edge + GAP), row * (edge + GAP), edge, edge)
            album = self._albums[number] if number < len(self._albums) else None
            pixmap = self._covers.pixmap(album, edge, radius, ratio)
            if pixmap is not None:
                painter.drawPixmap(place.topLeft(), pixmap)
            else:
                fill_round(painter, place, radius, self._theme.colors.bg_hover)
        self._fade(painter)

    def _grid(self) -> tuple[int, int]:
        least = self._theme.size.tile_min
        columns = max(1, (self.width() + GAP) // (least + GAP))
        return columns, (self.width() + GAP) // columns - GAP

    def _fade(self, painter: QPainter) -> None:
        ground = self._theme.colors.bg_content
        clear = QColor(ground)
        clear.setAlpha(0)
        shade = QLinearGradient(0, self.height() - FADE, 0, self.height())
        shade.setColorAt(0, clear)
        shade.setColorAt(1, ground)
        painter.fillRect(self.rect(), shade)

    def _cover_ready(self, cover: CoverReady) -> None:
        if cover.album in self._known:
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()
