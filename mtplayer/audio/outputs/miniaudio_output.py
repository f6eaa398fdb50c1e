"""The sound device by miniaudio: PulseAudio, PipeWire, ALSA and JACK, WASAPI, Core Audio."""

import contextlib
import logging
import time
from collections.abc import Generator
from typing import Any, Final

import miniaudio
import numpy as np

from mtplayer.audio.outputs.output import OutputState, PlainOutput, Source
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
# A null sink of PulseAudio first sleeps for the two seconds that it was last asked for.
_SETTLES_S: Final = 2.5
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
    """Its own native thread calls ``pull``: periods of 20 ms, of 80 where Python is late."""

    def __init__(self) -> None:
        self._device: miniaudio.PlaybackDevice | None = None
        self._period_ms = PERIOD_MS
        self._holes: list[float] = []
        self._exclusive = False
        self._feed = _Feed()

    def open(self, rate: int, device: str, source: Source) -> OutputState:
        """Begin to ask."""
        self.close()
        self._calm_down()
        self._device = alone = self._alone(rate, device) if self._exclusive else None
        try:
            if self._device is None:
                self._device = self._shared(rate, device)
            self._device.start(self._feed.start(source, self._period_ms))
        except miniaudio.MiniaudioError as error:
            self.close()
            raise AudioUnavailable(NO_DEVICE) from error
        latency = self._period_ms * (1.0 if self._period_ms == PERIOD_MS else 1.5) + _SERVER_MS
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
        device, self._device = self._device, None
        if device is not None:
            # The package lets go of the device, but never of its context.
            context: Any = device._context  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
            device.close()
            miniaudio.lib.ma_context_uninit(context)

    @override
    def widen(self) -> bool:
        """Buffer more if Python came later than the buffer lasts, and not only once."""
        late, self._feed.late = self._feed.late, 0
        now = time.monotonic()
        recent = [at for at in self._holes if now - at < _HOLES_WITHIN_S]
        self._holes = [*recent, *[now] * late]
        if not late or len(self._holes) < _HOLES or self._period_ms >= _LONGEST_MS:
            return False
        self._period_ms = min(_LONGEST_MS, self._period_ms * 2)
        return True

    def _calm_down(self) -> None:
        """Buffer as little as usual again if it has long been enough."""
        if self._holes and time.monotonic() - self._holes[-1] > _CALM_S:
            self._holes = []
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


class _Feed:
    """The generator that the device's thread runs, and how often it was late."""

    def __init__(self) -> None:
        self.late = 0

    def start(self, source: Source, period_ms: int) -> Generator[Any, int, None]:
        """Return a generator that waits for its first count."""
        frames = self._frames(source, period_ms * PERIODS / 1000)
        next(frames)
        return frames

    def _frames(self, source: Source, lasts_s: float) -> Generator[Any, int, None]:
        count = yield b""
        before = begun = time.monotonic()
        while True:
            now = time.monotonic()
            self.late += now - before > lasts_s and now - begun > _SETTLES_S
            before = now
            count = yield np.ascontiguousarray(source.pull(count))
