from array import array
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from mtplayer.core.events import (
    Entries,
    EntriesInserted,
    EntriesMoved,
    EntriesRemoved,
    Entry,
    QueueReset,
    Repeat,
)
from mtplayer.core.playing import editable_queue, shuffle
from mtplayer.core.playing.entry_order import Inserted, Moved, Removed, Replaced
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.core.playing.scattered_rows import Dispersed, Filled, Gathered, Thinned
from mtplayer.core.playing.shuffle import mixed
from mtplayer.core.playing.spread import Kin
from tests.fakes.slow_queue import SlowQueue

TRACKS = st.lists(st.integers(1, 9), max_size=6)
ROWS = st.sets(st.integers(0, 99), max_size=9)
DRAWN = 8


def pairs(entries):
    return list(zip(entries.ids, entries.tracks, strict=True))


def kin(tracks):
    return Kin(array("q", [track % 4 for track in tracks]), array("q", tracks))


def packed(pairs):
    return Entries.of([Entry(*pair) for pair in pairs])


def scatter(stored, edit):
    """Make an edit of rows here and there, row by row."""
    rows = [row for part in edit.parts for row in part]
    match edit:
        case Thinned(_, entries):
            assert taken(stored, rows) == pairs(entries)
        case Filled(_, entries):
            put(stored, rows, pairs(entries))
        case Gathered(_, to):
            stored[to:to] = taken(stored, rows)
        case Dispersed(_, to):
            put(stored, rows, taken(stored, range(to, to + len(rows))))


def taken(stored, rows):
    found = [stored[row] for row in rows]
    for row in sorted(rows, reverse=True):
        del stored[row]
    return found


def put(stored, rows, entries):
    for row, entry in zip(rows, entries, strict=True):
        stored.insert(row, entry)


@pytest.fixture(autouse=True)
def _few_edits(monkeypatch):
    """Move all parts in one go already for a handful of rows."""
    monkeypatch.setattr(editable_queue, "MOST_EDITS", 3)
    monkeypatch.setattr(shuffle, "SPREAD_AT_ONCE", 8)
    monkeypatch.setattr(shuffle, "LOOKED_AT", 6)
    monkeypatch.setattr(shuffle, "SHOWN_AT_ONCE", 4)
    monkeypatch.setattr(shuffle, "_DRAWN_IN_ONE_GO", 20)


class QueueMachine(RuleBasedStateMachine):
    """Drives the queue, a slow model, and two listeners that only hear of changes."""

    steps = 0

    def __init__(self):
        super().__init__()
        self.queue = self.made()
        self.slow = SlowQueue()
        self.heard = []
        self.stored = {"order": [], "original": [], "history": []}

    def made(self):
        return PlayQueue(drawn_at_once=DRAWN)

    def hear(self, changes):
        for change in changes:
            match change:
                case EntriesInserted(row=row, entries=entries):
                    self.heard[row:row] = pairs(entries)
                case EntriesRemoved(first=first, last=last):
                    del self.heard[first : last + 1]
                case EntriesMoved(first=first, last=last, to=to):
                    moved = self.heard[first : last + 1]
                    del self.heard[first : last + 1]
                    self.heard[to:to] = moved
                case QueueReset():
                    assert len(changes) == 1
                    self.heard = pairs(self.queue.entries)
                case _:
                    scatter(self.heard, change)
        assert self.heard == pairs(self.queue.entries)

    def rows(self, rows):
        return sorted({row % len(self.slow.order) for row in rows}) if self.slow.order else []

    @property
    def came_out(self):
        return pairs(self.queue.entries)

    @rule(tracks=st.lists(st.integers(1, 9), max_size=40), start=st.none() | st.integers(0, 39))
    def replace(self, tracks, start):
        start = start if start is None or start < len(tracks) else 0
        self.hear(self.queue.replace(tracks, start, "somewhere"))
        self.slow.replace(tracks, start, self.came_out)
        self.slow.source = "somewhere"

    @rule(tracks=TRACKS)
    def play_next(self, tracks):
        self.settle()
        self.slow.play_next(tracks)
        self.hear(self.queue.play_next(tracks))

    @rule(tracks=TRACKS)
    def add(self, tracks):
        self.settle()
        self.slow.add(tracks)
        self.hear(self.queue.add(tracks))

    @rule(tracks=TRACKS, row=st.integers(0, 99))
    def insert(self, tracks, row):
        self.settle()
        row %= len(self.slow.order) + 1
        self.slow.insert(row, tracks)
        self.hear(self.queue.insert(row, tracks))

    @rule(rows=ROWS)
    def remove_rows(self, rows):
        self.settle()
        rows = self.rows(rows)
        self.slow.remove(rows)
        self.hear(self.queue.remove_rows(rows))

    @rule(rows=ROWS)
    def remove_entries(self, rows):
        self.settle()
        rows = self.rows(rows)
        entries = [self.queue.entries[row].id for row in rows]
        self.slow.remove(rows)
        self.hear(self.queue.remove_entries(entries))

    @rule(rows=ROWS, to=st.integers(0, 99))
    def move(self, rows, to):
        self.settle()
        rows, to = self.rows(rows), to % (len(self.slow.order) + 1)
        entries = [self.queue.entries[row].id for row in rows]
        self.slow.move(rows, to)
        self.hear(self.queue.move(entries, to))

    @rule(track=st.integers(1, 9))
    def drop(self, track):
        self.settle()
        self.slow.drop([track])
        self.hear(self.queue.drop_tracks([track]))

    @rule()
    def clear(self):
        self.slow.clear()
        self.hear(self.queue.clear())

    @rule(row=st.integers(0, 99))
    def jump(self, row):
        self.settle()
        if self.slow.order:
            row %= len(self.slow.order)
            self.slow.jump(row)
            self.hear(self.queue.jump(self.queue.entries[row].id))

    @rule(mode=st.sampled_from(Repeat))
    def set_repeat(self, mode):
        self.queue.repeat = self.slow.repeat = mode

    @rule(on=st.booleans())
    def set_once_more(self, on):
        self.queue.once_more = self.slow.once_more = on

    @rule(on=st.booleans())
    def set_shuffle(self, on):
        self.hear(self.queue.set_shuffle(on=on))
        self.slow.set_shuffle(on, self.came_out)

    @rule(manual=st.booleans(), played=st.booleans())
    def next(self, manual, played):
        self.settle()
        stands, follower = self.queue.current, self.queue.peek()
        self.hear(self.queue.next(manual=manual, played=played))
        self.slow.next(manual, played, self.came_out)
        assert self.queue.repeat is self.slow.repeat
        if stands and follower and played and not manual:
            assert self.queue.current == follower

    @rule()
    def previous(self):
        self.settle()
        self.slow.previous()
        self.hear(self.queue.previous())

    @rule()
    def undo(self):
        self.settle()
        self.hear(self.queue.undo())
        self.slow.undo()

    @rule()
    def redo(self):
        self.settle()
        self.hear(self.queue.redo())
        self.slow.redo()

    @rule(back=st.integers(1, 5), again=st.integers(1, 5))
    def undo_and_redo(self, back, again):
        for _ in range(back):
            self.undo()
        for _ in range(again):
            self.redo()
            self.agrees()
            self.the_database_heard_everything()

    @rule(count=st.integers(1, 20))
    def draw(self, count):
        self.hear(self.queue.draw(count))
        self.slow.mixed(self.slow.order, self.came_out, [])
        self.slow.order = self.came_out

    @rule()
    def restart(self):
        self.settle()
        self.tell()
        stored = {name: packed(entries) for name, entries in self.stored.items()}
        self.queue, before = self.made(), self.queue
        self.queue.restore(replace(before.state, **stored))
        self.queue.once_more, self.slow.again = self.slow.once_more, None
        self.slow.steps.clear()
        self.slow.undone.clear()

    def settle(self):
        """End what drawing is left, so that rows mean the same to both."""
        self.hear(self.queue.draw(1000))
        self.slow.order = self.came_out

    def tell(self):
        edits = self.queue.take_edits()
        for name in self.stored:
            for edit in getattr(edits, name):
                self.repeat_edit(self.stored[name], edit)

    def repeat_edit(self, stored, edit):
        match edit:
            case Inserted(row, entries):
                stored[row:row] = pairs(entries)
            case Removed(row, entries):
                assert stored[row : row + len(entries)] == pairs(entries)
                del stored[row : row + len(entries)]
            case Moved(first, last, to):
                moved = stored[first : last + 1]
                del stored[first : last + 1]
                stored[to:to] = moved
            case Replaced(before, after):
                assert stored == pairs(before)
                stored[:] = pairs(after)
            case _:
                scatter(stored, edit)

    @invariant()
    def is_a_step(self):
        type(self).steps += 1

    @invariant()
    def agrees(self):
        queue, slow = self.queue, self.slow
        assert pairs(queue.entries) == slow.order
        assert pairs(queue.history) == slow.history
        assert pairs(queue.state.original) == slow.original
        assert queue.heard == len(slow.history) - slow.round
        current = queue.current
        assert (current and (current.id, current.track)) == slow.current
        assert queue.current_row == slow.row
        assert (queue.shuffle, queue.source) == (slow.shuffle, slow.source)
        ids = [entry for entry, _ in slow.order]
        assert len(ids) == len(set(ids))

    @invariant()
    def the_database_heard_everything(self):
        self.tell()
        assert self.stored["order"] == pairs(self.queue.entries)
        assert self.stored["history"] == pairs(self.queue.history)
        here = set(self.stored["order"])
        assert [e for e in self.stored["original"] if e in here] == pairs(self.queue.state.original)


class KinMachine(QueueMachine):
    """The same where it is known by whom tracks are: the far rows come from behind the scenes."""

    def __init__(self):
        super().__init__()
        self.waiting = None

    def made(self):
        return PlayQueue(kin=kin)

    @rule()
    def ask(self):
        self.waiting = self.queue.rest or self.waiting

    @rule()
    def answer(self):
        if self.waiting is not None:
            order = mixed(self.waiting, kin(self.waiting.entries.tracks), lambda: None)
            self.hear(self.queue.take_rest(self.waiting.number, order))
            self.slow.mixed(self.slow.order, self.came_out, [])
            self.slow.order = self.came_out


TestQueue = QueueMachine.TestCase
TestKin = KinMachine.TestCase
TestKin.settings = settings(stateful_step_count=30, max_examples=40)
TestQueue.settings = settings(stateful_step_count=30)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("machine", [QueueMachine, KinMachine])
def test_ten_thousand_steps_show_no_difference(machine):
    machine.steps = 0
    most = settings(max_examples=400, stateful_step_count=100, deadline=None)
    run_state_machine_as_test(machine, settings=most)
    assert machine.steps > 10_000
