"""A moon or a stop sign in the bar: there while something is going to stop the music."""

from PySide6.QtWidgets import QWidget

from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_words import stop_icon, stop_words
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton

NAME = "Stop and sleep"


class StopButton(IconButton):
    """Its tooltip says when; a press offers something else, or to play on."""

    def __init__(
        self, theme: Theme, services: Services, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme, tr("queue", NAME), Face(icon="moon", color="accent_text"), parent=parent
        )
        self._services = services
        self._actions = actions
        self.clicked.connect(self._open)
        services.queue.modes_changed.connect(self._changed)
        services.sleep.changed.connect(self._changed)
        self._changed(None)

    def _changed(self, _change: object) -> None:
        words = stop_words(self._services.queue.modes, self._services.sleep.state)
        self.show_face(_face(stop_icon(self._services.sleep.state)))
        self.setAccessibleName(words or tr("queue", NAME))
        self.setVisible(bool(words))

    def _open(self, _checked: object = None) -> None:
        from mtplayer.ui.queue.queue_tools import stop_menu, stop_nowhere

        menu = stop_menu(self.theme, self._actions, self)
        menu.aboutToHide.connect(menu.deleteLater)
        action = menu.addAction(tr("queue", "Play on"))
        action.setData("play")
        action.triggered.connect(lambda: stop_nowhere(self._services))
        menu.open_above(self)


def _face(icon: str) -> Face:
    return Face(icon=icon, color="accent_text")
