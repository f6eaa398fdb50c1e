"""How music is to sound: everything that a listener can set, and the rules that follow from it."""

from math import log10
from typing import Final, NamedTuple

from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import record
from mtplayer.core.sound.equalizer import FLAT, EqualizerCurve
from mtplayer.core.sound.sound_choices import CrossfadeOn, GainMode, OnUnplug, OutputKind

FULL_VOLUME: Final = 100


@record
class SoundSettings:
    """All of it; the player takes a new one at any time."""

    crossfade_ms: int = 0
    crossfade_on: CrossfadeOn = CrossfadeOn.AUTOMATIC
    crossfade_albums: bool = False
    fade_ms: int = 20
    gain_mode: GainMode = GainMode.OFF
    preamp_db: float = 0.0
    fallback_db: float = 0.0
    prevent_clipping: bool = True
    equalizer: EqualizerCurve = FLAT
    speed: float = 1.0
    trim_silence: bool = False
    output: OutputKind = OutputKind.DEVICE
    device: str = ""
    exclusive: bool = False
    on_unplug: OnUnplug = OnUnplug.MOVE


class SignalPath(NamedTuple):
    """What happens to the sound between the file and the device, as it is now."""

    file_rate: int
    file_bits: int
    """How deep its samples are; 0 where that is not said, as of lossy formats."""
    decoder: str
    gain_db: float
    equalized: bool
    volume: int
    speed: float
    device_rate: int
    backend: str
    device: str
    """The empty name is the one that the system uses."""
    exclusive: bool = False

    @property
    def resampled(self) -> bool:
        """Whether the device runs at another rate."""
        return self.file_rate != self.device_rate

    @property
    def untouched(self) -> bool:
        """Whether every sample reaches the device as it was decoded."""
        touched = self.resampled or self.equalized or self.gain_db or self.speed != 1.0
        return not touched and self.volume == FULL_VOLUME


def gain_db(file: PlayableFile, settings: SoundSettings) -> float:
    """Return by how many decibels a file is turned up or down."""
    if settings.gain_mode is GainMode.OFF:
        return 0.0
    gains = file.gains
    track, album = (gains.track_db, gains.track_peak), (gains.album_db, gains.album_peak)
    by_album = settings.gain_mode is GainMode.ALBUM or (
        settings.gain_mode is GainMode.AUTO and file.album_run
    )
    order = (album, track) if by_album else (track, album)
    gain, peak = next(((db, top) for db, top in order if db is not None), (None, None))
    if gain is None:
        return settings.fallback_db
    gain += settings.preamp_db
    if settings.prevent_clipping and peak is not None and peak > 0:
        gain = min(gain, -20 * log10(peak))
    return gain


def crossfade_ms(
    before: PlayableFile, after: PlayableFile, settings: SoundSettings, *, manual: bool
) -> int:
    """Return how long two files overlap; an album in order is left as it was mastered."""
    wanted = CrossfadeOn.MANUAL if manual else CrossfadeOn.AUTOMATIC
    if settings.crossfade_on not in (wanted, CrossfadeOn.BOTH):
        return 0
    if not manual and follows_on_album(before, after) and not settings.crossfade_albums:
        return 0
    return settings.crossfade_ms


def follows_on_album(before: PlayableFile, after: PlayableFile) -> bool:
    """Whether ``after`` comes right after ``before`` on their album."""
    if before.album is None or before.album != after.album:
        return False
    first, second = before.number or 0, after.number or 0
    if (before.disc or 1) == (after.disc or 1):
        return second == first + 1
    return (after.disc or 1) == (before.disc or 1) + 1 and second <= 1
