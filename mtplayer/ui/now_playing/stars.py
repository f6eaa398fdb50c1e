"""Five stars that are set by a click or by keys."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.columns import rating_text

STEP = 19
_STAR = 18
_FULL = 20
_HALF = 10
_MOST = 100


class Stars(QWidget):
    """``rated`` asks; who keeps the rating says what is shown. The same stars again clear it."""

    rated: TypedSignal[int | None] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rating: int | None = None
        self._hover: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)
        self.show_rating(None)

    def show_rating(self, rating: int | None) -> None:
        """Show from 0 to 100, or none."""
        self._rating = rating
        self.setAccessibleName(tr("now", "Rating"))
        self.setAccessibleDescription(rating_text(rating))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(5 * STEP + 4, self._theme.size.icon_button_tiny)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._hover if self._hover is not None else self._rating or 0
        colors, icons = self._theme.colors, self._theme.icons
        for number in range(5):
            place = self._place(number)
            share = (shown - number * _FULL) / _FULL
            icons.paint(painter, place, "star", colors.fg_3, _STAR)
            if share > 0:
                painter.save()
                painter.setClipRect(self._leading(place, min(1.0, share)))
                icons.paint(painter, place, "star-fill", colors.star, _STAR)
                painter.restore()
        if self.hasFocus():
            radius, width = self._theme.radius.control, self._theme.ring
            line_round(painter, self.rect(), radius, colors.accent, width)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._rating_at(event.position().x())
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._rate(self._rating_at(event.position().x()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: _HALF, Qt.Key.Key_Left: -_HALF}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            step = -step if self.isRightToLeft() else step
            wanted = min(_MOST, max(0, (self._rating or 0) + step))
            self.rated.emit(wanted or None)
        else:
            super().keyPressEvent(event)

    def _rate(self, rating: int) -> None:
        self.rated.emit(None if rating == self._rating else rating)

    def _rating_at(self, x: float) -> int:
        x = self.width() - x if self.isRightToLeft() else x
        return min(_MOST, max(_HALF, (int(x * 2 // STEP) + 1) * _HALF))

    def _place(self, number: int) -> QRect:
        left = 2 + number * STEP
        if self.isRightToLeft():
            left = self.width() - left - _STAR
        return QRect(left, (self.height() - _STAR) // 2, _STAR, _STAR)

    def _leading(self, place: QRect, share: float) -> QRect:
        wide = round(place.width() * share)
        left = place.right() + 1 - wide if self.isRightToLeft() else place.left()
        return QRect(left, place.top(), wide, place.height())

    def _look_changed(self, _look: object) -> None:
        self.update()
