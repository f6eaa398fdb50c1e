"""One piece of music on its way through the mixer: a range of a file on a deck, at its loudness."""

from typing import Final

import numpy as np

from mtplayer.audio.deck import Playing
from mtplayer.audio.dsp.levels import Gain
from mtplayer.audio.pcm_queue import NO_FRAMES, Frames
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import record

_EDGE_S: Final = 0.004
_SILENCE: Final = 10 ** (-60 / 20)
# What comes in as fast as it plays, and has run dry, would go on in pieces: it is gathered first.
FILL_MS: Final = 800


@record
class Wish:
    """What is to be played: ``stop_ms`` is where its range ends, None for the end of the file.

    A ``live`` one comes in as fast as it plays. Each has a ``serial`` of its own; ``resumed`` ones
    go on with what had started before.
    ``length_ms`` is how long the file is by its own headers.
    """

    file: PlayableFile
    generation: int
    serial: int = 0
    resumed: bool = False
    length_ms: float | None = None
    start_ms: float = 0.0
    stop_ms: float | None = None
    speed: float = 1.0
    gain: float = 1.0
    trim: bool = False
    live: bool = False
    bits: int = 0
    looped: bool = False


class Voice:
    """Hands out frames at the file's own rate. Used under the mixer's lock."""

    def __init__(self, wish: Wish, playing: Playing, *, shared: bool = False) -> None:
        self.wish = wish
        self.playing = playing
        self.shared = shared
        self.taken = 0
        self.trimmed = 0
        self.again = False
        self._gain: Gain | None = None
        self._leading = wish.trim
        self._filling = wish.live

    @property
    def rate(self) -> int:
        """Frames a second of the file; 0 while nothing was decoded."""
        return self.playing.stream.rate

    @property
    def limit(self) -> int | None:
        """After how many frames the range ends."""
        wish = self.wish
        if wish.stop_ms is None or not self.rate:
            return None
        length = (wish.stop_ms - wish.start_ms) * self.rate / 1000 / wish.speed
        return max(0, round(length))

    @property
    def available(self) -> int:
        """How many frames can be taken now."""
        limit = self.limit
        stream = self.playing.stream
        found = stream.available
        if self._filling and found * 1000 < FILL_MS * self.rate and not stream.complete:
            return 0
        return found if limit is None else min(found, limit - self.taken)

    @property
    def exhausted(self) -> bool:
        """Whether nothing more will come."""
        limit = self.limit
        stream = self.playing.stream
        return stream.exhausted or (limit is not None and self.taken >= limit)

    @property
    def complete(self) -> bool:
        """Whether what is available is all that is left."""
        limit, stream = self.limit, self.playing.stream
        return stream.complete or (limit is not None and self.taken + self.available >= limit)

    @property
    def left_ms(self) -> float | None:
        """How long it still sounds; None while that is not known, a guess while it is decoded."""
        wish, stream = self.wish, self.playing.stream
        if not self.rate:
            return None
        limit = self.limit
        if limit is not None:
            frames = limit - self.taken
            if stream.complete:
                frames = min(frames, stream.available)
            return frames * 1000 / self.rate
        if stream.complete:
            return stream.available * 1000 / self.rate
        length = wish.length_ms or wish.file.start_ms + wish.file.duration_ms
        return max(0.0, (length - self.ms) / wish.speed) if length > 0 else None

    @property
    def ms(self) -> float:
        """The place in the music that is handed out next."""
        if not self.rate:
            return self.wish.start_ms
        frames = self.taken + self.trimmed
        return self.wish.start_ms + frames * 1000 / self.rate * self.wish.speed

    def set_gain(self, gain: float) -> None:
        """Be this loud from now on, without a step."""
        if self._gain is not None:
            self._gain.set(gain)

    def take(self, count: int) -> Frames:
        """Return up to ``count`` frames at their loudness."""
        count = min(count, self.available)
        if count <= 0:
            return NO_FRAMES
        if self._leading:
            self._trim_start()
            count = min(count, self.available)
        elif self.wish.trim and self._only_silence_left():
            self.playing.stream.take(1 << 40)
            return NO_FRAMES
        frames = self.playing.stream.take(count)
        self._filling = self.wish.live and not self.playing.stream.available
        self.taken += len(frames)
        if self._gain is None:
            self._gain = Gain(self.wish.gain, self.rate)
        return self._gain.apply(self._rounded(frames) if self.wish.looped else frames)

    def _rounded(self, frames: Frames) -> Frames:
        """Soften where a loop closes: its end is no neighbour of its beginning."""
        limit, edge = self.limit, round(_EDGE_S * self.rate)
        place = np.arange(self.taken - len(frames), self.taken)
        weight = np.ones(len(frames)) if not self.again else np.clip((place + 1) / edge, 0, 1)
        if limit is not None:
            weight = np.minimum(weight, np.clip((limit - place) / edge, 0, 1))
        return frames * weight[:, None].astype(np.float32)

    def _trim_start(self) -> None:
        """Drop silent frames, at most all that are here."""
        stream = self.playing.stream
        while len(block := stream.peek(4096)):
            loud = np.flatnonzero(np.abs(block).max(axis=1) > _SILENCE)
            drop = int(loud[0]) if len(loud) else len(block)
            self.trimmed += len(stream.take(drop))
            if len(loud):
                self._leading = False
                return

    def _only_silence_left(self) -> bool:
        stream = self.playing.stream
        return stream.complete and stream.peak() <= _SILENCE
