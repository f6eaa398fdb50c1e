from functools import partial

import pytest

from mtplayer.core.events import EntriesInserted, LibraryChanged, QueueModes, QueueReset, Repeat
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.core.problems import DiskFull
from mtplayer.services.playing.left_tracks import LeftTracks
from mtplayer.services.playing.queue import QueueService
from mtplayer.storage.playing.queue_reader import read_queue
from tests.fakes.library import FakeTrack
from tests.services.world import World

SIZE = 12


class Told:
    """Everything a queue announces, in order."""

    def __init__(self, queue):
        self.all = []
        for name in ("changed", "current_changed", "modes_changed"):
            getattr(queue, name).connect(self.all.append)

    def take(self):
        told = list(self.all)
        self.all.clear()
        return told


@pytest.fixture
def world(qtbot, tmp_path):
    world = World(tmp_path / "library.db", [FakeTrack(title=str(n)) for n in range(SIZE)])
    world.queue = make(world)
    yield world
    world.queue.flush()
    world.close()


def make(world, **options):
    queue = QueueService(world.storage, world.write, world.undo, world.problems.append, **options)
    queue.restore(read_queue(world.database))
    return queue


def restart(world):
    world.queue.flush()
    world.restart()
    world.queue = make(world)


def tracks(queue):
    return list(queue.track_ids)


def heard(queue, steps):
    seen = [queue.current.track]
    for _ in range(steps):
        queue.next(manual=False)
        seen.append(queue.current.track)
    return seen


def test_a_round_of_shuffle_goes_on_after_a_restart_with_shuffle_off_in_between(world):
    world.queue.set_shuffle(on=True)
    world.queue.replace(world.ids, 0, "Liked")
    first = heard(world.queue, 5)
    world.queue.set_shuffle(on=False)
    restart(world)
    assert read_queue(world.database).state.heard == 5
    queue = world.queue
    queue.set_shuffle(on=True)
    rest = heard(queue, SIZE - 6)
    assert sorted(first[:-1] + rest) == sorted(world.ids)


def test_a_restart_brings_back_order_current_history_modes_and_position(world):
    queue = world.queue
    queue.set_shuffle(on=True)
    queue.set_repeat(Repeat.ALL)
    queue.replace(world.ids, 3, "Liked")
    for _ in range(4):
        queue.next(manual=True)
    queue.play_next(world.ids[:2])
    queue.remove_rows([1])
    queue.keep_position(61_500)
    before = (tracks(queue), list(queue.entry_ids), queue.current, queue.modes, queue.source)
    restart(world)
    queue = world.queue
    assert before == (
        tracks(queue),
        list(queue.entry_ids),
        queue.current,
        queue.modes,
        queue.source,
    )
    assert queue.position_ms == 61_500
    past = [queue.previous().track for _ in range(3)]
    assert past[-1] == world.ids[3]
    queue.set_shuffle(on=False)
    assert sorted(set(tracks(queue))) == sorted(set(before[0]))


def test_b21_modes_are_there_before_anything_is_announced(world):
    world.queue.set_shuffle(on=True)
    world.queue.set_repeat(Repeat.ONE)
    restart(world)
    told = Told(world.queue)
    assert world.queue.modes == QueueModes(shuffle=True, repeat=Repeat.ONE)
    assert told.take() == []


def test_what_happened_is_announced_after_it_happened(world):
    queue, seen = world.queue, []
    queue.changed.connect(lambda change: seen.append((change, len(queue))))
    queue.current_changed.connect(lambda change: seen.append((change.track, queue.current.track)))
    queue.replace(world.ids[:3], 1, "Tracks")
    assert seen == [(QueueReset(), 2), (world.ids[1], world.ids[1])]
    seen.clear()
    queue.add(world.ids[:1])
    assert seen == [(EntriesInserted(row=2, entries=queue.entries(2, 3)), 3)]


def test_adding_to_the_queue_says_nothing_about_the_current_entry(world):
    world.queue.replace(world.ids)
    told = Told(world.queue)
    world.queue.play_next(world.ids[:2])
    world.queue.insert(0, world.ids[:1])
    world.queue.move_ranges([range(3, 5)], 0)
    assert all(not hasattr(event, "entry") for event in told.take())


def test_current_is_announced_once_per_change(world):
    world.queue.replace(world.ids[:2])
    told = Told(world.queue)
    world.queue.next(manual=True)
    (event,) = told.take()
    assert (event.track, event.row) == (world.ids[1], 1)
    assert world.queue.next(manual=True) is None
    (event,) = told.take()
    assert (event.entry, event.track, event.row) == (None, None, None)


def test_previous_restarts_after_three_seconds_else_walks_back(world):
    queue = world.queue
    queue.replace(world.ids[:3])
    queue.next(manual=True)
    assert queue.previous(3001) is None
    assert queue.current.track == world.ids[1]
    assert queue.previous(3000).track == world.ids[0]
    assert queue.previous(0) is None


def test_the_time_after_which_previous_restarts_is_a_setting(world):
    queue = make(world, restarts_after_ms=lambda: 500)
    queue.replace(world.ids[:3])
    queue.next(manual=True)
    assert queue.previous(501) is None
    assert queue.previous(500).track == world.ids[0]


def test_a_new_current_track_begins_at_its_start(world):
    world.queue.replace(world.ids)
    world.queue.keep_position(90_000)
    world.queue.next(manual=True)
    assert world.queue.position_ms == 0
    restart(world)
    assert world.queue.position_ms == 0


def test_changes_while_a_write_runs_are_stored_together_and_in_order(world, qtbot):
    world.queue.replace(world.ids)
    for _ in range(50):
        world.queue.next(manual=True)
        world.queue.play_next(world.ids[:1])
    world.queue.remove_rows(range(5, 9))
    expected = tracks(world.queue)
    qtbot.waitUntil(lambda: list(read_queue(world.database).state.order.tracks) == expected)
    # A transaction per change would be more than a hundred.
    assert read_queue(world.database).revision < 20


def test_undo_and_redo_go_through_the_one_history_of_the_window(world):
    offers = []
    world.undo.offered.connect(offers.append)
    queue = world.queue
    queue.replace(world.ids[:4])
    queue.remove_rows([1, 2])
    queue.move_ranges([range(1, 2)], 0)
    assert [offer.text for offer in offers] == ["2 tracks removed from the queue"]
    world.undo.undo()
    assert tracks(queue) == [world.ids[0], world.ids[3]]
    world.undo.undo()
    assert tracks(queue) == world.ids[:4]
    world.undo.redo()
    assert tracks(queue) == [world.ids[0], world.ids[3]]
    restart(world)
    assert tracks(world.queue) == [world.ids[0], world.ids[3]]


def test_an_offer_takes_back_also_what_was_done_to_the_queue_since(world):
    offers = []
    world.undo.offered.connect(offers.append)
    world.queue.replace(world.ids[:4])
    world.queue.clear()
    world.queue.add(world.ids[:1])
    world.undo.undo_operation(offers[0].operation)
    assert tracks(world.queue) == world.ids[:4]
    world.undo.undo()
    world.undo.undo()
    assert tracks(world.queue) == []


def test_clearing_stops_and_undo_brings_everything_back(world):
    world.queue.replace(world.ids[:4])
    world.queue.next(manual=True)
    told = Told(world.queue)
    world.queue.clear()
    reset, current = told.take()
    assert reset == QueueReset()
    assert current.entry is None
    world.undo.undo()
    assert world.queue.current.track == world.ids[1]
    assert world.queue.previous().track == world.ids[0]


def test_tracks_removed_from_the_library_leave_the_queue(world):
    world.queue.replace(world.ids[:3])
    follow_library(world)
    world.library.announce(LibraryChanged(revision=1, removed=tuple(world.ids[:2])))
    assert tracks(world.queue) == [world.ids[2]]
    assert world.queue.current.track == world.ids[2]


def test_tracks_that_were_merged_stay_in_the_queue_as_the_one_that_is_left(world):
    one, two, three = world.ids[:3]
    world.queue.replace([one, two, three, two])
    follow_library(world)
    world.library.announce(
        LibraryChanged(revision=1, updated=(three,), removed=(two,), merged=((two, three),))
    )
    assert tracks(world.queue) == [one, three, three, three]
    assert world.queue.current.track == one
    world.library.announce(LibraryChanged(revision=2, added=(two,)))
    world.queue.add([two])
    world.library.announce(LibraryChanged(revision=3, removed=(two,)))
    assert tracks(world.queue) == [one, three, three, three]


def follow_library(world):
    world.left = LeftTracks(world.database, world.read, world.queue, world.problems.append)
    world.library.changed.connect(world.left.follow)


def test_tracks_that_left_uncounted_leave_the_queue_as_well(world, qtbot):
    world.queue.replace(world.ids[:4])
    follow_library(world)
    operation = remove(world, world.ids[:2])
    outside = LibraryChanged(revision=0, complete=False)
    world.library.announce(outside)
    qtbot.waitUntil(lambda: tracks(world.queue) == world.ids[2:4])
    world.library.announce(outside)
    # What came back and was queued again leaves again when it is removed again.
    with qtbot.waitSignal(world.library.changed):
        world.undo.undo_operation(operation)
    world.queue.add(world.ids[:1])
    remove(world, world.ids[:1])
    world.library.announce(outside)
    qtbot.waitUntil(lambda: tracks(world.queue) == world.ids[2:4])


def remove(world, ids):
    """Remove tracks as another process would: nobody is told which."""

    def work(unit):
        _, removed = unit.tracks.remove(ids, 1)
        return unit.operations.log("remove", "Removed", removed._asdict(), 1)

    return world.storage.write(work)


def test_a_long_shuffled_queue_plays_at_once_and_is_stored_when_it_is_drawn(world, qtbot):
    queue = make(world, queue=PlayQueue(drawn_at_once=10))
    queue.set_shuffle(on=True)
    many = world.ids * 5000
    assert queue.replace(many, 7).track == world.ids[7]
    first = [entry.track for entry in queue.entries(0, 10)]
    told = Told(queue)
    with qtbot.waitSignal(queue.changed):
        pass
    assert told.take() == [QueueReset()]
    assert [entry.track for entry in queue.entries(0, 10)] == first
    assert sorted(tracks(queue)) == sorted(many)
    qtbot.waitUntil(lambda: list(read_queue(world.database).state.order.tracks) == tracks(queue))


def test_quitting_while_a_long_queue_is_drawn_loses_nothing(world):
    queue = make(world, queue=PlayQueue(drawn_at_once=10))
    queue.set_shuffle(on=True)
    queue.replace(world.ids * 5000, 7)
    world.queue = queue
    restart(world)
    assert tracks(world.queue) == tracks(queue)
    assert tracks(world.queue) != world.ids * 5000


def test_a_failed_write_is_told_once_and_made_good_by_the_next_change(world, qtbot, monkeypatch):
    queue = world.queue
    queue.replace(world.ids[:3])
    qtbot.waitUntil(lambda: len(read_queue(world.database).state.order) == 3)
    with monkeypatch.context() as patch:
        patch.setattr(world.storage, "write", partial(refuse, DiskFull("There is no room.")))
        for number in range(3):
            queue.add(world.ids[number : number + 1])
            qtbot.wait(30)
    assert [type(problem) for problem in world.problems] == [DiskFull]
    world.problems.clear()
    assert len(read_queue(world.database).state.order) == 3
    queue.next(manual=True)
    qtbot.waitUntil(lambda: list(read_queue(world.database).state.order.tracks) == tracks(queue))
    assert read_queue(world.database).state.current == queue.current.id


def refuse(problem, work):
    raise problem


def test_b30_a_program_that_is_killed_keeps_every_change_but_the_last_moment(world, qtbot):
    queue = world.queue
    queue.replace(world.ids[:6])
    queue.remove_rows([2])
    expected = tracks(queue)
    qtbot.waitUntil(lambda: list(read_queue(world.database).state.order.tracks) == expected)
    # A second process sees whole states only, whatever else is under way.
    for number in range(40):
        queue.set_shuffle(on=number % 2 == 0)
        stored = read_queue(world.database).state
        assert sorted(stored.order.tracks) == sorted(expected)
        assert not stored.shuffle or sorted(stored.original.tracks) == sorted(expected)
        qtbot.wait(2)
