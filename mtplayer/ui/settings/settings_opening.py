"""Opens the settings over the window, where they were left or at a section."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState

if TYPE_CHECKING:
    from mtplayer.ui.settings.sheet import SettingsSheet


class SettingsOpening(QObject):
    """Over the whole window, also while Now Playing covers it; there is one at a time."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        state: UiState,
        actions: Actions,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._theme, self._services, self._state = theme, services, state
        self._window = window
        actions.on(commands.SETTINGS, self.open)
        actions.on(playback_commands.SOUND_SETTINGS, self._open_sound)

    def open(self) -> "SettingsSheet":
        """Show them."""
        from mtplayer.ui.settings.sheet import SettingsSheet

        found = self._window.findChild(SettingsSheet)
        if isinstance(found, SettingsSheet):
            return found
        return SettingsSheet(self._theme, self._services, self._state, self._window)

    def _open_sound(self) -> None:
        self.open().show_section("sound")
