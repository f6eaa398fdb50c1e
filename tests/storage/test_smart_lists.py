"""Smart playlists as SQL hold what a slow reading of every track gives."""

import json
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.queries.query import Group, Match, normal
from mtplayer.core.queries.query_text import text
from mtplayer.core.queries.smart_lists import (
    Choice,
    Limit,
    SmartList,
    Sorting,
    Unit,
    from_json,
    mixed,
    to_json,
)
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.core.query_trees import trees
from tests.fakes.slow_query import SlowQuery
from tests.fakes.slow_smart import NAMES, held
from tests.fakes.varied_library import make_varied

NOW = 1_700_000_000_000
TRACKS = 2000
QUERIES = ["", "rating:>=3", "genre:rock | is:liked", "plays:0", "kitchen", "year:none"]

LIMITS = st.one_of(
    st.none(),
    st.builds(Limit, st.sampled_from([1, 10, 150]), st.just(Unit.TRACKS)),
    st.builds(Limit, st.sampled_from([5, 90]), st.just(Unit.MINUTES)),
    st.builds(Limit, st.sampled_from([1, 30]), st.just(Unit.HOURS)),
    st.builds(Limit, st.sampled_from([3, 700]), st.just(Unit.MEGABYTES)),
    st.builds(Limit, st.sampled_from([1, 40]), st.just(Unit.GIGABYTES)),
)
SORTING = st.lists(
    st.builds(Sorting, st.sampled_from(sorted(NAMES)), st.booleans()), max_size=2
).map(tuple)


def smart_lists(queries):
    return st.builds(
        SmartList,
        query=queries,
        limit=LIMITS,
        choice=st.sampled_from(Choice),
        seed=st.sampled_from([0, 7, 2**29]),
        per_artist=st.sampled_from([0, 0, 1, 5]),
        whole_albums=st.booleans(),
        sorting=SORTING,
    )


class Held:
    """2,000 tracks, the reader that is tested and the slow way."""

    def __init__(self, database):
        make_varied(database, TRACKS, NOW)
        self.database = database
        self.slow = SlowQuery(database, NOW)
        self.reader = LibraryReader(database, lambda: NOW)

    def agrees(self, smart):
        expected = held(self.slow, smart)
        found = self.reader.smart.ids(smart).tolist()
        assert sorted(found) == sorted(expected), smart
        if not smart.sorting:
            assert found == expected
        for one in smart.sorting[:1]:
            assert self.values(found, one) == self.values(expected, one)
        preview = self.reader.smart.preview(smart, 12)
        assert preview.first == tuple(found[:12])
        assert preview.tracks == len(expected) == self.reader.smart.count(smart)
        assert preview.duration_ms == sum(self.slow.rows[id_]["duration_ms"] for id_ in expected)
        return expected

    def values(self, ids, sorting):
        return [self.slow.rows[id_][NAMES[sorting.key]] for id_ in ids]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    world = Held(tmp_path_factory.mktemp("smart") / "library.db")
    yield world
    world.reader.close()


@pytest.mark.parametrize("choice", Choice, ids=str)
def test_every_choice_takes_the_tracks_that_a_slow_way_takes(library, choice):
    for query in QUERIES[:3]:
        assert library.agrees(SmartList(query=query, choice=choice, limit=Limit(40)))


@settings(max_examples=60, deadline=None)
@given(smart=smart_lists(st.sampled_from(QUERIES)))
def test_limits_and_orders_hold_together(library, smart):
    library.agrees(smart)


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=400, deadline=None)
@given(
    smart=smart_lists(trees(leaves=12).map(normal).map(text)),
)
def test_any_rules_and_limits_hold_together(library, smart):
    library.agrees(smart)


def nested(depth, leaf):
    node = leaf
    for level in range(depth):
        match = (Match.ALL, Match.ANY, Match.NONE)[level % 3]
        node = st.tuples(node, leaf).map(lambda two, match=match: Group(match, two))
    return node


@settings(max_examples=40, deadline=None)
@given(node=nested(5, trees(leaves=1)))
def test_rules_nested_five_deep(library, node):
    library.agrees(SmartList(query=text(normal(node)), limit=Limit(100), choice=Choice.RANDOM))


@settings(max_examples=200, deadline=None)
@given(typed=st.text(max_size=40))
def test_no_text_and_no_rules_raise(library, typed):
    library.reader.smart.count(SmartList(query=typed))
    library.reader.smart.count(from_json(typed))


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=10_000, deadline=None)
@given(typed=st.text(max_size=80))
def test_ten_thousand_texts_raise_nothing(library, typed):
    library.reader.smart.preview(SmartList(query=typed, limit=Limit(10), per_artist=2), 5)


def test_an_order_of_chance_is_the_same_for_a_seed_and_another_for_another(library):
    def ids(seed):
        return library.reader.smart.ids(SmartList(choice=Choice.RANDOM, seed=seed)).tolist()

    assert ids(1) == ids(1)
    assert sorted(ids(1)) == sorted(ids(2))
    assert sum(a == b for a, b in zip(ids(1), ids(2), strict=True)) < 30


@pytest.mark.parametrize("seed", [0, 1, 12345, 2**31])
def test_an_order_of_chance_has_no_pattern(seed):
    order = sorted(range(1, 4001), key=lambda number: mixed(number, seed))
    neighbours = sum(abs(a - b) == 1 for a, b in pairwise(order))
    rising = sum(a < b for a, b in pairwise(order))
    assert neighbours < 12  # 2 by chance
    assert 1800 < rising < 2200
    assert 1700 < sum(order[:1000]) / 1000 < 2300


# ---- playlists in smart playlists -------------------------------------------------------------


@pytest.fixture
def lists(library):
    """Smart playlists by name, gone after the test."""

    def keep(name, smart):
        with closing(open_writer(library.database)) as writer:
            writer.execute(
                "INSERT INTO playlists (kind, name, position, rules, created_at, changed_at)"
                " VALUES ('smart', ?, 99, ?, 0, 0)",
                (name, to_json(smart)),
            )

    yield keep
    with closing(open_writer(library.database)) as writer:
        writer.execute("DELETE FROM playlists WHERE kind = 'smart'")


def found(library, words):
    return set(library.reader.ids(TrackQuery(text=words)))


def test_a_smart_playlist_can_ask_what_is_in_another(library, lists):
    lists("Best of rock", SmartList(query="genre:rock rating:>=3"))
    best = found(library, "genre:rock rating:>=3")
    assert best
    assert found(library, 'in:"Best of rock"') == best
    assert found(library, "in:~best year:1994") == best & found(library, "year:1994")
    assert found(library, '-in:"Best of rock"') == found(library, "") - best
    inner = SmartList(query='in:"Best of rock"', limit=Limit(3), choice=Choice.RANDOM)
    assert set(library.reader.smart.ids(inner)) < best


def test_what_is_in_itself_holds_nothing_and_raises_nothing(library, lists):
    lists("One", SmartList(query='in:"Two" | year:1994'))
    lists("Two", SmartList(query='in:"One"'))
    assert found(library, 'in:"One"') == found(library, "year:1994") == found(library, 'in:"Two"')


def test_the_limit_of_a_smart_playlist_holds_where_another_asks(library, lists):
    lists("Ten", SmartList(limit=Limit(10), choice=Choice.MOST_PLAYED))
    assert len(found(library, "in:Ten")) == 10


def test_tracks_of_a_smart_playlist_are_searched_and_sorted_as_others(library):
    smart = SmartList(query="rating:>=3", choice=Choice.RANDOM, seed=5)
    own = library.reader.ids(TrackQuery(smart=smart, own_order=True)).tolist()
    assert own == library.reader.smart.ids(smart).tolist()
    kitchen = found(library, "kitchen")
    words = TrackQuery(smart=smart, own_order=True, text="kitchen")
    assert library.reader.ids(words).tolist() == [id_ for id_ in own if id_ in kitchen]
    by_title = library.reader.ids(TrackQuery(smart=smart, sort=SortKey.TITLE)).tolist()
    assert sorted(by_title) == sorted(own)
    assert by_title != own
    assert library.reader.totals(TrackQuery(smart=smart)).tracks == len(own)


# ---- how they are kept ------------------------------------------------------------------------


@given(smart=smart_lists(st.text(max_size=20)))
def test_what_is_kept_is_read_as_it_was(smart):
    assert from_json(to_json(smart)) == smart


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["query", "limit", "unit", "amount", "choice", "sorting", "seed", "live"]
                ),
                inner,
            )
        ),
    )
)
def test_whatever_is_kept_is_read_as_something(kept):
    assert isinstance(from_json(json.dumps(kept)), SmartList)
