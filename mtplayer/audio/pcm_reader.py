"""A file as blocks of decoded frames, much faster than it plays: for measuring, not for hearing.

libVLC's transcoder decodes 40 to 55 times as fast as the music; the last block may be missing
(4,096 frames, half a second of WavPack), which no loudness and no picture of a wave depends on.
"""

import ctypes
import queue
from collections.abc import Generator
from contextlib import closing
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np

from mtplayer.audio.pcm_queue import Frames
from mtplayer.audio.plans.decode_plan import AVFORMAT
from mtplayer.audio.vlc_engine import load_vlc, open_instance
from mtplayer.core.problems import Unplayable

_WAITING: Final = 64
_LONGEST_WAIT_S: Final = 5.0
_FLOAT_BITS: Final = 32
_OGG: Final = (b".ogg", b".oga", b".opus", b".spx")

_ASK: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_size_t
)
_TAKE: Final = ctypes.CFUNCTYPE(
    None,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_uint,
    ctypes.c_uint,
    ctypes.c_uint,
    ctypes.c_uint,
    ctypes.c_size_t,
    ctypes.c_int64,
)


class PcmBlock(NamedTuple):
    """Some frames in as many channels as the file has, and their rate."""

    rate: int
    frames: Frames


def pcm_blocks(path: bytes) -> Generator[PcmBlock]:
    """Yield the sound of a file from its beginning; for a worker process or a job.

    Closing the generator ends the decoder. Raises Unplayable if nothing comes for five seconds or
    at all, AudioUnavailable where there is no libVLC.
    """
    with closing(_Reading(load_vlc(), path)) as reading:
        count = 0
        while (block := reading.next()) is not None:
            count += 1
            yield block
        if not count:
            raise Unplayable("There is no music in it that could be read.")


class _Reading:
    """libVLC's threads put blocks into a short queue and wait while it is full."""

    def __init__(self, vlc: ModuleType, path: bytes) -> None:
        self._blocks: queue.Queue[PcmBlock | None] = queue.Queue(_WAITING)
        self._room: Any = None
        self._open = True
        # libVLC holds their addresses as long as the player lives.
        self._calls = (_ASK(self._ask), _TAKE(self._take))
        self._instance = open_instance(vlc, ("--no-sout-video",))
        media = self._instance.media_new_path(path)
        ask, take = (ctypes.cast(call, ctypes.c_void_p).value for call in self._calls)
        media.add_option(
            ":sout=#transcode{acodec=fl32}:smem{audio-prerender-callback="
            f"{ask},audio-postrender-callback={take},no-time-sync}}"
        )
        if path.lower().endswith(_OGG):
            media.add_option(AVFORMAT)
        self._player = self._instance.media_player_new()
        self._manager = self._player.event_manager()
        kinds: Any = getattr(vlc, "EventType")  # noqa: B009 - python-vlc has no types
        self._kinds = (kinds.MediaPlayerEndReached, kinds.MediaPlayerEncounteredError)
        for kind in self._kinds:
            self._manager.event_attach(kind, self._on_end)
        self._player.set_media(media)
        media.release()
        self._player.play()

    def next(self) -> PcmBlock | None:
        """Return a block, None at the end."""
        try:
            return self._blocks.get(timeout=_LONGEST_WAIT_S)
        except queue.Empty as error:
            raise Unplayable("It stalled: no sound came for five seconds.") from error

    def close(self) -> None:
        """End the decoder, which may be waiting for room."""
        self._open = False
        while not self._blocks.empty():
            self._blocks.get_nowait()
        for kind in self._kinds:
            self._manager.event_detach(kind)
        self._player.stop()
        self._player.release()
        self._instance.release()

    def _ask(self, _data: int, target: Any, size: int) -> None:
        if self._room is None or len(self._room) < size:
            self._room = ctypes.create_string_buffer(max(size, 1 << 16))
        target[0] = ctypes.addressof(self._room)

    def _take(
        self,
        _data: int,
        _buffer: int,
        channels: int,
        rate: int,
        _count: int,
        bits: int,
        size: int,
        _pts: int,
    ) -> None:
        if bits == _FLOAT_BITS and channels:
            frames = np.frombuffer(self._room, np.float32, size // 4).reshape(-1, channels)
            self._put(PcmBlock(rate, frames.copy()))

    def _on_end(self, _event: object) -> None:
        self._put(None)

    def _put(self, block: PcmBlock | None) -> None:
        while self._open:
            try:
                self._blocks.put(block, timeout=0.1)
            except queue.Full:
                continue
            return
