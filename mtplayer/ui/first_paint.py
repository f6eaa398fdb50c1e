"""Says when a window has been painted for the first time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override


class FirstPaint(QObject):
    """Calls once, after the window was painted for the first time."""

    def __init__(self, window: QWidget, painted: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._painted = painted

    def show(self) -> None:
        """Show the window and wait for the paint."""
        self._window.show()
        handle = self._window.windowHandle()
        if handle.isExposed():
            QTimer.singleShot(0, self, self._painted)
        else:
            handle.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            # The paint follows within this event; the timer comes after it.
            QTimer.singleShot(0, self, self._painted)
        return False
