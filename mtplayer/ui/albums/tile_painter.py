"""Paints tiles: a cover or a face, two lines of text, and what the pointer brings out."""

from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPixmap

from mtplayer.core.ids import AlbumId
from mtplayer.ui.look.painting import BARS, draw_bars, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import CURRENT, FOCUSED, HOVERED, PLAYING, SELECTED, Covers
from mtplayer.ui.tracks.text_cache import TextCache
from mtplayer.ui.widgets.cover_view import NOTE_SHARE

OPENED: Final = 64
"""What is in the tile is shown below it."""
AWAY: Final = 128
"""It cannot be reached now."""
LIKED: Final = 256

TEXT: Final = 44
"""Below the square: two lines and the room around them."""
_FIRST_LINE: Final = 8
_SECOND_LINE: Final = 26
_AROUND: Final = 6
_RING: Final = 5
_PLAY: Final = 36
_PLAY_INSET: Final = 10
_GLYPH: Final = 20
_MARK: Final = 26
_BADGE: Final = 6
"""How far a badge is from the edges of the cover, and its words from its own."""
_AWAY_OPACITY: Final = 0.4
_SHADE: Final = QColor(0, 0, 0, 165)
_CLEAR: Final = QColor(0, 0, 0, 0)
_LIGHT: Final = QColor(255, 255, 255)
_DARK: Final = QColor(16, 17, 19)
_MARK_GROUND: Final = QColor(16, 17, 19, 190)
_NO_PEN = Qt.PenStyle.NoPen


class Zone(StrEnum):
    """What of a tile is under the pointer."""

    TILE = "tile"
    PLAY = "play"
    HEART = "heart"
    MENU = "menu"


class Face(NamedTuple):
    """What one tile says."""

    cover: AlbumId | None
    first: str
    second: str
    icon: str = "music-notes"
    badge: str = ""


class TilePainter:
    """Draws tiles as the design says; texts are laid out once."""

    def __init__(self, theme: Theme, covers: Covers, *, round_faces: bool = False) -> None:
        self._theme = theme
        self._covers = covers
        self._round = round_faces
        self.mirrored = False
        self.ratio = 1.0
        self.refresh()

    def refresh(self) -> None:
        """Forget what was laid out in another look."""
        self._empty: dict[tuple[int, str], QPixmap] = {}
        self._title = TextCache(self._theme.font(FontRole.CONTROL))
        self._second = TextCache(self._theme.font(FontRole.SMALL, tabular=True))
        self._small = TextCache(self._theme.font(FontRole.CAPTION, weight=500))
        # The disc under them is dark in both themes.
        self._bars = self._theme.colors_of(dark=True).accent

    def tile(self, painter: QPainter, face: Face, area: QRect, flags: int) -> None:
        """Draw one tile; its square is as wide as ``area``."""
        colors = self._theme.colors
        square = QRect(area.x(), area.y(), area.width(), area.width())
        around = area.adjusted(-_AROUND, -_AROUND, _AROUND, 0)
        radius = self._theme.radius.cover_panel
        if flags & SELECTED and not flags & OPENED:
            ground = colors.bg_sel if flags & FOCUSED else colors.bg_sel_off
            fill_round(painter, around, radius, ground)
        self._cover(painter, face, square, flags)
        if face.badge:
            self._badge(painter, face.badge, square)
        if flags & OPENED:
            ring = square.adjusted(-_RING, -_RING, _RING, _RING)
            line_round(painter, ring, self._theme.radius.card, colors.accent, 2)
        if flags & HOVERED:
            self._hover(painter, square, flags)
        elif flags & PLAYING:
            self._mark(painter, square)
        self._texts(painter, face, area, flags)
        if flags & CURRENT:
            line_round(painter, around, radius, colors.accent, self._theme.outline)

    def zone(self, area: QRect, point: QPoint) -> Zone:
        """Return what a point of a tile is on."""
        square = QRect(area.x(), area.y(), area.width(), area.width())
        if self._play_area(square).contains(point):
            return Zone.PLAY
        heart, menu = self._corner(square, 1), self._corner(square, 0)
        if heart.contains(point):
            return Zone.HEART
        return Zone.MENU if menu.contains(point) else Zone.TILE

    def _cover(self, painter: QPainter, face: Face, square: QRect, flags: int) -> None:
        edge = square.width()
        radius = edge // 2 if self._round else self._theme.radius.tile
        pixmap = self._covers.pixmap(face.cover, edge, radius, self.ratio)
        if flags & AWAY:
            painter.setOpacity(_AWAY_OPACITY)
        painter.drawPixmap(square.topLeft(), pixmap or self._blank(edge, radius, face.icon))
        painter.setOpacity(1.0)

    def _texts(self, painter: QPainter, face: Face, area: QRect, flags: int) -> None:
        colors, y = self._theme.colors, area.y() + area.width()
        first = colors.accent_text if flags & PLAYING else colors.fg_1
        second = colors.fg_2 if flags & SELECTED and not flags & OPENED else colors.fg_3
        self._line(painter, self._title, face.first, first, area, y + _FIRST_LINE)
        self._line(painter, self._second, face.second, second, area, y + _SECOND_LINE)

    def _line(
        self, painter: QPainter, cache: TextCache, words: str, color: QColor, area: QRect, y: int
    ) -> None:
        if not words:
            return
        laid = cache.laid(words, area.width())
        painter.setFont(cache.font)
        painter.setPen(color)
        x = area.x()
        if self._round:
            x += round((area.width() - laid.width) / 2)
        elif self.mirrored:
            x += area.width() - round(laid.width)
        painter.drawStaticText(x, y, laid.static)

    def _hover(self, painter: QPainter, square: QRect, flags: int) -> None:
        colors = self._theme.colors
        shade = QLinearGradient(0, square.y() + square.height() * 0.45, 0, square.bottom())
        shade.setColorAt(0, _CLEAR)
        shade.setColorAt(1, _SHADE)
        painter.setPen(_NO_PEN)
        painter.setBrush(shade)
        radius = square.width() / 2 if self._round else self._theme.radius.tile
        painter.drawRoundedRect(QRectF(square), radius, radius)
        play = self._play_area(square)
        painter.setBrush(_LIGHT)
        painter.drawEllipse(play)
        self._theme.icons.paint(painter, play.translated(1, 0), "play-fill", _DARK, 16)
        liked = bool(flags & LIKED)
        heart, area = "heart-fill" if liked else "heart", self._corner(square, 1)
        if self._round:
            painter.setBrush(_MARK_GROUND)
            painter.drawEllipse(area)
        color = colors.heart if liked else _LIGHT
        self._theme.icons.paint(painter, area, heart, color, _GLYPH)
        if self._round:
            return
        self._theme.icons.paint(painter, self._corner(square, 0), "dots-three", _LIGHT, _GLYPH)

    def _mark(self, painter: QPainter, square: QRect) -> None:
        """Draw the bars of the playing track on a dark disc."""
        x = square.right() - 7 - _MARK if self.mirrored else square.x() + 8
        disc = QRect(x, square.bottom() - 7 - _MARK, _MARK, _MARK)
        painter.setPen(_NO_PEN)
        painter.setBrush(_MARK_GROUND)
        painter.drawEllipse(disc)
        at = QPointF(disc.x() + (_MARK - 11.5) / 2, disc.y() + (_MARK - max(BARS)) / 2)
        draw_bars(painter, at, self._bars)

    def _badge(self, painter: QPainter, words: str, square: QRect) -> None:
        """Say something in the upper corner where reading begins."""
        laid = self._small.laid(words, square.width() - 4 * _BADGE)
        wide, high = round(laid.width) + 2 * _BADGE, round(laid.height) + 4
        x = square.right() + 1 - _BADGE - wide if self.mirrored else square.x() + _BADGE
        area = QRect(x, square.y() + _BADGE, wide, high)
        fill_round(painter, area, self._theme.radius.row, _MARK_GROUND)
        painter.setFont(self._small.font)
        painter.setPen(_LIGHT)
        painter.drawStaticText(x + _BADGE, area.y() + 2, laid.static)

    def _play_area(self, square: QRect) -> QRect:
        if self._round:
            area = QRect(0, 0, _PLAY, _PLAY)
            area.moveCenter(QPoint(square.center().x(), square.bottom() - _PLAY // 2 - _PLAY_INSET))
            return area
        x = square.right() + 1 - _PLAY_INSET - _PLAY if self.mirrored else square.x() + _PLAY_INSET
        return QRect(x, square.bottom() + 1 - _PLAY_INSET - _PLAY, _PLAY, _PLAY)

    def _corner(self, square: QRect, place: int) -> QRect:
        """Return a hit area at the far corner: 0 for the menu, 1 for the heart before it."""
        if self._round:
            # A circle has no corners: the heart stands at its top, the menu is a right click.
            area = QRect(0, 0, 32 * place, 32 * place)
            area.moveCenter(QPoint(square.center().x(), square.y() + _PLAY_INSET + 16))
            return area
        inset = 6 + 32 * place
        x = square.x() + inset if self.mirrored else square.right() + 1 - inset - 32
        return QRect(x, square.bottom() + 1 - _PLAY_INSET - 34, 32, 32)

    def _blank(self, edge: int, radius: int, icon: str) -> QPixmap:
        """Return what stands where there is no cover, drawn once."""
        key = (edge, icon)
        if (pixmap := self._empty.get(key)) is None:
            pixmap = QPixmap(round(edge * self.ratio), round(edge * self.ratio))
            pixmap.setDevicePixelRatio(self.ratio)
            pixmap.fill(_CLEAR)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors, square = self._theme.colors, QRect(0, 0, edge, edge)
            fill_round(painter, square, radius, colors.bg_hover)
            line_round(painter, square, radius, colors.line_soft)
            note = round(edge * NOTE_SHARE * 0.75)
            self._theme.icons.paint(painter, square, icon, colors.fg_3, note)
            painter.end()
            self._empty[key] = pixmap
        return pixmap
