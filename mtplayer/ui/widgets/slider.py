"""A short slider: a track, what is filled of it, and a knob."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme

WHEEL_NOTCH = 120


class Slider(QAbstractSlider):
    """Jumps to where it is pressed; the wheel and the keys go in steps."""

    def __init__(self, theme: Theme, name: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # The hit area is taller than what is drawn.
        self.setFixedSize(width, theme.size.icon_button_tiny)
        theme.changed.connect(self._look_changed)

    def show_quiet(self, *, quiet: bool) -> None:
        """Draw what is filled as if it did not count: muted."""
        if quiet != self._quiet:
            self._quiet = quiet
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, size = self._theme.colors, self._theme.size
        middle, knob = self.height() / 2, size.slider_knob / 2
        at = self._place(self.sliderPosition())
        track = QRectF(0, middle - size.slider_track / 2, self.width(), size.slider_track)
        fill_round(painter, track, size.slider_track / 2, colors.groove)
        filled = QRectF(track)
        if self.isRightToLeft():
            filled.setLeft(at)
        else:
            filled.setRight(at)
        active = self.hasFocus() or self.isSliderDown()
        fill_round(painter, filled, size.slider_track / 2, self._filled(active=active))
        if active:
            halo = QColor(colors.accent_soft)
            painter.setBrush(halo)
            painter.drawEllipse(QPointF(at, middle), 2 * knob, 2 * knob)
        painter.setBrush(colors.fg_3 if self._quiet else colors.fg_1)
        painter.drawEllipse(QPointF(at, middle), knob, knob)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position().x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / WHEEL_NOTCH
        self.setValue(self.value() + round(notches * self.singleStep()))
        event.accept()

    def _filled(self, *, active: bool) -> QColor:
        if self._quiet:
            return self._theme.colors.fg_off
        return self._theme.colors.accent if active else self._theme.colors.fg_2

    def _place(self, value: int) -> float:
        knob = self._theme.size.slider_knob / 2
        share = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        share = 1 - share if self.isRightToLeft() else share
        return knob + share * (self.width() - 2 * knob)

    def _move_to(self, x: float) -> None:
        knob = self._theme.size.slider_knob / 2
        share = (x - knob) / max(1, self.width() - 2 * knob)
        share = 1 - share if self.isRightToLeft() else share
        span = self.maximum() - self.minimum()
        self.setSliderPosition(self.minimum() + round(min(1, max(0, share)) * span))

    def _look_changed(self, _look: object) -> None:
        self.update()
