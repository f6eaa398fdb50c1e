"""One Python call paints one row or heading of Up next."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from mtplayer.core.library.tracks import FileState, TrackRow
from mtplayer.core.record import short_record
from mtplayer.ui import text
from mtplayer.ui.look.painting import (
    BARS,
    draw_bars,
    draw_drop_line,
    fill_round,
    line_round,
    placed,
)
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.tracks.text_cache import TextCache

SELECTED: Final = 1
FOCUSED: Final = 2
CURRENT: Final = 4
HOVERED: Final = 8
PLAYING: Final = 16

TEXT_GAP: Final = 10
WORD_GAP: Final = 6
BUTTON_STEP: Final = 30
"""From the middle of the handle to the middle of the cross."""
RING: Final = 8
_STEPS: Final = (BARS, (5, 8, 12), (11, 6, 8), (7, 10, 4))
_BARS_WIDTH: Final = 12
_GONE_OPACITY: Final = 0.4
_LTR = Qt.LayoutDirection.LeftToRight
_RTL = Qt.LayoutDirection.RightToLeft
_GONE: Final = frozenset({FileState.MISSING.value, FileState.UNPLAYABLE.value, "removed"})


@short_record
class Heading:
    """What stands over a part: quiet words, a strong one, and quiet words after it."""

    words: str
    strong: str = ""
    after: str = ""
    link: str = ""


class QueuePainter:
    """Draws as the design says; texts are shaped once."""

    def __init__(self, theme: Theme, covers: Covers) -> None:
        self._theme = theme
        self._covers = covers
        self.mirrored = False
        self.bars_step = 0
        self.refresh(1.0)

    @property
    def ratio(self) -> float:
        """The device pixel ratio that pictures are made for."""
        return self._ratio

    def refresh(self, ratio: float) -> None:
        """Take colours and fonts anew, for a device pixel ratio."""
        theme = self._theme
        self._ratio = ratio
        self._body = TextCache(theme.font(FontRole.BODY))
        self._strong = TextCache(theme.font(FontRole.STRONG))
        self._small = TextCache(theme.font(FontRole.SMALL, tabular=True))
        self._caption = TextCache(theme.font(FontRole.CAPTION, tabular=True, weight=600))
        self._quiet = TextCache(theme.font(FontRole.CAPTION))
        self._link = TextCache(theme.font(FontRole.CAPTION, weight=500))

    def row(self, painter: QPainter, row: TrackRow, area: QRect, flags: int) -> None:
        """Paint one row; ``area`` is as wide as the list."""
        theme = self._theme
        self._ground(painter, area, flags)
        inner = area.adjusted(theme.space.s16, 0, -theme.space.s16, 0)
        edge = theme.size.cover_queue
        cover = QRect(inner.x(), inner.y() + (inner.height() - edge) // 2, edge, edge)
        gone = row.state in _GONE
        painter.setOpacity(_GONE_OPACITY if gone else 1)
        self._cover(painter, row, self._turned(area, cover))
        painter.setOpacity(1)
        used = self._end(painter, row, area, inner, flags)
        left = cover.right() + 1 + TEXT_GAP
        width = inner.right() + 1 - left - (used + theme.space.s12 if used else 0)
        self._words(painter, row, area, QRect(left, cover.y(), width, edge), flags, gone=gone)
        if flags & CURRENT:
            field, radius = self._field(area), theme.radius.row
            line_round(painter, field, radius, theme.colors.accent, theme.outline)

    def is_cut(self, row: TrackRow, area: QRect, *, playing: bool) -> bool:
        """Whether title or artist do not fit beside the length."""
        space = self._theme.space
        length = text.length(row.duration_ms)
        end = _BARS_WIDTH if playing else round(self._small.laid(length, area.width()).width)
        taken = 2 * space.s16 + self._theme.size.cover_queue + TEXT_GAP + end + space.s12
        width = area.width() - taken
        title = self._strong if playing else self._body
        return not (title.fits(row.title, width) and self._small.fits(row.artist, width))

    def heading(self, painter: QPainter, heading: Heading, area: QRect, *, over_link: bool) -> None:
        """Paint the words over a part."""
        colors, space = self._theme.colors, self._theme.space
        inner = area.adjusted(space.s16, 0, -space.s16, -space.s2)
        at = inner.x()
        pieces = (
            (self._caption, heading.words, colors.fg_3),
            (self._caption, heading.strong, colors.fg_1),
            (self._caption if not heading.strong else self._quiet, heading.after, colors.fg_3),
        )
        for cache, words, color in pieces:
            if words:
                painter.setPen(color)
                laid = cache.laid(words, max(inner.right() - at, 0))
                box = QRect(at, inner.y(), round(laid.width), inner.height())
                self._draw(painter, cache, words, self._turned(area, box), box.width() + 1)
                at += box.width() + WORD_GAP
        if heading.link:
            painter.setPen(colors.accent_hover if over_link else colors.accent_text)
            box = self.link_box(heading.link, area)
            self._draw(painter, self._link, heading.link, box, box.width() + 1)

    def link_box(self, words: str, area: QRect) -> QRect:
        """Return where the link of a heading is."""
        space = self._theme.space
        inner = area.adjusted(space.s16, 0, -space.s16, -space.s2)
        wide = round(self._link.laid(words, inner.width()).width)
        return self._turned(area, QRect(inner.right() + 1 - wide, inner.y(), wide, inner.height()))

    def remove_box(self, area: QRect) -> QRect:
        """Return where the cross of a row is."""
        handle = self._handle(area)
        return self._turned(area, handle.translated(-BUTTON_STEP, 0))

    def handle_box(self, area: QRect) -> QRect:
        """Return where the handle of a row is."""
        return self._turned(area, self._handle(area))

    def drop_line(self, painter: QPainter, area: QRect) -> None:
        """Paint where something dropped will go: at the top of an area."""
        colors, space = self._theme.colors, self._theme.space
        line = QRect(area.x() + space.s12, area.y(), area.width() - 2 * space.s12, 1)
        accent, ground = colors.accent, colors.bg_chrome
        draw_drop_line(painter, line, accent, ground, right_to_left=self.mirrored)

    def _ground(self, painter: QPainter, area: QRect, flags: int) -> None:
        colors = self._theme.colors
        if flags & SELECTED:
            color = colors.bg_sel if flags & FOCUSED else colors.bg_sel_off
        elif flags & HOVERED:
            color = colors.bg_hover_chrome
        else:
            return
        fill_round(painter, self._field(area), self._theme.radius.row, color)

    def _field(self, area: QRect) -> QRect:
        return area.adjusted(self._theme.space.s8, 0, -self._theme.space.s8, 0)

    def _cover(self, painter: QPainter, row: TrackRow, box: QRect) -> None:
        theme = self._theme
        radius = theme.radius.cover36
        pixmap = self._covers.pixmap(row.album_id, box.width(), radius, self._ratio)
        if pixmap is not None:
            painter.drawPixmap(box.topLeft(), pixmap)
            return
        fill_round(painter, box, radius, theme.colors.bg_hover_chrome)
        theme.icons.paint(painter, box, "music-notes", theme.colors.fg_3, theme.size.icon)

    def _end(self, painter: QPainter, row: TrackRow, area: QRect, inner: QRect, flags: int) -> int:
        """Paint what stands at the end of a row; return how wide it is."""
        theme = self._theme
        colors = theme.colors
        if flags & PLAYING:
            box = QRect(inner.right() + 1 - _BARS_WIDTH, area.y(), _BARS_WIDTH, area.height())
            box = self._turned(area, box)
            at = QPointF(box.x(), area.y() + (area.height() - max(BARS)) / 2)
            draw_bars(painter, at, colors.accent, _STEPS[self.bars_step % len(_STEPS)])
            return _BARS_WIDTH
        if flags & HOVERED:
            size = theme.size.icon
            theme.icons.paint(painter, self.remove_box(area), "x", colors.fg_2, size)
            theme.icons.paint(
                painter, self.handle_box(area), "dots-six-vertical", colors.fg_3, size
            )
            return inner.right() - self._handle(area).translated(-BUTTON_STEP, 0).x()
        words = text.length(row.duration_ms)
        if not words:
            return 0
        wide = round(self._small.laid(words, inner.width()).width)
        painter.setPen(colors.fg_3)
        box = QRect(inner.right() + 1 - wide, area.y(), wide, area.height())
        self._draw(painter, self._small, words, self._turned(area, box), wide + 1)
        return wide

    def _words(
        self, painter: QPainter, row: TrackRow, area: QRect, box: QRect, flags: int, *, gone: bool
    ) -> None:
        colors = self._theme.colors
        playing, half = flags & PLAYING, box.height() // 2
        title = self._turned(area, QRect(box.x(), box.y(), box.width(), half))
        artist = title.translated(0, half)
        first = colors.accent_text if playing else colors.fg_1
        painter.setPen(colors.fg_3 if gone else first)
        self._draw(painter, self._strong if playing else self._body, row.title, title, box.width())
        painter.setPen(colors.fg_3 if gone else colors.fg_2)
        self._draw(painter, self._small, row.artist, artist, box.width())

    def _draw(
        self, painter: QPainter, cache: TextCache, words: str, box: QRect, width: int
    ) -> None:
        """Draw one line in the middle of a box, on the side that the window reads from."""
        if not words or width <= 0:
            return
        laid = cache.laid(words, width)
        x = box.right() + 1 - laid.width if self.mirrored else box.x()
        painter.setFont(cache.font)
        painter.drawStaticText(QPointF(x, box.y() + (box.height() - laid.height) / 2), laid.static)

    def _handle(self, area: QRect) -> QRect:
        edge = self._theme.size.icon_button_tiny
        right = area.right() + 1 - self._theme.space.s12
        return QRect(right - edge, area.y() + (area.height() - edge) // 2, edge, edge)

    def _turned(self, area: QRect, box: QRect) -> QRect:
        return placed(_RTL if self.mirrored else _LTR, area, box)
