"""A device of miniaudio that nobody else uses: the package itself only opens shared ones."""
# What it is made of is private to the package: look here when its locked version changes.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any, Final

import miniaudio
from miniaudio import ffi, lib

BACKENDS: Final = (miniaudio.Backend.WASAPI, miniaudio.Backend.ALSA)


class ExclusiveDevice(miniaudio.PlaybackDevice):
    """Raises MiniaudioError where the system cannot, or another program was first."""

    def __init__(self, *, rate: int, period_ms: int, periods: int, name: str, app: str) -> None:
        miniaudio.AbstractDevice.__init__(self)
        self.format = miniaudio.SampleFormat.FLOAT32
        self.sample_width, self.nchannels = 4, 2
        self.sample_rate, self.buffersize_msec = rate, period_ms
        self.callback_generator = None
        self._ffi_handle = ffi.new_handle(self)
        self._devconfig = config = lib.ma_device_config_init(lib.ma_device_type_playback)
        config.sampleRate = rate
        config.playback.channels = self.nchannels
        config.playback.format = self.format.value
        config.playback.shareMode = lib.ma_share_mode_exclusive
        config.playback.pDeviceID = _named(name) if name else ffi.NULL
        config.periodSizeInMilliseconds, config.periods = period_ms, periods
        config.pUserData = self._ffi_handle
        config.dataCallback = lib._internal_data_callback  # noqa: SLF001
        config.stopCallback = lib._internal_stop_callback  # noqa: SLF001
        self._context = self._make_context(list(BACKENDS), app_name=app)
        result = lib.ma_device_init(self._context, ffi.addressof(config), self._device)
        if result != lib.MA_SUCCESS:
            lib.ma_context_uninit(self._context)
            self._device = None
            raise miniaudio.MiniaudioError("the device cannot be used exclusively", result)
        found = lib.ma_get_backend_name(self._context.backend)
        self.backend = ffi.string(found).decode()


def _named(name: str) -> Any:
    for found in miniaudio.Devices(list(BACKENDS)).get_playbacks():
        if found["name"] == name:
            return found["id"]
    raise miniaudio.MiniaudioError(f"no device is called {name}")
