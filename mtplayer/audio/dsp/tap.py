"""The last second that was put out, for those who look at it."""

from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames

# A power of two that holds more than the slowest output is behind, and the longest look at it.
_SIZE: Final = 1 << 16


class Tap:
    """The output's thread puts, any other may look: nobody waits for anybody.

    A look that is overtaken by the writer is a picture of two moments; a second is 50 times as
    much as is put at once.
    """

    def __init__(self) -> None:
        self._ring: Frames = np.zeros((_SIZE, 2), np.float32)
        self.end = 0

    def put(self, frames: Frames) -> None:
        """Append what goes out."""
        frames = frames[-_SIZE:]
        at = self.end % _SIZE
        first = min(len(frames), _SIZE - at)
        self._ring[at : at + first] = frames[:first]
        self._ring[: len(frames) - first] = frames[first:]
        self.end += len(frames)

    def look(self, end: int, count: int) -> Frames | None:
        """Return the frames before ``end``, None where they are not there any more, or not yet."""
        begin = end - count
        if begin < max(0, self.end - _SIZE) or end > self.end:
            return None
        places = np.arange(begin, end) % _SIZE
        return self._ring[places]
