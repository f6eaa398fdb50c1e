"""The sound as bars from low to high, and how loud left and right are."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import SoundPicture
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.sound_services import Visualiser
from mtplayer.ui.text import tr

_GAP: Final = 0.34
_LEVEL: Final = 4
_LEVELS_HIGH: Final = 20
_LOWEST: Final = 2


class BarsView(QWidget):
    """Asks for pictures only while it is seen and things may move."""

    def __init__(self, theme: Theme, visualiser: Visualiser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._visualiser = visualiser
        self._picture: SoundPicture | None = None
        self._drawn_for: tuple[int, int, int, float] | None = None
        self._drawn = QPixmap()
        self.setAccessibleName(tr("now", "Visualizer"))
        visualiser.pictured.connect(self._pictured)
        theme.changed.connect(self._look_changed)

    @property
    def picture(self) -> SoundPicture | None:
        """What is painted."""
        return self._picture

    def watch(self) -> None:
        """Look if it can be seen, or stop looking."""
        seen = self.isVisible() and not self.window().isMinimized()
        self._visualiser.watch(on=seen and self._moves())

    def _moves(self) -> bool:
        return self._theme.duration(1) > 0

    def _pictured(self, picture: SoundPicture) -> None:
        before = self._picture
        if self.isVisible() and picture != before:
            self._picture = picture
            # What is above the highest bar, now and before, stays as it is.
            highest = max(*picture.bars, *(before.bars if before is not None else (1.0,)))
            top = round((1 - highest) * (self.height() - _LEVELS_HIGH)) - 1
            self.update(0, top, self.width(), self.height() - top)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._moves():
            painter.setFont(self._theme.font(FontRole.BODY))
            painter.setPen(self._theme.colors.fg_2)
            words = tr("now", "It stands still: motion is reduced in the settings.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeading, words)
            return
        picture = self._picture
        bars = picture.bars if picture is not None else (0.0,) * 64
        left, right = picture.levels if picture is not None else (0.0, 0.0)
        ground = self.rect().adjusted(0, 0, 0, -_LEVELS_HIGH)
        self._paint_bars(painter, ground, bars)
        self._paint_levels(painter, (left, right))

    def _paint_bars(self, painter: QPainter, area: QRect, bars: tuple[float, ...]) -> None:
        step, high = area.width() / len(bars), area.height()
        column = self._column(max(1, round(step * (1 - _GAP))), high)
        ratio, wide = column.devicePixelRatio(), column.width()
        left, below = area.x(), area.bottom() + 1
        for number, share in enumerate(bars):
            bar = max(_LOWEST, round(share * high))
            top, cut = round((high - bar) * ratio), round(bar * ratio)
            painter.drawPixmap(left + round(number * step), below - bar, column, 0, top, wide, cut)

    def _column(self, wide: int, high: int) -> QPixmap:
        """Return a bar of full height: to fill each with its gradient takes twice as long."""
        accent, ratio = self._theme.colors.accent, self.devicePixelRatioF()
        key = (wide, high, accent.rgba(), ratio)
        if self._drawn_for != key:
            self._drawn_for, self._drawn = key, _drawn(wide, high, accent, ratio)
        return self._drawn

    def _paint_levels(self, painter: QPainter, levels: tuple[float, float]) -> None:
        colors = self._theme.colors
        for number, share in enumerate(levels):
            top = self.height() - _LEVELS_HIGH + 8 + number * (_LEVEL + 4)
            painter.fillRect(0, top, self.width(), _LEVEL, colors.groove)
            painter.fillRect(0, top, round(self.width() * share), _LEVEL, colors.accent)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._visualiser.watch(on=False)
        self._picture = None

    def _look_changed(self, _look: object) -> None:
        self.update()


def _drawn(wide: int, high: int, accent: QColor, ratio: float) -> QPixmap:
    column = QPixmap(round(wide * ratio), round(high * ratio))
    column.setDevicePixelRatio(ratio)
    column.fill(Qt.GlobalColor.transparent)
    fill = QLinearGradient(0, high, 0, 0)
    low = QColor(accent)
    low.setAlphaF(0.45)
    fill.setColorAt(0, low)
    fill.setColorAt(1, accent)
    painter = QPainter(column)
    painter.fillRect(0, 0, wide, high, fill)
    painter.end()
    return column
