from functools import partial
from itertools import pairwise

import pytest

from mtplayer.core.events import Repeat
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.core.playing.shuffle import SPREAD_AT_ONCE
from mtplayer.core.playing.spread import fewest_neighbours
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.queue_mixing import QueueMixing
from mtplayer.storage.playing.queue_reader import read_queue
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack
from tests.services.world import World

MANY = SPREAD_AT_ONCE + 600
ARTISTS = 40


@pytest.fixture
def world(qtbot, tmp_path):
    database = tmp_path / "library.db"
    songs = [
        FakeTrack(title=str(n), artist=f"Artist {n // (MANY // ARTISTS)}", album=f"Album {n // 12}")
        for n in range(MANY)
    ]
    world = World(database, songs, partial(LibraryReader, database))
    world.rows = LibraryReader(database)
    world.rows.kin(world.ids[:1])  # opens it, as the first rows of the window do
    world.queue = make(world)
    yield world
    world.queue.flush()
    world.rows.close()
    world.close()


def make(world):
    failed = world.problems.append
    queue = QueueService(
        world.storage,
        world.write,
        world.undo,
        failed,
        queue=PlayQueue(kin=world.rows.kin),
        mixing=QueueMixing(world.readers, world.read, failed),
    )
    queue.restore(read_queue(world.database))
    return queue


def neighbours(world, tracks):
    artists = world.rows.kin(tracks).artists
    assert fewest_neighbours(artists) == 0
    return sum(one == two for one, two in pairwise(artists))


def test_a_long_shuffled_queue_is_mixed_behind_the_scenes_with_artists_apart(world, qtbot):
    world.queue.set_shuffle(on=True)
    world.queue.replace(world.ids, 100)
    seen = list(world.queue.track_ids[:30])
    assert seen[0] == world.ids[100]
    qtbot.waitUntil(lambda: not world.queue.unsaved, timeout=10_000)
    assert list(world.queue.track_ids[:30]) == seen
    assert sorted(world.queue.track_ids) == sorted(world.ids)
    assert neighbours(world, world.queue.track_ids) == 0


def test_a_restart_in_the_middle_of_a_shuffled_round_repeats_nothing(world, qtbot):
    world.queue.set_shuffle(on=True)
    world.queue.replace(world.ids[:100], None)
    heard = [world.queue.current.track]
    heard += [world.queue.next(manual=False).track for _ in range(40)]
    world.queue.add(world.ids[100:110])
    world.queue.flush()
    world.restart()
    world.queue = make(world)
    while (entry := world.queue.next(manual=False)) is not None:
        heard.append(entry.track)
    assert sorted(heard) == sorted(world.ids[:110])


def test_a_new_round_begins_with_another_artist_than_the_last_one_ended_with(world):
    world.queue.set_shuffle(on=True)
    world.queue.set_repeat(Repeat.ALL)
    world.queue.replace(world.ids[:400], None)
    for _ in range(399):
        world.queue.next(manual=False)
    last = world.queue.current.track
    first = world.queue.next(manual=False).track
    artists = world.rows.kin([last, first]).artists
    assert artists[0] != artists[1]
    # What just played stays last, beside whoever it is.
    assert neighbours(world, world.queue.track_ids[:-1]) == 0


def test_what_is_added_while_the_rest_is_mixed_is_not_lost(world, qtbot):
    world.queue.set_shuffle(on=True)
    world.queue.replace(world.ids, 0)
    world.queue.play_next(world.ids[:3])
    assert list(world.queue.track_ids[1:4]) == world.ids[:3]
    qtbot.waitUntil(lambda: not world.queue.unsaved, timeout=10_000)
    assert sorted(world.queue.track_ids) == sorted([*world.ids, *world.ids[:3]])
    assert list(world.queue.track_ids[1:4]) == world.ids[:3]


def test_tracks_without_an_artist_are_not_taken_for_the_same_one(tmp_path):
    database = tmp_path / "library.db"
    songs = [FakeTrack(title=str(n), artist="", album="") for n in range(3)]
    world = World(database, songs, partial(LibraryReader, database))
    rows = LibraryReader(database)
    kin = rows.kin([*world.ids, 999])
    assert len(set(kin.artists)) == len(set(kin.albums)) == 4
    rows.close()
    world.close()
