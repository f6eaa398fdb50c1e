"""Where the track is, and how to go elsewhere in it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygon,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mtplayer.core.playing.loops import NO_LOOP, LoopMarks
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import length, spoken_length, tr
from mtplayer.ui.widgets.bubble import Bubble
from mtplayer.ui.widgets.slider import WHEEL_NOTCH

STEP_MS = 5_000
FINE_STEP_MS = 1_000
PAGE_MS = 30_000
# The line that shows where it is: its width and height, over a flat bar.
HEAD = QSize(2, 16)
# A waveform: bars of this width, and how far their beginnings are from each other.
BAR, BAR_STEP = 2, 3
TALL_BAR, TALL_BAR_STEP = 3, 5
LOWEST_BAR = 2
# Half the width of a bookmark, and the edges of a loop.
MARK = 4
LOOP_EDGE = 2


class Asked(NamedTuple):
    """Somebody wants to know what can be done at a time; ``at`` is on the screen."""

    ms: int
    at: QPoint


class SeekBar(QAbstractSlider):
    """The shape of the track, flat until it is known; the same in every reading direction.

    ``sought`` asks for a position; the bar moves when the player has.
    """

    sought: TypedSignal[int] = signal()
    asked: TypedSignal[Asked] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, tall: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tall = tall
        self._bar, self._step_px = (TALL_BAR, TALL_BAR_STEP) if tall else (BAR, BAR_STEP)
        self.caption: Callable[[int], str] = _nothing
        self._hover: int | None = None
        self._drag: int | None = None
        self._bubble: Bubble | None = None
        self._ring = False
        self._shape = b""
        self._loop = NO_LOOP
        self._marks: list[int] = []
        self._bars: list[int] = []
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.size.wave_big if tall else theme.size.wave)
        self.setMinimumWidth(theme.size.tile_min)
        self.setEnabled(False)
        theme.changed.connect(self._look_changed)
        self._name_position()

    def show_length(self, duration_ms: int, *, fixed: bool = False) -> None:
        """Be as long as the track; 0 while that is not known, and then nothing can be sought."""
        self.setEnabled(duration_ms > 0 and not fixed)
        if duration_ms == self.maximum():
            return
        self.setRange(0, duration_ms)
        if not duration_ms:
            self._leave()
        self.update()

    def show_shape(self, shape: bytes) -> None:
        """Paint heights of one byte each; none stand for a sound that is not known yet."""
        if shape != self._shape:
            self._shape, self._bars = shape, []
            self.update()

    def show_loop(self, marks: LoopMarks) -> None:
        """Mark the piece that is heard again and again, or where it is to begin."""
        self._loop = marks
        self.update()

    def show_marks(self, times: Sequence[int]) -> None:
        """Mark the bookmarks."""
        self._marks = list(times)
        self.update()

    def x_of(self, ms: int) -> int:
        """Return where a time is."""
        return self._x(ms)

    def show_position(self, ms: int) -> None:
        """Move the head, painting no more than the strip that changed."""
        ms = min(max(0, ms), self.maximum())
        before, second = self._x(self.value()), self.value() // 1000
        self.setValue(ms)
        after = self._x(ms)
        if before != after and self._drag is None:
            left, right = sorted((before, after))
            self.update(left - HEAD.width(), 0, right - left + 2 * HEAD.width(), self.height())
        if second != ms // 1000 and self.hasFocus():
            self._name_position()

    def position_at(self, x: float) -> int:
        """Return the time below a point."""
        share = min(1.0, max(0.0, x / max(1, self.width() - 1)))
        return round(share * self.maximum())

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * self._theme.size.tile_max, self._theme.size.wave)

    @override
    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        # Qt would repaint the whole bar ten times a second.
        if change is not QAbstractSlider.SliderChange.SliderValueChange:
            super().sliderChange(change)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, track = self._theme.colors, self._theme.size.seek_track
        middle = self.height() / 2
        bar = QRectF(0, middle - track / 2, self.width(), track)
        if not self.isEnabled():
            fill_round(painter, bar, track / 2, colors.groove)
            return
        head = self._x(self._drag if self._drag is not None else self.value())
        self._paint_loop(painter)
        if self._shape:
            self._paint_shape(painter, event.rect(), head)
        else:
            self._paint_flat(painter, bar, head)
        self._paint_marks(painter)
        high = self.height() if self._shape else HEAD.height()
        line = QRectF(head - 1, middle - high / 2, HEAD.width(), high)
        fill_round(painter, line, 1, colors.fg_1)
        if self._tall and self._hover is not None:
            painter.fillRect(self._hover, 0, 1, self.height(), colors.fg_2)
        if self._ring and self.hasFocus():
            radius, width = self._theme.radius.control, self._theme.ring
            line_round(painter, self.rect(), radius, colors.accent, width)

    def _paint_loop(self, painter: QPainter) -> None:
        begin, end = self._loop
        if begin is None:
            return
        colors, left = self._theme.colors, self._x(begin)
        right = left if end is None else self._x(end)
        painter.fillRect(left, 0, right - left, self.height(), colors.accent_soft)
        for x in {left, right}:
            painter.fillRect(x, 0, LOOP_EDGE, self.height(), colors.accent)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colors.fg_1)
        for ms in self._marks:
            x = self._x(ms)
            points = (QPoint(x - MARK, 0), QPoint(x + MARK, 0), QPoint(x, MARK + 1))
            painter.drawPolygon(QPolygon(points))

    def _paint_flat(self, painter: QPainter, bar: QRectF, head: int) -> None:
        colors, track = self._theme.colors, bar.height()
        fill_round(painter, bar, track / 2, colors.wave_rest)
        if self._hover is not None:
            low, high = sorted((head, self._hover))
            painter.fillRect(QRectF(low, bar.y(), high - low, track), colors.wave_play2)
        played = QRectF(bar.x(), bar.y(), head, track)
        fill_round(painter, played, track / 2, colors.accent)

    def _paint_shape(self, painter: QPainter, dirty: QRect, head: int) -> None:
        """Paint the bars in ``dirty``: a tick of the clock repaints one or two of them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        colors, middle = self._theme.colors, self.height() // 2
        low, high = sorted((head, head if self._hover is None else self._hover))
        bars = self._heights()
        first = max(0, dirty.left() // self._step_px)
        for number in range(first, min(dirty.right() // self._step_px + 1, len(bars))):
            x, half = number * self._step_px, bars[number]
            color = colors.accent if x < head else colors.wave_rest
            if low <= x < high:
                color = colors.wave_play2
            painter.fillRect(x, middle - half, self._bar, 2 * half, color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _heights(self) -> list[int]:
        """Return half the height of each bar that has room."""
        count = self.width() // self._step_px
        if len(self._bars) != count:
            shape, most = self._shape, self.height() // 2
            edges = [number * len(shape) // count for number in range(count + 1)]
            self._bars = [
                max(LOWEST_BAR // 2, max(shape[low : max(high, low + 1)]) * most // 255)
                for low, high in pairwise(edges)
            ]
        return self._bars

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag = self.position_at(event.position().x())
            self._point(event.position().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag = self.position_at(event.position().x())
        self._point(event.position().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        target, self._drag = self._drag, None
        self.show_position(target)
        self.sought.emit(target)
        if not self.rect().contains(event.position().toPoint()):
            self._leave()
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.isEnabled():
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            ms = self.value() if by_key else self.position_at(event.pos().x())
            at = self.mapToGlobal(QPoint(self._x(ms), 0)) if by_key else event.globalPos()
            self.asked.emit(Asked(ms, at))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._step(round(event.angleDelta().y() / WHEEL_NOTCH * STEP_MS))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = FINE_STEP_MS if shift else STEP_MS
        steps = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_PageUp: PAGE_MS,
            Qt.Key.Key_PageDown: -PAGE_MS,
            Qt.Key.Key_Home: -self.maximum(),
            Qt.Key.Key_End: self.maximum(),
        }
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self._leave()
        elif (delta := steps.get(Qt.Key(event.key()))) is not None:
            self._step(delta)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        self._name_position()
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._drag is None:
            self._leave()

    def _step(self, delta: int) -> None:
        if not self.isEnabled():
            return
        target = min(max(0, self.value() + delta), self.maximum())
        self.show_position(target)
        self.sought.emit(target)

    def _point(self, at: QPoint) -> None:
        if not self.isEnabled():
            return
        before, self._hover = self._hover, min(max(0, at.x()), self.width())
        if self._bubble is None:
            self._bubble = Bubble(self._theme, self.window())
        # Over a tall wave, inside the room that a low one has above it.
        top = QPoint(self._hover, -self._theme.space.s4 if self._tall else self._theme.space.s8)
        above = self.mapTo(self.window(), top)
        at_ms = self.position_at(self._hover)
        words = filter(None, (length(at_ms) or "0:00", self.caption(at_ms)))
        self._bubble.say(" · ".join(words), above)
        if before != self._hover or self._drag is not None:
            self.update(self._strip())

    def _leave(self) -> None:
        self._hover = None
        if self._bubble is not None:
            self._bubble.hide()
        self.update()

    def _strip(self) -> QRect:
        if self._shape:
            return self.rect()
        # The head and the hovered range are both inside the middle band.
        high = HEAD.height() + 2
        return QRect(0, (self.height() - high) // 2, self.width(), high)

    def _x(self, ms: int) -> int:
        return round(ms / self.maximum() * self.width()) if self.maximum() else 0

    def _name_position(self) -> None:
        if not self.maximum():
            self.setAccessibleName(tr("seek", "Position"))
            return
        at, whole = spoken_length(self.value()), spoken_length(self.maximum())
        self.setAccessibleName(tr("seek", "Position, {at} of {whole}").format(at=at, whole=whole))

    def _look_changed(self, _look: object) -> None:
        self.update()


def _nothing(_ms: int) -> str:
    """Say nothing beside the time."""
    return ""
