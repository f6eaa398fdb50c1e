"""The keys that move a rule up and down, whatever in its row has the focus."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CONTROL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def step_of(event: QKeyEvent) -> int:
    """Return -1 for up, 1 for down, and 0 for any other key."""
    moves = event.modifiers() == _CONTROL_SHIFT
    return _STEPS.get(Qt.Key(event.key()), 0) if moves else 0
