"""Which player sounds, and how: the one place that chooses, and the settings it follows."""

import importlib.util
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Slot

from mtplayer.core import options
from mtplayer.core.ports import AudioPlayer
from mtplayer.core.record import record
from mtplayer.core.sound.autoeq import parametric
from mtplayer.core.sound.equalizer import FLAT, EqualizerCurve, gains_in, graphic
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.core.sound.sound_choices import OutputKind
from mtplayer.services.settings import SettingChanged, SettingsService

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtplayer.audio.outputs.output import Output
    from mtplayer.audio.pcm_queue import Frames

log = logging.getLogger(__name__)

_FADE_MS: Final = 20
_NEEDED: Final = ("numpy", "soxr")


def open_player(
    parent: QObject | None = None,
    *,
    null: bool = False,
    record_to: Path | None = None,
    settings: SettingsService | None = None,
) -> AudioPlayer:
    """Return the player: on the sound device, into nothing, or into a WAV file.

    It loads libVLC with the first file, on its own thread; where there is none, it says so then.
    Without soxr it is libVLC's own player, which knows neither joins nor fades.
    """
    # A type checker sees no attribute in a signal; the contract's tests see the player.
    if plays_plain():
        from mtplayer.audio.vlc_player import VlcPlayer

        log.info("the sound is libVLC's own: a package is missing")
        return cast("AudioPlayer", VlcPlayer(null=null, record_to=record_to, parent=parent))
    from mtplayer.audio.deck_player import DeckPlayer

    make_output = partial(_output, null=null, record_to=record_to)
    player = cast("AudioPlayer", DeckPlayer(make_output, parent))
    if settings is not None:
        SoundFollower(player, settings, parent)
    return player


def sound_settings(settings: SettingsService) -> SoundSettings:
    """Return everything that is set about the sound."""
    get = settings.get
    return SoundSettings(
        crossfade_ms=get(options.CROSSFADE_S) * 1000,
        crossfade_on=get(options.CROSSFADE_ON),
        crossfade_albums=get(options.CROSSFADE_ALBUMS),
        fade_ms=_FADE_MS if get(options.FADES) else 0,
        gain_mode=get(options.REPLAY_GAIN),
        preamp_db=get(options.PREAMP_DB),
        fallback_db=get(options.FALLBACK_DB),
        prevent_clipping=get(options.PREVENT_CLIPPING),
        equalizer=_curve(settings),
        speed=get(options.SPEED_PERCENT) / 100,
        trim_silence=get(options.TRIM_SILENCE),
        output=get(options.SOUND_OUTPUT),
        device=get(options.SOUND_DEVICE),
        exclusive=get(options.EXCLUSIVE),
        on_unplug=get(options.ON_UNPLUG),
    )


@record
class Joined:
    """Two files that met: where in the output, and how many frames of the first were heard."""

    path: bytes
    followed_by: bytes | None
    frame: int
    frames: int


def joins_of(player: AudioPlayer) -> list[Joined]:
    """Return the joins that a player made; none from one that knows of no frames."""
    from mtplayer.audio.deck_player import DeckPlayer

    if not isinstance(player, DeckPlayer):
        return []
    return [
        Joined(
            path=join.old.wish.file.path,
            followed_by=None if join.new is None else join.new.wish.file.path,
            frame=join.at,
            frames=join.frames,
        )
        for join in player.joins
    ]


def looks_of(player: AudioPlayer) -> "Callable[[int], tuple[int, Frames] | None]":
    """Return how to look at the frames that are heard; a plain player lets nobody look."""
    from mtplayer.audio.deck_player import DeckPlayer

    return player.look if isinstance(player, DeckPlayer) else lambda _: None


class SoundFollower(QObject):
    """Tells the player of every change of a setting about the sound, at once."""

    def __init__(
        self, player: AudioPlayer, settings: SettingsService, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._settings = settings
        settings.changed.connect(self._on_change)
        player.set_sound(sound_settings(settings))

    @Slot(object)
    def _on_change(self, change: SettingChanged) -> None:
        if change.option.section == options.CROSSFADE_S.section:
            self._player.set_sound(sound_settings(self._settings))


def _curve(settings: SettingsService) -> EqualizerCurve:
    if not settings.get(options.EQUALIZER):
        return FLAT
    try:
        bands = graphic(gains_in(settings.get(options.EQUALIZER_DB)))
    except ValueError:
        bands = ()
    try:
        filters = parametric(settings.get(options.EQUALIZER_FILTERS))
    except ValueError:
        filters = FLAT
    return EqualizerCurve(
        bands=(*filters.bands, *bands),
        preamp_db=filters.preamp_db + settings.get(options.EQUALIZER_PREAMP_DB),
    )


def plays_plain() -> bool:
    """Whether libVLC plays by itself: what the mixer needs is not there."""
    return any(importlib.util.find_spec(name) is None for name in _NEEDED)


def _output(kind: OutputKind, *, null: bool, record_to: Path | None) -> "Output":
    """Make the output; on the engine's thread, which may import."""
    from mtplayer.audio.outputs.clock_output import ClockOutput, WavFile
    from mtplayer.audio.outputs.imem_output import ImemOutput
    from mtplayer.audio.outputs.system_output import SystemOutput

    if null or record_to is not None:
        return ClockOutput(None if record_to is None else WavFile(record_to))
    if kind is OutputKind.LIBVLC:
        return ImemOutput()
    return SystemOutput()
