"""Where the window is, where it was, and the way back."""

from PySide6.QtCore import QObject

from mtplayer.core.library.tracks import Scope
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.views import Place

MOST_STEPS = 100


class Navigator(QObject):
    """A stack with a way back and forward, like a browser's."""

    changed: TypedSignal[Place] = signal()

    def __init__(self, start: Place = Scope.TRACKS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visited: list[Place] = [start]
        self._at = 0

    @property
    def place(self) -> Place:
        """Where the window is."""
        return self._visited[self._at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is something behind."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether someone came back from somewhere."""
        return self._at + 1 < len(self._visited)

    def go(self, place: Place) -> None:
        """Visit a place; what lay ahead is forgotten."""
        if place == self.place:
            return
        self._visited[self._at + 1 :] = [place]
        del self._visited[:-MOST_STEPS]
        self._at = len(self._visited) - 1
        self.changed.emit(place)

    def back(self) -> None:
        """Return to the place before."""
        if self.can_go_back:
            self._at -= 1
            self.changed.emit(self.place)

    def forward(self) -> None:
        """Undo a way back."""
        if self.can_go_forward:
            self._at += 1
            self.changed.emit(self.place)
