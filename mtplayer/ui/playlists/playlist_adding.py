"""“Add to playlist” of every menu: one command, with the list of playlists as its submenu."""

from array import array

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import PlaylistId
from mtplayer.ui.commands import track_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.playlists.playlist_menu import PlaylistPicker
from mtplayer.ui.services.list_services import Playlists

_NOTHING = -1


class PlaylistAdding(QObject):
    """The menu says which playlist and triggers the command; whoever has tracks hands them here.

    Triggered by its key, the command opens the list first.
    """

    def __init__(
        self, theme: Theme, playlists: Playlists, actions: Actions, window: QWidget
    ) -> None:
        super().__init__(window)
        self._playlists = playlists
        self._action = actions[track_commands.ADD_TO_PLAYLIST]
        self._said: int | None = _NOTHING
        self._waiting = array("q")
        self._submenu = PlaylistPicker(theme, playlists, self._say, window)
        self._action.setMenu(self._submenu)
        self._asking = PlaylistPicker(theme, playlists, self._answer, window)

    def take(self, ids: "array[int]") -> None:
        """Put tracks where the menu said, or ask where."""
        said, self._said = self._said, _NOTHING
        if said == _NOTHING:
            self._waiting = ids
            self._asking.popup(QCursor.pos())
        else:
            self._put(ids, said)

    def _say(self, playlist: int | None) -> None:
        self._said = playlist
        self._action.trigger()

    def _answer(self, playlist: int | None) -> None:
        self._put(self._waiting, playlist)

    def _put(self, ids: "array[int]", playlist: int | None) -> None:
        if playlist is None:
            self._playlists.create(tracks=ids, offer=True)
        else:
            self._playlists.add(PlaylistId(playlist), ids)
