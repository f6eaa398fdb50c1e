"""Where the sound of a track is, and whether it can be reached."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.problems import Problem
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.readers import Reader, Readers

# What sounds next comes before lists and counts.
_PRIORITY = 10

UNKNOWN = Problem(title="The track is gone", sentence="The library does not know it any more.")
AWAY = {
    FileState.MISSING: Problem(
        title="The file is gone", sentence="It is not in its folder any more."
    ),
    FileState.OFFLINE: Problem(
        title="The file is offline", sentence="Its drive or folder is not connected."
    ),
}


class TrackFinder:
    """Looks tracks up on read jobs: a disk that wakes up must not hold the window."""

    def __init__(self, readers: Readers, read: Jobs, failed: Callable[[Exception], object]) -> None:
        self._readers = readers
        self._read = read
        self._failed = failed

    def find(
        self,
        track: TrackId,
        done: Callable[[PlayableFile | None], object],
        near: Sequence[TrackId] = (),
    ) -> Token:
        """Find a track; None if the library does not know it. ``state`` is how it is now.

        ``near`` are its neighbours in the queue: whether they are of the same album is told too.
        """
        work = partial(self._find, track, tuple(near))
        return self._read.run(work, done, self._failed, priority=_PRIORITY)

    def _find(self, track: TrackId, near: tuple[TrackId, ...], token: Token) -> PlayableFile | None:
        with self._readers.lent(token) as reader:
            file = _looked_up(reader, track)
            around: Sequence[PlayableFile] = reader.playable(near) if near else ()
        token.check()
        if file is None:
            return None
        album = file.album
        run = album is not None and any(other.album == album for other in around)
        return replace(file, state=_state_now(file), album_run=run)


def _looked_up(reader: Reader, track: TrackId) -> PlayableFile | None:
    return next(iter(reader.playable([track])), None)


def _state_now(file: PlayableFile) -> FileState:
    """Ask the disk: a file is missing only where its folder is there without it.

    An empty folder may be the place of a disk that is not in it; a scan of all can tell.
    """
    if is_stream(file.path):
        return FileState.PRESENT
    path = Path(os.fsdecode(file.path))
    if path.exists():
        gone = file.state in (FileState.MISSING, FileState.OFFLINE, FileState.REMOVED)
        return FileState.PRESENT if gone else file.state
    if file.state is FileState.OFFLINE or not _holds_anything(path.parent):
        return FileState.OFFLINE
    return FileState.MISSING


def _holds_anything(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
