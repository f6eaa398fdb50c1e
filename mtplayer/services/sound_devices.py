"""The sound devices: which there are, which is chosen, and how loud each was."""

import json
from collections.abc import Callable

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.loudness import Loudness
from mtplayer.services.settings import SettingsService


class SoundDevicesService(QObject):
    """The empty name is whatever device the system uses; its volume is remembered too."""

    def __init__(
        self,
        jobs: Jobs,
        settings: SettingsService,
        loudness: Loudness,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._loudness = loudness
        self._failed = failed

    @property
    def chosen(self) -> str:
        """The device that plays, whether it is connected or not."""
        return self._settings.get(options.SOUND_DEVICE)

    def find(self, done: Callable[[list[str]], object]) -> Token:
        """Look which devices are connected."""
        return self._jobs.run(_found, done, self._failed)

    def choose(self, name: str) -> None:
        """Play on this device from now on, as loud as it was when it was last used."""
        if name == self.chosen:
            return
        volumes = self._volumes() | {self.chosen: self._loudness.volume}
        self._settings.set(options.DEVICE_VOLUMES, json.dumps(volumes, ensure_ascii=False))
        if name in volumes:
            self._loudness.set_volume(volumes[name])
        self._settings.set(options.SOUND_DEVICE, name)

    def _volumes(self) -> dict[str, int]:
        try:
            stored = json.loads(self._settings.get(options.DEVICE_VOLUMES) or "{}")
            return {str(name): int(volume) for name, volume in stored.items()}
        except (ValueError, AttributeError, TypeError):
            return {}


def _found(_token: Token) -> list[str]:
    try:
        from mtplayer.audio.outputs.miniaudio_output import device_names
    except (ImportError, OSError):
        return []
    return device_names()
