"""What shapes the sound, in one menu: the same wherever it is offered."""

from functools import partial
from typing import Final

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.core.sound.equalizer import OCTAVES, PRESETS, gains_in, gains_text
from mtplayer.core.sound.equalizer_shapes import all_shapes, hertz_of, refitted
from mtplayer.services.settings import SettingsService
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.choice_menu import choice_menu, number_menu
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.menu import Menu, literal

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
    menu.addAction(actions[commands.EQUALIZER])
    menu.addMenu(_shapes(theme, settings, menu))
    menu.addAction(actions[commands.SKIP_SILENCE])
    menu.addSeparator()
    menu.addAction(actions[commands.SOUND_SETTINGS])
    return menu


def _shapes(theme: Theme, settings: SettingsService, parent: Menu) -> Menu:
    """Return the menu of the equalizer's shapes; to choose one is to want to hear it."""
    menu = Menu(theme, parent, tr("sound", "Equalizer shape"))
    group, now = QActionGroup(menu), gains_in(settings.get(options.EQUALIZER_DB))
    now = now if hertz_of(now) else (0.0,) * len(OCTAVES)
    for name, shape in all_shapes(settings.get(options.EQUALIZER_SHAPES)).items():
        gains = refitted(shape, len(now))
        words = tr("settings", name) if name in PRESETS else name
        action = group.addAction(literal(words))
        action.setCheckable(True)
        action.setChecked(settings.get(options.EQUALIZER) and gains == now)
        action.triggered.connect(partial(_wear, settings, gains))
        menu.addAction(action)
    return menu


def _wear(settings: SettingsService, gains: tuple[float, ...], _checked: object = None) -> None:
    settings.set(options.EQUALIZER_DB, gains_text(gains))
    settings.set(options.EQUALIZER, True)  # noqa: FBT003 - its value
