"""The next few tracks of the queue, beside what plays."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import EntryId
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.cover_view import draw_empty_cover

HEAD: Final = 32
_COVER: Final = 36


class UpNextColumn(QWidget):
    """Shows as many as there is room for; Enter and a click play one."""

    chosen: TypedSignal[EntryId] = signal()

    def __init__(
        self, theme: Theme, model: QueueModel, covers: CoverCache, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._covers = covers
        self._hover = -1
        self._at = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("queue", "Up next"))
        for changed in (
            model.rowsInserted,
            model.rowsRemoved,
            model.rowsMoved,
            model.modelReset,
            model.dataChanged,
        ):
            changed.connect(self._changed)
        covers.ready.connect(self._changed)
        theme.changed.connect(self._changed)

    @property
    def shown(self) -> int:
        """How many rows there is room for, of those that follow."""
        room = max(0, (self.height() - HEAD) // self._theme.size.queue_row)
        return min(room, self._following())

    def _following(self) -> int:
        return self._model.rowCount() - self._model.sections.playing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        first = self._model.sections.playing
        for number in range(self.shown):
            self._paint_row(painter, number, self._model.row(first + number))

    def _paint_head(self, painter: QPainter) -> None:
        theme, count = self._theme, self._following()
        words, turned = tr("queue", "Up next"), self.isRightToLeft()
        head = QRect(0, 0, self.width(), HEAD - theme.space.s8)
        painter.setFont(theme.font(FontRole.STRONG))
        painter.setPen(theme.colors.fg_1)
        draw_text(painter, head, words, right_to_left=turned)
        wide = theme.metrics(FontRole.STRONG).horizontalAdvance(words) + theme.space.s8
        painter.setFont(theme.font(FontRole.BODY, tabular=True))
        painter.setPen(theme.colors.fg_2)
        after = self._visual(head.adjusted(wide, 0, 0, 0))
        said = text.number(count) if count else tr("queue", "nothing")
        draw_text(painter, after, said, right_to_left=turned)

    def _paint_row(self, painter: QPainter, number: int, row: TrackRow) -> None:
        theme, space, turned = self._theme, self._theme.space, self.isRightToLeft()
        area = self._area(number)
        if number == self._hover:
            fill_round(painter, area, theme.radius.row, theme.colors.bg_hover)
        if number == self._at and self.hasFocus():
            line_round(painter, area, theme.radius.row, theme.colors.accent, theme.outline)
        cover = QRect(space.s8, area.y() + (area.height() - _COVER) // 2, _COVER, _COVER)
        self._paint_cover(painter, self._visual(cover), row)
        length = text.length(row.duration_ms)
        painter.setFont(theme.font(FontRole.SMALL, tabular=True))
        painter.setPen(theme.colors.fg_2)
        end = area.adjusted(0, 0, -space.s8, 0)
        draw_text(painter, self._visual(end), length, right_to_left=turned, trailing=True)
        wide = theme.metrics(FontRole.SMALL, tabular=True).horizontalAdvance("0:00:00")
        words = area.adjusted(cover.right() + space.s8 + 2, 4, -wide, -area.height() // 2)
        self._paint_line(painter, words, row.title, FontRole.BODY, "fg_1")
        below = words.translated(0, area.height() // 2 - 4)
        self._paint_line(painter, below, row.artist, FontRole.SMALL, "fg_2")

    def _paint_line(
        self, painter: QPainter, area: QRect, words: str, role: FontRole, color: str
    ) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(getattr(self._theme.colors, color))
        cut = self._theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        draw_text(painter, self._visual(area), cut, right_to_left=self.isRightToLeft())

    def _paint_cover(self, painter: QPainter, place: QRect, row: TrackRow) -> None:
        radius = self._theme.radius.cover36
        ratio = self.devicePixelRatioF()
        pixmap = self._covers.pixmap(row.album_id, _COVER, radius, ratio)
        if pixmap is not None:
            painter.drawPixmap(QPoint(place.x(), place.y()), pixmap)
        else:
            draw_empty_cover(painter, self._theme, place, radius)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._number_at(event.position().y()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().y())
        if number >= 0:
            self._choose(number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.shown:
            self._choose(min(self._at, self.shown - 1))
        elif (step := steps.get(Qt.Key(event.key()))) is not None:
            self._at = max(0, min(self._at + step, self.shown - 1))
            self.update()
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self._at = number
        self.chosen.emit(self._model.entry(self._model.sections.playing + number).id)

    def _number_at(self, y: float) -> int:
        number = int((y - HEAD) // self._theme.size.queue_row)
        return number if 0 <= number < self.shown else -1

    def _point(self, number: int) -> None:
        if number != self._hover:
            self._hover = number
            shape = Qt.CursorShape.PointingHandCursor
            self.setCursor(shape if number >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _area(self, number: int) -> QRect:
        high = self._theme.size.queue_row
        return QRect(0, HEAD + number * high, self.width(), high)

    def _visual(self, part: QRect) -> QRect:
        return placed(self.layoutDirection(), self.rect(), part)

    def _changed(self, *_news: object) -> None:
        self.update()
