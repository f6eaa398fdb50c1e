"""A stream of PulseAudio's own library, for PipeWire too: what its server holds can be replaced.

Python is never called back: a thread of the library's does the talking, we look and write.
"""

import ctypes
import time
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any, Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames
from mtplayer.core.record import short_record

_READY_S: Final = 3.0
_LOOK_S: Final = 0.002
_FRAME: Final = 8  # two channels of 32-bit floats
_FLOAT32: Final = 5
_NO_AUTOSPAWN: Final = 1
_CONTEXT_READY: Final = 4
_STREAM_READY: Final = 2
_GONE: Final = 5
# The server's own buffer stays as short as a request: what is behind it can no more be replaced.
_EARLY_REQUESTS: Final = 0x4000
_NOT_MONOTONIC: Final = 4
# A device that was chosen and goes is our business, not the server's.
_DONT_MOVE: Final = 0x200
_ABSOLUTE: Final = 1
_DEFAULT: Final = 0xFFFFFFFF


class PulseMissing(Exception):
    """There is no such library, no server that answers, or not this device."""


class _Spec(Structure):
    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", ctypes.c_uint8))


class _Buffer(Structure):
    _fields_ = (
        ("longest", c_uint32),
        ("target", c_uint32),
        ("before", c_uint32),
        ("request", c_uint32),
        ("fragment", c_uint32),
    )


class _Timing(Structure):
    _fields_ = (
        ("seconds", ctypes.c_long),
        ("microseconds", ctypes.c_long),
        ("synchronized", c_int),
        ("sink_us", ctypes.c_uint64),
        ("source_us", ctypes.c_uint64),
        ("transport_us", ctypes.c_uint64),
        ("playing", c_int),
        ("write_corrupt", c_int),
        ("write_index", c_int64),
        ("read_corrupt", c_int),
        ("read_index", c_int64),
        ("configured_sink_us", ctypes.c_uint64),
        ("configured_source_us", ctypes.c_uint64),
        ("since_underrun", c_int64),
    )


@short_record
class Reading:
    """What the server had taken of a stream at a moment, and how much of that it still held."""

    at: float
    taken: int
    held: float


# Each function: what it returns, then what it takes.
_CALLS: Final[dict[str, tuple[Any, ...]]] = {
    "threaded_mainloop_new": (c_void_p,),
    "threaded_mainloop_get_api": (c_void_p, c_void_p),
    "threaded_mainloop_start": (c_int, c_void_p),
    "threaded_mainloop_stop": (None, c_void_p),
    "threaded_mainloop_free": (None, c_void_p),
    "threaded_mainloop_lock": (None, c_void_p),
    "threaded_mainloop_unlock": (None, c_void_p),
    "context_new": (c_void_p, c_void_p, c_char_p),
    "context_connect": (c_int, c_void_p, c_char_p, c_int, c_void_p),
    "context_get_state": (c_int, c_void_p),
    "context_disconnect": (None, c_void_p),
    "context_unref": (None, c_void_p),
    "stream_new": (c_void_p, c_void_p, c_char_p, POINTER(_Spec), c_void_p),
    "stream_connect_playback": (
        c_int, c_void_p, c_char_p, POINTER(_Buffer), c_int, c_void_p, c_void_p,
    ),
    "stream_get_state": (c_int, c_void_p),
    "stream_disconnect": (c_int, c_void_p),
    "stream_unref": (None, c_void_p),
    "stream_write": (c_int, c_void_p, c_void_p, c_size_t, c_void_p, c_int64, c_int),
    "stream_update_timing_info": (c_void_p, c_void_p, c_void_p, c_void_p),
    "stream_get_timing_info": (POINTER(_Timing), c_void_p),
    "operation_unref": (None, c_void_p),
}  # fmt: skip


def load_pulse() -> dict[str, Any]:
    """Return the library's functions; raises PulseMissing."""
    try:
        library = ctypes.CDLL("libpulse.so.0")
        found = {name: getattr(library, f"pa_{name}") for name in _CALLS}
    except (OSError, AttributeError) as error:
        raise PulseMissing("libpulse is not installed") from error
    for name, (result, *arguments) in _CALLS.items():
        found[name].restype, found[name].argtypes = result, arguments
    return found


class PulseStream:
    """Frames are counted from the first one on. Used by one thread; raises PulseMissing."""

    def __init__(
        self, app: str, rate: int, sink: str, *, hold_ms: float, request_ms: float
    ) -> None:
        self._pa = load_pulse()
        self._rate = rate
        self._context = self._stream = None
        self._loop = self._pa["threaded_mainloop_new"]()
        self._pa["threaded_mainloop_start"](self._loop)
        try:
            self._connect(app)
            self._open(sink, hold_ms, request_ms)
        except PulseMissing:
            self.close()
            raise

    @property
    def alive(self) -> bool:
        """Whether the server still takes what is written."""
        with self:
            return bool(self._pa["stream_get_state"](self._stream) == _STREAM_READY)

    def read(self) -> Reading | None:
        """Return the latest that is known of the server, and ask it anew."""
        with self:
            timing = self._pa["stream_get_timing_info"](self._stream)
            asked = self._pa["stream_update_timing_info"](self._stream, None, None)
            if asked:
                self._pa["operation_unref"](asked)
            if not timing:
                return None
            found = timing.contents
            seconds = found.seconds + found.microseconds / 1e6
            at = time.monotonic() - (time.time() - seconds)
            return Reading(at, found.read_index // _FRAME, found.sink_us * self._rate / 1e6)

    def write(self, at: int, frames: Frames) -> None:
        """Let these be heard from frame ``at`` on, instead of what was to be heard there."""
        content = np.ascontiguousarray(frames, np.float32)
        with self:
            self._pa["stream_write"](
                self._stream, content.ctypes.data, content.nbytes, None, at * _FRAME, _ABSOLUTE
            )

    def close(self) -> None:
        """Let go of the server."""
        pa, loop = self._pa, self._loop
        if loop is None:
            return
        with self:
            if self._stream is not None:
                pa["stream_disconnect"](self._stream)
                pa["stream_unref"](self._stream)
            if self._context is not None:
                pa["context_disconnect"](self._context)
                pa["context_unref"](self._context)
        pa["threaded_mainloop_stop"](loop)
        pa["threaded_mainloop_free"](loop)
        self._loop = self._stream = self._context = None

    def __enter__(self) -> None:
        self._pa["threaded_mainloop_lock"](self._loop)

    def __exit__(self, *_: object) -> None:
        self._pa["threaded_mainloop_unlock"](self._loop)

    def _connect(self, app: str) -> None:
        pa = self._pa
        with self:
            api = pa["threaded_mainloop_get_api"](self._loop)
            self._context = pa["context_new"](api, app.encode())
            pa["context_connect"](self._context, None, _NO_AUTOSPAWN, None)
        self._wait("context_get_state", self._context, _CONTEXT_READY, _GONE)

    def _open(self, sink: str, hold_ms: float, request_ms: float) -> None:
        pa, a_ms = self._pa, self._rate / 1000 * _FRAME
        spec = _Spec(_FLOAT32, self._rate, 2)
        buffer = _Buffer(_DEFAULT, round(hold_ms * a_ms), 0, round(request_ms * a_ms), _DEFAULT)
        with self:
            self._stream = pa["stream_new"](self._context, b"Playback", byref(spec), None)
            if not self._stream:
                raise PulseMissing("the server does not take this rate")
            flags = _EARLY_REQUESTS | _NOT_MONOTONIC | (_DONT_MOVE if sink else 0)
            device = sink.encode() or None
            pa["stream_connect_playback"](self._stream, device, byref(buffer), flags, None, None)
        self._wait("stream_get_state", self._stream, _STREAM_READY, _GONE - 2)

    def _wait(self, state: str, of: Any, ready: int, gone: int) -> None:
        deadline = time.monotonic() + _READY_S
        while True:
            with self:
                found = self._pa[state](of)
            if found == ready:
                return
            if found >= gone or time.monotonic() > deadline:
                raise PulseMissing("no sound server answers")
            time.sleep(_LOOK_S)
