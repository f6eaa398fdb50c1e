"""The sound device by what serves it best: a server that holds ahead, miniaudio, or libVLC."""

import logging

from mtplayer.audio.outputs.output import Output, OutputState, PatientSource
from mtplayer.audio.outputs.pulse_output import PulseOutput
from mtplayer.audio.outputs.pulse_stream import PulseMissing

log = logging.getLogger(__name__)


class SystemOutput:
    """A device that is wanted alone is miniaudio's: a server shares all of them."""

    def __init__(self) -> None:
        self._server = PulseOutput()
        self._device: Output | None = None
        self._used: Output = self._server
        self._exclusive = False

    def open(self, rate: int, device: str, source: PatientSource) -> OutputState:
        """Begin to ask."""
        self.close()
        if not self._exclusive:
            try:
                state = self._server.open(rate, device, source)
            except PulseMissing as error:
                log.info("the sound goes to the device by miniaudio: %s", error)
            else:
                self._used = self._server
                return state
        self._used = self._made()
        return self._used.open(rate, device, source)

    @property
    def holes(self) -> int:
        """How often a server had nothing of ours to play, since it was opened."""
        return self._server.holes

    def close(self) -> None:
        """Ask no more."""
        self._used.close()

    def prefer(self, *, exclusive: bool) -> None:
        """Take the device for ourselves the next time, where that is possible."""
        self._exclusive = exclusive

    def hold(self, *, paused: bool) -> bool:
        """Hold still at once, if the output can."""
        return self._used.hold(paused=paused)

    def widen(self) -> bool:
        """Buffer more if frames came too late lately."""
        return self._used.widen()

    def end(self) -> None:
        """Close for good."""
        self.close()

    def _made(self) -> Output:
        if self._device is None:
            try:
                # Where a server answers it is never needed, and takes 20 ms to load.
                from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
            except (ImportError, OSError):
                from mtplayer.audio.outputs.imem_output import ImemOutput

                log.info("the sound goes out through libVLC: miniaudio is missing")
                self._device = ImemOutput()
            else:
                self._device = MiniaudioOutput()
        self._device.prefer(exclusive=self._exclusive)
        return self._device
