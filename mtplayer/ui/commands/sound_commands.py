"""The commands that shape the sound: they change its settings, and show what those are."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.option_kinds import Toggle
from mtplayer.services.settings import SettingsService
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions

SPEED_STEP: Final = 10
USUAL_SPEED: Final = 100
_TOGGLES: Final = {
    commands.EQUALIZER: options.EQUALIZER,
    commands.SKIP_SILENCE: options.SKIP_SILENCE,
}


class SoundCommands(QObject):
    """Follows the settings, whoever changes them."""

    def __init__(
        self, settings: SettingsService, actions: Actions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        for command, option in _TOGGLES.items():
            actions.on(command, partial(self._toggle, option))
            settings.follow(option, actions[command].setChecked, self)
        actions.on(commands.SLOWER, partial(self._speed_up, -SPEED_STEP))
        actions.on(commands.FASTER, partial(self._speed_up, SPEED_STEP))
        actions.on(commands.USUAL_SPEED, partial(settings.set, options.SPEED_PERCENT, USUAL_SPEED))

    def _toggle(self, option: Toggle) -> None:
        self._settings.set(option, not self._settings.get(option))

    def _speed_up(self, by: int) -> None:
        option = options.SPEED_PERCENT
        speed = self._settings.get(option) + by
        self._settings.set(option, min(option.maximum, max(option.minimum, speed)))
