"""One Python call paints one whole row of a track table."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import FileState, TrackRow
from mtplayer.ui import text
from mtplayer.ui.look.painting import BARS, draw_bars, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.columns import COLUMNS, COVER, INDEX, Column
from mtplayer.ui.tracks.text_cache import TextCache
from mtplayer.ui.widgets.star_rating import star_pixmap

SELECTED: Final = 1
FOCUSED: Final = 2
"""The table has the focus of the active window."""
CURRENT: Final = 4
"""The row that keys act on, shown by an outline."""
HOVERED: Final = 8
ODD: Final = 16
PLAYING: Final = 32

EDGE: Final = 8
"""Between the fill of a row and the sides of the table."""
PAD: Final = 12
SEARCHED: Final = frozenset({"title", "artist", "album"})

_NO_PEN = Qt.PenStyle.NoPen
_TRANSPARENT = Qt.GlobalColor.transparent
_GAP = 8
_PRESENT = FileState.PRESENT.value
_STEPS = (BARS, (5, 8, 12), (11, 6, 8), (7, 10, 4))
_GONE_OPACITY = 0.4
_RING_RADIUS: Final = 4
_GONE_WORDS: Final = {"missing": "File missing", "removed": "Not in the library"}
_BAR = 10


class Covers(Protocol):
    """Where painted covers come from."""

    def pixmap(
        self, album: AlbumId | None, edge: int, radius: int, ratio: float, /
    ) -> QPixmap | None:
        """Return a cover, or None while there is none; never waits."""
        ...


class Lane(NamedTuple):
    """Where a column is painted, and by what."""

    key: str
    paint: Callable[[QPainter, TrackRow, int, int, int, int], object]
    x: int
    width: int


class RowPainter:
    """Draws rows as the design says; whatever can be is made once and only drawn here."""

    def __init__(self, theme: Theme, covers: Covers) -> None:
        self._theme = theme
        self._covers = covers
        self._words: tuple[str, ...] = ()
        self._lanes: Sequence[Lane] = ()
        self._left = self._right = 0
        self.row_height = theme.size.row_standard
        self.mirrored = False
        self.bars_step = 0
        self.preview: tuple[int, int | None] | None = None
        """The track whose stars are shown as a press would set them, and to what."""
        self._special: dict[str, Callable[[QPainter, TrackRow, int, int, int, int], object]] = {
            "number": self._number,
            COVER: self._cover,
            "title": self._title,
            "liked": self._liked,
            "rating": self._rating,
            "duration": self._duration,
        }
        self.refresh(1.0)

    @property
    def ratio(self) -> float:
        """The device pixel ratio that pictures are made for."""
        return self._ratio

    def refresh(self, ratio: float) -> None:
        """Take colours and fonts anew, for a device pixel ratio."""
        theme = self._theme
        self._ratio = ratio
        self._colors = theme.colors
        self._body = TextCache(theme.font(FontRole.BODY))
        self._strong = TextCache(theme.font(FontRole.STRONG))
        self._digits = TextCache(theme.font(FontRole.BODY, tabular=True))
        self._small = TextCache(theme.font(FontRole.SMALL, tabular=True))
        self._badge = TextCache(theme.font(FontRole.CAPTION))
        self._outline = theme.outline
        self._stars: dict[int | None, QPixmap] = {}
        self._placeholder = self._make_placeholder()
        self.search(self._words)

    def search(self, words: Sequence[str]) -> None:
        """Mark the words that were searched for."""
        self._words = tuple(words)
        for cache in (self._body, self._strong):
            cache.search(self._words, self._colors.match)

    def lane(self, key: str, x: int, width: int) -> Lane:
        """Return how a column is painted at a place."""
        return Lane(key, self._special.get(key) or self._plain(COLUMNS[INDEX[key]]), x, width)

    def frame(self, lanes: Sequence[Lane], left: int, right: int) -> None:
        """Say where the columns of the next rows are, and from where to where rows are filled."""
        self._lanes = lanes
        self._left, self._right = left, right

    def row(self, painter: QPainter, row: TrackRow, y: int, flags: int) -> None:
        """Paint one row from its top edge."""
        if flags & (SELECTED | HOVERED | ODD):
            self._ground(painter, y, flags)
        for _, paint, x, width in self._lanes:
            paint(painter, row, x, y, width, flags)
        if flags & CURRENT:
            self._ring(painter, y)

    def skeleton(self, painter: QPainter, y: int, number: int) -> None:
        """Paint the shape of a row that is not known yet; titles differ in length."""
        painter.setPen(_NO_PEN)
        painter.setBrush(self._colors.bg_hover)
        edge = self._theme.size.cover_row
        for lane in self._lanes:
            column = COLUMNS[INDEX[lane.key]]
            if lane.key in {"liked", "rating"}:
                continue
            wide = edge if lane.key == COVER else lane.width * (4 + number * 7 % 5) // 12
            high = edge if lane.key == COVER else _BAR
            if column.right:
                wide = 2 * PAD
            trails = column.right != self.mirrored
            x = lane.x + lane.width - PAD - wide if trails else lane.x
            painter.drawRoundedRect(x, y + (self.row_height - high) // 2, wide, high, 3, 3)

    def is_cut(self, row: TrackRow, column: Column, width: int) -> bool:
        """Whether a cell shows less than its whole text."""
        return not self._body.fits(column.text(row), width - PAD)

    def text_width(self, row: TrackRow, column: Column) -> int:
        """Return how wide a cell would have to be."""
        return round(self._strong.laid(column.text(row), 10_000).width) + PAD + 1

    def _ground(self, painter: QPainter, y: int, flags: int) -> None:
        colors = self._colors
        if flags & SELECTED:
            color = colors.bg_sel if flags & FOCUSED else colors.bg_sel_off
            painter.fillRect(self._left, y, self._right - self._left, self.row_height, color)
            return
        painter.setPen(_NO_PEN)
        painter.setBrush(colors.bg_hover if flags & HOVERED else colors.bg_zebra)
        painter.drawRoundedRect(self._left, y, self._right - self._left, self.row_height, 4, 4)

    def _ring(self, painter: QPainter, y: int) -> None:
        area = QRectF(self._left, y, self._right - self._left, self.row_height)
        line_round(painter, area, _RING_RADIUS, self._colors.accent, self._outline)

    def _number(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        if flags & PLAYING:
            self._bars(painter, x + PAD if self.mirrored else x + width - PAD - 13, y)
        elif flags & HOVERED:
            self._glyph(painter, "play-fill", self._colors.fg_1, 14, (x, y, width))
        elif row.state != _PRESENT:
            name = "link-break" if row.state in _GONE_WORDS else "hard-drive"
            self._glyph(painter, name, self._colors.warn, 16, (x, y, width))
        elif row.track_number is not None:
            number = str(row.track_number)
            self._trailing(painter, self._small, number, self._colors.fg_3, (x, y, width - PAD))

    def _cover(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, _flags: int
    ) -> None:
        edge = self._theme.size.cover_row
        pixmap = self._covers.pixmap(row.album_id, edge, self._theme.radius.cover20, self._ratio)
        if self.mirrored:
            x += width - edge
        y += (self.row_height - edge) // 2
        if row.state == _PRESENT:
            painter.drawPixmap(x, y, pixmap or self._placeholder)
            return
        painter.setOpacity(_GONE_OPACITY)
        painter.drawPixmap(x, y, pixmap or self._placeholder)
        painter.setOpacity(1.0)

    def _title(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        width -= PAD
        if row.state != _PRESENT:
            self._gone_title(painter, row, (x, y, width))
        elif flags & PLAYING:
            color = self._colors.accent_text
            self._leading(painter, self._strong, row.title, color, (x, y, width))
        else:
            self._leading(painter, self._body, row.title, self._colors.fg_1, (x, y, width))

    def _gone_title(self, painter: QPainter, row: TrackRow, area: tuple[int, int, int]) -> None:
        """Paint a title and the badge that says why it can't be played."""
        x, y, width = area
        words = text.tr("rows", _GONE_WORDS.get(row.state, "Not connected"))
        badge = self._badge.laid(words, width)
        room = max(width - round(badge.width) - 10 - _GAP, 24)
        start = x + width - room if self.mirrored else x
        used = self._leading(painter, self._body, row.title, self._colors.fg_3, (start, y, room))
        wide, high = round(badge.width) + 10, self._theme.size.badge
        left = x + width + PAD - used - _GAP - wide if self.mirrored else x + used + _GAP
        top = y + (self.row_height - high) // 2
        painter.setPen(_NO_PEN)
        painter.setBrush(self._colors.warn_soft)
        painter.drawRoundedRect(left, top, wide, high, 4, 4)
        painter.setPen(self._colors.warn)
        painter.setFont(self._badge.font)
        painter.drawStaticText(left + 5, top + round((high - badge.height) / 2), badge.static)

    def _liked(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        if row.liked_at is not None:
            name, color = "heart-fill", self._colors.heart
        elif flags & HOVERED:
            name, color = "heart", self._colors.fg_2
        else:
            return
        pixmap = self._theme.icons.pixmap(name, color, 14, self._ratio)
        left = x + width - 18 if self.mirrored else x + 4
        painter.drawPixmap(left, y + (self.row_height - 14) // 2, pixmap)

    def _rating(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        rating = row.rating
        if flags & HOVERED and self.preview is not None and self.preview[0] == row.id:
            rating = self.preview[1]
        if (pixmap := self._stars.get(rating)) is None:
            pixmap = self._stars[rating] = star_pixmap(
                self._theme, rating, self._ratio, right_to_left=self.mirrored
            )
        if self.mirrored:
            x += width - round(pixmap.deviceIndependentSize().width())
        painter.drawPixmap(x, y + (self.row_height - 16) // 2, pixmap)

    def _duration(
        self, painter: QPainter, row: TrackRow, x: int, y: int, width: int, flags: int
    ) -> None:
        if flags & HOVERED:
            self._glyph(painter, "dots-three", self._colors.fg_2, 16, (x, y, width))
            return
        color = self._colors.fg_2 if row.state == _PRESENT else self._colors.fg_3
        length = text.length(row.duration_ms)
        self._trailing(painter, self._digits, length, color, (x, y, width - PAD))

    def _plain(self, column: Column) -> Callable[[QPainter, TrackRow, int, int, int, int], object]:
        cache = self._body if column.key in SEARCHED or not column.digits else self._digits
        draw = self._trailing if column.right else self._leading
        words = column.text

        def paint(painter: QPainter, row: TrackRow, x: int, y: int, width: int, _: int) -> None:
            color = self._colors.fg_2 if row.state == _PRESENT else self._colors.fg_3
            draw(painter, cache, words(row), color, (x, y, width - PAD))

        return paint

    def _leading(
        self,
        painter: QPainter,
        cache: TextCache,
        words: str,
        color: QColor,
        area: tuple[int, int, int],
    ) -> int:
        """Draw a text from the side the interface begins at; return how wide it came out.

        ``area`` is x, y and the width without the pad, which is at the far side.
        """
        if not words:
            return 0
        x, y, width = area
        painter.setPen(color)
        if self._words and (marked := cache.marked(words, width)) is not None:
            left = x + width + PAD - marked.width if self.mirrored else x
            top = y + (self.row_height - marked.height) / 2
            marked.layout.draw(painter, QPointF(left, top))
            return round(marked.width)
        laid = cache.laid(words, width)
        painter.setFont(cache.font)
        left = x + width + PAD - round(laid.width) if self.mirrored else x
        painter.drawStaticText(left, y + round((self.row_height - laid.height) / 2), laid.static)
        return round(laid.width)

    def _trailing(
        self,
        painter: QPainter,
        cache: TextCache,
        words: str,
        color: QColor,
        area: tuple[int, int, int],
    ) -> int:
        """Draw a text at the far side of its column, as numbers stand."""
        if not words:
            return 0
        x, y, width = area
        laid = cache.laid(words, width)
        painter.setFont(cache.font)
        painter.setPen(color)
        # Mirrored columns have their pad on the other side.
        left = x + PAD if self.mirrored else x + width - round(laid.width)
        painter.drawStaticText(left, y + round((self.row_height - laid.height) / 2), laid.static)
        return round(laid.width)

    def _glyph(
        self, painter: QPainter, name: str, color: QColor, px: int, area: tuple[int, int, int]
    ) -> None:
        x, y, width = area
        pixmap = self._theme.icons.pixmap(name, color, px, self._ratio)
        left = x + PAD if self.mirrored else x + width - PAD - px
        painter.drawPixmap(left, y + (self.row_height - px) // 2, pixmap)

    def _bars(self, painter: QPainter, x: int, y: int) -> None:
        top = y + (self.row_height - max(BARS)) / 2
        heights = _STEPS[self.bars_step % len(_STEPS)]
        draw_bars(painter, QPointF(x, top), self._colors.accent, heights)

    def _make_placeholder(self) -> QPixmap:
        edge = self._theme.size.cover_row
        pixmap = QPixmap(round(edge * self._ratio), round(edge * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(_TRANSPARENT)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_NO_PEN)
        painter.setBrush(self._colors.bg_hover)
        radius = self._theme.radius.cover20
        painter.drawRoundedRect(QRectF(0, 0, edge, edge), radius, radius)
        area = QRect(0, 0, edge, edge)
        self._theme.icons.paint(painter, area, "music-notes", self._colors.fg_3, 12)
        painter.end()
        return pixmap
