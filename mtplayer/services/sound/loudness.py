"""How loud it is: told to the player, kept in the settings."""

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.ports import AudioPlayer
from mtplayer.services.settings import SettingsService


class Loudness(QObject):
    """The volume and mute of a player; the settings hold them, so they survive everything."""

    def __init__(
        self, player: AudioPlayer, settings: SettingsService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._settings = settings
        self._dimmed = 100
        player.set_volume(self.volume)
        player.set_muted(muted=self.muted)

    @property
    def volume(self) -> int:
        """From 0 to 100, also while muted."""
        return self._settings.get(options.VOLUME)

    @property
    def muted(self) -> bool:
        """Whether it is silent for now."""
        return self._settings.get(options.MUTED)

    def set_volume(self, volume: int) -> None:
        """Be this loud, from 0 to 100, and remember it; whoever turns it wants to hear it."""
        level = min(100, max(0, volume))
        self._settings.set(options.VOLUME, level)
        self._tell_volume()
        if self.muted:
            self.set_muted(muted=False)

    def dim(self, percent: int) -> None:
        """Be quieter than the volume says, for a while; nothing remembers it."""
        if percent != self._dimmed:
            self._dimmed = percent
            self._tell_volume()

    def _tell_volume(self) -> None:
        self._player.set_volume(round(self.volume * self._dimmed / 100))

    def set_muted(self, *, muted: bool) -> None:
        """Be silent, or as loud as before."""
        self._settings.set(options.MUTED, muted)
        self._player.set_muted(muted=muted)
