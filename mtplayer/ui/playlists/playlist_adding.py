"""“Add to playlist” of every menu: one command, with the list of playlists as its submenu."""

from array import array

from PySide6.QtCore import QObject, QPoint, QRect
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
        self._playlists, self._window = playlists, window
        self._action = actions[track_commands.ADD_TO_PLAYLIST]
        self._said: int | None = _NOTHING
        self._name = ""
        self._waiting = array("q")
        self._submenu = PlaylistPicker(theme, playlists, self._say, window)
        self._action.setMenu(self._submenu)
        self._asking = PlaylistPicker(theme, playlists, self._answer, window)

    def take(self, ids: "array[int]") -> None:
        """Put tracks where the menu said, or ask where."""
        said, self._said = self._said, _NOTHING
        if said == _NOTHING:
            self._waiting = ids
            self._asking.popup(self._where())
        else:
            self._put(ids, said, self._name)

    def _where(self) -> QPoint:
        """Return the pointer's place, or the middle of the window if it is somewhere else."""
        window, pointer = self._window, QCursor.pos()
        if window.rect().contains(window.mapFromGlobal(pointer)):
            return pointer
        middle = QRect(QPoint(), self._asking.sizeHint())
        middle.moveCenter(window.mapToGlobal(window.rect().center()))
        return middle.topLeft()

    def _say(self, playlist: int | None, name: str) -> None:
        self._said, self._name = playlist, name
        self._action.trigger()

    def _answer(self, playlist: int | None, name: str) -> None:
        self._put(self._waiting, playlist, name)

    def _put(self, ids: "array[int]", playlist: int | None, name: str) -> None:
        if playlist is None:
            self._playlists.create(name, tracks=ids, offer=True)
        else:
            self._playlists.add(PlaylistId(playlist), ids)
