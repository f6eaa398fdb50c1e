"""One thread that empties the pipes which libVLC's decks write into."""

import contextlib
import os
import selectors
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from mtplayer.audio.pcm_stream import PcmStream
from mtplayer.runtime.long_thread import LongThread

_AT_ONCE: Final = 1 << 17


class FifoReader:
    """Feeds streams. A pipe is read until its writer closes it, also when nobody wants it more."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._tasks: deque[Callable[[], object]] = deque()
        self._ears, self._mouth = os.pipe()
        os.set_blocking(self._ears, False)
        self._selector.register(self._ears, selectors.EVENT_READ, None)
        self._pipes: dict[PcmStream, int] = {}
        self._open = True
        self._thread = LongThread("audio reader")
        self._thread.post(self._loop)

    def watch(self, pipe: int, stream: PcmStream) -> None:
        """Read ``pipe`` into ``stream`` and close it at its end."""
        self._do(partial(self._watch, pipe, stream))

    def finish(self, stream: PcmStream) -> threading.Event:
        """Nothing more will be written: read what is left, then end the stream."""
        done = threading.Event()
        self._do(partial(self._finish, stream, done))
        return done

    def close(self, deadline_ms: int) -> None:
        """End the thread."""
        self._do(self._leave)
        self._thread.close(deadline_ms)

    def _do(self, task: Callable[[], object]) -> None:
        self._tasks.append(task)
        with contextlib.suppress(OSError):
            os.write(self._mouth, b"!")

    def _leave(self) -> None:
        self._open = False

    def _loop(self) -> None:
        while self._open:
            for key, _ in self._selector.select():
                if key.data is not None:
                    self._read(key.fd, key.data)
            with contextlib.suppress(BlockingIOError):
                os.read(self._ears, 4096)
            while self._tasks:
                self._tasks.popleft()()
        for key in list(self._selector.get_map().values()):
            os.close(key.fd)
        os.close(self._mouth)
        self._selector.close()

    def _read(self, pipe: int, stream: PcmStream) -> bool:
        """Read once; whether there may be more at once."""
        try:
            content = os.read(pipe, _AT_ONCE)
        except BlockingIOError:
            return False
        if content:
            stream.feed(content)
            return True
        self._end(stream)
        return False

    def _watch(self, pipe: int, stream: PcmStream) -> None:
        self._pipes[stream] = pipe
        self._selector.register(pipe, selectors.EVENT_READ, stream)

    def _end(self, stream: PcmStream) -> None:
        pipe = self._pipes.pop(stream)
        self._selector.unregister(pipe)
        os.close(pipe)
        stream.end()

    def _finish(self, stream: PcmStream, done: threading.Event) -> None:
        pipe = self._pipes.get(stream)
        if pipe is not None:
            while self._read(pipe, stream):
                continue
            if stream in self._pipes:
                self._end(stream)
        done.set()
