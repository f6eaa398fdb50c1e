"""The commands of playback, answered by the services and kept in their state."""

from PySide6.QtCore import QObject

from mtplayer.core.events import (
    CurrentChanged,
    FavoritesChanged,
    LibraryChanged,
    PlaybackState,
    QueueModes,
    Repeat,
)
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackRow
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.sound_commands import SoundCommands
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr

SEEK_MS = 5_000
SEEK_FAR_MS = 30_000
VOLUME_STEP = 5
AFTER = {Repeat.OFF: Repeat.ALL, Repeat.ALL: Repeat.ONE, Repeat.ONE: Repeat.OFF}


class PlaybackControls(QObject):
    """Knows the row of the playing track; ``song_changed`` when it or its texts are new."""

    song_changed: TypedSignal[TrackRow | None] = signal()
    volume_changed: TypedSignal[None] = signal()

    def __init__(self, services: Services, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._actions = actions
        self.song: TrackRow | None = None
        self._answer()
        SoundCommands(services.settings, actions, self)
        queue, playback = services.queue, services.playback
        queue.current_changed.connect(self._current_changed)
        queue.modes_changed.connect(self._modes_changed)
        playback.state_changed.connect(self._state_changed)
        services.favorites.changed.connect(self._favorites_changed)
        services.library.changed.connect(self._library_changed)
        self._modes_changed(queue.modes)
        self._volume_changed()
        entry = queue.current
        self._read(entry.track if entry else None)

    def _answer(self) -> None:
        on, playback = self._actions.on, self._services.playback
        on(playback_commands.PLAY_PAUSE, playback.play_pause)
        on(playback_commands.NEXT, playback.next)
        on(playback_commands.PREVIOUS, playback.previous)
        for command, ms in (
            (playback_commands.SEEK_ON, SEEK_MS),
            (playback_commands.SEEK_BACK, -SEEK_MS),
            (playback_commands.SEEK_ON_FAR, SEEK_FAR_MS),
            (playback_commands.SEEK_BACK_FAR, -SEEK_FAR_MS),
        ):
            on(command, lambda ms=ms: playback.seek_by(ms))
        for tenth, command in enumerate(playback_commands.JUMPS):
            on(command, lambda tenth=tenth: self._jump(tenth))
        on(playback_commands.VOLUME_UP, lambda: self._louder(VOLUME_STEP))
        on(playback_commands.VOLUME_DOWN, lambda: self._louder(-VOLUME_STEP))
        on(playback_commands.MUTE, self._mute)
        on(playback_commands.SHUFFLE, self._shuffle)
        on(playback_commands.REPEAT, self._repeat)
        on(playback_commands.LIKE_PLAYING, self._like)

    def _jump(self, tenth: int) -> None:
        whole = self._services.playback.position().duration_ms
        if whole:
            self._services.playback.seek(whole * tenth // 10)

    def _louder(self, by: int) -> None:
        playback = self._services.playback
        playback.set_volume(min(100, max(0, playback.volume + by)))
        if playback.muted and by > 0:
            playback.set_muted(muted=False)
        self._volume_changed()

    def _mute(self) -> None:
        playback = self._services.playback
        playback.set_muted(muted=not playback.muted)
        self._volume_changed()

    def _shuffle(self) -> None:
        queue = self._services.queue
        queue.set_shuffle(on=not queue.modes.shuffle)

    def _repeat(self) -> None:
        queue = self._services.queue
        queue.set_repeat(AFTER[queue.modes.repeat])

    def _like(self) -> None:
        if self.song is not None:
            self._services.favorites.toggle([self.song.id])

    def _volume_changed(self) -> None:
        muted = self._services.playback.muted
        action = self._actions[playback_commands.MUTE]
        action.setChecked(muted)
        action.setText(tr("bar", "Sound on") if muted else tr("bar", "Mute"))
        self.volume_changed.emit(None)

    def _modes_changed(self, modes: QueueModes) -> None:
        self._actions[playback_commands.SHUFFLE].setChecked(modes.shuffle)
        names = {
            Repeat.OFF: tr("bar", "Repeat"),
            Repeat.ALL: tr("bar", "Repeat, all"),
            Repeat.ONE: tr("bar", "Repeat, this track"),
        }
        self._actions[playback_commands.REPEAT].setText(names[modes.repeat])

    def _current_changed(self, current: CurrentChanged) -> None:
        self._read(current.track)

    def _state_changed(self, _state: PlaybackState) -> None:
        self._name_play()

    def _favorites_changed(self, change: FavoritesChanged) -> None:
        if self.song is not None and self.song.id in (*change.added, *change.removed):
            self._read(self.song.id)

    def _library_changed(self, change: LibraryChanged) -> None:
        if self.song is not None and (not change.complete or self.song.id in change.updated):
            self._read(self.song.id)

    def _read(self, track: TrackId | None) -> None:
        rows = () if track is None else self._services.rows.rows([track])
        self.song = rows[0] if rows else None
        liked = self.song is not None and bool(self.song.liked_at)
        like = self._actions[playback_commands.LIKE_PLAYING]
        like.setChecked(liked)
        like.setText(tr("bar", "Liked, on") if liked else tr("bar", "Like"))
        self._name_play()
        self.song_changed.emit(self.song)

    def _name_play(self) -> None:
        playing = self._services.playback.state is PlaybackState.PLAYING
        name = tr("bar", "Pause") if playing else tr("bar", "Play")
        if self.song is not None:
            name = f"{name}, {self.song.title}"
        self._actions[playback_commands.PLAY_PAUSE].setText(name)
