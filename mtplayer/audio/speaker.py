"""The output in use: chosen, opened for a mixer, held still, closed without losing a frame."""

import logging
from collections.abc import Callable

from mtplayer.audio.ear import Ear
from mtplayer.audio.mixer import Mixer
from mtplayer.audio.outputs.output import Output, OutputState
from mtplayer.core.problems import AudioUnavailable
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.core.sound.sound_choices import OnUnplug, OutputKind

log = logging.getLogger(__name__)


def _where(settings: SoundSettings) -> tuple[OutputKind, str, bool]:
    return settings.output, settings.device, settings.exclusive


class Speaker:
    """Called by the engine thread only; ``state`` is None while no device is open."""

    def __init__(self, make_output: Callable[[OutputKind], Output]) -> None:
        self._make_output = make_output
        self._settings = SoundSettings()
        self._output = make_output(self._settings.output)
        self.state: OutputState | None = None

    def choose(self, settings: SoundSettings, mixer: Mixer | None, ear: Ear | None) -> bool:
        """Be the output that is set from now on; whether one was open that is not any more."""
        before, self._settings = self._settings, settings
        if _where(before) == _where(settings):
            return False
        sounded = self.state is not None
        self.close(mixer, ear)
        if before.output is not settings.output:
            self._output.end()
            self._output = self._make_output(settings.output)
        self._output.prefer(exclusive=settings.exclusive)
        return sounded

    def open(self, mixer: Mixer) -> OutputState:
        """Open the device that was chosen, or the system's where that is gone."""
        device = self._settings.device
        try:
            self.state = self._output.open(mixer.rate, device, mixer)
        except AudioUnavailable:
            if not device or self._settings.on_unplug is OnUnplug.PAUSE:
                raise
            log.info("the chosen device is gone: the sound moves to the system's")
            self.state = self._output.open(mixer.rate, "", mixer)
        return self.state

    def close(self, mixer: Mixer | None, ear: Ear | None) -> None:
        """Let go of the device; what it was given and never played comes again."""
        state, self.state = self.state, None
        heard = mixer.heard(ear.latency) if mixer is not None and ear is not None else 0.0
        self._output.close()
        if state is not None and mixer is not None:
            mixer.take_back(heard)

    def pause(self, mixer: Mixer, ear: Ear, fade_ms: float) -> None:
        """Hold still: the output where it can by itself, else the mixer, faded out."""
        heard = mixer.heard(ear.latency)
        if self.state is not None and not mixer.paused and self._output.hold(paused=True):
            mixer.freeze(heard)
        else:
            mixer.pause(fade_ms)

    def resume(self, mixer: Mixer, fade_ms: float) -> None:
        """Go on."""
        if mixer.frozen:
            self._output.hold(paused=False)
        mixer.resume(fade_ms)

    def widen(self) -> bool:
        """Buffer more if frames came too late lately; true if it is to be opened anew."""
        return self.state is not None and self._output.widen()

    def end(self) -> None:
        """Close for good."""
        self._output.end()
        self.state = None
