"""SIGTERM and SIGINT, heard by the event loop."""

import os
import signal
import sys
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Slot

from mtplayer.runtime.signals import TypedSignal
from mtplayer.runtime.signals import signal as qt_signal

HEARD = (signal.SIGTERM, signal.SIGINT)
_AT_ONCE: Final = 64


class _Pipe:
    """What is written at its mouth comes out at its ear; neither waits."""

    def __init__(self) -> None:
        self.ear, self.mouth = os.pipe()
        for end in (self.ear, self.mouth):
            os.set_blocking(end, False)

    def read(self) -> bytes:
        return os.read(self.ear, _AT_ONCE)

    def close(self) -> None:
        os.close(self.ear)
        os.close(self.mouth)


class _Sockets:
    """The same for Windows, whose signals are written into sockets only."""

    def __init__(self) -> None:
        # They take 3 ms to load: elsewhere the start does without.
        import socket

        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.settimeout(0)
        self.ear, self.mouth = self._ear.fileno(), self._mouth.fileno()

    def read(self) -> bytes:
        return self._ear.recv(_AT_ONCE)

    def close(self) -> None:
        self._ear.close()
        self._mouth.close()


class StopSignals(QObject):
    """Announces that the system or the terminal asks the program to end.

    Python runs a signal's handler between two of its instructions, and an idle event loop
    executes none: hence the pipe that wakes it.
    """

    asked: TypedSignal[int] = qt_signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pipe = _Sockets() if sys.platform == "win32" else _Pipe()
        self._notifier = QSocketNotifier(self._pipe.ear, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._fd_before = signal.set_wakeup_fd(self._pipe.mouth)
        self._before = {number: signal.signal(number, _nothing) for number in HEARD}

    def close(self) -> None:
        """Leave the signals to whom they belonged."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._pipe.close()

    @Slot()
    def _hear(self) -> None:
        for number in self._pipe.read():
            if number in HEARD:
                self.asked.emit(number)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Stand where the default would end the process."""
