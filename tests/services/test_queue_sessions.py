import pytest

from mtplayer.core.events import Repeat
from mtplayer.services.playing.left_tracks import LeftTracks
from mtplayer.services.playing.queue_sessions import QueueSessions
from mtplayer.storage.playing.sessions import QueueGone
from tests.services.stage import PAUSED, PLAYING, STOPPED


class Work:
    """A stage with sessions, and what its toasts offer."""

    def __init__(self, stage):
        self.stage = stage
        world = stage.world
        self.sessions = QueueSessions(
            world.storage,
            world.database,
            world.write,
            stage.queue,
            stage.playback,
            world.undo,
            world.problems.append,
        )
        self.offers = []
        world.undo.offered.connect(lambda offer: self.offers.append(offer.text))

    def loaded(self, act=None):
        """Do something and wait until the list was read again."""
        with self.stage.qtbot.waitSignal(self.sessions.changed, timeout=5000):
            (act or self.sessions.load)()

    def names(self):
        return [session.name for session in self.sessions.sessions]

    def id_of(self, name):
        return next(one.id for one in self.sessions.sessions if one.name == name)


@pytest.fixture
def work(stage):
    work = Work(stage)
    stage.double_click(1)
    stage.queue.add(stage.ids[:1])
    stage.until_playing(stage.ids[1])
    work.loaded()
    return work


def tracks(work):
    return list(work.stage.queue.track_ids)


def test_a_queue_is_put_aside_and_come_back_to_exactly_where_it_was(work):
    stage, sessions = work.stage, work.sessions
    stage.queue.set_repeat(Repeat.ALL)
    stage.playback.next()
    stage.until_playing(stage.ids[2])
    stage.playback.seek(31_000)
    stage.playback.pause()
    before = tracks(work), stage.queue.current, list(stage.queue.by_hand)
    work.loaded(lambda: sessions.put_aside("Sunday jazz"))
    assert (tracks(work), stage.queue.current, stage.playback.state) == ([], None, STOPPED)
    assert stage.queue.modes.repeat is Repeat.ALL
    stage.playback.play_tracks(stage.ids[4:], 0, "albums")
    stage.until_playing(stage.ids[4])
    work.loaded(lambda: sessions.switch(work.id_of("Sunday jazz")))
    assert before == (tracks(work), stage.queue.current, list(stage.queue.by_hand))
    stage.until_playing(stage.ids[2])
    assert 31_000 <= stage.playback.position().ms < 40_000
    assert stage.queue.previous().track == stage.ids[1]
    assert work.names() == ["Sunday jazz", "Queue"]


def test_what_is_paused_stays_paused_in_the_other_queue(work):
    stage = work.stage
    stage.playback.pause()
    work.loaded(lambda: work.sessions.put_aside("One"))
    work.loaded(lambda: work.sessions.switch(work.id_of("One")))
    assert stage.playback.state is PAUSED
    assert work.names() == ["One"]


def test_queues_survive_a_restart_each_with_its_own_order(work):
    stage = work.stage
    first = tracks(work)
    work.loaded(lambda: work.sessions.put_aside("One"))
    stage.playback.play_tracks(stage.ids[3:5], 0, "albums")
    second = tracks(work)
    stage.restart()
    again = Work(stage)
    again.loaded()
    assert (tracks(again), again.names()) == (second, ["Queue", "One"])
    again.loaded(lambda: again.sessions.switch(again.id_of("One")))
    assert tracks(again) == first
    stage.restart()
    assert list(stage.queue.track_ids) == first


def test_changes_after_a_switch_belong_to_the_queue_that_was_switched_to(work):
    stage = work.stage
    first = tracks(work)
    work.loaded(lambda: work.sessions.put_aside("One"))
    stage.queue.add(stage.ids[:3])
    work.loaded(lambda: work.sessions.switch(work.id_of("One")))
    stage.queue.add(stage.ids[5:])
    work.loaded(lambda: work.sessions.switch(work.id_of("Queue")))
    assert tracks(work) == stage.ids[:3]
    work.loaded(lambda: work.sessions.switch(work.id_of("One")))
    assert tracks(work) == [*first, *stage.ids[5:]]


def test_undo_comes_back_to_the_queue_that_was_put_aside(work):
    first = tracks(work)
    work.loaded(lambda: work.sessions.put_aside("One"))
    assert work.offers[-1] == "Queue put aside as “One”"
    work.loaded(work.stage.world.undo.undo)
    assert (tracks(work), work.names()) == (first, ["Queue"])
    work.loaded(work.stage.world.undo.redo)
    assert (tracks(work), work.names()) == ([], ["Queue", "One"])


def test_undo_of_a_queue_that_was_left_changes_nothing_in_the_other(work):
    stage = work.stage
    old = stage.world.undo.offered
    numbers = []
    old.connect(lambda offer: numbers.append(offer.operation))
    stage.queue.add(stage.ids[:2])
    work.loaded(lambda: work.sessions.put_aside("One"))
    stage.queue.add(stage.ids[:3])
    stage.world.undo.undo_operation(numbers[0])
    assert tracks(work) == stage.ids[:3]


def test_a_queue_is_renamed_and_that_is_taken_back(work):
    work.loaded(lambda: work.sessions.put_aside("One"))
    assert work.sessions.is_taken("One")
    assert not work.sessions.is_taken("One", work.id_of("One"))
    work.loaded(lambda: work.sessions.rename(work.id_of("One"), "Late trains"))
    assert work.names() == ["Queue", "Late trains"]
    work.loaded(work.stage.world.undo.undo)
    assert work.names() == ["Queue", "One"]


def test_a_deleted_queue_comes_back_with_everything_in_it(work):
    stage = work.stage
    stage.queue.set_shuffle(on=True)
    before = tracks(work), stage.queue.current
    work.loaded(lambda: work.sessions.put_aside("One"))
    work.loaded(lambda: work.sessions.delete(work.id_of("One")))
    assert work.names() == ["Queue"]
    assert stage.world.column("SELECT count(*) FROM queue_chunks") == [0]
    work.loaded(stage.world.undo.undo)
    assert work.names() == ["Queue", "One"]
    work.loaded(lambda: work.sessions.switch(work.id_of("One")))
    assert before == (tracks(work), stage.queue.current)
    assert stage.queue.modes.shuffle
    assert stage.playback.state in (PLAYING, PAUSED)


def test_the_queue_that_plays_cannot_be_deleted(work):
    work.sessions.delete(work.sessions.active.id)
    work.loaded()
    assert work.names() == ["Queue"]


def test_a_queue_that_is_being_deleted_is_not_come_back_to(work):
    work.loaded(lambda: work.sessions.put_aside("One"))
    work.loaded(lambda: work.sessions.put_aside("Two"))
    one, active = work.id_of("One"), work.sessions.active.id

    def all_at_once():
        work.sessions.delete(one)
        work.sessions.switch(one)
        work.sessions.delete(one)

    work.loaded(all_at_once)
    assert work.sessions.active.id == active
    assert work.stage.world.column("SELECT count(*) FROM queues WHERE active") == [1]
    assert work.offers.count("Queue “One” deleted") == 1


def test_without_the_queue_that_is_wanted_the_present_one_stays_active(work):
    work.loaded(lambda: work.sessions.put_aside("One"))
    world, one = work.stage.world, work.id_of("One")
    world.storage.write(lambda unit: unit.sessions.delete(one))
    work.sessions.switch(one)
    work.stage.qtbot.waitUntil(lambda: bool(world.problems))
    assert isinstance(world.problems.pop(), QueueGone)
    active = world.column("SELECT id FROM queues WHERE active")
    assert len(active) == 1
    world.storage.write(lambda unit: unit.sessions.delete(active[0]))
    assert world.column("SELECT id FROM queues WHERE active") == active


def test_whoever_asks_on_the_way_to_another_queue_is_not_heard(work):
    work.loaded(lambda: work.sessions.put_aside("One"))
    work.loaded(lambda: work.sessions.put_aside("Two"))
    one, two = work.id_of("One"), work.id_of("Two")
    before = tracks(work)

    def three_at_once():
        work.sessions.switch(one)
        work.sessions.switch(two)
        work.sessions.delete(one)

    work.loaded(three_at_once)
    assert work.sessions.active.id == one
    assert tracks(work) != before
    work.stage.queue.add(work.stage.ids[:1])
    work.sessions.switch(one)
    work.stage.queue.add(work.stage.ids[1:2])
    work.stage.queue.flush()
    work.loaded()
    assert work.names() == ["One", "Two"]


def test_tracks_that_left_meanwhile_are_not_come_back_to(work, qtbot):
    stage = work.stage
    world = stage.world
    left = LeftTracks(world.database, world.read, stage.queue, world.problems.append)
    world.library.changed.connect(left.follow)
    work.sessions.moved.connect(lambda _: left.look_again())
    lost = stage.ids[2]
    assert lost in tracks(work)
    work.loaded(lambda: work.sessions.put_aside("One"))
    with qtbot.waitSignal(world.library.changed):
        world.library.remove([lost])
    work.loaded(lambda: work.sessions.switch(work.id_of("One")))
    stage.until(lambda: lost not in tracks(work) and len(tracks(work)) > 1)
