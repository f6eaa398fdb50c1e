"""A copy of this process that works beside it: what it imported need not be loaded again."""

import logging
import marshal
import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

from mtplayer.runtime.child_process import become_child_of

log = logging.getLogger(__name__)

_TASKS: Final = Path("/proc/self/task")
_LENGTH: Final = 8
_FAILED: Final = 1


class Channel:
    """One end of a pair of pipes; values are plain ones, as marshal takes them."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def send(self, value: Any) -> None:
        """Hand a value over. Raises BrokenPipeError when nobody listens any more."""
        packed = marshal.dumps(value)
        view = memoryview(len(packed).to_bytes(_LENGTH, "little") + packed)
        while view:
            view = view[os.write(self._writing, view) :]

    def is_heard(self) -> bool:
        """Whether something came, or the other end is gone."""
        return bool(select.select([self._reading], [], [], 0)[0])

    def receive(self) -> Any:
        """Wait for the next value. Raises EOFError when there comes none any more."""
        return marshal.loads(self._read(int.from_bytes(self._read(_LENGTH), "little")))  # noqa: S302

    def _read(self, length: int) -> bytes:
        parts: list[bytes] = []
        while length:
            part = os.read(self._reading, length)
            if not part:
                raise EOFError
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Let the other end know that nothing more is said or heard."""
        os.close(self._reading)
        os.close(self._writing)


class Twin:
    """The copy, seen from its original; ends with it."""

    def __init__(self, pid: int, channel: Channel) -> None:
        self._pid = pid
        self.channel = channel

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.channel.close()
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def split(work: Callable[[Channel], object]) -> Twin | None:
    """Let a copy of this process do ``work``; None where that is not safe.

    Only one that has a single thread can be copied, and it must have no database open: the
    copy would take its locks for its own.
    """
    if sys.platform != "linux" or len(list(_TASKS.iterdir())) > 1:
        return None
    parent = os.getpid()
    their_reading, our_writing = os.pipe()
    our_reading, their_writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(their_reading)
        os.close(their_writing)
        return Twin(pid, Channel(our_reading, our_writing))
    os.close(our_reading)
    os.close(our_writing)
    _live(parent, work, Channel(their_reading, their_writing))
    return None


def _live(parent: int, work: Callable[[Channel], object], channel: Channel) -> None:
    """Do the work of a copy, and end without what an original does at its end."""
    failed = _FAILED
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        become_child_of(parent)
        work(channel)
        failed = 0
    except (BrokenPipeError, EOFError):
        failed = 0  # the original has what it wanted
    except BaseException:
        log.warning("a copy of this process failed", exc_info=True)
    finally:
        os._exit(failed)
