"""The albums that were heard most, as covers."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mtplayer.core.listening import Ranked
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.charts.words import hours
from mtplayer.ui.painting import line_round
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.cover_view import draw_empty_cover
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS
from mtplayer.ui.widgets.row_painter import Covers

_COLUMNS: Final = 3
_ROWS: Final = 2
_GAP: Final = 10
_KEYS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: _COLUMNS,
    Qt.Key.Key_Up: -_COLUMNS,
}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AlbumWall(QWidget):
    """Two rows of three; ``chosen`` tells which album was pressed."""

    chosen: TypedSignal[int] = signal()

    def __init__(
        self, theme: Theme, covers: Covers, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._albums: Sequence[Ranked] = ()
        self._current = -1
        self._ring = False
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._look_changed)

    def show_albums(self, albums: Sequence[Ranked]) -> None:
        """Show the first of these."""
        self._albums = albums[: _COLUMNS * _ROWS]
        self._current = 0 if self._albums else -1
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        edge, ratio = self._edge(), self.devicePixelRatioF()
        radius = self._theme.radius.tile
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, album in enumerate(self._albums):
                area = self._area(number)
                pixmap = self._covers.pixmap(album.cover, edge, radius, ratio)
                if pixmap is not None:
                    painter.drawPixmap(area.topLeft(), pixmap)
                else:
                    draw_empty_cover(painter, self._theme, area, radius)
                if self._ring and number == self._current:
                    line_round(painter, area, radius, self._theme.colors.accent, 2)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event)
        self.setToolTip(_words(self._albums[number]) if number >= 0 else "")
        over = Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor
        self.setCursor(over)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (number := self._at(event)) >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._albums[number].id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._albums and key in _KEYS:
            self._current = min(max(self._current + _KEYS[key], 0), len(self._albums) - 1)
            self._ring = True
            self.setAccessibleDescription(_words(self._albums[self._current]))
            self.update()
        elif self._current >= 0 and key in _ENTER:
            self.chosen.emit(self._albums[self._current].id)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD_REASONS
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.setToolTip("")

    def _edge(self) -> int:
        across = (self.width() - (_COLUMNS - 1) * _GAP) // _COLUMNS
        return max(min(across, (self.height() - _GAP) // _ROWS), 16)

    def _area(self, number: int) -> QRect:
        edge = self._edge()
        row, column = divmod(number, _COLUMNS)
        x = column * (edge + _GAP)
        x = self.width() - x - edge if self.isRightToLeft() else x
        return QRect(x, row * (edge + _GAP), edge, edge)

    def _at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        areas = enumerate(map(self._area, range(len(self._albums))))
        return next((number for number, area in areas if area.contains(point)), -1)

    def _look_changed(self, _look: object) -> None:
        self.update()


def _words(album: Ranked) -> str:
    return " — ".join(filter(None, (album.name, album.detail))) + f", {hours(album.listened_ms)}"
