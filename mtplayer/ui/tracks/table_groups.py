"""The heads and covers of a table that is grouped by album: where they are, and presses on them."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from mtplayer.core.library.tracks import TrackRow
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.columns import COVER, INDEX
from mtplayer.ui.tracks.group_painter import GroupPainter, Head
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.tracks.row_table import RowTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel


class TableGroups:
    """Works for one table, whose rows it counts as it does."""

    def __init__(
        self, table: RowTable, tracks: TrackTableModel, theme: Theme, covers: Covers
    ) -> None:
        self._table = table
        self._tracks = tracks
        self._painter = GroupPainter(theme, covers)
        self.row_height = theme.size.row_standard

    def paint_head(self, painter: QPainter, number: int, row: TrackRow, *, hovered: bool) -> None:
        """Paint the head of a group."""
        self._painter.mirrored = self._table.isRightToLeft()
        head, last = self._tracks.group_of(number)
        area = self._area(number)
        self._painter.head(painter, Head(row, last - head), area, hovered=hovered)

    def paint_covers(self, painter: QPainter, first: int, last: int, ratio: float) -> None:
        """Paint the covers of the groups that have a row in this range."""
        self._painter.mirrored = self._table.isRightToLeft()
        section = INDEX[COVER]
        left = self._table.columnViewportPosition(section)
        width = self._table.columnWidth(section)
        for head in self._tracks.heads_between(first, last) if first <= last else ():
            end = self._tracks.group_of(head)[1]
            area = QRect(left, self._area(head + 1).y(), width, (end - head) * self.row_height)
            # Any row that can be seen knows the album: the head may be on another page.
            seen = self._tracks.row(max(head, first))
            self._painter.cover(painter, seen, area, ratio)

    def press(self, head: int, at: QPoint) -> bool:
        """Select the tracks of a group; true if the press was on its play glyph instead."""
        if self._painter.plays(self._area(head), at.x()):
            return True
        self._table.select_group(head + 1, self._tracks.group_of(head)[1])
        return False

    def _area(self, row: int) -> QRect:
        top = row * self.row_height - self._table.verticalScrollBar().value()
        return QRect(0, top, self._table.viewport().width(), self.row_height)
