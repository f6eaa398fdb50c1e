"""The queue and what stands around it: sleep timer, queues put aside, why a track comes."""

from array import array
from dataclasses import replace

from PySide6.QtCore import QObject

from mtplayer.core.events import CurrentChanged, Entry, QueueModes, Repeat, SleepChanged
from mtplayer.core.ids import EntryId, QueueId, TrackId
from mtplayer.core.playing.queue_record import QueueSession
from mtplayer.runtime.signals import TypedSignal, signal


class FakeQueue(QObject):
    current_changed: TypedSignal[CurrentChanged] = signal()
    modes_changed: TypedSignal[QueueModes] = signal()

    def __init__(self):
        super().__init__()
        self.current = None
        self.modes = QueueModes(shuffle=False, repeat=Repeat.OFF)
        self.calls = []

    def play_next(self, tracks):
        self.calls.append(("next", list(tracks)))

    def add(self, tracks):
        self.calls.append(("add", list(tracks)))

    def __len__(self):
        return 0 if self.current is None else 1

    def stand_on(self, track):
        """Make this track the current one."""
        self.current = None if track is None else Entry(EntryId(1), TrackId(track))
        entry = None if track is None else self.current.id
        self.current_changed.emit(CurrentChanged(entry=entry, track=track, row=0))

    track_ids = array("q", [1, 2, 3])

    def clear(self):
        self.calls.append("clear")

    def set_shuffle(self, *, on):
        self.be(shuffle=on)

    def set_repeat(self, mode):
        self.be(repeat=mode)

    def set_stop_after(self, point):
        self.be(stop_after=point)

    def be(self, **modes):
        """Announce other modes."""
        self.modes = replace(self.modes, **modes)
        self.modes_changed.emit(self.modes)


class FakeSleep(QObject):
    changed: TypedSignal[SleepChanged] = signal()

    def __init__(self):
        super().__init__()
        self.state = SleepChanged()
        self.calls = []

    def be(self, **state):
        """Announce another appointment."""
        self.state = SleepChanged(**state)
        self.changed.emit(self.state)

    def after_minutes(self, minutes):
        self.calls.append(minutes)
        self.be(at=1_700_000_000_000 + minutes * 60_000)

    def at(self, at):
        self.calls.append(("at", at))
        self.be(at=at)

    def after_track(self):
        self.be(after_track=True)

    def cancel(self):
        self.be()


class FakeSessions(QObject):
    changed: TypedSignal[tuple[QueueSession, ...]] = signal()

    def __init__(self):
        super().__init__()
        self.sessions = ()
        self.calls = []

    def hold(self, *names):
        """Have these queues, the first of which plays."""
        self.sessions = tuple(
            QueueSession(
                id=QueueId(number),
                name=name,
                active=number == 1,
                tracks=312,
                used_at=1_700_000_000_000,
            )
            for number, name in enumerate(names, 1)
        )
        self.changed.emit(self.sessions)

    @property
    def active(self):
        return next((one for one in self.sessions if one.active), None)

    def is_taken(self, name, by_other_than=None):
        return any(one.name == name and one.id != by_other_than for one in self.sessions)

    def put_aside(self, name):
        self.calls.append(("aside", name))

    def switch(self, queue):
        self.calls.append(("switch", queue))

    def rename(self, queue, name):
        self.calls.append(("rename", queue, name))

    def delete(self, queue):
        self.calls.append(("delete", queue))


class FakeWhy:
    """Knows why at once."""

    def __init__(self):
        self.why = None

    def ask(self, entry, done):
        done(self.why)
