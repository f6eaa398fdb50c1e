"""Decodes a file as fast as the machine can, without a sound device."""

import os
import select
import struct
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Final, Self

import numpy as np

from mtplayer.audio.media_source import media_source
from mtplayer.audio.pcm_queue import Frames
from mtplayer.audio.vlc_engine import load_vlc, open_instance
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import short_record

# libVLC's clock paces every audio output; a stream output runs free: 66 to 139 times real time.
_CHAIN: Final = "transcode{{acodec=f32l,threads=1}}:std{{access=file,mux=wav,dst={}}}"
_HEADER: Final = 44
_LONGEST_HEADER: Final = 68
_CHANNELS_AT: Final = 22
_SAMPLE: Final = 4
_STALLED_S: Final = 6.0
_LOOK_EVERY_MS: Final = 100
_AT_ONCE: Final = 1 << 20


class Undecodable(Exception):
    """Nothing of a file could be decoded, or it stopped in the middle for too long."""


@short_record
class Block:
    """Some frames of as many channels as the file has, and how many of them are a second."""

    rate: int
    frames: Frames


class PcmReader:
    """Reads one file after the other; without named pipes, by way of a temporary file.

    For a process of its own: everything here blocks. Raises AudioUnavailable without libVLC.
    """

    def __init__(self) -> None:
        self._vlc: ModuleType = load_vlc()
        self._instance: Any = open_instance(self._vlc, ("--no-stats",))
        states = self._vlc.State
        self._ended = (states.Ended, states.Error, states.Stopped)
        self._folder = tempfile.TemporaryDirectory(prefix="mtplayer-looks-")
        self._sound = Path(self._folder.name, "sound")
        self._has_pipe = hasattr(os, "mkfifo")
        if self._has_pipe:
            os.mkfifo(self._sound)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._instance.release()
        self._folder.cleanup()

    def blocks(self, file: PlayableFile) -> Iterator[Block]:
        """Decode what belongs to a track; raises Undecodable."""
        source = media_source(file, 0)
        media = self._instance.media_new_path(source.path)
        for option in (*source.options, f":sout=#{_CHAIN.format(self._sound)}", ":no-sout-video"):
            media.add_option(option)
        player = self._instance.media_player_new()
        player.set_media(media)
        try:
            yield from _parsed(self._piped(player) if self._has_pipe else self._filed(player))
        finally:
            player.stop()
            player.release()
            media.release()

    def _piped(self, player: Any) -> Iterator[bytes]:
        pipe = os.open(self._sound, os.O_RDONLY | os.O_NONBLOCK)
        try:
            player.play()
            yield from self._content(player, pipe)
        finally:
            # Before the stop, which would wait for a writer that nobody reads.
            os.close(pipe)

    def _filed(self, player: Any) -> Iterator[bytes]:
        self._sound.unlink(missing_ok=True)
        player.play()
        size, deadline = 0, time.monotonic() + _STALLED_S
        while player.get_state() not in self._ended:
            time.sleep(_LOOK_EVERY_MS / 1000)
            now = self._sound.stat().st_size if self._sound.exists() else 0
            if now > size:
                size, deadline = now, time.monotonic() + _STALLED_S
            elif time.monotonic() > deadline:
                raise Undecodable("It stopped in the middle.")
        if self._sound.exists():
            with self._sound.open("rb") as sound:
                yield from iter(partial(sound.read, _AT_ONCE), b"")

    def _content(self, player: Any, pipe: int) -> Iterator[bytes]:
        """Yield what libVLC writes until it closes the pipe."""
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        deadline, begun = time.monotonic() + _STALLED_S, False
        while True:
            # The state first: what is written after it is read was not missed.
            over = player.get_state() in self._ended
            poll.poll(_LOOK_EVERY_MS)
            content = _read(pipe)
            if content:
                deadline, begun = time.monotonic() + _STALLED_S, True
                yield content
            elif over or (begun and content == b""):
                return
            elif time.monotonic() > deadline:
                raise Undecodable("It stopped in the middle.")
            else:
                time.sleep(0.005)


def _read(pipe: int) -> bytes | None:
    """Return what is there; nothing when no writer is left, None when one still thinks."""
    try:
        return os.read(pipe, _AT_ONCE)
    except BlockingIOError:
        return None


def _parsed(content: Iterator[bytes]) -> Iterator[Block]:
    rest, rate, channels = b"", 0, 0
    for some in content:
        rest += some
        if not rate:
            # The header is longer where there are more than two channels.
            start = rest.find(b"data") + 8
            if start < _HEADER or len(rest) < start:
                continue
            channels, rate = struct.unpack_from("<HI", rest, _CHANNELS_AT)
            rest = rest[start:]
        # libVLC appends the header once more, with the right sizes, when it closes.
        frame = channels * _SAMPLE
        whole = max(0, len(rest) - _LONGEST_HEADER) // frame * frame
        if whole:
            frames = np.frombuffer(rest, np.float32, whole // _SAMPLE).reshape(-1, channels)
            rest = rest[whole:]
            yield Block(rate, frames)
    if not rate:
        raise Undecodable("It holds nothing that can be decoded.")
