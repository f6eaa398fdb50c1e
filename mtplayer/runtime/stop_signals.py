"""SIGTERM and SIGINT, heard by the event loop."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot

from mtplayer.runtime.signals import TypedSignal
from mtplayer.runtime.signals import signal as qt_signal

HEARD = (signal.SIGTERM, signal.SIGINT)


class StopSignals(QObject):
    """Announces that the system or the terminal asks the program to end.

    Python runs a signal's handler between two of its instructions, and an idle event loop
    executes none: hence the socket that wakes it.
    """

    asked: TypedSignal[int] = qt_signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._fd_before = signal.set_wakeup_fd(self._mouth.fileno())
        self._before = {number: signal.signal(number, _nothing) for number in HEARD}

    def close(self) -> None:
        """Leave the signals to whom they belonged."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._ear.close()
        self._mouth.close()

    @Slot()
    def _hear(self) -> None:
        for number in self._ear.recv(64):
            if number in HEARD:
                self.asked.emit(number)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Stand where the default would end the process."""
