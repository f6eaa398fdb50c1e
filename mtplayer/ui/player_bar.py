"""The bar at the bottom: what plays, transport, position, volume."""

from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.events import PlaybackState, QueueModes, Repeat, WaveformReady
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.typed import override
from mtplayer.ui.bar.output import OutputButton
from mtplayer.ui.bar.seek_menu import SeekMenu
from mtplayer.ui.bar.seek_row import SeekRow
from mtplayer.ui.bar.song_view import SongView
from mtplayer.ui.bar.stop_button import StopButton
from mtplayer.ui.bar.volume import Volume
from mtplayer.ui.commands import commands, playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton, RoundButton

REPEAT_FACES = {
    Repeat.OFF: Face(icon="repeat"),
    Repeat.ALL: Face(icon="repeat", fills=False),
    Repeat.ONE: Face(icon="repeat-once", fills=False),
}
SHUFFLE_FACE = Face(icon="shuffle", fills=False)


class PlayerBar(QWidget):
    """One row; below ``rail_below`` shuffle and repeat fold into a menu, volume into a popup."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        actions: Actions,
        controls: PlaybackControls,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._waveforms = services.waveforms
        self._song: TrackId | None = None
        self._row: TrackRow | None = None
        self.song = SongView(theme, covers, actions)
        self.seek = SeekRow(theme, services.playback)
        SeekMenu(theme, self.seek.bar, services).answer(actions)
        self._volume = Volume(theme, services.playback, actions)
        self.output = OutputButton(theme, services, actions)
        self._shuffle = self._button(playback_commands.SHUFFLE, SHUFFLE_FACE)
        self._repeat = self._button(playback_commands.REPEAT, REPEAT_FACES[Repeat.OFF])
        self._queue = self._button(commands.QUEUE_PANEL, Face(icon="queue"))
        self._stop = StopButton(theme, services, actions, self)
        self._lyrics = self._button(commands.LYRICS, Face(icon="quotes"))
        self._now = self._button(
            commands.NOW_PLAYING, Face(icon="arrows-out-simple", fills=False, color_on="fg_2")
        )
        self._more = self._more_button()
        self._play = RoundButton(theme, tr("bar", "Play"), "play-fill")
        self._play.follow(actions[playback_commands.PLAY_PAUSE])
        self.setFixedHeight(theme.size.player_bar)
        self._lay_out()
        self._follow(services, controls)

    def _follow(self, services: Services, controls: PlaybackControls) -> None:
        self._playback = services.playback
        services.playback.on_air_changed.connect(self._on_air_changed)
        services.queue.modes_changed.connect(self._modes_changed)
        services.playback.state_changed.connect(self._state_changed)
        services.waveforms.ready.connect(self._waveform_ready)
        controls.song_changed.connect(self._song_changed)
        controls.volume_changed.connect(self._volume_changed)
        self._theme.changed.connect(self._look_changed)
        self._modes_changed(services.queue.modes)
        self._state_changed(services.playback.state)
        self._song_changed(controls.song)

    def _button(self, command: commands.Command, face: Face) -> IconButton:
        button = IconButton(self._theme, command.text, face)
        button.follow(self._actions[command])
        return button

    def _more_button(self) -> IconButton:
        button = IconButton(self._theme, tr("bar", "More"), Face(icon="dots-three"))
        button.clicked.connect(self._open_more)
        return button

    def _transport(self) -> QWidget:
        """Return the five buttons, in one order for every reading direction."""
        group = QWidget()
        group.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        # The round button brings half of its gap along, for its focus ring.
        row.setSpacing(self._theme.space.s2)
        for part, gap in (
            (self._shuffle, 0),
            (
                self._button(playback_commands.PREVIOUS, Face(icon="skip-back-fill")),
                self._theme.space.s2,
            ),
            (self._play, self._theme.space.s2),
            (self._button(playback_commands.NEXT, Face(icon="skip-forward-fill")), 0),
            (self._repeat, 0),
        ):
            row.addWidget(part)
            row.addSpacing(gap)
        return group

    def _lay_out(self) -> None:
        space = self._theme.space
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        row.addSpacing(space.s12)
        row.addWidget(self.song)
        row.addSpacing(space.s16)
        row.addWidget(self._transport())
        row.addSpacing(space.s20)
        row.addWidget(self.seek, 1)
        row.addSpacing(space.s20)
        row.addWidget(self._volume)
        row.addSpacing(space.s12)
        row.addWidget(self._stop)
        row.addWidget(self.output)
        row.addSpacing(space.s2)
        row.addWidget(self._lyrics)
        row.addSpacing(space.s2)
        row.addWidget(self._queue)
        row.addSpacing(space.s2)
        row.addWidget(self._now)
        row.addSpacing(space.s2)
        row.addWidget(self._more)
        row.addSpacing(space.s16)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._theme.size.rail_below
        self.song.setFixedWidth(self._theme.size.song - (84 if narrow else 0))
        for part in (self._shuffle, self._repeat):
            part.setVisible(not narrow)
        self.output.setVisible(not narrow)
        self._lyrics.setVisible(not narrow)
        self._more.setVisible(narrow)
        self._volume.fold(folded=narrow)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colors.bg_chrome)
        painter.fillRect(QRect(0, 0, self.width(), 1), self._theme.colors.line_soft)

    def _open_more(self) -> None:
        from mtplayer.ui.queue.queue_tools import stop_menu
        from mtplayer.ui.widgets.menu import Menu

        menu = Menu(self._theme, self)
        menu.addActions(
            [self._actions[playback_commands.SHUFFLE], self._actions[playback_commands.REPEAT]]
        )
        menu.addAction(self._actions[commands.LYRICS])
        output = menu.addAction(tr("bar", "Output…"))
        output.setData("headphones")
        output.triggered.connect(partial(self.output.open, self._more))
        menu.addMenu(stop_menu(self._theme, self._actions, menu))
        menu.open_above(self._more)

    def _modes_changed(self, modes: QueueModes) -> None:
        self._shuffle.show_dot(shown=modes.shuffle)
        self._repeat.show_face(REPEAT_FACES[modes.repeat])
        self._repeat.show_dot(shown=modes.repeat is not Repeat.OFF)

    def _state_changed(self, state: PlaybackState) -> None:
        playing = state is PlaybackState.PLAYING
        self._play.show_icon("pause-fill" if playing else "play-fill")

    def _on_air_changed(self, on_air: OnAir | None) -> None:
        if on_air is None:
            self._song_changed(self._row)
            return
        self.song.show_on_air(on_air)
        self.seek.show_length(on_air.length_ms, fixed=not on_air.seekable)
        self._song = None
        self.seek.bar.show_shape(b"")

    def _song_changed(self, song: TrackRow | None) -> None:
        self._row = song
        if self._playback.on_air is not None:
            return  # the queue waits behind the station
        self.song.show_song(song)
        self.output.show_song(song)
        self.seek.show_length(song.duration_ms if song else 0)
        track = song.id if song else None
        if track != self._song:
            self._song = track
            self.seek.bar.show_shape(b"")
            if track is not None:
                self._waveforms.ask(track)

    def _waveform_ready(self, waveform: WaveformReady) -> None:
        if waveform.track == self._song:
            self.seek.bar.show_shape(waveform.shape)

    def _volume_changed(self, _nothing: object) -> None:
        self._volume.refresh()

    def _look_changed(self, _look: object) -> None:
        self.update()
