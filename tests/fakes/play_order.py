"""The queue as playback asks for it: the real rules, without the database."""

import random

from PySide6.QtCore import QObject

from mtplayer.core.events import CurrentChanged
from mtplayer.core.play_queue import PlayQueue
from mtplayer.runtime.signals import TypedSignal, signal


class FakeQueue(QObject):
    current_changed: TypedSignal[CurrentChanged] = signal()

    def __init__(self, restarts_after_ms=3000):
        super().__init__()
        self.rules = PlayQueue(random.Random(3))
        self.kept = []
        self._restarts_after_ms = restarts_after_ms

    @property
    def current(self):
        return self.rules.current

    @property
    def source(self):
        return self.rules.source

    def __len__(self):
        return len(self.rules)

    def _do(self, change, *arguments, **named):
        before = self.rules.current
        change(*arguments, **named)
        now = self.rules.current
        if now != before:
            self.current_changed.emit(
                CurrentChanged(
                    entry=now.id if now else None,
                    track=now.track if now else None,
                    row=self.rules.current_row,
                )
            )

    def replace(self, tracks, start, source):
        self._do(self.rules.replace, tracks, start, source)

    def jump(self, entry):
        self._do(self.rules.jump, entry)

    def next(self, *, manual, played=True):
        self._do(self.rules.next, manual=manual, played=played)
        return self.rules.current

    def previous(self, position_ms):
        if position_ms > self._restarts_after_ms:
            return None
        before = self.rules.current
        self._do(self.rules.previous)
        return self.rules.current if self.rules.current != before else None

    def remove(self, *rows):
        self._do(self.rules.remove_rows, rows)

    def clear(self):
        self._do(self.rules.clear)

    def keep_position(self, position_ms):
        self.kept.append(position_ms)
