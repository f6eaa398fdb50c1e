"""Skips long silence inside of tracks, as far as their waveforms are known."""

from typing import Final

from PySide6.QtCore import QObject, Slot

from mtplayer.core import options
from mtplayer.core.events import PlaybackState, Position, WaveformReady
from mtplayer.core.sound.waves import Silence, silences
from mtplayer.services.playing.playback import PlaybackService
from mtplayer.services.settings import SettingsService
from mtplayer.services.sound.waveforms import WaveformsService

SHORTEST_MS: Final = 3000
KEPT_MS: Final = 500
"""So much of a pause is heard on either side."""


class SilenceSkipper(QObject):
    """Whoever seeks into a silence on purpose hears half a second of it."""

    def __init__(
        self,
        playback: PlaybackService,
        waveforms: WaveformsService,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._settings = settings
        self._track: int | None = None
        self._shape = b""
        self._found: list[Silence] = []
        self._length_ms = 0
        waveforms.ready.connect(self._on_shape)
        playback.position_changed.connect(self._on_position)

    @Slot(object)
    def _on_shape(self, ready: WaveformReady) -> None:
        self._track, self._shape, self._length_ms = ready.track, ready.shape, 0

    @Slot(object)
    def _on_position(self, position: Position) -> None:
        entry = self._playback.entry
        playing = self._playback.state is PlaybackState.PLAYING
        if entry is None or entry.track != self._track or not playing or position.duration_ms <= 0:
            return
        if not self._settings.get(options.SKIP_SILENCE):
            return
        if position.duration_ms != self._length_ms:
            self._length_ms = position.duration_ms
            self._found = silences(self._shape, self._length_ms, SHORTEST_MS)
        for silence in self._found:
            if silence.begin_ms + KEPT_MS <= position.ms < silence.end_ms - 2 * KEPT_MS:
                self._playback.seek(silence.end_ms - KEPT_MS)
                return
