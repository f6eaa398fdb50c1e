"""One reading process: paths in, finished rows out, until the pipe closes."""

import contextlib
import marshal
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from typing import Final

from mtplayer.core.credits import Splitting
from mtplayer.core.library.scan_rows import flat
from mtplayer.files.cue_places import Covering
from mtplayer.files.cue_tracks import parts_of
from mtplayer.files.path_names import readable
from mtplayer.files.tag_reader import read
from mtplayer.runtime.child_process import become_child_of
from mtplayer.scanner.rows import RowBuilder

Task = tuple[bytes, bool, tuple[bytes, int] | None]
"""A path, whether it lies loose in a folder that is no album, and the cue sheet that divides it."""

# Results travel together, but not so late that a slow disk looks like a hanging file.
_SPEAK_EVERY_S: Final = 0.2
_MOST_MEMORY: Final = 2 << 30


def read_one(task: Task, builder: RowBuilder) -> tuple[object, ...]:
    """Return the rows of one file as plain tuples."""
    path, loose, sheet = task
    folder = "" if loose else readable(os.path.basename(os.path.dirname(path)))
    facts = read(path, loose=loose)
    divided = ()
    if sheet is not None or facts.tags.cue_sheet:
        divided = parts_of(facts, None if sheet is None else Covering(*sheet))
    return flat(builder.parts(facts, folder, divided))


def main(
    tasks: Connection, results: Connection, names: tuple[str, Splitting | None], parent: int
) -> None:
    """Read until nobody asks any more."""
    become_child_of(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    builder = RowBuilder(*names)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        results.send_bytes(marshal.dumps([]))  # ready
        while True:
            chunk: list[Task] = marshal.loads(tasks.recv_bytes())  # noqa: S302
            _read_chunk(chunk, results, builder)


def _read_chunk(chunk: list[Task], results: Connection, builder: RowBuilder) -> None:
    ready: list[tuple[object, ...]] = []
    speak = time.monotonic() + _SPEAK_EVERY_S
    for task in chunk:
        ready.append(read_one(task, builder))
        if time.monotonic() > speak:
            results.send_bytes(marshal.dumps(ready))
            ready = []
            speak = time.monotonic() + _SPEAK_EVERY_S
    if ready:
        results.send_bytes(marshal.dumps(ready))


def _limit_memory() -> None:
    """Let a file that asks for gigabytes fail instead of the machine."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, hard))
