"""The log of listens as a list: days, and below each what was heard then."""

from array import array
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from mtplayer.core.listening.history import Ending, HistoryRow
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.albums.tile_layout import TileLayout, columned
from mtplayer.ui.history.history_model import HistoryModel, heard, listens
from mtplayer.ui.look.painting import fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.sidebar.places import tracks_of
from mtplayer.ui.tracks.row_painter import CURRENT, FOCUSED, HOVERED, SELECTED, Covers
from mtplayer.ui.tracks.text_cache import TextCache
from mtplayer.ui.widgets.cover_view import NOTE_SHARE
from mtplayer.ui.widgets.placed_view import PlacedView

_COVER: Final = 32
_TIME: Final = 44
_GLYPH: Final = 16
_HEARD: Final = 108
_SOURCE: Final = 150
_WITH_SOURCE: Final = 760
_HEART: Final = 34
_GLYPHS: Final = {
    Ending.FINISHED: ("check-circle", "fg_3"),
    Ending.PLAYED: ("play-circle", "fg_3"),
    Ending.SKIPPED: ("skip-forward", "warn"),
}
_LEFT = Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class HistoryView(PlacedView):
    """Says what was pressed; the page does it. A head selects the listens of its day."""

    heart_pressed: TypedSignal[int] = signal()
    """The row whose track shall be liked."""

    def __init__(
        self,
        model: HistoryModel,
        theme: Theme,
        covers: Covers,
        name_of: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        self._theme = theme
        self._name_of = name_of
        self._covers = covers
        self._history = model
        self._make_fonts()
        super().__init__(model, parent)
        self.setAccessibleName(text.tr("history", "History"))
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._look_changed)

    @property
    def history(self) -> HistoryModel:
        """What is shown."""
        return self._history

    def selected_listens(self) -> "array[int]":
        """Return the selected listens, without the heads of days."""
        return tracks_of(self.selected_ids())

    @override
    def arrange(self, across: int, count: int) -> TileLayout:
        high = self._theme.size.row_two_line
        return columned(count, max(across, 1), row=high, least=max(across, 1), gap=0, most=1)

    @override
    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        row = self._history.row(number)
        area = area.adjusted(self._theme.space.s12, 0, -self._theme.space.s12, 0)
        colors, radius = self._theme.colors, self._theme.radius.row
        if row.id < 0:
            self._draw_head(painter, row, area)
        else:
            if flags & SELECTED:
                ground = colors.bg_sel if flags & FOCUSED else colors.bg_sel_off
                fill_round(painter, area.adjusted(0, 1, 0, -1), radius, ground)
            elif flags & HOVERED:
                fill_round(painter, area.adjusted(0, 1, 0, -1), radius, colors.bg_hover)
            self._draw_listen(painter, row, area, flags)
        if flags & CURRENT:
            body, outline = area.adjusted(0, 1, 0, -1), self._theme.outline
            line_round(painter, body, radius, colors.accent, outline)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        number = self.number_at(point)
        plain = event.button() == _LEFT and event.modifiers() == _NO_KEYS
        if number >= 0 and plain and self._history.is_head(number):
            self.select_day(number)
        elif number >= 0 and plain and self._heart_area(number).contains(point):
            self.heart_pressed.emit(number)
        else:
            super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        # Arrows go on past the head of a day, as far as there is something behind it.
        row = self.currentIndex().row()
        plain = event.modifiers() == _NO_KEYS
        if row < 0 or not plain or not self._history.is_head(row):
            return
        up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) and row > 0
        self._move_to(row - 1 if up else row + 1, _NO_KEYS)

    def select_day(self, number: int) -> None:
        """Select the listens below a head."""
        first, last = self._history.day_of(number)
        if last >= first:
            self._move_to(first, _NO_KEYS)
            self.select_blocks([(first, last)])

    def _draw_head(self, painter: QPainter, row: HistoryRow, area: QRect) -> None:
        colors, space = self._theme.colors, self._theme.space
        words = listens(row.listened_ms)
        line = self._at(area.adjusted(space.s8, space.s12, -space.s12, 0))
        self._write(painter, self._section, row.title, colors.fg_1, line)
        self._write(painter, self._digits, words, colors.fg_3, line, far=True)

    def _draw_listen(self, painter: QPainter, row: HistoryRow, area: QRect, flags: int) -> None:
        colors, space = self._theme.colors, self._theme.space
        time = QRect(area.x() + space.s8, area.y(), self._time_width, area.height())
        self._write(painter, self._digits, text.clock(row.started_at), colors.fg_3, self._at(time))
        cover = QRect(time.right() + space.s8, 0, _COVER, _COVER)
        cover.moveTop(area.y() + (area.height() - _COVER) // 2)
        self._draw_cover(painter, row, self._at(cover))
        end = self._draw_end(painter, row, area, flags)
        words = QRect(cover.right() + space.s12, area.y(), 10, area.height())
        words.setRight(end - space.s12)
        main = colors.fg_1 if row.listed else colors.fg_3
        upper = words.adjusted(0, 4, 0, -area.height() // 2 + 2)
        lower = words.adjusted(0, area.height() // 2 - 1, 0, -5)
        title = row.title or text.tr("history", "No title")
        self._write(painter, self._body, title, main, self._at(upper))
        about = " — ".join(filter(None, (row.artist, row.album)))
        self._write(painter, self._small, about, colors.fg_2, self._at(lower))

    def _draw_end(self, painter: QPainter, row: HistoryRow, area: QRect, flags: int) -> int:
        """Draw what stands at the far side; return where it begins."""
        colors, space, theme = self._theme.colors, self._theme.space, self._theme
        turned = self.isRightToLeft()
        end = area.right() - space.s12
        if row.ending is not None:
            name, role = _GLYPHS[row.ending]
            box = QRect(end - _GLYPH, area.y(), _GLYPH, area.height())
            ink = getattr(colors, role)
            theme.icons.paint(painter, self._at(box), name, ink, _GLYPH, right_to_left=turned)
        end -= _GLYPH + space.s12
        length = QRect(end - _HEARD, area.y(), _HEARD, area.height())
        color = colors.warn if row.ending is Ending.SKIPPED else colors.fg_2
        self._write(painter, self._digits, heard(row), color, self._at(length), far=True)
        end -= _HEARD + space.s12
        if row.listed and (row.liked_at is not None or flags & HOVERED):
            liked = row.liked_at is not None
            box = QRect(end - _GLYPH, area.y(), _GLYPH, area.height())
            name, ink = ("heart-fill", colors.heart) if liked else ("heart", colors.fg_2)
            theme.icons.paint(painter, self._at(box), name, ink, 14)
        end -= _HEART
        if area.width() >= _WITH_SOURCE and (source := self._name_of(row.source)):
            box = QRect(end - _SOURCE, area.y(), _SOURCE, area.height())
            words = text.tr("history", "from {list}").format(list=source)
            self._write(painter, self._small, words, colors.fg_3, self._at(box))
            end -= _SOURCE
        return end

    def _draw_cover(self, painter: QPainter, row: HistoryRow, area: QRect) -> None:
        pixmap = self._covers.pixmap(row.album_id, _COVER, 4, self.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(area.topLeft(), pixmap)
            return
        colors = self._theme.colors
        fill_round(painter, area, 4, colors.bg_hover)
        size = round(_COVER * NOTE_SHARE)
        self._theme.icons.paint(painter, area, "music-notes", colors.fg_3, size)

    def _heart_area(self, number: int) -> QRect:
        area, space = self.area_of(number), self._theme.space
        end = area.right() - space.s12 - space.s12 - _GLYPH - space.s12 - _HEARD - space.s12
        return self._at(QRect(end - _HEART + 6, area.y(), _HEART, area.height()))

    def _write(
        self,
        painter: QPainter,
        cache: TextCache,
        words: str,
        color: object,
        area: QRect,
        *,
        far: bool = False,
    ) -> None:
        laid = cache.laid(words, max(area.width(), 1))
        painter.setFont(cache.font)
        painter.setPen(color)  # pyright: ignore[reportArgumentType, reportCallIssue]
        right = far is not self.isRightToLeft()
        x = area.right() + 1 - round(laid.width) if right else area.x()
        painter.drawStaticText(
            QPoint(x, area.y() + round((area.height() - laid.height) / 2)), laid.static
        )

    def _at(self, part: QRect) -> QRect:
        return placed(self.layoutDirection(), self.viewport().rect(), part)

    def _make_fonts(self) -> None:
        font = self._theme.font
        self._body = TextCache(font(FontRole.BODY))
        self._small = TextCache(font(FontRole.SMALL))
        self._section = TextCache(font(FontRole.SECTION))
        self._digits = TextCache(font(FontRole.SMALL, tabular=True))
        digits = self._theme.metrics(FontRole.SMALL, tabular=True)
        # Digits are of one width; where times end in AM or PM, the afternoon's are the wider.
        self._time_width = max(_TIME, digits.horizontalAdvance(text.time_of_day(22, 58)) + 1)

    def _look_changed(self, _look: object) -> None:
        self._make_fonts()
        self.viewport().update()
