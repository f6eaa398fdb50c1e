"""The sound device by miniaudio: PulseAudio, PipeWire, ALSA and JACK, WASAPI, Core Audio."""

import contextlib
import logging
import time
from collections.abc import Generator
from typing import Any, Final

import miniaudio

from mtplayer.audio.outputs.ahead import Ahead
from mtplayer.audio.outputs.output import OutputState, PatientSource, PlainOutput
from mtplayer.audio.outputs.ring import Ring
from mtplayer.core.problems import AudioUnavailable
from mtplayer.core.typed import override

log = logging.getLogger(__name__)

NO_DEVICE: Final = "No sound device was found; connect one, then press Play."
PERIOD_MS: Final = 20
PERIODS: Final = 3
_LONGEST_MS: Final = 80
# One hole may be anything; opening the device anew is a hole as well.
_HOLES: Final = 2
_HOLES_WITHIN_S: Final = 60.0
_CALM_S: Final = 600.0
# Heard behind PulseAudio's pipe sink: 28, 68 and 127 ms after the pull for 20, 40 and 80 ms.
_SERVER_MS: Final = 8
_APP: Final = "mtplayer"
_LIVE: Final = (
    miniaudio.Backend.WASAPI,
    miniaudio.Backend.COREAUDIO,
    miniaudio.Backend.PULSEAUDIO,
    miniaudio.Backend.ALSA,
    miniaudio.Backend.JACK,
)


class MiniaudioOutput(PlainOutput):
    """Its own native thread copies what waits for it: 20 ms each time, 80 where Python is late.

    What waits is 0.4 s ahead of that and can be replaced, so mixing has time.
    """

    def __init__(self) -> None:
        self._device: miniaudio.PlaybackDevice | None = None
        self._period_ms = PERIOD_MS
        self._holes: list[float] = []
        self._hole_at = 0.0
        self.holes = 0
        self._exclusive = False
        self._ring: Ring | None = None
        self._ahead: Ahead | None = None

    def open(self, rate: int, device: str, source: PatientSource) -> OutputState:
        """Begin to ask."""
        self.close()
        self._calm_down()
        self._device = alone = self._alone(rate, device) if self._exclusive else None
        try:
            if self._device is None:
                self._device = self._shared(rate, device)
            latency = self._period_ms * (1.0 if self._period_ms == PERIOD_MS else 1.5) + _SERVER_MS
            lasts_s = self._period_ms * PERIODS / 1000
            self._ring = ring = Ring(rate, lasts_s=lasts_s, latency_ms=latency)
            self._device.start(_fed_by(ring))
        except miniaudio.MiniaudioError as error:
            self.close()
            raise AudioUnavailable(NO_DEVICE) from error
        self._ahead = Ahead(ring, rate, source)
        return OutputState(
            rate=rate,
            latency_ms=latency,
            backend=self._device.backend,
            device=device,
            exclusive=alone is not None,
        )

    @override
    def prefer(self, *, exclusive: bool) -> None:
        """Take the device for ourselves the next time, where that is possible."""
        self._exclusive = exclusive

    def _alone(self, rate: int, device: str) -> miniaudio.PlaybackDevice | None:
        from mtplayer.audio.outputs.exclusive_device import ExclusiveDevice

        try:
            return ExclusiveDevice(
                rate=rate, period_ms=self._period_ms, periods=PERIODS, name=device, app=_APP
            )
        except miniaudio.MiniaudioError as error:
            log.info("the device stays shared: %s", error)
            return None

    def _shared(self, rate: int, device: str) -> miniaudio.PlaybackDevice:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=rate,
            buffersize_msec=self._period_ms,
            callback_periods=PERIODS,
            device_id=device_id(device) if device else None,
            backends=list(_LIVE),
            app_name=_APP,
        )

    def close(self) -> None:
        """Ask no more."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.close()
        self._count_holes()
        device, self._device = self._device, None
        if device is not None:
            # The package lets go of the device, but never of its context.
            context: Any = device._context  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
            device.close()
            miniaudio.lib.ma_context_uninit(context)

    @override
    def widen(self) -> bool:
        """Buffer more if Python came later than the buffer lasts, and not only once."""
        if not self._count_holes() or len(self._holes) < _HOLES or self._period_ms >= _LONGEST_MS:
            return False
        self._period_ms = min(_LONGEST_MS, self._period_ms * 2)
        return True

    def _count_holes(self) -> int:
        """Take in how often the device waited for us since the last time."""
        ring, now = self._ring, time.monotonic()
        late = 0
        if ring is not None:
            late, ring.late = ring.late, 0
        self._holes = [*(at for at in self._holes if now - at < _HOLES_WITHIN_S), *[now] * late]
        self._hole_at = now if late else self._hole_at
        self.holes += late
        return late

    def _calm_down(self) -> None:
        """Buffer as little as usual again if it has long been enough."""
        if time.monotonic() - self._hole_at > _CALM_S:
            self._period_ms = PERIOD_MS

    def end(self) -> None:
        """Close for good."""
        self.close()


def device_id(name: str) -> Any:
    """Return what the backend knows a device by; AudioUnavailable if it is gone."""
    with contextlib.suppress(miniaudio.MiniaudioError):
        for found in miniaudio.Devices(list(_LIVE)).get_playbacks():
            if found["name"] == name:
                return found["id"]
    raise AudioUnavailable(f"The sound device “{name}” is not connected.")


def pulse_name(name: str) -> str:
    """Return what PulseAudio calls a device; AudioUnavailable if it is gone."""
    # A union: where PulseAudio is asked, its name is all that there is.
    found = miniaudio.ffi.cast("char *", device_id(name))
    return bytes(miniaudio.ffi.string(found)).decode()


def device_names() -> list[str]:
    """Return the devices that could be chosen; takes some milliseconds."""
    try:
        return [str(found["name"]) for found in miniaudio.Devices(list(_LIVE)).get_playbacks()]
    except miniaudio.MiniaudioError:
        return []


def _fed_by(ring: Ring) -> Generator[Any, int, None]:
    """Return a generator that the device's thread runs; it waits for its first count."""

    def frames() -> Generator[Any, int, None]:
        count = yield b""
        while True:
            count = yield ring.take(count)

    made = frames()
    next(made)
    return made
