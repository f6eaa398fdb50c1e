"""The menu behind the three lines."""

from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.services.settings import SettingsService
from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.choice_menu import choice_menu
from mtplayer.ui.commands.sound_menu import sound_menu
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_tools import stop_menu
from mtplayer.ui.widgets.menu import Menu


def main_menu(theme: Theme, actions: Actions, settings: SettingsService, parent: QWidget) -> Menu:
    """Return the menu, made anew each time it opens."""
    menu = Menu(theme, parent)
    for group in (
        (commands.GO_LIBRARY_FOLDERS, commands.ADD_FOLDER, commands.SCAN),
        (commands.GO_CHANGES, commands.GO_BACKUPS, commands.MEASURE_LIBRARY),
        (playback_commands.OPEN_URL, commands.IMPORT_PLAYLISTS, commands.IMPORT_FROM),
        (commands.UNDO, commands.REDO),
        (commands.SEARCH, commands.SHOW_PLAYING),
        (commands.QUEUE_PANEL, commands.LYRICS, commands.TRACK_INFO, commands.SIDEBAR),
    ):
        menu.addActions([actions[command] for command in group])
        menu.addSeparator()
    menu.addMenu(sound_menu(theme, actions, settings, menu))
    menu.addMenu(stop_menu(theme, actions, menu))
    menu.addSeparator()
    menu.addMenu(choice_menu(theme, settings, options.THEME, menu))
    menu.addMenu(choice_menu(theme, settings, options.ACCENT, menu))
    menu.addAction(actions[commands.FULL_SCREEN])
    menu.addSeparator()
    menu.addActions([actions[commands.SETTINGS], actions[commands.QUIT]])
    return menu
