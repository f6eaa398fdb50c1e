"""What keys walk through: a chart of things that lead somewhere."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.listening.listening import Ranked
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class WalkedChart(QWidget):
    """``chosen`` tells the id of what was pressed; whoever inherits says where things are."""

    chosen: TypedSignal[int] = signal()

    def __init__(self, theme: Theme, keys: Mapping[Qt.Key, int], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self._rows: Sequence[Ranked] = ()
        self._hovered = self._current = -1
        self._ring = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._look_changed)

    def at(self, event: QMouseEvent) -> int:
        """Return what is under the pointer, -1 where there is nothing."""
        raise NotImplementedError

    def words(self, number: int) -> str:
        """Return what keys stand on, as it is read aloud."""
        raise NotImplementedError

    def take(self, rows: Sequence[Ranked]) -> None:
        """Show other things."""
        self._rows = rows
        self._hovered, self._current = -1, 0 if rows else -1
        self._describe()
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.at(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (number := self.at(event)) >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._rows[number].id)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._rows and key in self._keys:
            step = self._keys[key]
            self._current = min(max(self._current + step, 0), len(self._rows) - 1)
            self._ring = True
            self._describe()
            self.update()
        elif self._current >= 0 and key in _ENTER:
            self.chosen.emit(self._rows[self._current].id)
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

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            over = number >= 0
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.setToolTip(self.words(number) if over else "")
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words(self._current) if self._current >= 0 else "")

    def _look_changed(self, _look: object) -> None:
        self.update()
