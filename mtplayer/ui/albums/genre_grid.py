"""Tiles of genres: a name on a ground of its covers' colour, two covers leaning into it."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from mtplayer.core.library.genres import GenreTile
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.albums.tile_layout import TileLayout, columned
from mtplayer.ui.albums.tile_model import TileModel
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import draw_text, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tint import tint
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import CURRENT, HOVERED, SELECTED
from mtplayer.ui.widgets.placed_view import PlacedView

HEIGHT, LEAST_WIDTH, GAP = 150, 250, 16
_COVER: Final = 104
# From the trailing corner: where a cover's centre is, and how it leans.
_PLACES: Final = (((34, 104), 9.0), ((108, 142), -8.0))
_SHARES: Final = {True: 0.34, False: 0.22}
_DARK: Final = 128
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def gone(genre: int) -> GenreTile:
    """Return what is shown of a genre that left the library."""
    return GenreTile(genre, "", "", 0, ())


def spoken(tile: GenreTile) -> str:
    """Return a tile as a screen reader says it."""
    return f"{tile.name}, {text.tracks(tile.tracks)}"


class GenreGrid(PlacedView):
    """Says which genre was opened; it changes nothing itself."""

    def __init__(
        self,
        tiles: TileModel[GenreTile],
        theme: Theme,
        covers: CoverCache,
        parent: QWidget | None = None,
    ) -> None:
        self._genres = tiles
        self._theme = theme
        self._covers = covers
        super().__init__(tiles, parent)
        self.setAccessibleName(text.tr("genres", "Genres"))
        theme.changed.connect(self._repaint)
        covers.ready.connect(self._repaint)
        covers.coloured.connect(self._repaint)

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        space = self._theme.space
        placed = columned(
            count,
            across - 2 * space.s20,
            row=HEIGHT,
            least=LEAST_WIDTH,
            gap=GAP,
            most=12,
            by_columns=False,
            mirrored=self.isRightToLeft(),
        )
        return replace(
            placed,
            across=across,
            left=space.s20,
            top=space.s8,
            bottom=space.s24,
            step_y=HEIGHT + GAP,
        )

    @override
    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        theme, tile = self._theme, self._genres.row(number)
        colors, radius = theme.colors, theme.radius.toast
        fill_round(painter, area, radius, self._ground(tile, flags))
        self._paint_covers(painter, tile, area)
        turned = self.isRightToLeft()
        inner = area.adjusted(theme.space.s16, 10, -theme.space.s16, 0)
        words = theme.metrics(FontRole.DIALOG).elidedText(
            tile.name, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.setFont(theme.font(FontRole.DIALOG))
        painter.setPen(colors.fg_1)
        first = QRect(inner.x(), inner.y(), inner.width(), 26)
        draw_text(painter, first, words, right_to_left=turned)
        painter.setFont(theme.font(FontRole.SMALL, tabular=True))
        painter.setPen(colors.fg_2)
        second = first.translated(0, 24)
        draw_text(painter, second, text.tracks(tile.tracks), right_to_left=turned)
        if flags & CURRENT:
            line_round(painter, area, radius, colors.accent, theme.ring)
        elif flags & SELECTED:
            line_round(painter, area, radius, colors.line_field, 1.5)

    def _ground(self, tile: GenreTile, flags: int) -> QColor:
        dark = self._theme.colors.bg_content.lightness() < _DARK
        colour = self._covers.colour(tile.albums[0]) if tile.albums else None
        if colour is None:
            return self._theme.colors.bg_press if flags & HOVERED else self._theme.colors.bg_hover
        share = _SHARES[dark] + (0.06 if flags & HOVERED else 0)
        return tint(self._theme, colour, share)

    def _paint_covers(self, painter: QPainter, tile: GenreTile, area: QRect) -> None:
        clip = QPainterPath()
        radius = self._theme.radius.toast
        clip.addRoundedRect(QRectF(area), radius, radius)
        painter.save()
        painter.setClipPath(clip)
        for album, ((across, down), lean) in zip(tile.albums, _PLACES, strict=False):
            ratio = self.devicePixelRatioF()
            cover = self._covers.pixmap(album, _COVER, self._theme.radius.tile, ratio)
            if cover is None:
                continue
            turned = self.isRightToLeft()
            x = area.left() + across if turned else area.right() - across
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(x, area.top() + down)
            painter.rotate(-lean if turned else lean)
            painter.drawPixmap(QPoint(-_COVER // 2, -_COVER // 2), cover)
            painter.restore()
        painter.restore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.item_activated.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _repaint(self, _what: object) -> None:
        self.viewport().update()
