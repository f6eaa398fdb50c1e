"""Measures the tracks of a query without a window."""

import logging
from contextlib import ExitStack
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.core.events import LoudnessProgress
from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.readers import Readers
from mtplayer.services.sound.loudness_scan import LoudnessScanService
from mtplayer.storage import migrate
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader

log = logging.getLogger(__name__)


class LoudnessSession(QObject):
    """From a query to ``finished``."""

    progress: TypedSignal[LoudnessProgress] = signal()
    finished: TypedSignal[LoudnessProgress] = signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.problems: dict[str, None] = {}
        """What kept tracks from being measured, each sentence once."""
        self._closing = ExitStack()
        later = self._closing.callback
        migrate.prepare(profile.database)
        storage = Storage(profile.database)
        later(storage.close)
        self._readers = Readers(partial(LibraryReader, profile.database))
        later(self._readers.close)
        write = Jobs("write", 1, self)
        later(write.drain, 5000)
        self._scan = LoudnessScanService(storage, self._readers, write, self._note, self)
        later(self._scan.close)
        self._database = profile.database
        self._scan.progress.connect(self.progress.emit)
        self._scan.finished.connect(self.finished.emit)

    def start(self, text: str, *, tagged: bool, again: bool) -> None:
        """Measure what the query finds."""
        reader = LibraryReader(self._database)
        try:
            ids = reader.ids(TrackQuery(text=text, sort=SortKey.ALBUM))
        finally:
            reader.close()
        self._scan.measure(ids, tagged=tagged, again=again)

    def cancel(self) -> None:
        """Stop; what was measured stays."""
        self._scan.cancel()

    def close(self) -> None:
        """Let go of everything."""
        self._closing.close()

    def _note(self, error: Exception) -> None:
        if isinstance(error, MtplayerError):
            self.problems.setdefault(str(error))
        else:
            log.error("not measured: %r", error)
