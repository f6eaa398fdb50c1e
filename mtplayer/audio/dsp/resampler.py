"""One rate into another, by soxr."""

import numpy as np
import soxr

from mtplayer.audio.pcm_queue import NO_FRAMES, Frames


class Resampler:
    """A stream of frames at ``source`` hertz out of which come frames at ``target`` hertz."""

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.ratio = target / source
        self._stream = soxr.ResampleStream(source, target, 2, dtype="float32", quality="VHQ")
        self._finished = False

    def put(self, frames: Frames) -> Frames:
        """Take in frames and return those that are ready."""
        if not len(frames):
            return NO_FRAMES
        return self._stream.resample_chunk(np.ascontiguousarray(frames))

    def finish(self) -> Frames:
        """Return the last ones; afterwards nothing may be put in."""
        if self._finished:
            return NO_FRAMES
        self._finished = True
        return self._stream.resample_chunk(NO_FRAMES, last=True)
