"""When one listens: a cell for each hour of each weekday."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.listening.listening import HOURS, WEEKDAYS
from mtplayer.core.typed import override
from mtplayer.ui.charts.tip import draw_tip
from mtplayer.ui.charts.words import hours
from mtplayer.ui.look.painting import draw_text, fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import locale, long_length, tr

_NAMES = 36
_LABELS = 24
_GAP = 2
_LEVELS = 5
_MARKED = (0, 6, 12, 18)
_TALLEST = 26


class HeatMap(QWidget):
    """Shades of the accent: the fullest hour is the accent itself."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._cells: Sequence[Sequence[int]] = ()
        self._hovered = (-1, -1)
        self.setMouseTracking(True)
        self.setMinimumHeight(WEEKDAYS * 12 + _LABELS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._look_changed)

    def show_cells(self, cells: Sequence[Sequence[int]]) -> None:
        """Show milliseconds by weekday, Monday first, and hour."""
        self._cells = cells
        self._hovered = (-1, -1)
        self.setAccessibleName(f"{self._name}: {_fullest(cells)}")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cells:
            return
        most = max(max(row) for row in self._cells) or 1
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for day, row in enumerate(self._cells):
                for hour, value in enumerate(row):
                    color = self._color(value, most)
                    fill_round(painter, self._cell(day, hour), 3, color)
            self._draw_names(painter)
            if self._hovered != (-1, -1):
                self._draw_hovered(painter)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        step_x, step_y = self._steps()
        across = self.width() - 1 - point.x() if self.isRightToLeft() else point.x()
        hour, day = int((across - _NAMES) // step_x), int(point.y() // step_y)
        inside = 0 <= hour < HOURS and 0 <= day < WEEKDAYS and across >= _NAMES
        self._hover((day, hour) if inside and self._cells else (-1, -1))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover((-1, -1))

    def _draw_names(self, painter: QPainter) -> None:
        turned = self.isRightToLeft()
        painter.setFont(self._theme.font(FontRole.SMALL, tabular=True))
        painter.setPen(self._theme.colors.fg_2)
        for day in range(WEEKDAYS):
            cell = self._cell(day, 0)
            area = QRect(0, cell.y(), _NAMES, cell.height())
            if turned:
                area.moveRight(self.width() - 1)
            draw_text(painter, area, day_name(day), right_to_left=turned)
        painter.setPen(self._theme.colors.fg_3)
        last = self._cell(WEEKDAYS - 1, 0)
        for hour in _MARKED:
            cell = self._cell(0, hour)
            area = QRect(cell.x(), last.bottom() + 4, 60, 18)
            if turned:
                area.moveRight(cell.right())
            draw_text(painter, area, f"{hour:02}:00", right_to_left=turned)

    def _draw_hovered(self, painter: QPainter) -> None:
        day, hour = self._hovered
        name = f"{day_name(day)}, {hour:02}:00–{hour + 1:02}:00"
        lines = [(name, ""), (tr("statistics", "Listened"), long_length(self._cells[day][hour]))]
        draw_tip(painter, self._theme, self.rect(), QPoint(self._cell(day, hour).center()), lines)

    def _color(self, value: int, most: int) -> QColor:
        level = -(-value * (_LEVELS - 1) // most)
        if not level:
            return self._theme.colors.bg_hover_chrome
        color = QColor(self._theme.colors.c1)
        color.setAlphaF((0.25, 0.45, 0.7, 1.0)[level - 1])
        return color

    def _steps(self) -> tuple[float, float]:
        tall = min((self.height() - _LABELS) / WEEKDAYS, _TALLEST)
        return (self.width() - _NAMES) / HOURS, tall

    def _cell(self, day: int, hour: int) -> QRect:
        step_x, step_y = self._steps()
        left, right = _NAMES + hour * step_x, _NAMES + (hour + 1) * step_x
        cell = QRect(round(left), round(day * step_y), 0, round(step_y) - _GAP)
        cell.setWidth(round(right) - round(left) - _GAP)
        if self.isRightToLeft():
            cell.moveLeft(self.width() - cell.x() - cell.width())
        return cell

    def _hover(self, cell: tuple[int, int]) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def day_name(day: int) -> str:
    """Return a weekday in short; 0 is Monday."""
    return locale().standaloneDayName(day + 1, locale().FormatType.ShortFormat)


def _fullest(cells: Sequence[Sequence[int]]) -> str:
    best = max(
        ((value, day, hour) for day, row in enumerate(cells) for hour, value in enumerate(row)),
        default=(0, 0, 0),
    )
    words = tr("statistics", "most on {day} at {hour}, {time}")
    return words.format(day=day_name(best[1]), hour=f"{best[2]:02}:00", time=hours(best[0]))
