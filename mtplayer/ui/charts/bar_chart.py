"""Bars over time, with a line for the time before."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.charts.tip import Lines, draw_tip
from mtplayer.ui.charts.words import hours
from mtplayer.ui.look.painting import draw_text, fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import number, tr

_AXIS = 50
_LABELS = 26
_TOP = 18
_THIRDS = 3
_REST = 0.78
_STEPS = (1, 2, 3, 4, 5, 7, 10, 14, 20, 25, 30, 40, 50, 70)
_MINUTE_MS = 60_000
_HOUR_MS = 3_600_000


@record
class Column:
    """One bar: how tall, what stands below it, and what it says under the pointer."""

    value: int
    before: int | None = None
    label: str = ""
    tip: Lines = ()


class BarChart(QWidget):
    """Values are milliseconds; the axis ends at a third of a round number."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._columns: Sequence[Column] = ()
        self._most = 1
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._look_changed)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other bars."""
        self._columns = columns
        self._hovered = -1
        self._most = _THIRDS * third_of(max((_tallest(one) for one in columns), default=0))
        self.setAccessibleName(f"{self._name}: {hours(sum(one.value for one in columns))}")
        self.update()

    @property
    def hovered(self) -> int:
        """The bar under the pointer, -1 without any."""
        return self._hovered

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._plot()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_grid(painter, plot)
            if not self._columns:
                return
            self._draw_bars(painter, plot)
            self._draw_before(painter, plot)
            if self._hovered >= 0:
                self._draw_hovered(painter, plot)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, x = self._plot(), event.position().toPoint().x()
        inside = bool(self._columns) and plot.left() <= x <= plot.right()
        place = (x - plot.left()) * len(self._columns) // max(plot.width(), 1) if inside else -1
        self._hover(min(self._placed(place), len(self._columns) - 1) if inside else -1)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _draw_grid(self, painter: QPainter, plot: QRect) -> None:
        colors, turned = self._theme.colors, self.isRightToLeft()
        painter.setFont(self._theme.font(FontRole.CAPTION, tabular=True))
        for step in range(_THIRDS + 1):
            y = plot.bottom() - round(plot.height() * step / _THIRDS)
            painter.fillRect(plot.left(), y, plot.width(), 1, colors.line_soft)
            painter.setPen(colors.fg_3)
            words = _axis(self._most * step // _THIRDS, self._most)
            axis = QRect(plot.right() + 8, y - 8, _AXIS - 8, 16)
            if turned:
                axis.moveRight(plot.left() - 8)
            draw_text(painter, axis, words, right_to_left=turned)

    def _draw_bars(self, painter: QPainter, plot: QRect) -> None:
        rest = QColor(self._theme.colors.c1)
        rest.setAlphaF(_REST)
        painter.setFont(self._theme.font(FontRole.CAPTION))
        free = -1.0
        for at, column in enumerate(self._columns):
            bar = self._bar(plot, at)
            color = self._theme.colors.c1 if at == self._hovered else rest
            if column.value:
                fill_round(painter, bar, min(3, bar.width() / 3), color)
            if column.label and (abs(bar.center().x() - free) > _LABEL_ROOM or free < 0):
                free = bar.center().x()
                self._draw_label(painter, plot, bar, column.label)

    def _draw_label(self, painter: QPainter, plot: QRect, bar: QRectF, label: str) -> None:
        painter.setPen(self._theme.colors.fg_3)
        wide = self._theme.metrics(FontRole.CAPTION).horizontalAdvance(label)
        x = round(bar.center().x() - wide / 2)
        x = max(plot.left(), min(x, plot.right() - wide))
        painter.drawText(x, plot.bottom() + _LABELS - 8, label)

    def _draw_before(self, painter: QPainter, plot: QRect) -> None:
        points = [
            QPointF(self._bar(plot, at).center().x(), self._y(plot, column.before))
            for at, column in enumerate(self._columns)
            if column.before is not None
        ]
        if points:
            pen = QPen(self._theme.colors.fg_3, 1.4)
            pen.setDashPattern([2, 2.5])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))

    def _draw_hovered(self, painter: QPainter, plot: QRect) -> None:
        bar, column = self._bar(plot, self._hovered), self._columns[self._hovered]
        x = round(bar.center().x())
        painter.fillRect(x, 0, 1, round(bar.top()), self._theme.colors.fg_3)
        if column.tip:
            draw_tip(painter, self._theme, self.rect(), QPoint(x, plot.top() + 44), column.tip)

    def _bar(self, plot: QRect, at: int) -> QRectF:
        step = plot.width() / len(self._columns)
        gap = min(3.0, step / 4)
        top = self._y(plot, self._columns[at].value)
        left = plot.left() + self._placed(at) * step
        return QRectF(left + gap / 2, top, min(step - gap, 72), plot.bottom() + 1 - top)

    def _y(self, plot: QRect, value: int) -> float:
        return plot.bottom() + 1 - plot.height() * value / self._most

    def _placed(self, at: int) -> int:
        return len(self._columns) - 1 - at if self.isRightToLeft() else at

    def _plot(self) -> QRect:
        left = _AXIS if self.isRightToLeft() else 0
        return QRect(left, _TOP, self.width() - _AXIS, self.height() - _TOP - _LABELS)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


_LABEL_ROOM = 30


def third_of(most: int) -> int:
    """Return a round length of which three are enough: so many minutes or hours."""
    minutes = max(-(-most // (_THIRDS * _MINUTE_MS)), 1)
    unit = 1 if minutes <= _STEPS[-1] and minutes < 60 else 60  # noqa: PLR2004 - minutes
    wanted = -(-minutes // unit)
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= wanted:
                return step * power * unit * _MINUTE_MS
        power *= 10


def _tallest(column: Column) -> int:
    return max(column.value, column.before or 0)


def _axis(value: int, most: int) -> str:
    """Return a round length without decimals, in the unit of the longest."""
    if most < _HOUR_MS * _THIRDS and most % _HOUR_MS:
        return tr("statistics", "{n} min").format(n=value // _MINUTE_MS)
    return tr("statistics", "{n} h").format(n=number(value // _HOUR_MS))
