"""The menu behind the three lines."""

from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.core.option_kinds import Choice
from mtplayer.services.settings import SettingsService
from mtplayer.ui import commands, playback_commands
from mtplayer.ui.actions import Actions
from mtplayer.ui.queue_tools import stop_menu
from mtplayer.ui.settings.words import value_words
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.menu import Menu

E = TypeVar("E", bound=StrEnum)


def main_menu(theme: Theme, actions: Actions, settings: SettingsService, parent: QWidget) -> Menu:
    """Return the menu, made anew each time it opens."""
    menu = Menu(theme, parent)
    for group in (
        (commands.GO_LIBRARY_FOLDERS, commands.ADD_FOLDER, commands.SCAN),
        (commands.GO_CHANGES, commands.GO_BACKUPS, commands.MEASURE_LIBRARY),
        (playback_commands.OPEN_URL, commands.IMPORT_PLAYLISTS, commands.IMPORT_FROM),
        (commands.UNDO, commands.REDO),
        (commands.SEARCH, commands.SHOW_PLAYING, commands.QUEUE_PANEL, commands.SIDEBAR),
    ):
        menu.addActions([actions[command] for command in group])
        menu.addSeparator()
    menu.addMenu(stop_menu(theme, actions, menu))
    menu.addSeparator()
    menu.addMenu(_choice(theme, settings, options.THEME, menu))
    menu.addMenu(_choice(theme, settings, options.ACCENT, menu))
    menu.addAction(actions[commands.FULL_SCREEN])
    menu.addSeparator()
    menu.addActions([actions[commands.SETTINGS], actions[commands.QUIT]])
    return menu


def _choice(
    theme: Theme,
    settings: SettingsService,
    option: Choice[E],
    parent: Menu,
) -> Menu:
    menu = Menu(theme, parent, tr("settings", option.label))
    group = QActionGroup(menu)
    for value in option.values:
        action = group.addAction(value_words(value))
        action.setCheckable(True)
        action.setChecked(settings.get(option) == value)
        action.triggered.connect(partial(_set, settings, option, value))
        menu.addAction(action)
    return menu


def _set(settings: SettingsService, option: Choice[E], value: E, _checked: object = None) -> None:
    settings.set(option, value)
