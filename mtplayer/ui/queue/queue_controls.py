"""The commands of the queue: where it stops, when it sleeps, where it is kept."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import QueueModes, SleepChanged, StopAfter
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services

STOPS = {
    StopAfter.TRACK: commands.STOP_AFTER_TRACK,
    StopAfter.ALBUM: commands.STOP_AFTER_ALBUM,
    StopAfter.QUEUE: commands.STOP_AFTER_QUEUE,
}


class QueueControls(QObject):
    """Answers them, and keeps their checks as the services are; ``window`` shows what it asks."""

    def __init__(self, theme: Theme, services: Services, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._services = services
        self._actions = actions
        self._window = window
        self._answer()
        services.queue.modes_changed.connect(self._modes_changed)
        services.sleep.changed.connect(self._sleep_changed)
        self._modes_changed(services.queue.modes)
        self._sleep_changed(services.sleep.state)

    def _answer(self) -> None:
        on, sleep = self._actions.on, self._services.sleep
        for point, command in STOPS.items():
            on(command, partial(self._stop_after, point))
        on(commands.SLEEP_AFTER_TRACK, sleep.after_track)
        for minutes, command in commands.SLEEP_MINUTES.items():
            on(command, partial(sleep.after_minutes, minutes))
        on(commands.SLEEP_AT, self._ask_when)
        on(commands.SLEEP_OFF, sleep.cancel)
        on(commands.SAVE_QUEUE, self._ask_playlist)
        on(commands.EXPORT_QUEUE, self._export)
        on(commands.PUT_QUEUE_ASIDE, self._ask_aside)
        on(commands.CLEAR_QUEUE, self._services.queue.clear)

    def _stop_after(self, point: StopAfter) -> None:
        """Stop there, or nowhere if that was what it was to do."""
        queue = self._services.queue
        queue.set_stop_after(StopAfter.NEVER if queue.modes.stop_after is point else point)

    def _ask_when(self) -> None:
        from mtplayer.ui.queue import queue_questions

        queue_questions.ask_when_to_sleep(self._theme, self._services, self._window)

    def _ask_playlist(self) -> None:
        from mtplayer.ui.queue import queue_questions

        queue_questions.ask_for_playlist(self._theme, self._services, self._window)

    def _export(self) -> None:
        from mtplayer.ui.queue import queue_questions

        queue_questions.ask_where_it_goes(self._services)

    def _ask_aside(self) -> None:
        from mtplayer.ui.queue import queue_questions

        queue_questions.ask_to_put_aside(self._theme, self._services, self._window)

    def _modes_changed(self, modes: QueueModes) -> None:
        for point, command in STOPS.items():
            self._actions[command].setChecked(modes.stop_after is point)

    def _sleep_changed(self, sleep: SleepChanged) -> None:
        self._actions[commands.SLEEP_OFF].setEnabled(sleep.is_set)
