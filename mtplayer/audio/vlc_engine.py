"""libVLC itself: every call into it is here and runs on the engine thread."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from mtplayer import __version__
from mtplayer.audio.media_source import MediaSource
from mtplayer.audio.vlc_events import VlcEvents
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.problems import AudioUnavailable
from mtplayer.core.record import short_record

log = logging.getLogger(__name__)

# The default resampler takes the nearest sample: 7 dB of signal to noise at 10 kHz, soxr 86 dB.
COMMON_OPTIONS: Final = ("--quiet", "--no-video", "--audio-resampler=soxr")
APP_ID: Final = "mtplayer"


@short_record
class Heard:
    """How much of a stream was decoded and how much reached the sound device, in blocks."""

    decoded: int
    played: int


NOTHING: Final = Heard(0, 0)


def load_vlc() -> ModuleType:
    """Return python-vlc, or raise AudioUnavailable where there is no libVLC."""
    try:
        import vlc
    except (ImportError, OSError, NotImplementedError, AttributeError, SystemExit) as error:
        # python-vlc ends the process where the library named by a bundle cannot be loaded.
        raise AudioUnavailable("libVLC is not installed; install VLC to hear music.") from error
    return vlc


def open_instance(vlc: ModuleType, options: tuple[str, ...]) -> Any:
    """Return a libVLC instance that calls itself mtplayer."""
    instance = vlc.Instance([*COMMON_OPTIONS, *options])
    if instance is None:
        raise AudioUnavailable("libVLC has no plug-ins; install VLC's plug-ins to hear music.")
    instance.set_user_agent(APP_ID, f"{APP_ID}/{__version__}")
    instance.set_app_id(APP_ID, __version__, APP_ID)
    return instance


def new_media(instance: Any, path: bytes) -> Any:
    """Return what is to be played: a file, or an address in the network."""
    return instance.media_new(path.decode()) if is_stream(path) else instance.media_new_path(path)


class VlcEngine:
    """One media player. Not thread-safe: whoever owns it calls it from one thread only."""

    def __init__(self, events: VlcEvents, outputs: "Outputs") -> None:
        self._events = events
        self._outputs = outputs
        self._vlc: ModuleType | None = None
        self._instance: Any = None
        self._player: Any = None
        self._media: Any = None
        self._manager: Any = None

    def start(self, serial: int, source: MediaSource, volume: int, *, muted: bool) -> None:
        """Play ``source``; every event from now on carries ``serial``."""
        self.stop()
        player = self._player
        if player is None or self._outputs.per_stream:
            player = self._open()
        self._events.serial = serial
        self._media = new_media(self._instance, source.path)
        for option in source.options:
            self._media.add_option(option)
        player.set_media(self._media)
        self.set_loudness(volume, muted=muted)
        player.play()

    def stop(self) -> None:
        """Be silent; afterwards no event of the stream comes any more."""
        if self._player is not None and self._media is not None:
            # Its ``stop`` would let go of the output, and with it of volume and mute: the next
            # stream was loud for 0.3 s.
            self._player.set_media(None)
            self._media.release()
            self._media = None

    def set_pause(self, *, paused: bool) -> None:
        """Hold, or go on."""
        if self._player is not None:
            self._player.set_pause(int(paused))

    def set_loudness(self, volume: int, *, muted: bool) -> None:
        """Set what the running stream has; libVLC makes it cubic by itself."""
        if self._player is not None:
            self._player.audio_set_volume(volume)
            self._player.audio_set_mute(muted)

    def heard(self) -> Heard:
        """Return what came of the stream so far; the figures are up to 0.3 s old."""
        if self._media is None or self._vlc is None:
            return NOTHING
        stats = self._vlc.MediaStats()
        self._media.get_stats(stats)
        return Heard(stats.decoded_audio, stats.played_abuffers)

    def finish(self) -> Heard:
        """Stop and return what came of the whole stream."""
        if self._player is not None:
            self._player.set_media(None)
        return self.heard()

    def close(self) -> None:
        """Let go of everything."""
        self.stop()
        if self._player is not None:
            for kind in self._kinds():
                self._manager.event_detach(kind)
            self._player.release()
            self._instance.release()
        self._player = self._instance = self._manager = None

    def _open(self) -> Any:
        self.close()
        self._vlc = load_vlc()
        self._instance = open_instance(self._vlc, self._outputs.options())
        self._player = self._instance.media_player_new()
        # The manager keeps the C callbacks alive: one collected while the player lives crashes.
        self._manager = self._player.event_manager()
        for kind, slot in self._kinds().items():
            self._manager.event_attach(kind, slot)
        return self._player

    def _kinds(self) -> dict[Any, Callable[[object], None]]:
        kinds = getattr(self._vlc, "EventType")  # noqa: B009 - python-vlc has no types
        return {
            kinds.MediaPlayerPlaying: self._events.playing,
            kinds.MediaPlayerTimeChanged: self._events.time_changed,
            kinds.MediaPlayerLengthChanged: self._events.length_changed,
            kinds.MediaPlayerEndReached: self._events.ended,
            kinds.MediaPlayerEncounteredError: self._events.broken,
        }


class Outputs:
    """Where the sound goes: the system's device, nowhere, or one WAV file per stream."""

    def __init__(self, *, null: bool = False, parts: Path | None = None) -> None:
        self._null = null
        self._parts = parts
        self._count = 0

    @property
    def per_stream(self) -> bool:
        """Whether every stream needs an instance of its own, for a file of its own."""
        return self._parts is not None

    def options(self) -> tuple[str, ...]:
        """Return libVLC's options for the next instance."""
        if self._parts is not None:
            self._count += 1
            part = self._parts / f"part{self._count:05d}.wav"
            return ("--aout=afile", f"--audiofile-file={part}", "--audiofile-channels=2")
        return ("--aout=dummy",) if self._null else ()
