"""Which lists are grouped by album: remembered, and toggled by one command."""

from PySide6.QtCore import QObject

from mtplayer.core.library.tracks import Scope
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.state import UiState


class Grouping(QObject):
    """``changed`` when the list that is shown is to be grouped, or no more."""

    changed: TypedSignal[bool] = signal()

    def __init__(self, state: UiState, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._action = actions[commands.GROUP_BY_ALBUM]
        self._scope: str = Scope.TRACKS
        actions.on(commands.GROUP_BY_ALBUM, self._toggle)

    def enter(self, scope: str) -> bool:
        """Return whether this list is grouped; the command is about it from now on."""
        self._scope = scope
        grouped = self._state.get(self._name(), False)
        self._action.setChecked(grouped)
        return grouped

    def _toggle(self) -> None:
        grouped = not self._state.get(self._name(), False)
        self._state.put(self._name(), grouped)
        self._action.setChecked(grouped)
        self.changed.emit(grouped)

    def _name(self) -> str:
        return f"grouped.{self._scope}"
