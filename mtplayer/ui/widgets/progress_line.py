"""A thin bar that fills, or wanders while nobody knows how much there is."""

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme

# While the total is not known a quarter of the bar walks along it.
WANDER_MS = 50
WANDER_STEP = 0.02
WANDER_SHARE = 0.25


class ProgressLine(QWidget):
    """Between 0 and 1, or unknown."""

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = 0.0
        self._at = 0.0
        self._timer = QTimer(self, interval=WANDER_MS)
        self._timer.timeout.connect(self._wander)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)

    def show_share(self, share: float | None) -> None:
        """Show how much is done, None for unknown."""
        if share != self._share:
            self._share = share
            self._wind()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.size.tile_min, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius, wide = self._theme.colors, self.height() / 2, self.width()
        fill_round(painter, self.rect(), radius, colors.groove)
        if self._share is None:
            start, share = self._at * (1 + WANDER_SHARE) - WANDER_SHARE, WANDER_SHARE
        else:
            start, share = 0.0, self._share
        left, right = max(0.0, start) * wide, min(1.0, start + share) * wide
        if self.isRightToLeft():
            left, right = wide - right, wide - left
        if right > left:
            fill_round(painter, QRectF(left, 0, right - left, self.height()), radius, colors.accent)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wind()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _wind(self) -> None:
        moves = self._share is None and self.isVisible()
        if moves and self._theme.duration(WANDER_MS):
            self._timer.start()
        else:
            self._timer.stop()

    def _wander(self) -> None:
        self._at = (self._at + WANDER_STEP) % 1
        self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()
