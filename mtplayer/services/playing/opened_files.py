"""Files that somebody opened, from a file manager or a command line: added, and played at once."""

from __future__ import annotations

import os
from array import array
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.formats import is_audio, is_cue
from mtplayer.core.ids import TrackId
from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.jobs import Jobs, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtplayer.core.events import ScanFinished
    from mtplayer.services.library.scan import ScanService
    from mtplayer.services.playing.playback import PlaybackService
    from mtplayer.services.readers import Readers

SOURCE = "files"


class NothingToPlay(MtplayerError):
    """None of the opened files became a track."""

    title = "Nothing could be played"


def is_playable(path: str) -> bool:
    """Whether a path is named like something that plays; folders may be, but seldom are."""
    return is_audio(path) or is_cue(path)


@dataclass(slots=True)
class _Opened:
    """What was opened: the files in order with the tracks that they have, and the folders."""

    files: list[bytes] = field(default_factory=list[bytes])
    searched: list[bytes] = field(default_factory=list[bytes])
    """Folders whose files are among them."""
    folders: list[bytes] = field(default_factory=list[bytes])
    unknown: list[bytes] = field(default_factory=list[bytes])
    tracks: list[TrackId] = field(default_factory=list[TrackId])


class OpenedFiles(QObject):
    """Plays what is known; what is new is scanned first. The newest opening counts."""

    def __init__(
        self,
        readers: Readers,
        read: Jobs,
        scan: ScanService,
        playback: PlaybackService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._readers = readers
        self._read = read
        self._scan = scan
        self._playback = playback
        self._failed = failed
        self._looking = Token()
        self._ticket: int | None = None
        self._files: list[bytes] = []
        self._then: Callable[[Sequence[TrackId]], object] = self._play
        scan.finished.connect(self._scanned)

    def open(self, paths: Sequence[str]) -> None:
        """Play files, those of a cue sheet too, and take folders into the library."""
        self._begin(paths, self._play)

    def find(self, paths: Sequence[str], done: Callable[[array[int]], object]) -> None:
        """Find the tracks of files, and of those in folders; new ones once they are scanned.

        Nothing is played.
        """
        self._begin(paths, lambda tracks: done(array("q", tracks)), search=True)

    def _begin(
        self,
        paths: Sequence[str],
        then: Callable[[Sequence[TrackId]], object],
        *,
        search: bool = False,
    ) -> None:
        self._ticket, self._then = None, then
        asked = [os.fsencode(path) for path in paths]
        self._look(partial(_sorted_out, asked, search=search), self._sorted)

    def _play(self, tracks: Sequence[TrackId]) -> None:
        self._playback.play_tracks(tracks, 0, SOURCE)

    def _look(self, sort: Callable[[], _Opened], done: Callable[[_Opened], object]) -> None:
        def work(token: Token) -> _Opened:
            opened = sort()
            with self._readers.lent(token) as reader:
                for path in opened.files:
                    token.check()
                    tracks = reader.tracks_at(path)
                    opened.tracks += tracks
                    if not tracks:
                        opened.unknown.append(path)
            return opened

        self._looking.cancel()
        self._looking = self._read.run(work, done, self._failed)

    def _sorted(self, opened: _Opened) -> None:
        if opened.files and not opened.unknown:
            self._then(opened.tracks)
        unknown = [path for path in opened.unknown if not _is_below(path, opened.searched)]
        searched = opened.searched if len(unknown) < len(opened.unknown) else []
        new = [os.fsdecode(path) for path in (*opened.folders, *searched, *unknown)]
        if new:
            ticket = self._scan.add_folders(new)
            if opened.unknown:
                self._ticket, self._files = ticket, opened.files

    def _scanned(self, _finished: ScanFinished) -> None:
        if self._ticket is not None and self._scan.ended(self._ticket) is not None:
            self._ticket = None
            self._look(lambda: _Opened(files=self._files), self._play_new)

    def _play_new(self, opened: _Opened) -> None:
        if opened.tracks:
            self._then(opened.tracks)
        else:
            names = ", ".join(f"“{_shown(path)}”" for path in opened.unknown[:3])
            self._failed(NothingToPlay(f"There is no music in {names} that could be read."))


def _sorted_out(paths: Sequence[bytes], *, search: bool) -> _Opened:
    """Tell files from folders, and ``search`` these for files; asks the disk."""
    from mtplayer.files.cue_places import files_of

    opened = _Opened()
    for raw in paths:
        path = Path(os.fsdecode(raw))
        if path.is_dir():
            found = _music_below(raw) if search else []
            opened.files += found
            if found:
                opened.searched.append(_real(raw))
            else:
                opened.folders.append(raw)
        elif is_cue(raw):
            opened.files += map(_real, files_of(raw))
        elif is_audio(raw):
            opened.files.append(_real(raw))
        else:
            opened.folders.append(raw)  # the scan says what is wrong with it
    return opened


def _music_below(folder: bytes) -> list[bytes]:
    """Return the music in a folder and in those inside, in the order of their names."""
    found: list[bytes] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [_real(place + b"/" + name) for name in sorted(names) if is_audio(name)]
    return found


def _is_below(path: bytes, folders: Sequence[bytes]) -> bool:
    return any(path.startswith(folder + b"/") for folder in folders)


def _real(raw: bytes) -> bytes:
    """Return a path as scans write it down: without links, save for a file that is one itself."""
    path = Path(os.fsdecode(raw)).absolute()
    return os.fsencode(path.parent.resolve() / path.name)


def _shown(path: bytes) -> str:
    return path.rpartition(b"/")[2].decode("utf-8", "replace")
