"""A list scrolls while something is dragged near its edge, the faster the nearer."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

EDGE: Final = 40
EVERY_MS: Final = 16
SLOWNESS: Final = 4


class DragScroll(QObject):
    """Told where the pointer is; ``scrolled`` aims anew, for other rows are there now."""

    def __init__(self, view: QAbstractScrollArea, scrolled: Callable[[], object]) -> None:
        super().__init__(view)
        self._view = view
        self._scrolled = scrolled
        self._y = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._go_on)

    def follow(self, y: int) -> None:
        """Scroll as long as the pointer stays near an edge."""
        self._y = y
        if self._speed():
            self._timer.start()

    def stop(self) -> None:
        """Be still: the drag is over."""
        self._timer.stop()

    def _speed(self) -> int:
        height = self._view.viewport().height()
        if self._y < EDGE:
            return (self._y - EDGE) // SLOWNESS
        beyond = self._y - (height - EDGE)
        return -(-beyond // SLOWNESS) if beyond > 0 else 0

    def _go_on(self) -> None:
        speed = self._speed()
        if not speed:
            self._timer.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + speed)
        self._scrolled()
