"""Tells when the sound comes out elsewhere than it was meant to."""

from PySide6.QtCore import QObject, Slot

from mtplayer.core import options
from mtplayer.core.events import Notice
from mtplayer.core.ports import AudioPlayer, PlayerEvent, PlayerPath
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.sound.sound_choices import OutputKind
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.settings import SettingsService
from mtplayer.services.sound.sound import plays_plain

_BY_LIBVLC = "libVLC"


class SoundNews(QObject):
    """Says each thing once, until the sound is where it should be again."""

    noticed: TypedSignal[Notice] = signal()

    def __init__(
        self, player: AudioPlayer, settings: SettingsService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._told = ""
        self._plain = plays_plain()
        player.happened.connect(self._on_event)

    @Slot(object)
    def _on_event(self, event: PlayerEvent) -> None:
        notice = self._plain_notice() if self._plain else None
        if isinstance(event, PlayerPath):
            notice = self._notice(event.path)
            if notice is None:
                self._told = ""
        if notice is not None and notice.text != self._told:
            self._told = notice.text
            self.noticed.emit(notice)

    def _notice(self, path: SignalPath) -> Notice | None:
        wanted = self._settings.get(options.SOUND_DEVICE)
        if wanted and path.device != wanted:
            return Notice(
                text=f"“{wanted}” is not connected",
                detail="The sound comes out of the system's device.",
            )
        by_device = self._settings.get(options.SOUND_OUTPUT) is OutputKind.DEVICE
        if by_device and self._settings.get(options.EXCLUSIVE) and not path.exclusive:
            return Notice(
                text="The sound device stays shared",
                detail="Another program holds it, or the system does not give it to one alone.",
            )
        if by_device and path.backend == _BY_LIBVLC:
            return Notice(
                text="The sound goes out through libVLC",
                detail="The package miniaudio is missing; what you press is heard 0.4 s later.",
            )
        return None

    def _plain_notice(self) -> Notice:
        return Notice(
            text="The sound is libVLC's own",
            detail="The package soxr is missing: there are gaps between tracks, and no fades,"
            " ReplayGain or equalizer.",
        )
