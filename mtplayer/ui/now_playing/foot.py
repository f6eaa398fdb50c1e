"""The last row of Now Playing: where the sound comes out, transport, and volume."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.events import PlaybackState, QueueModes, Repeat
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.sound.sound import SignalPath
from mtplayer.ui import sound_path
from mtplayer.ui.bar.output import OutputButton
from mtplayer.ui.bar.volume import Volume
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.command import Command
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.player_bar import REPEAT_FACES, SHUFFLE_FACE
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton, RoundButton
from mtplayer.ui.widgets.label import Label

_SKIP_GLYPH = 22


class Foot(QWidget):
    """Follows the player and the queue by itself."""

    def __init__(
        self, theme: Theme, services: Services, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._output = OutputButton(theme, services, actions)
        self._device = Label(theme, "", FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        self._volume = Volume(theme, services.playback, actions)
        self._shuffle = self._button(playback_commands.SHUFFLE, SHUFFLE_FACE)
        self._repeat = self._button(playback_commands.REPEAT, REPEAT_FACES[Repeat.OFF])
        self._play = RoundButton(theme, tr("bar", "Play"), "play-fill", large=True)
        self._play.follow(actions[playback_commands.PLAY_PAUSE])
        self._lay_out()
        services.queue.modes_changed.connect(self._modes_changed)
        services.playback.state_changed.connect(self._state_changed)
        services.playback.path_changed.connect(self._path_changed)
        self._modes_changed(services.queue.modes)
        self._state_changed(services.playback.state)
        if (path := services.playback.path) is not None:
            self._path_changed(path)

    def show_song(self, row: TrackRow | None) -> None:
        """Belong to another track."""
        self._output.show_song(row)

    def show_volume(self, _nothing: object = None) -> None:
        """Show how loud the player is."""
        self._volume.refresh()

    def fit(self, *, compact: bool) -> None:
        """Leave out words, and let the volume fold, where there is little room."""
        self._device.setVisible(not compact)
        self._volume.fold(folded=compact)

    def _button(self, command: Command, face: Face, glyph: int = 0) -> IconButton:
        button = IconButton(self._theme, command.text, face, glyph=glyph)
        button.follow(self._actions[command])
        return button

    def _transport(self) -> QWidget:
        """Return the five buttons, in one order for every reading direction."""
        group, space = QWidget(), self._theme.space
        group.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.s12)
        back, on = Face(icon="skip-back-fill"), Face(icon="skip-forward-fill")
        row.addWidget(self._shuffle)
        row.addWidget(self._button(playback_commands.PREVIOUS, back, _SKIP_GLYPH))
        row.addWidget(self._play)
        row.addWidget(self._button(playback_commands.NEXT, on, _SKIP_GLYPH))
        row.addWidget(self._repeat)
        return group

    def _lay_out(self) -> None:
        space = self._theme.space
        start, end = QWidget(), QWidget()
        left, right = QHBoxLayout(start), QHBoxLayout(end)
        for row in (left, right):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(space.s4)
        left.addWidget(self._output)
        left.addWidget(self._device, 1)
        left.addStretch(0)
        right.addStretch(1)
        right.addWidget(self._volume)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.s12)
        row.addWidget(start, 1)
        row.addWidget(self._transport())
        row.addWidget(end, 1)

    def _modes_changed(self, modes: QueueModes) -> None:
        self._shuffle.show_dot(shown=modes.shuffle)
        self._repeat.show_face(REPEAT_FACES[modes.repeat])
        self._repeat.show_dot(shown=modes.repeat is not Repeat.OFF)

    def _state_changed(self, state: PlaybackState) -> None:
        playing = state is PlaybackState.PLAYING
        self._play.show_icon("pause-fill" if playing else "play-fill")

    def _path_changed(self, path: SignalPath) -> None:
        self._device.show_text(sound_path.summary(path))
