"""Decoded sound on its way from one thread to another, cut to what of it is music."""

import threading
from collections import deque
from typing import Final

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]

NO_FRAMES: Final[Frames] = np.zeros((0, 2), np.float32)


class PcmQueue:
    """Stereo frames, first in, first out. One thread puts, one takes; both return at once.

    ``head`` frames are dropped first, then ``frames`` pass; ``tail`` is what the end is cut by.
    """

    def __init__(self, *, head: int = 0, frames: int | None = None, tail: int = 0) -> None:
        self._blocks: deque[Frames] = deque()
        self._lock = threading.Lock()
        self._head = head
        self._left = frames
        self._tail = tail
        self._held = 0
        self._full = frames == 0
        self._ended = False
        self.decoded = 0
        self.taken = 0

    @property
    def available(self) -> int:
        """How many frames can be taken now."""
        return self._held if self._ended else max(0, self._held - self._tail)

    @property
    def complete(self) -> bool:
        """Whether everything that will ever come is here: what is available is all that is left."""
        return self._ended or self._full

    @property
    def exhausted(self) -> bool:
        """Whether the last frame has been taken."""
        return self.complete and self.available == 0

    def put(self, block: Frames) -> None:
        """Append frames."""
        with self._lock:
            self.decoded += len(block)
            if self._head:
                cut = min(self._head, len(block))
                self._head -= cut
                block = block[cut:]
            if self._left is not None:
                block = block[: self._left]
                self._left -= len(block)
                self._full = self._left == 0
            if len(block):
                self._blocks.append(block)
                self._held += len(block)

    def end(self) -> None:
        """Say that nothing more will come."""
        with self._lock:
            if not self._ended:
                self._ended = True
                self._cut_tail()

    def take(self, count: int) -> Frames:
        """Return up to ``count`` frames, fewer if no more are here."""
        with self._lock:
            count = min(count, self.available)
            if count <= 0:
                return NO_FRAMES
            parts: list[Frames] = []
            missing = count
            while missing:
                block = self._blocks[0]
                part = block[:missing]
                parts.append(part)
                missing -= len(part)
                if len(part) == len(block):
                    self._blocks.popleft()
                else:
                    self._blocks[0] = block[len(part) :]
            self._held -= count
            self.taken += count
            return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def peek(self, count: int) -> Frames:
        """Return some of the next frames without taking them."""
        with self._lock:
            if self.available <= 0:
                return NO_FRAMES
            return self._blocks[0][: min(count, self.available)]

    def peak(self) -> float:
        """Return the loudest sample of what is available."""
        with self._lock:
            return max((float(np.abs(block).max(initial=0)) for block in self._blocks), default=0)

    def _cut_tail(self) -> None:
        if self._full:
            self._tail = 0  # the exact length has already cut it
        cut, self._tail = min(self._tail, self._held), 0
        self._held -= cut
        while cut:
            block = self._blocks.pop()
            if len(block) > cut:
                self._blocks.append(block[: len(block) - cut])
            cut -= min(cut, len(block))
