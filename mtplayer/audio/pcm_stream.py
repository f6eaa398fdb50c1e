"""The sound of one file from one place on, as a deck decodes it."""

import struct
import threading
from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import NO_FRAMES, Frames, PcmQueue
from mtplayer.audio.plans.decode_plan import DecodePlan
from mtplayer.core.record import short_record

# libVLC's WAV writer goes back to set the sizes in its header. On a pipe it cannot, and appends the
# header, or not: the C library decides by what its buffer holds.
HEADER: Final = 44
_FRAME: Final = 8  # two channels of 32-bit floats
_RATE_AT: Final = 24
_MARK: Final = b"RIFF"


@short_record
class Cut:
    """Which of the decoded frames are heard; counted at the plan's rate, 0 is the decoder's."""

    plan: DecodePlan
    from_start: bool = True
    skip_ms: float = 0.0
    speed: float = 1.0

    def queue(self, rate: int) -> PcmQueue:
        """Return a queue that lets exactly those pass."""
        plan = self.plan
        scale = rate / (plan.rate or rate) / self.speed
        skip = round(self.skip_ms * rate / 1000 / self.speed)
        if not self.from_start:
            return PcmQueue(head=skip, tail=round(plan.tail * scale))
        frames = None if plan.frames is None else max(0, round(plan.frames * scale) - skip)
        return PcmQueue(head=round(plan.head * scale) + skip, frames=frames)


class PcmStream:
    """Takes what a deck puts out, hands out frames; ``rate`` is 0 until the first ones came.

    ``begun`` is set when frames can be taken, or none will ever come.
    """

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._rest = b""
        self._queue: PcmQueue | None = None
        self._empty = False
        self._dropped = False
        self.rate = 0
        self.begun = threading.Event()

    @property
    def available(self) -> int:
        """How many frames can be taken now."""
        return 0 if self._queue is None else self._queue.available

    @property
    def complete(self) -> bool:
        """Whether what is available is all that is left."""
        return self._empty if self._queue is None else self._queue.complete

    @property
    def exhausted(self) -> bool:
        """Whether the last frame has been taken, or none ever came."""
        return self._empty if self._queue is None else self._queue.exhausted

    @property
    def decoded(self) -> int:
        """How many frames came out of the decoder."""
        return 0 if self._queue is None else self._queue.decoded

    @property
    def taken(self) -> int:
        """How many frames were taken."""
        return 0 if self._queue is None else self._queue.taken

    def take(self, count: int) -> Frames:
        """Return up to ``count`` frames."""
        return NO_FRAMES if self._queue is None else self._queue.take(count)

    def peek(self, count: int) -> Frames:
        """Return some of the next frames without taking them."""
        return NO_FRAMES if self._queue is None else self._queue.peek(count)

    def peak(self) -> float:
        """Return the loudest sample of what is available."""
        return 0.0 if self._queue is None else self._queue.peak()

    def feed(self, content: bytes) -> None:
        """Take in the next bytes of a WAV file with 32-bit floats in two channels."""
        if self._dropped:
            return
        content = self._rest + content
        if self._queue is None:
            if len(content) < HEADER:
                self._rest = content
                return
            self.begin(struct.unpack_from("<I", content, _RATE_AT)[0])
            content = content[HEADER:]
        whole = max(0, len(content) - HEADER) // _FRAME * _FRAME
        self._rest = content[whole:]
        if whole:
            self.put(np.frombuffer(content, np.float32, whole // 4).reshape(-1, 2))

    def begin(self, rate: int) -> None:
        """Take in the rate of the frames to come."""
        self.rate = rate
        self._queue = self._cut.queue(rate)

    def begin_again(self) -> None:
        """Forget the frames that came so far, unless some of them were taken."""
        if self._queue is not None and not self._queue.taken and not self._queue.complete:
            self._queue = self._cut.queue(self.rate)

    def put(self, frames: Frames) -> None:
        """Take in frames of a decoder that hands them over one block at a time."""
        if self._queue is not None and not self._dropped:
            self._queue.put(frames)
            if not self.begun.is_set() and self.available:
                self.begun.set()

    def end(self) -> None:
        """Say that nothing more will come."""
        if self._queue is None:
            self._empty = True
        else:
            self._put_rest()
            self._queue.end()
        self.begun.set()

    def _put_rest(self) -> None:
        rest, self._rest = self._rest, b""
        if rest[-HEADER:].startswith(_MARK):
            rest = rest[:-HEADER]
        whole = len(rest) // _FRAME * _FRAME
        if whole:
            self.put(np.frombuffer(rest, np.float32, whole // 4).reshape(-1, 2))

    def drop(self) -> None:
        """Keep nothing of what is still to come; its decoder is about to be stopped."""
        self._dropped = True
