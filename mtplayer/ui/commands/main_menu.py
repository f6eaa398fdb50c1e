"""The menu behind the three lines: every command of the window, sorted into a few submenus."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.services.settings import SettingsService
from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.choice_menu import choice_menu
from mtplayer.ui.commands.command import Command
from mtplayer.ui.commands.sound_menu import sound_menu
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_tools import stop_menu
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.menu import Menu

_LIBRARY: Final = (
    (commands.ADD_FOLDER, commands.GO_LIBRARY_FOLDERS, commands.SCAN),
    (commands.GO_CHANGES, commands.GO_BACKUPS),
    (commands.MEASURE_LIBRARY, commands.IMPORT_FROM, commands.EXPORT_LIBRARY),
)
_PLAYLISTS: Final = (
    (commands.NEW_PLAYLIST, commands.NEW_SMART_PLAYLIST),
    (commands.IMPORT_PLAYLISTS,),
)
_PLAY: Final = (
    (playback_commands.PLAY_PAUSE, playback_commands.PREVIOUS, playback_commands.NEXT),
    (playback_commands.SHUFFLE, playback_commands.REPEAT),
    (playback_commands.VOLUME_UP, playback_commands.VOLUME_DOWN, playback_commands.MUTE),
    (playback_commands.ADD_BOOKMARK, playback_commands.BOOKMARKS),
    (playback_commands.OPEN_URL, commands.SHOW_PLAYING),
)
_GO: Final = (
    (commands.SEARCH, commands.BACK, commands.FORWARD),
    (commands.GO_TRACKS, commands.GO_ALBUMS, commands.GO_ARTISTS, commands.GO_GENRES),
    (commands.GO_FOLDERS, commands.GO_LIKED, commands.GO_STATIONS),
    (commands.GO_HISTORY, commands.GO_STATISTICS),
)
_VIEW: Final = (
    (commands.NOW_PLAYING, commands.QUEUE_PANEL, commands.LYRICS, commands.TRACK_INFO),
    (commands.SIDEBAR, commands.FULL_SCREEN),
    (commands.PLAIN_LIST, commands.COLUMN_BROWSER, commands.GROUP_BY_ALBUM),
    (commands.LARGER_COVERS, commands.SMALLER_COVERS, commands.USUAL_COVERS),
)


def main_menu(theme: Theme, actions: Actions, settings: SettingsService, parent: QWidget) -> Menu:
    """Return the menu, made anew each time it opens."""
    menu = Menu(theme, parent)
    for words, icon, groups in (
        (tr("menu", "Library"), "books", _LIBRARY),
        (tr("menu", "Playlists"), "playlist", _PLAYLISTS),
        (tr("menu", "Play"), "play", _PLAY),
        (tr("menu", "Go to"), "compass", _GO),
    ):
        menu.addMenu(_submenu(theme, actions, menu, words, icon, groups))
    view = _submenu(theme, actions, menu, tr("menu", "View"), "eye", _VIEW)
    view.addMenu(choice_menu(theme, settings, options.THEME, view))
    view.addMenu(choice_menu(theme, settings, options.ACCENT, view))
    menu.addMenu(view)
    menu.addSeparator()
    menu.addMenu(sound_menu(theme, actions, settings, menu))
    menu.addMenu(stop_menu(theme, actions, menu))
    for group in ((commands.UNDO, commands.REDO), (commands.SETTINGS, commands.QUIT)):
        menu.addSeparator()
        menu.addActions([actions[command] for command in group])
    return menu


def _submenu(
    theme: Theme,
    actions: Actions,
    parent: Menu,
    words: str,
    icon: str,
    groups: Sequence[Sequence[Command]],
) -> Menu:
    menu = Menu(theme, parent, words)
    menu.menuAction().setData(icon)
    for group in groups:
        menu.addActions([actions[command] for command in group])
        if group is not groups[-1] or groups is _VIEW:
            menu.addSeparator()
    return menu
