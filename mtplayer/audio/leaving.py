"""What leaves: a piece with what was leaving beside it, all of it fading out as one."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from mtplayer.audio.chain import Chain
from mtplayer.audio.dsp.fades import Fade
from mtplayer.audio.pcm_queue import NO_FRAMES, Frames

_NONE: Final[list["Leaving"]] = []


class Leaving:
    """A chain that may not have come in wholly; ``mixed`` is what was mixed of all that already."""

    def __init__(
        self,
        chain: Chain,
        fade: Fade,
        *,
        entering: Fade | None = None,
        beside: list["Leaving"] = _NONE,
        mixed: Frames = NO_FRAMES,
    ) -> None:
        self._chain = chain
        self._fade = fade
        self._entering = entering
        self._beside = list(beside)
        self._mixed = mixed

    @property
    def over(self) -> bool:
        """Whether nothing of it is heard any more."""
        silent = self._chain.ended and not self._beside and not len(self._mixed)
        return self._fade.over or silent

    @property
    def chains(self) -> Iterator[Chain]:
        """Everything in it that has a deck."""
        yield self._chain
        for one in self._beside:
            yield from one.chains

    def pull(self, count: int, at: int, free: Callable[["Leaving"], object]) -> Frames:
        """Return up to ``count`` frames; what is over meanwhile is handed to ``free``."""
        first, self._mixed = self._mixed[:count], self._mixed[count:]
        got = len(first)
        frames = first
        if got < count:
            more = self._chain.pull(count - got, at + got)
            if self._entering is not None:
                more = self._entering.apply(more)
            more = with_leaving(more, self._beside, count - got, at + got, free)
            frames = np.concatenate((first, more)) if got else more
        return self._fade.apply(frames)


def with_leaving(
    frames: Frames,
    leaving: list[Leaving],
    count: int,
    at: int,
    free: Callable[[Leaving], object],
) -> Frames:
    """Return the frames with what leaves added; what is over is taken out of the list."""
    for one in list(leaving):
        frames = _sum(frames, one.pull(count, at, free))
        if one.over:
            leaving.remove(one)
            free(one)
    return frames


def _sum(one: Frames, other: Frames) -> Frames:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    total = longer.copy()
    total[: len(shorter)] += shorter
    return total
