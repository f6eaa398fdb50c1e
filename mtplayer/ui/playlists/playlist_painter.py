"""Rows of a playlist: two lines, a larger cover, and a handle to drag by."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from mtplayer.core.library.tracks import FileState, TrackRow
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_drop_line
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.playlists.playlist_model import EntryRow
from mtplayer.ui.tracks.row_painter import EDGE, HOVERED, PAD, PLAYING, Covers, RowPainter
from mtplayer.ui.tracks.text_cache import TextCache

ROW: Final = 44
COVER: Final = 36
SHIFT: Final = 18
"""The cover is wider than its column: titles begin so much later."""
_HANDLE: Final = 14
_GONE: Final = 0.4
_PRESENT: Final = FileState.PRESENT.value
_RADIUS: Final = 4


class PlaylistPainter(RowPainter):
    """The artist, and what was noted at the place, stand below the title."""

    def __init__(self, theme: Theme, covers: Covers) -> None:
        super().__init__(theme, covers)
        self.movable = True
        self.row_height = ROW

    @override
    def refresh(self, ratio: float) -> None:
        super().refresh(ratio)
        self._second = TextCache(self._theme.font(FontRole.SMALL))

    @override
    def row(self, painter: QPainter, row: TrackRow, y: int, flags: int) -> None:
        super().row(painter, row, y, flags)
        if flags & HOVERED and self.movable:
            left = self._right - EDGE - _HANDLE if self.mirrored else self._left + EDGE
            pixmap = self._theme.icons.pixmap(
                "dots-six-vertical", self._colors.fg_3, _HANDLE, self._ratio
            )
            painter.drawPixmap(left, y + (self.row_height - _HANDLE) // 2, pixmap)

    def drop_line(self, painter: QPainter, y: int) -> None:
        """Paint the line between two rows, with a ring where it begins."""
        line = QRect(self._left + EDGE, y, self._right - self._left - 2 * EDGE, 1)
        accent, ground = self._colors.accent, self._colors.bg_content
        draw_drop_line(painter, line, accent, ground, right_to_left=self.mirrored)

    @override
    def _cover(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, _flags: int
    ) -> None:
        pixmap = self._covers.pixmap(row.album_id, COVER, _RADIUS, self._ratio)
        x = x + width - COVER if self.mirrored else x
        at = QPoint(x, y + (self.row_height - COVER) // 2)
        painter.setOpacity(1.0 if row.state == _PRESENT else _GONE)
        if pixmap is not None:
            painter.drawPixmap(at, pixmap)
        else:
            area = QRect(at.x(), at.y(), COVER, COVER)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors.bg_hover)
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            self._theme.icons.paint(painter, area, "music-notes", self._colors.fg_3, 16)
        painter.setOpacity(1.0)

    @override
    def _title(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        below = _second_line(row)
        if not self.mirrored:
            x += SHIFT
        width -= SHIFT
        # One line stands in the middle; of two, each in the middle of its half.
        half = self.row_height // 2
        if below:
            whole, self.row_height = self.row_height, half
            self._first_line(painter, row, (x, y + 3, width), flags)
            color = self._colors.fg_2 if row.state == _PRESENT else self._colors.fg_3
            area = (x, y + half - 3, width - PAD)
            self._leading(painter, self._second, below, color, area)
            self.row_height = whole
        else:
            self._first_line(painter, row, (x, y, width), flags)

    def _first_line(
        self, painter: QPainter, row: TrackRow, area: tuple[int, int, int], flags: int
    ) -> None:
        x, y, width = area
        if row.state == _PRESENT and not flags & PLAYING:
            inner = (x, y, width - PAD)
            self._leading(painter, self._body, row.title, self._colors.fg_1, inner)
        else:
            super()._title(painter, row, x, y, width, flags)


def _second_line(row: TrackRow) -> str:
    note = row.note if isinstance(row, EntryRow) else ""
    return " · ".join(filter(None, (row.artist, note)))
