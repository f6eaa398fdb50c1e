"""Where the sound comes out, and what happens to it before."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QActionGroup, QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.typed import override
from mtplayer.ui import sound_path
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton

if TYPE_CHECKING:
    from mtplayer.ui.widgets.menu import Menu


class OutputButton(IconButton):
    """Opens a menu with the devices, over the stations of the sound."""

    def __init__(
        self, theme: Theme, services: Services, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("bar", "Output"), Face(icon="headphones"), parent=parent)
        self._look = theme
        self._devices, self._settings = services.devices, services.settings
        self._actions = actions
        self._path: SignalPath | None = None
        self._codec = ""
        services.playback.path_changed.connect(self._path_changed)
        self.clicked.connect(partial(self.open, self))

    def show_song(self, row: TrackRow | None) -> None:
        """Belong to another track."""
        self._codec = row.codec if row is not None else ""
        if row is None:
            self._path = None

    def open(self, over: QWidget, _checked: object = None) -> None:
        """Look which devices are connected, then offer them over a button."""
        self._devices.find(partial(self._offer, over))

    def words(self) -> list[str]:
        """Return what happens to the sound; nothing while nothing plays."""
        return sound_path.lines(self._path, self._codec) if self._path is not None else []

    def _offer(self, over: QWidget, connected: list[str]) -> None:
        menu = self.menu(connected)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_above(over)

    def menu(self, connected: list[str]) -> "Menu":
        """Return what a click offers."""
        from mtplayer.ui.commands.sound_menu import sound_menu
        from mtplayer.ui.widgets.menu import Menu

        menu = Menu(self._look, self)
        menu.add_heading(tr("bar", "Output"))
        group, chosen = QActionGroup(menu), self._devices.chosen
        names = ["", *sorted({*connected, chosen} - {""}, key=str.casefold)]
        for name in names:
            action = group.addAction(name or tr("sound", "System default"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(partial(self._choose, name))
            menu.addAction(action)
        menu.addSeparator()
        menu.addMenu(sound_menu(self._look, self._actions, self._settings, menu))
        if words := self.words():
            menu.addSeparator()
            menu.add_heading(tr("bar", "Signal path"))
            for line in words:
                menu.add_line(line)
        return menu

    def _choose(self, name: str, _checked: object = None) -> None:
        self._devices.choose(name)

    def _path_changed(self, path: SignalPath) -> None:
        self._path = path

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._path:
            QToolTip.showText(event.globalPos(), "\n".join(self.words()), self)
            return True
        return super().event(event)
