"""A deck whose frames libVLC hands over in memory: for systems without named pipes.

libVLC 3 gives 16 bits that way, whatever it is asked for; blocks come on a thread of its own.
"""

import ctypes
from types import ModuleType
from typing import Any, Final

import numpy as np

from mtplayer.audio.pcm_stream import PcmStream
from mtplayer.audio.vlc_deck import VlcDeck
from mtplayer.core.typed import override

_FORMAT: Final = b"S16N"
_CHANNELS: Final = 2
_FRAME: Final = 4
_FULL: Final = np.float32(1 / 32768)

_SETUP: Final = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.POINTER(ctypes.c_char),
    ctypes.POINTER(ctypes.c_uint),
    ctypes.POINTER(ctypes.c_uint),
)
_CLEAN: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_FLUSH: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64)
_PLAY: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int64
)


class AmemDeck(VlcDeck):
    """Needs no file system. No libVLC call in a callback: it would never return."""

    def __init__(self, vlc: ModuleType) -> None:
        super().__init__(vlc, ())
        # libVLC holds their addresses as long as the player lives: collected ones crash.
        self._calls = (
            _SETUP(self._set_up),
            _CLEAN(self._clean_up),
            _PLAY(self._take),
            _FLUSH(self._flush),
        )
        set_up, clean, take, flush = self._calls
        _call(vlc.dll.libvlc_audio_set_format_callbacks, self._player, set_up, clean)
        _call(vlc.dll.libvlc_audio_set_callbacks, self._player, take, None, None, flush, None, None)

    @override
    def listen(self, stream: PcmStream) -> None:
        """Nothing to open: the callbacks know the stream."""

    @override
    def finish(self, stream: PcmStream) -> None:
        stream.end()

    @override
    def let_go(self, stream: PcmStream) -> None:
        stream.end()

    def _set_up(self, _opaque: Any, form: Any, rate: Any, channels: Any) -> int:
        ctypes.memmove(form, _FORMAT, len(_FORMAT))
        channels[0] = _CHANNELS
        if (stream := self._stream) is not None and not stream.rate:
            stream.begin(int(rate[0]))
        return 0

    def _clean_up(self, _opaque: int) -> None:
        """Nothing was set up."""

    def _take(self, _opaque: int, samples: int, count: int, _pts: int) -> None:
        if (stream := self._stream) is not None:
            words = np.frombuffer(ctypes.string_at(samples, count * _FRAME), np.int16)
            stream.put((words * _FULL).reshape(-1, _CHANNELS))

    def _flush(self, _opaque: int, _pts: int) -> None:
        # A busy machine decodes the first block of a file before it starts in the middle.
        if (stream := self._stream) is not None:
            stream.begin_again()


def _call(function: Any, player: Any, *callbacks: Any) -> None:
    """Call libVLC by itself: python-vlc takes callbacks of its own types only."""
    addresses = [one and ctypes.cast(one, ctypes.c_void_p) for one in callbacks]
    function.restype, function.argtypes = None, [ctypes.c_void_p] * (len(callbacks) + 1)
    function(player, *addresses)
