"""What was heard most: place, picture, name, a bar and how long."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.listening.listening import Ranked
from mtplayer.core.typed import override
from mtplayer.ui.charts.walked import WalkedChart
from mtplayer.ui.charts.words import hours
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.cover_view import draw_empty_cover

ROW: Final = 36
_FACE: Final = 26
_NUMBER: Final = 22
_BAR: Final = 78
_BAR_HIGH: Final = 8
_TIME: Final = 62
_KEYS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}


class RankedList(WalkedChart):
    """So many rows at the most."""

    def __init__(
        self,
        theme: Theme,
        covers: Covers,
        name: str,
        *,
        rows: int,
        round_faces: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, _KEYS, parent)
        self._covers = covers
        self._most_rows = rows
        self._radius = _FACE // 2 if round_faces else 4
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Ranked]) -> None:
        """Show as many of these as there is room for."""
        self.take(rows[: self._most_rows])

    @override
    def at(self, event: QMouseEvent) -> int:
        number = int(event.position().y()) // ROW
        return number if 0 <= number < len(self._rows) else -1

    @override
    def words(self, number: int) -> str:
        row = self._rows[number]
        name = " — ".join(filter(None, (row.name, row.detail)))
        return f"{number + 1}, {name}, {hours(row.listened_ms)}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._most_rows * ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, row in enumerate(self._rows):
                self._draw(painter, number, row, QRect(0, number * ROW, self.width(), ROW))

    def _draw(self, painter: QPainter, number: int, row: Ranked, area: QRect) -> None:
        theme, colors = self._theme, self._theme.colors
        if number == self._hovered:
            ground = area.adjusted(-6, 1, 6, -1)
            fill_round(painter, ground, theme.radius.row, colors.bg_hover_chrome)
        if self._ring and number == self._current:
            inside, radius = area.adjusted(0, 1, 0, -1), theme.radius.row
            line_round(painter, inside, radius, colors.accent, theme.outline)
        turned = self.isRightToLeft()
        painter.setFont(theme.font(FontRole.BODY, tabular=True))
        painter.setPen(colors.fg_3)
        place = self._part(area, 0, _NUMBER - 10)
        draw_text(painter, place, str(number + 1), right_to_left=turned, trailing=True)
        face = self._part(area, _NUMBER, _FACE)
        face.setTop(area.y() + (ROW - _FACE) // 2)
        face.setHeight(_FACE)
        self._draw_face(painter, row, face)
        painter.setFont(theme.font(FontRole.BODY, tabular=True))
        time = self._part(area, area.width() - _TIME, _TIME)
        painter.setPen(colors.fg_2)
        draw_text(painter, time, hours(row.listened_ms), right_to_left=turned, trailing=True)
        end = area.width() - _TIME
        if area.width() <= 2 * (_BAR + _TIME):
            # No bar: the name may come as near to the time as the time leaves room.
            metrics = theme.metrics(FontRole.BODY, tabular=True)
            end += _TIME - metrics.horizontalAdvance(hours(row.listened_ms)) - theme.space.s4
        else:
            end -= _BAR
            self._draw_bar(painter, number, row, self._part(area, end, _BAR))
        self._draw_name(painter, row, area, end - 8)

    def _draw_name(self, painter: QPainter, row: Ranked, area: QRect, end: int) -> None:
        colors, turned = self._theme.colors, self.isRightToLeft()
        metrics = self._theme.metrics(FontRole.BODY, tabular=True)
        start = _NUMBER + _FACE + 8
        room = max(end - start, 20)
        cut = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colors.fg_1)
        draw_text(painter, self._part(area, start, room), cut, right_to_left=turned)
        used = metrics.horizontalAdvance(cut) + 10
        if row.detail and room - used > 60:  # noqa: PLR2004 - pixels that a name needs
            small = self._theme.metrics(FontRole.SMALL)
            rest = small.elidedText(row.detail, Qt.TextElideMode.ElideRight, room - used)
            painter.setFont(self._theme.font(FontRole.SMALL))
            painter.setPen(colors.fg_2)
            draw_text(
                painter, self._part(area, start + used, room - used), rest, right_to_left=turned
            )

    def _draw_face(self, painter: QPainter, row: Ranked, face: QRect) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._covers.pixmap(row.cover, _FACE, self._radius, ratio)
        if pixmap is not None:
            painter.drawPixmap(face.topLeft(), pixmap)
        else:
            draw_empty_cover(painter, self._theme, face, self._radius)

    def _draw_bar(self, painter: QPainter, number: int, row: Ranked, area: QRect) -> None:
        colors = self._theme.colors
        rest = QRectF(area.x(), area.center().y() - _BAR_HIGH / 2 + 1, area.width(), _BAR_HIGH)
        fill_round(painter, rest, _BAR_HIGH / 2, colors.bg_hover_chrome)
        most = max(self._rows[0].listened_ms, 1)
        filled = QRectF(rest)
        filled.setWidth(max(rest.width() * row.listened_ms / most, _BAR_HIGH))
        if self.isRightToLeft():
            filled.moveRight(rest.right())
        fill_round(painter, filled, _BAR_HIGH / 2, colors.wave_rest if number else colors.c1)

    def _part(self, area: QRect, start: int, width: int) -> QRect:
        part = QRect(area.x() + start, area.y(), width, area.height())
        return placed(self.layoutDirection(), area, part)
