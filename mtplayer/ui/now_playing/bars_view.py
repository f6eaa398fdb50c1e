"""The sound as bars from low to high, and how loud left and right are."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHideEvent, QLinearGradient, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mtplayer.core.events import SoundPicture
from mtplayer.ui.sound_services import Visualiser
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole

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
        if self.isVisible():
            self._picture = picture
            self.update()

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
        step = area.width() / len(bars)
        wide = step * (1 - _GAP)
        fill = QLinearGradient(0, area.bottom(), 0, area.top())
        accent = self._theme.colors.accent
        low = QColor(accent)
        low.setAlphaF(0.45)
        fill.setColorAt(0, low)
        fill.setColorAt(1, accent)
        for number, share in enumerate(bars):
            high = max(_LOWEST, share * area.height())
            bar = QRectF(area.x() + number * step, area.bottom() + 1 - high, wide, high)
            painter.fillRect(bar, fill)

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
