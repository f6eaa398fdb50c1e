"""The sound device by libVLC itself: an endless stream that its imem module asks us for."""

import ctypes
from typing import Any, Final

import numpy as np

from mtplayer.audio.outputs.output import OutputState, PlainOutput, Source
from mtplayer.audio.vlc_engine import load_vlc, open_instance
from mtplayer.core.typed import override

# libVLC reads that far ahead, whatever caching it is told.
LATENCY_MS: Final = 425
_BLOCKS_A_SECOND: Final = 50
_END: Final = 1
_MICROSECONDS: Final = 1_000_000

_GET: Final = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_char_p,
    ctypes.POINTER(ctypes.c_int64),
    ctypes.POINTER(ctypes.c_int64),
    ctypes.POINTER(ctypes.c_uint),
    ctypes.POINTER(ctypes.c_size_t),
    ctypes.POINTER(ctypes.c_void_p),
)
_RELEASE: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p
)


class ImemOutput(PlainOutput):
    """Works wherever libVLC does. Late by 0.4 s, and a card's clock is followed by libVLC."""

    def __init__(self) -> None:
        self._instance: Any = None
        self._player: Any = None
        self._source: Source | None = None
        self._rate = 0
        self._frames = 0
        self._lent: dict[int, Any] = {}
        # libVLC holds their addresses as long as the player lives.
        self._calls = (_GET(self._get), _RELEASE(self._release))

    def open(self, rate: int, device: str, source: Source) -> OutputState:
        """Begin to ask."""
        self.close()
        self._source, self._rate, self._frames = source, rate, 0
        vlc = load_vlc()
        # A resampler would follow the card's clock by changing the pitch.
        self._instance = open_instance(vlc, ("--audio-resampler=none",))
        media = self._instance.media_new("imem://")
        for option in self._options(rate):
            media.add_option(option)
        self._player = self._instance.media_player_new()
        self._player.set_media(media)
        media.release()
        if device:
            self._player.audio_output_device_set(None, device)
        self._player.play()
        return OutputState(rate=rate, latency_ms=LATENCY_MS, backend="libVLC", device=device)

    def close(self) -> None:
        """Ask no more."""
        self._source = None
        if self._player is not None:
            self._player.stop()
            self._player.release()
            self._instance.release()
        self._player = self._instance = None
        self._lent.clear()

    @override
    def hold(self, *, paused: bool) -> bool:
        """Hold what libVLC has read ahead; nothing of it is lost, and nothing fades."""
        if self._player is not None:
            self._player.set_pause(int(paused))
        return True

    def end(self) -> None:
        """Close for good."""
        self.close()

    def _options(self, rate: int) -> list[str]:
        get, release = (ctypes.cast(call, ctypes.c_void_p).value for call in self._calls)
        return [
            f":imem-get={get}",
            f":imem-release={release}",
            ":imem-cat=1",
            ":imem-codec=f32l",
            f":imem-samplerate={rate}",
            ":imem-channels=2",
            ":imem-id=1",
        ]

    def _get(
        self, _data: int, _cookie: bytes, dts: Any, pts: Any, flags: Any, size: Any, buffer: Any
    ) -> int:
        source = self._source
        if source is None:
            return _END
        frames = np.ascontiguousarray(source.pull(self._rate // _BLOCKS_A_SECOND))
        place = self._frames * _MICROSECONDS // self._rate
        self._frames += len(frames)
        self._lent[frames.ctypes.data] = frames
        dts[0] = pts[0] = place
        flags[0] = 0
        size[0] = frames.nbytes
        buffer[0] = frames.ctypes.data
        return 0

    def _release(self, _data: int, _cookie: bytes, _size: int, buffer: int) -> None:
        self._lent.pop(buffer, None)
