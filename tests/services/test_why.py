from functools import partial

import pytest

from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.why import WhyService
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack
from tests.services.world import World

HEARD_AT = 1_720_000_000_000


@pytest.fixture
def world(qtbot, tmp_path):
    database = tmp_path / "library.db"
    songs = [
        FakeTrack(title=str(n), artist=artist, last_played_at=HEARD_AT if n == 3 else None)
        for n, artist in enumerate(["A", "B", "C", "A", "D", "E", "A"])
    ]
    world = World(database, songs, partial(LibraryReader, database))
    failed = world.problems.append
    world.queue = QueueService(world.storage, world.write, world.undo, failed)
    world.why = WhyService(world.queue, world.readers, world.read, failed)
    yield world
    world.queue.flush()
    world.close()


def asked(world, qtbot, row):
    found = []
    world.why.ask(world.queue.entry_ids[row], found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_it_is_told_when_it_was_heard_and_how_far_its_artist_is_away(world, qtbot):
    world.queue.replace(world.ids, 0, "tracks")
    why = asked(world, qtbot, 3)
    assert (why.track.title, why.track.last_played_at) == ("3", HEARD_AT)
    assert (why.before, why.after) == (3, 3)
    assert (why.by_hand, why.shuffled, why.source, why.round) == (False, False, "tracks", 7)
    lonely = asked(world, qtbot, 2)
    assert (lonely.before, lonely.after, lonely.track.last_played_at) == (None, None, None)


def test_what_played_before_the_queue_was_replaced_counts_as_well(world, qtbot):
    world.queue.replace(world.ids[:2], 0, "tracks")
    world.queue.next(manual=True)
    world.queue.replace(world.ids[4:], 0, "tracks")
    world.queue.next(manual=True)
    assert asked(world, qtbot, 2).before == 4


def test_a_track_queued_by_hand_says_so(world, qtbot):
    world.queue.replace(world.ids[:2], 0, "tracks")
    world.queue.play_next(world.ids[5:6])
    assert asked(world, qtbot, 1).by_hand


def test_an_entry_that_is_gone_is_not_explained(world):
    world.why.ask(99, lambda _: pytest.fail("there is nothing to explain"))
