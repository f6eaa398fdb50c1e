"""Paints what a list grouped by album has besides its rows: heads, and covers beside them."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from mtplayer.core.library.tracks import TrackRow
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text, fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import Covers

COVER: Final = 112
"""The side of a cover beside the tracks of an album."""

LANE: Final = 160
"""The column that the covers stand in."""

_EDGE: Final = 20
_PLAY: Final = 44
_LEAST_LINE: Final = 24


class Head(NamedTuple):
    """The head of a group: its first track, which knows the album, and how many there are."""

    row: TrackRow
    tracks: int


class GroupPainter:
    """Everything is placed by its row, so that rows stay of one height."""

    def __init__(self, theme: Theme, covers: Covers) -> None:
        self._theme = theme
        self._covers = covers
        self.mirrored = False

    def head(self, painter: QPainter, head: Head, area: QRect, *, hovered: bool) -> None:
        """Paint the band over a group: title, artist, year and count, a line, a play glyph."""
        colors = self._theme.colors
        row, left, right = head.row, area.x() + _EDGE, area.right() - _PLAY
        title = row.album or text.tr("groups", "No album")
        facts = [str(row.year)] if row.year and row.album else []
        facts.append(
            text.tr("groups", "1 track")
            if head.tracks == 1
            else text.tr("groups", "{n} tracks").format(n=text.number(head.tracks))
        )
        owner = row.album_artist if row.album else ""
        for words, role, weight, color in (
            (title, FontRole.BODY, 600, colors.fg_1),
            (owner, FontRole.BODY, 0, colors.fg_2),
            (" · ".join(facts), FontRole.BODY, 0, colors.fg_3),
        ):
            if words and left < right - _LEAST_LINE:
                painter.setPen(color)
                left += self._words(painter, words, (role, weight), area, (left, right)) + 10
        if left < right - _LEAST_LINE:
            line = QRect(left + 2, area.center().y(), right - left - 8, 1)
            painter.fillRect(self._visual(area, line), colors.line_soft)
        glyph = self._visual(area, self.play_area(area))
        color = colors.fg_1 if hovered else colors.fg_2
        self._theme.icons.paint(painter, glyph, "play-fill", color, 14)

    def play_area(self, area: QRect) -> QRect:
        """Return where the play glyph of a head is, before mirroring."""
        return QRect(area.right() - _PLAY + 8, area.y(), _PLAY - 20, area.height())

    def plays(self, area: QRect, x: int) -> bool:
        """Whether a press at this place of a head is on its play glyph."""
        place = self._visual(area, self.play_area(area))
        return place.left() <= x <= place.right()

    def cover(self, painter: QPainter, row: TrackRow, area: QRect, ratio: float) -> None:
        """Paint a cover beside the rows of its group: smaller where they are few."""
        edge = min(COVER, area.height() - 4)
        if edge <= 0:
            return
        left = area.right() - _EDGE - edge + 1 if self.mirrored else area.x() + _EDGE
        place = QRect(left, area.y(), edge, edge)
        radius = self._theme.radius.cover52
        pixmap = self._covers.pixmap(row.album_id, edge, radius, ratio)
        if pixmap is not None:
            painter.drawPixmap(place, pixmap)
        else:
            fill_round(painter, place, radius, self._theme.colors.bg_hover)
            glyph = min(32, edge)
            self._theme.icons.paint(painter, place, "music-notes", self._theme.colors.fg_3, glyph)

    def _words(
        self,
        painter: QPainter,
        words: str,
        style: tuple[FontRole, int],
        area: QRect,
        between: tuple[int, int],
    ) -> int:
        role, weight = style
        left, right = between
        metrics = self._theme.metrics(role, weight=weight)
        room = right - left - _LEAST_LINE
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        painter.setFont(self._theme.font(role, weight=weight))
        place = QRect(left, area.y(), width + 2, area.height())
        draw_text(painter, self._visual(area, place), shown, right_to_left=self.mirrored)
        return width

    def _visual(self, area: QRect, part: QRect) -> QRect:
        if not self.mirrored:
            return part
        return QRect(
            area.left() + area.right() - part.right(), part.y(), part.width(), part.height()
        )
