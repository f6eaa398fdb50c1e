"""A queue that announces like the service, without a library behind it."""

import random
from array import array

from PySide6.QtCore import QObject

from mtplayer.core.events import CurrentChanged, QueueChange, QueueModes
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.runtime.signals import TypedSignal, signal


class FakeQueue(QObject):
    """``queue`` does the work; ``did`` announces what it returned."""

    changed: TypedSignal[QueueChange] = signal()
    current_changed: TypedSignal[CurrentChanged] = signal()
    modes_changed: TypedSignal[QueueModes] = signal()

    def __init__(self, tracks=(), source=""):
        super().__init__()
        self.queue = PlayQueue(random.Random(3))
        self.queue.replace(array("q", tracks), 0, source)
        self._told = self.queue.current

    def __len__(self):
        return len(self.queue)

    @property
    def current(self):
        return self.queue.current

    @property
    def current_row(self):
        return self.queue.current_row

    @property
    def by_hand(self):
        return self.queue.by_hand

    @property
    def snapshot(self):
        return self.queue.entries

    @property
    def rows(self):
        return self.queue.rows

    @property
    def source(self):
        return self.queue.source

    @property
    def modes(self):
        return QueueModes(shuffle=self.queue.shuffle, repeat=self.queue.repeat)

    def did(self, changes):
        for change in changes:
            self.changed.emit(change)
        if (entry := self.queue.current) != self._told:
            self._told = entry
            self.current_changed.emit(
                CurrentChanged(
                    entry=entry and entry.id, track=entry and entry.track, row=self.current_row
                )
            )

    def row_of(self, entry):
        return self.queue.row_of(entry)

    def insert(self, row, tracks):
        self.did(self.queue.insert(row, tracks))

    def remove_ranges(self, ranges):
        self.did(self.queue.remove(ranges))

    def move(self, entries, row):
        self.did(self.queue.move(entries, row))

    def move_ranges(self, ranges, row):
        self.did(self.queue.move_rows(ranges, row))

    def jump(self, entry):
        self.did(self.queue.jump(entry))
        return self.current
