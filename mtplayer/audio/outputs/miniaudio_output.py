"""The sound device by miniaudio: PulseAudio, PipeWire, ALSA and JACK, WASAPI, Core Audio."""

from collections.abc import Generator
from typing import Any, Final

import miniaudio
import numpy as np

from mtplayer.audio.outputs.output import OutputState, Source
from mtplayer.core.problems import AudioUnavailable

NO_DEVICE: Final = "No sound device was found; connect one, then press Play."
PERIOD_MS: Final = 25
PERIODS: Final = 3
# What the server keeps beside our buffer, as measured behind PulseAudio's pipe sink.
_SERVER_MS: Final = 10
_APP: Final = "mtplayer"
_LIVE: Final = (
    miniaudio.Backend.WASAPI,
    miniaudio.Backend.COREAUDIO,
    miniaudio.Backend.PULSEAUDIO,
    miniaudio.Backend.ALSA,
    miniaudio.Backend.JACK,
)


class MiniaudioOutput:
    """Its own native thread calls ``pull``: three periods of 25 ms."""

    def __init__(self) -> None:
        self._device: miniaudio.PlaybackDevice | None = None

    def open(self, rate: int, device: str, source: Source) -> OutputState:
        """Begin to ask."""
        self.close()
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=rate,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                device_id=device_id(device) if device else None,
                backends=list(_LIVE),
                app_name=_APP,
            )
            self._device.start(_feed(source))
        except miniaudio.MiniaudioError as error:
            self.close()
            raise AudioUnavailable(NO_DEVICE) from error
        latency = PERIOD_MS * PERIODS + _SERVER_MS
        return OutputState(
            rate=rate, latency_ms=latency, backend=self._device.backend, device=device
        )

    def close(self) -> None:
        """Ask no more."""
        device, self._device = self._device, None
        if device is not None:
            # The package lets go of the device, but never of its context.
            context: Any = device._context  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
            device.close()
            miniaudio.lib.ma_context_uninit(context)

    def end(self) -> None:
        """Close for good."""
        self.close()


def device_id(name: str) -> Any:
    """Return what the backend knows a device by; AudioUnavailable if it is gone."""
    for found in miniaudio.Devices(list(_LIVE)).get_playbacks():
        if found["name"] == name:
            return found["id"]
    raise AudioUnavailable(f"The sound device “{name}” is not connected.")


def device_names() -> list[str]:
    """Return the devices that could be chosen; takes some milliseconds."""
    try:
        return [str(found["name"]) for found in miniaudio.Devices(list(_LIVE)).get_playbacks()]
    except miniaudio.MiniaudioError:
        return []


def _feed(source: Source) -> Generator[Any, int, None]:
    def frames() -> Generator[Any, int, None]:
        count = yield b""
        while True:
            count = yield np.ascontiguousarray(source.pull(count))

    feed = frames()
    next(feed)
    return feed
