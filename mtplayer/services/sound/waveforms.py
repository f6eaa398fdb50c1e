"""The shapes of tracks: kept on disk by their sound, made when first asked for."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import WaveformReady
from mtplayer.core.library.tracks import FileState
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.sound.sound_process import SoundProcess, SoundUnseen

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtplayer.core.ids import TrackId
    from mtplayer.files.kept_files import KeptFiles
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.readers import Readers

log = logging.getLogger(__name__)

# Whoever skips through a queue wants none of what was skipped.
SETTLE_MS = 300
REST_MS = 60_000
"""The process that looks ends after a minute without work: it weighs 40 MB."""


class WaveformsService(QObject):
    """Shows the shape of one track at a time; the newest wish drops the one before."""

    ready: TypedSignal[WaveformReady] = signal()

    def __init__(
        self,
        readers: Readers,
        jobs: Jobs,
        kept: KeptFiles,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._readers = readers
        self._jobs = jobs
        self._kept = kept
        self._failed = failed
        self._process = SoundProcess()
        self._token: Token | None = None
        self._wanted: TrackId | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._make)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._end_process)

    def ask(self, track: TrackId) -> None:
        """Announce the shape of a track when it is known: at once where it was kept."""
        self._drop()
        self._wanted = track
        self._token = self._jobs.run(
            partial(self._load, track), partial(self._loaded, track), self._failed, priority=1
        )

    def close(self) -> None:
        """Stop looking, and end the process."""
        self._drop()
        self._end_process()

    def _drop(self) -> None:
        self._settle.stop()
        self._wanted = None
        if self._token is not None:
            self._token.cancel()
            self._token = None

    def _load(self, track: TrackId, token: Token) -> bytes | None:
        with self._readers.lent(token) as reader:
            key = reader.sound_key(track)
        return self._kept.load(key) if key else None

    def _loaded(self, track: TrackId, shape: bytes | None) -> None:
        if shape:
            self._tell(track, shape)
        elif track == self._wanted:
            self._settle.start()

    def _make(self) -> None:
        if (track := self._wanted) is not None:
            self._rest.stop()
            work = partial(self._look, track)
            self._token = self._jobs.run(work, partial(self._tell, track), self._missed)

    def _look(self, track: TrackId, token: Token) -> bytes:
        with self._readers.lent(token) as reader:
            key = reader.sound_key(track)
            file = next(iter(reader.playable([track])), None)
        if key is None or file is None or file.state is not FileState.PRESENT:
            raise SoundUnseen("The file is not there.")
        shape = self._process.look_at(file, token).shape
        self._kept.save(key, shape)
        return shape

    def _tell(self, track: TrackId, shape: bytes) -> None:
        self._rest.start()
        if track == self._wanted:
            self.ready.emit(WaveformReady(track=track, shape=shape))

    def _missed(self, error: Exception) -> None:
        self._rest.start()
        if isinstance(error, SoundUnseen):
            log.info("no waveform: %s", error)
        else:
            self._failed(error)

    def _end_process(self) -> None:
        self._jobs.run(lambda _: self._process.close(), lambda _: None, self._failed)
