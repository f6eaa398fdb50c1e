"""What is brought into the window from outside: addresses, playlist files, other players."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import Notice
from mtplayer.core.lists.list_files import is_list_file
from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState

if TYPE_CHECKING:
    from mtplayer.core.playing.trust import Doubt
    from mtplayer.ui.playlists.list_exchange import ListExchange


class Openings(QObject):
    """Asks over ``over``; what asks is made when it is first needed."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        state: UiState,
        actions: Actions,
        over: QWidget,
        tell: Callable[[Notice], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._state = state
        self._over = over
        self._tell = tell
        actions.on(playback_commands.OPEN_URL, self._open_address)
        services.playback.doubted.connect(self._ask_about)
        actions.on(commands.IMPORT_PLAYLISTS, self._import_playlists)
        actions.on(commands.IMPORT_FROM, self._import_from)
        actions.on(commands.EXPORT_LIBRARY, self._export_library)

    @cached_property
    def lists(self) -> "ListExchange":
        """Lists in and out."""
        from mtplayer.ui.playlists.list_exchange import ListExchange

        made = ListExchange(self._theme, self._services, self._state, self._over, self)
        made.told.connect(self._tell)
        return made

    def take_lists(self, paths: Sequence[str]) -> list[str]:
        """Ask about playlist files among what was dropped or opened; return the others."""
        if found := [path for path in paths if is_list_file(path)]:
            self.lists.take_in(found)
        return [path for path in paths if not is_list_file(path)]

    def _open_address(self) -> None:
        from mtplayer.ui.dialogs.open_address import ask_for_address

        ask_for_address(self._theme, self._services, self._over)

    def _ask_about(self, doubt: "Doubt") -> None:
        from mtplayer.ui.radio.doubt import ask_about

        ask_about(self._theme, self._services, doubt, self._over)

    def _import_playlists(self) -> None:
        self.lists.choose_files()

    def _export_library(self) -> None:
        self.lists.choose_for_everything()

    def _import_from(self) -> None:
        self.lists.choose_player()
