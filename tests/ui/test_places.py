import random
from array import array

from hypothesis import given
from hypothesis import strategies as st

from mtplayer.ui.sidebar.places import (
    MOST_BLOCKS,
    Place,
    blocks_of,
    locate,
    row_of,
    rows_of,
    steps,
    without,
)

IDS = st.lists(st.integers(0, 2**40), unique=True, max_size=60)


def place(*, selected=(), current=None, anchors=(), offset=0):
    return Place(
        selected=array("q", selected),
        current=current,
        anchors=array("q", anchors),
        offset=offset,
    )


@given(IDS, st.data())
def test_rows_are_where_the_ids_are(ids, data):
    wanted = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    strangers = data.draw(st.sets(st.integers(2**41, 2**42), max_size=20))
    expected = [row for row, id_ in enumerate(ids) if id_ in wanted]
    assert list(rows_of(array("q", ids), wanted | strangers)) == expected


def test_bytes_that_lie_across_two_ids_are_no_match():
    # 256 is 00 01 00...: shifted by one byte it reads as 1.
    assert row_of(array("q", [256, 0, 1]), 1) == 2
    assert row_of(array("q", [256, 0, 512]), 1) is None


def test_many_ids_are_found_in_a_long_list():
    ids = array("q", range(200_000))
    wanted = set(random.Random(1).sample(range(200_000), 1000))
    assert list(rows_of(ids, wanted | {-3, 10**9})) == sorted(wanted)
    assert list(rows_of(ids, array("q", sorted(wanted)))) == sorted(wanted)


def test_neighbours_make_a_block():
    assert blocks_of([]) == []
    assert blocks_of([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
    assert blocks_of([0, 1, 2, 5, 7, 8], most=2) is None


@given(st.sets(st.integers(0, 40)), st.integers(1, 10))
def test_blocks_of_a_long_list_are_the_same(rows, most):
    import numpy as np

    rows = sorted(rows)
    assert blocks_of(np.array(rows, dtype=np.intp), most) == blocks_of(rows, most)


def test_selection_current_and_top_are_found_in_another_order():
    found = locate(
        array("q", [8, 7, 6, 5]), place(selected=[5, 6, 8], current=7, anchors=[6, 5], offset=3)
    )
    assert (found.blocks, found.current, found.top, found.offset) == (((0, 0), (2, 3)), 1, 2, 3)


def test_the_next_visible_row_stands_in_for_a_removed_top():
    assert locate(array("q", [1, 3, 4]), place(anchors=[2, 3, 4])).top == 1


def test_everything_stays_everything_in_another_order():
    ids = array("q", range(100_000))
    found = locate(ids[::-1], place(selected=ids), reordered=True)
    assert found.blocks == ((0, 99_999),)
    assert locate(array("q"), place(), reordered=True).blocks == ()


def test_everything_of_a_filtered_list_is_no_more_than_that_without_the_filter():
    found = locate(array("q", range(10)), place(selected=[3, 4]))
    assert found.blocks == ((3, 4),)


def test_a_selection_in_too_many_pieces_is_dropped_rather_than_freezing():
    ids = array("q", range(4 * MOST_BLOCKS))
    assert locate(ids, place(selected=range(0, 4 * MOST_BLOCKS, 2))).blocks == ()
    assert len(locate(ids, place(selected=range(0, 2 * MOST_BLOCKS, 2))).blocks) == MOST_BLOCKS


@given(IDS, st.data())
def test_steps_lead_from_the_old_list_to_the_new(ids, data):
    gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    come = data.draw(st.lists(st.integers(2**41, 2**42), unique=True, max_size=10))
    new = [id_ for id_ in ids if id_ not in gone]
    for id_ in come:
        new.insert(data.draw(st.integers(0, len(new))), id_)
    found = steps(array("q", ids), array("q", new), gone, set(come), most=1000)
    assert found is not None
    result = without(array("q", ids), found.removed)
    for first, last in found.inserted:
        result[first:first] = array("q", new[first : last + 1])
    assert list(result) == new


def test_a_changed_order_has_no_steps():
    assert steps(array("q", [1, 2, 3]), array("q", [2, 1, 3]), (), ()) is None
    assert steps(array("q", [1, 2, 3]), array("q", [1, 3, 4, 2]), (), {4}) is None


def test_many_scattered_changes_have_no_steps():
    ids = array("q", range(1000))
    assert (
        steps(ids, without(ids, blocks_of(list(range(0, 200, 2)))), set(range(0, 200, 2)), ())
        is None
    )
