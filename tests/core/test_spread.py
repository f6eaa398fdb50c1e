import random
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.playing.shuffle import SPREAD_AT_ONCE, Mixer, mixed
from mtplayer.core.playing.spread import NOBODY, Kin, fewest_neighbours, spread
from tests.fakes.queues import filled, played

MANY = 10_000


def neighbours(order, keys):
    return sum(keys[one] == keys[two] for one, two in pairwise(order))


def library(count=MANY, seed=1):
    """A few artists with very many tracks, and very many with a few."""
    chance = random.Random(seed)
    artists = [min(int(chance.paretovariate(0.7)), 2000) for _ in range(count)]
    return Kin(array("q", artists), array("q", [a * 9 + chance.randrange(6) for a in artists]))


def ruled_by_one(share, count=MANY):
    chance = random.Random(4)
    artists = [1 if chance.random() < share else chance.randrange(2, 900) for _ in range(count)]
    return Kin(array("q", artists), array("q", [a * 9 + chance.randrange(6) for a in artists]))


@pytest.mark.parametrize("seed", range(3))
def test_ten_thousand_tracks_stay_a_permutation_without_needless_neighbours(seed):
    kin = library(seed=seed)
    order = spread(kin, random.Random(seed))
    assert sorted(order) == list(range(MANY))
    assert fewest_neighbours(kin.artists) == 0 == neighbours(order, kin.artists)
    assert neighbours(order, kin.albums) == 0


@pytest.mark.parametrize("share", [0.6, 0.8, 0.95])
def test_one_artist_for_most_of_it_stands_beside_himself_as_rarely_as_can_be(share):
    kin = ruled_by_one(share)
    unavoidable = fewest_neighbours(kin.artists)
    assert unavoidable > 1000
    assert neighbours(spread(kin, random.Random(2)), kin.artists) <= 1.01 * unavoidable


def test_the_albums_of_a_single_artist_are_spread_apart():
    albums = array("q", [row % 12 for row in range(600)])
    order = spread(Kin(array("q", [7] * 600), albums), random.Random(2))
    assert neighbours(order, albums) == 0


def test_a_sampler_is_one_album_of_many_artists():
    artists = array("q", [row % 30 for row in range(900)])
    order = spread(Kin(artists, array("q", [7] * 900)), random.Random(2))
    assert neighbours(order, artists) == 0


def test_tracks_of_an_artist_are_far_apart_and_not_only_parted():
    kin = library(3000)
    of_one = [row for row, artist in enumerate(kin.artists) if artist == 7]
    order = list(spread(kin, random.Random(2)))
    places = sorted(order.index(row) for row in of_one)
    even = len(order) / len(of_one)
    assert min(two - one for one, two in pairwise(places)) > even / 4


def test_what_comes_first_differs_from_what_just_played():
    kin = Kin(array("q", [1, 1, 2]), array("q", [5, 6, 7]))
    for seed in range(20):
        assert spread(kin, random.Random(seed), (1, 9))[0] == 2


def test_every_order_of_three_artists_is_about_as_likely():
    seen = {}
    kin = Kin(array("q", [1, 2, 3]), array("q", [4, 5, 6]))
    chance = random.Random(7)
    for _ in range(1200):
        order = tuple(spread(kin, chance, NOBODY))
        seen[order] = seen.get(order, 0) + 1
    assert len(seen) == 6
    assert min(seen.values()) > 140


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), max_size=40), st.integers())
def test_whatever_the_tracks_are_the_order_is_a_permutation_with_few_neighbours(tracks, seed):
    kin = Kin(array("q", [a for a, _ in tracks]), array("q", [b for _, b in tracks]))
    order = spread(kin, random.Random(seed))
    assert sorted(order) == list(range(len(tracks)))
    if len(set(kin.artists)) > 1:
        assert neighbours(order, kin.artists) <= fewest_neighbours(kin.artists) + 1


def test_a_long_queue_shows_its_first_rows_at_once_and_the_rest_agrees_with_them():
    kin = library()

    def kin_of(tracks):
        return Kin(*(array("q", [keys[t] for t in tracks]) for keys in (kin.artists, kin.albums)))

    queue = filled(*range(MANY), shuffle=True, start=5000, kin=kin_of)
    assert queue.mixing
    assert len(queue) > SPREAD_AT_ONCE
    seen = list(queue.entries.tracks[:20])
    rest = queue.rest
    queue.take_rest(rest.number, mixed(rest, kin_of(rest.entries.tracks), lambda: None))
    assert not queue.mixing
    order = list(queue.entries.tracks)
    assert order[:20] == seen
    assert seen[0] == 5000
    assert sorted(order) == list(range(MANY))
    assert neighbours(order, kin.artists) == 0
    assert played(queue, MANY - 1) == order


def test_piles_leave_nothing_out_and_keep_entries_with_their_tracks():
    count = 100_000
    entries = filled(*range(count)).entries
    mixer = Mixer(entries, 7, count, random.Random(3))
    mixer.begin(10)
    mixer.finish()
    made = mixer.entries
    assert made.ids[:7] == entries.ids[:7], "what was drawn before stays"
    assert sorted(made.tracks) == list(range(count))
    assert all(one == two + 1 for one, two in zip(made.ids, made.tracks, strict=True))
    assert sum(abs(one - two) == 1 for one, two in pairwise(made.tracks)) < count / 100
