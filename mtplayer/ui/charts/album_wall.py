"""The albums that were heard most, as covers."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.listening.listening import Ranked
from mtplayer.core.typed import override
from mtplayer.ui.charts.walked import WalkedChart
from mtplayer.ui.charts.words import hours
from mtplayer.ui.look.painting import line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.cover_view import draw_empty_cover

_COLUMNS: Final = 3
_ROWS: Final = 2
_GAP: Final = 10
_KEYS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: _COLUMNS,
    Qt.Key.Key_Up: -_COLUMNS,
}


class AlbumWall(WalkedChart):
    """Two rows of three."""

    def __init__(
        self, theme: Theme, covers: Covers, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, _KEYS, parent)
        self._covers = covers
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_albums(self, albums: Sequence[Ranked]) -> None:
        """Show the first of these."""
        self.take(albums[: _COLUMNS * _ROWS])

    @override
    def at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        areas = enumerate(map(self._area, range(len(self._rows))))
        return next((number for number, area in areas if area.contains(point)), -1)

    @override
    def words(self, number: int) -> str:
        album = self._rows[number]
        name = " — ".join(filter(None, (album.name, album.detail)))
        return f"{name}, {hours(album.listened_ms)}"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        edge, ratio = self._edge(), self.devicePixelRatioF()
        radius = self._theme.radius.tile
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, album in enumerate(self._rows):
                area = self._area(number)
                pixmap = self._covers.pixmap(album.cover, edge, radius, ratio)
                if pixmap is not None:
                    painter.drawPixmap(area.topLeft(), pixmap)
                else:
                    draw_empty_cover(painter, self._theme, area, radius)
                if self._ring and number == self._current:
                    line_round(painter, area, radius, self._theme.colors.accent, self._theme.ring)

    def _edge(self) -> int:
        across = (self.width() - (_COLUMNS - 1) * _GAP) // _COLUMNS
        return max(min(across, (self.height() - _GAP) // _ROWS), 16)

    def _area(self, number: int) -> QRect:
        edge = self._edge()
        row, column = divmod(number, _COLUMNS)
        x = column * (edge + _GAP)
        x = self.width() - x - edge if self.isRightToLeft() else x
        return QRect(x, row * (edge + _GAP), edge, edge)
