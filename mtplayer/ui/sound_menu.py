"""What shapes the sound, in one menu: the same wherever it is offered."""

from typing import Final

from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.services.settings import SettingsService
from mtplayer.ui import playback_commands as commands
from mtplayer.ui.actions import Actions
from mtplayer.ui.choice_menu import choice_menu, number_menu
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.menu import Menu

CROSSFADES_S: Final = (0, 2, 4, 6, 8, 12)
SPEEDS: Final = (50, 75, 90, 100, 110, 125, 150, 200)


def sound_menu(theme: Theme, actions: Actions, settings: SettingsService, parent: QWidget) -> Menu:
    """Return the menu, made anew each time it opens."""
    menu = Menu(theme, parent, tr("sound", "Sound"))
    menu.menuAction().setData("sliders")
    menu.addMenu(choice_menu(theme, settings, options.REPLAY_GAIN, menu))
    menu.addMenu(number_menu(theme, settings, options.CROSSFADE_S, CROSSFADES_S, menu))
    menu.addMenu(number_menu(theme, settings, options.SPEED_PERCENT, SPEEDS, menu))
    menu.addSeparator()
    menu.addActions([actions[one] for one in (commands.EQUALIZER, commands.SKIP_SILENCE)])
    menu.addSeparator()
    menu.addAction(actions[commands.SOUND_SETTINGS])
    return menu
