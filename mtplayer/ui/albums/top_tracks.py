"""The tracks of an artist that are played most, with how often."""

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.tile_layout import TileLayout, columned
from mtplayer.ui.albums.track_columns import TrackColumns, TrackModel, veil
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.row_painter import CURRENT, FOCUSED, HOVERED, SELECTED, Covers

HIGH = 40
_LEAST = 360
_GAP = 20
_NUMBER = 28
_COVER = 32
_TITLE = 82
_BAR = 100
_BAR_WIDE = 64
_BAR_HIGH = 4


class TopTracks(TrackColumns):
    """Read along the rows: place, cover, title and album, a bar, plays, time."""

    def __init__(
        self, tracks: TrackModel, theme: Theme, covers: Covers, parent: QWidget | None = None
    ) -> None:
        self._covers = covers
        super().__init__(tracks, theme, parent)
        self.setAccessibleName(text.tr("artist", "Top tracks"))

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        return columned(
            count,
            across,
            row=HIGH,
            least=_LEAST,
            gap=_GAP,
            by_columns=False,
            mirrored=self.isRightToLeft(),
        )

    @override
    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        row, colors = self.tracks.row(number), self._theme.colors
        if flags & SELECTED:
            ground = veil(colors.accent if flags & FOCUSED else colors.fg_1, 0.16)
            fill_round(painter, area, self._theme.radius.row, ground)
        elif flags & HOVERED:
            fill_round(painter, area, self._theme.radius.row, veil(colors.fg_1, 0.08))
        if flags & CURRENT:
            outline = self._theme.outline
            line_round(painter, area, self._theme.radius.row, colors.accent, outline)
        playing = row.id == self.tracks.playing
        color = colors.accent_text if playing else colors.fg_1
        self.write_far(painter, str(number + 1), colors.fg_3, self._near(area, 0, _NUMBER))
        cover = self._near(area, _NUMBER + 12, _COVER)
        pixmap = self._covers.pixmap(row.album_id, _COVER, 4, self.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(cover.topLeft() + QPoint(0, (HIGH - _COVER) // 2), pixmap)
        wide = area.width() - _TITLE - _BAR - _BAR_WIDE - 12
        words = self._near(area, _TITLE, max(wide, 40))
        upper = words.adjusted(0, 2, 0, -HIGH // 2 + 2)
        lower = words.adjusted(0, HIGH // 2 - 2, 0, -2)
        self.write_near(painter, row.title, color, upper)
        self.write_near(painter, row.album, colors.fg_3, lower, small=True)
        self._bar(painter, row.plays, self._far(area, _BAR + _BAR_WIDE, _BAR_WIDE))
        self.write_far(painter, text.number(row.plays), colors.fg_2, self._far(area, 100, 48))
        self.write_far(painter, text.length(row.duration_ms), colors.fg_1, self._far(area, 52, 44))

    def _bar(self, painter: QPainter, plays: int, area: QRect) -> None:
        most = max(self.tracks.row(0).plays, 1)
        y = area.y() + (HIGH - _BAR_HIGH) / 2
        rest = QRectF(area.x(), y, _BAR_WIDE, _BAR_HIGH)
        fill_round(painter, rest, _BAR_HIGH / 2, self._theme.colors.groove)
        filled = QRectF(rest)
        filled.setWidth(max(_BAR_WIDE * plays / most, _BAR_HIGH))
        if self.isRightToLeft():
            filled.moveRight(rest.right())
        fill_round(painter, filled, _BAR_HIGH / 2, self._theme.colors.wave_rest)

    @override
    def press_part(self, number: int, point: QPoint) -> bool:
        if self._near(self.area_of(number), 0, _TITLE).contains(point):
            self.row_activated.emit(number)
            return True
        return False
