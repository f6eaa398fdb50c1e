import random
from array import array

import pytest

from mtplayer.core.events import QueueReset
from mtplayer.core.playing.entry_order import counting
from mtplayer.core.playing.play_queue import PlayQueue
from tests.fakes.queues import filled, played, tracks


def test_a_long_queue_is_drawn_while_it_plays_and_still_plays_every_track_once():
    queue = PlayQueue(random.Random(5), drawn_at_once=10)
    queue.set_shuffle(on=True)
    queue.replace(range(200), 40)
    heard = played(queue, 5)
    assert queue.mixing
    while not queue.draw(50):
        pass
    assert not queue.mixing
    assert sorted(heard + played(queue, 194)[1:]) == list(range(200))


def test_playing_past_what_is_drawn_draws_the_rest():
    queue = PlayQueue(random.Random(5), drawn_at_once=3)
    queue.set_shuffle(on=True)
    queue.replace(range(50), 7)
    assert queue.mixing
    assert sorted(played(queue, 49)) == list(range(50))
    assert not queue.mixing


def test_rows_removed_while_the_queue_is_drawn_are_those_that_were_seen():
    queue = PlayQueue(random.Random(5), drawn_at_once=3)
    queue.set_shuffle(on=True)
    queue.replace(range(50), 7)
    seen = [tracks(queue)[row] for row in (20, 30, 49)]
    assert queue.remove_rows([20, 30, 49]) == (QueueReset(),)
    assert sorted(tracks(queue) + seen) == list(range(50))


def test_a_shuffle_undone_while_it_is_drawn_returns_the_order():
    queue = PlayQueue(random.Random(5), drawn_at_once=3)
    queue.replace(range(50), 0)
    queue.set_shuffle(on=True)
    queue.undo()
    assert tracks(queue) == list(range(50))
    assert not queue.mixing


def test_the_same_seed_gives_the_same_order():
    one, two, other = (filled(*range(99), shuffle=True, seed=s) for s in (4, 4, 5))
    assert tracks(one) == tracks(two) != tracks(other)


def test_every_order_of_three_is_about_as_likely():
    seen = {}
    chance = random.Random(7)
    for _ in range(1200):
        queue = PlayQueue(chance)
        queue.set_shuffle(on=True)
        queue.replace([1, 2, 3], None)
        order = tuple(tracks(queue))
        seen[order] = seen.get(order, 0) + 1
    assert len(seen) == 6
    assert min(seen.values()) > 140


@pytest.mark.parametrize("first", [1, 255, 256, 65530, 2**24 - 3, 2**40])
@pytest.mark.parametrize("count", [0, 1, 2, 300, 70000])
def test_counting_counts(first, count):
    assert counting(first, count) == array("q", range(first, first + count))
