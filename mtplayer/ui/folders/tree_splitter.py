"""The folders beside their files, in shares that somebody chose, or that suit the window."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from mtplayer.core.typed import override
from mtplayer.ui.state import UiState

_SIZES: Final = "folders.sizes"
_WIDE: Final = 330
_SHARE: Final = 0.4


class TreeSplitter(QSplitter):
    """The first part is the tree: as wide as it needs, but never most of a small window."""

    def __init__(self, state: UiState) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._state = state
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._moved)

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        chosen = self._state.numbers(_SIZES, 2)
        tree = chosen[0] if chosen else min(_WIDE, round(self.width() * _SHARE))
        self.setSizes([tree, max(self.width() - tree, 1)])

    def _moved(self, _at: int, _handle: int) -> None:
        self._state.put(_SIZES, self.sizes())
