"""Pieces joined one behind the other to the sample, at the rate of the output."""

from collections.abc import Callable

import numpy as np

from mtplayer.audio.dsp.resampler import Resampler
from mtplayer.audio.pcm_queue import NO_FRAMES, Frames
from mtplayer.audio.voice import Voice

_STEP = 2048
# There is no end to silence.
ENDLESS = 1 << 40


class Chain:
    """The piece that plays and the one that follows it.

    Pieces of one rate share one resampler: a signal cut in two comes out as if it had not been.
    ``joined(old, new, frame)`` is called for each join with the frame of the output.
    """

    def __init__(
        self, voice: Voice, rate: int, joined: Callable[[Voice, Voice | None, int], object]
    ) -> None:
        self.voice: Voice | None = voice
        self.follower: Voice | None = None
        self.overlap_ms = 0.0
        self._rate = rate
        self._joined = joined
        self._resampler: Resampler | None = None
        self._ready = NO_FRAMES

    @property
    def ended(self) -> bool:
        """Whether the last frame of the last piece was handed out."""
        return self.voice is None and not len(self._ready)

    @property
    def supply(self) -> int:
        """How many frames can be pulled now without waiting for a deck."""
        voice, follower, ready = self.voice, self.follower, len(self._ready)
        if voice is None:
            return ENDLESS
        if voice.rate != self._rate:
            ready -= 2 * _STEP  # what a resampler takes in before it gives
        # Not beyond the end of what is known: somebody may still say what follows.
        shared = follower is not None and follower.shared
        ready += 0 if shared and voice.complete else self._frames_of(voice)
        if voice.complete and follower is not None:
            ready += self._frames_of(follower)
        return max(0, ready)

    def _frames_of(self, voice: Voice) -> int:
        return voice.available * self._rate // voice.rate if voice.rate else 0

    def leave(self, joined: Callable[[Voice, Voice | None, int], object]) -> Voice | None:
        """Play to the end of the piece and no further; return the follower that was waiting."""
        follower, self.follower = self.follower, None
        self._joined = joined
        return follower

    def pull(self, count: int, at: int) -> Frames:
        """Return up to ``count`` frames, fewer if a deck is late; ``at`` is their place."""
        parts: list[Frames] = []
        got = 0
        while got < count:
            part = self._next(count - got, at + got)
            if not len(part):
                break
            parts.append(part)
            got += len(part)
        if not parts:
            return NO_FRAMES
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _next(self, count: int, at: int) -> Frames:
        if len(self._ready):
            part, self._ready = self._ready[:count], self._ready[count:]
            return part
        voice = self.voice
        if voice is None or not (voice.rate or voice.exhausted):
            return NO_FRAMES
        if voice.exhausted:
            return self._end_of(voice, count, at)
        if voice.rate == self._rate and self._resampler is None:
            frames = voice.take(count)
            return frames if len(frames) or not voice.exhausted else self._end_of(voice, count, at)
        return self._resampled(voice, count, at)

    def _resampled(self, voice: Voice, count: int, at: int) -> Frames:
        resampler = self._resampler
        if resampler is None:
            resampler = self._resampler = Resampler(voice.rate, self._rate)
        while not len(self._ready):
            frames = voice.take(_STEP)
            if not len(frames):
                break
            self._ready = resampler.put(frames)
        if len(self._ready):
            return self._next(count, at)
        return self._end_of(voice, count, at) if voice.exhausted else NO_FRAMES

    def _end_of(self, voice: Voice, count: int, at: int) -> Frames:
        """Join the follower on; another rate first gets the end out of the resampler."""
        follower = self.follower
        if follower is not None and not (follower.rate or follower.exhausted):
            return NO_FRAMES  # its deck has not begun to write
        goes_on = follower is not None and follower.rate in (0, voice.rate)
        if self._resampler is not None and not goes_on:
            self._ready = self._resampler.finish()
            self._resampler = None
            if len(self._ready):
                return self._next(count, at)
        self.voice, self.follower, self.overlap_ms = follower, None, 0.0
        self._joined(voice, follower, at)
        return self._next(count, at)
