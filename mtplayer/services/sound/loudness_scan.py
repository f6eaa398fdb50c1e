"""Measures how loud tracks are, several at once, in processes of their own."""

import os
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.events import LoudnessProgress
from mtplayer.core.library.tracks import FileState
from mtplayer.core.problems import AudioUnavailable
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.readers import Readers
from mtplayer.services.sound.sound_process import NoSoundSeen, SoundProcess, SoundUnseen
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.core.sound.loudness import Loudness
    from mtplayer.storage.library.loudness import Unmeasured


class LoudnessScanService(QObject):
    """Takes tracks in the order of their albums; each is stored as soon as it is measured."""

    progress: TypedSignal[LoudnessProgress] = signal()
    finished: TypedSignal[LoudnessProgress] = signal()

    def __init__(
        self,
        storage: Storage,
        readers: Readers,
        write: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._readers = readers
        self._write = write
        self._failed = failed
        # The nice processes leave one core to whoever listens.
        self._at_once = max(1, min(8, (os.cpu_count() or 1) - 1))
        self._jobs = Jobs("loudness", self._at_once, self)
        self._processes: LifoQueue[SoundProcess] = LifoQueue()
        self._waiting: deque[Unmeasured] = deque()
        self._tokens: list[Token] = []
        self._at_work = self._done = self._missed = self._total = 0

    @property
    def running(self) -> bool:
        """Whether anything is measured."""
        return self._at_work > 0

    def measure(self, tracks: Sequence[int], *, tagged: bool = False, again: bool = False) -> None:
        """Measure those that were not yet; ``finished`` follows, also when there are none."""
        storage = self._storage
        chosen = list(tracks)

        def find(_: Token) -> "list[Unmeasured]":
            from mtplayer.storage.library.loudness import unmeasured

            if again:
                storage.write(lambda unit: unit.loudness.forget(chosen))
            with storage.read() as connection:
                return unmeasured(connection, chosen, tagged=tagged or again)

        self._write.run(find, self._begin, self._failed)

    def cancel(self) -> None:
        """Stop; what was measured stays."""
        self._waiting.clear()
        for token in self._tokens:
            token.cancel()
        if self._at_work:
            self._at_work = 0
            self._end()

    def close(self) -> None:
        """Stop, and end the processes."""
        self._waiting.clear()
        self._jobs.close(3000)
        self._end_processes()

    def _begin(self, found: "list[Unmeasured]") -> None:
        self._waiting.extend(found)
        self._total += len(found)
        if not self._waiting and not self._at_work:
            self._end()
        while self._at_work < self._at_once and self._waiting:
            self._next()
        if self._at_work:
            self.progress.emit(self._state())

    def _next(self) -> None:
        what = self._waiting.popleft()
        self._at_work += 1
        work, missed = partial(self._look, what), partial(self._not_measured)
        self._tokens = [token for token in self._tokens if not token.cancelled][-self._at_once :]
        self._tokens.append(self._jobs.run(work, partial(self._measured, what), missed))

    def _look(self, what: "Unmeasured", token: Token) -> "Loudness":
        with self._readers.lent(token) as reader:
            file = next(iter(reader.playable([what.track])), None)
        if file is None or file.state is not FileState.PRESENT:
            raise SoundUnseen("The file is not there.")
        try:
            process = self._processes.get_nowait()
        except Empty:
            process = SoundProcess()
        try:
            return process.look_at(file, token).loudness
        finally:
            self._processes.put(process)

    def _measured(self, what: "Unmeasured", loudness: "Loudness") -> None:
        storage, at = self._storage, now_ms()
        self._write.run(
            lambda _: storage.write(lambda unit: unit.loudness.keep(what, loudness, at)),
            self._stored,
            self._failed,
        )

    def _stored(self, _nothing: None) -> None:
        self._done += 1
        self._go_on()

    def _not_measured(self, error: Exception) -> None:
        self._missed += 1
        if isinstance(error, NoSoundSeen):
            self._missed += len(self._waiting)
            self._waiting.clear()
            self._failed(AudioUnavailable(str(error)))
        elif not isinstance(error, SoundUnseen):
            self._failed(error)
        self._go_on()

    def _go_on(self) -> None:
        self._at_work -= 1
        if self._waiting:
            self._next()
        self.progress.emit(self._state())
        if not self._at_work:
            self._end()

    def _end(self) -> None:
        self.finished.emit(self._state())
        self._done = self._missed = self._total = 0
        self._jobs.run(lambda _: self._end_processes(), lambda _: None, self._failed)

    def _end_processes(self) -> None:
        while True:
            try:
                self._processes.get_nowait().close()
            except Empty:
                return

    def _state(self) -> LoudnessProgress:
        return LoudnessProgress(done=self._done, total=self._total, failed=self._missed)
