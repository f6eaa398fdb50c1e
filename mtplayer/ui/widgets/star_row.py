"""A menu row with five stars that can be set by pointer and by key."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.columns import rating_text
from mtplayer.ui.widgets import star_rating

_STEPS = {Qt.Key.Key_Right: 10, Qt.Key.Key_Left: -10}
_DONE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class StarRow(QWidget):
    """“Rate” and the stars of what is selected; None where they differ or there are none."""

    rated: TypedSignal[object] = signal()
    """The rating that was chosen; None takes it away."""

    def __init__(self, theme: Theme, rating: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rating = rating
        self._shown = rating
        self.setFixedHeight(theme.size.menu_row)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name()

    @override
    def sizeHint(self) -> QSize:
        return QSize(star_rating.width() + 150, self._theme.size.menu_row)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme, mirrored = self._theme, self.isRightToLeft()
            icon = self._visual(QRect(theme.space.s8, 0, theme.size.icon, self.height()))
            theme.icons.paint(painter, icon, "star", theme.colors.fg_2, theme.size.icon)
            words = self._visual(self.rect().adjusted(theme.space.s12 + theme.space.s24, 0, 0, 0))
            painter.setFont(theme.font(FontRole.BODY))
            painter.setPen(theme.colors.fg_1)
            draw_text(painter, words, text.tr("menu", "Rate"), right_to_left=mirrored)
            stars = star_rating.star_pixmap(
                theme, self._shown, self.devicePixelRatioF(), right_to_left=mirrored
            )
            area = self._stars()
            painter.drawPixmap(area.x(), (self.height() - theme.size.icon) // 2, stars)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show(self._at(event) if self._over(event) else self._rating)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._show(self._rating)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._over(event):
            at = self._at(event)
            self.rated.emit(None if at == self._rating else at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            step = -step if self.isRightToLeft() else step
            value = (self._shown or 0) + step
            self._show(min(value, 100) if value > 0 else None)
        elif event.key() in _DONE:
            self.rated.emit(self._shown)
        else:
            super().keyPressEvent(event)

    def _show(self, rating: int | None) -> None:
        if rating != self._shown:
            self._shown = rating
            self._name()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(text.tr("menu", "Rate"))
        self.setAccessibleDescription(rating_text(self._shown))

    def _at(self, event: QMouseEvent) -> int | None:
        x = event.position().x() - self._stars().x()
        return star_rating.rating_at(x, right_to_left=self.isRightToLeft())

    def _over(self, event: QMouseEvent) -> bool:
        near = self._theme.space.s8
        return self._stars().adjusted(-near, 0, near, 0).contains(event.position().toPoint())

    def _stars(self) -> QRect:
        width = star_rating.width()
        left = self.width() - self._theme.space.s12 - width
        return self._visual(QRect(left, 0, width, self.height()))

    def _visual(self, area: QRect) -> QRect:
        if not self.isRightToLeft():
            return area
        return QRect(QPoint(self.width() - area.right() - 1, area.y()), area.size())
