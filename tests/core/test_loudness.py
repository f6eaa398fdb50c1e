"""How loud music is: blocks, gates and albums."""

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.sound.loudness import BlockCounts, Loudness, bin_of, gain_db, integrated

OFFSET = 0.691


def blocks(*lufs_and_counts: tuple[float, int]) -> BlockCounts:
    found = {}
    for lufs, count in lufs_and_counts:
        number = bin_of(10 ** ((lufs + OFFSET) / 10))
        if number is not None:
            found[number] = found.get(number, 0) + count
    return BlockCounts(tuple(sorted(found.items())))


def test_silence_has_no_loudness_and_is_no_fault() -> None:
    assert bin_of(0.0) is None
    assert bin_of(1e-9) is None
    assert Loudness(blocks((-90, 100)), 0.0).lufs is None


def test_one_level_is_that_level() -> None:
    assert integrated([blocks((-23, 500))]) == pytest.approx(-23, abs=0.011)
    assert gain_db(-23) == 5


def test_what_is_10_lu_below_the_rest_does_not_count() -> None:
    """EBU Tech 3341, case 3: -36 LUFS for 10 s, -23 for 60 s, -36 for 10 s."""
    assert integrated([blocks((-36, 200), (-23, 600))]) == pytest.approx(-23, abs=0.02)


def test_an_album_is_its_tracks_behind_each_other() -> None:
    loud, quiet = blocks((-10, 100)), blocks((-16, 300))
    mean = (100 * 10**-1.0 + 300 * 10**-1.6) / 400
    assert integrated([loud, quiet]) == pytest.approx(10 * log10(mean), abs=0.02)


def test_blocks_beyond_everything_are_kept_in_range() -> None:
    assert integrated([BlockCounts(((bin_of(1e12), 3),))]) == pytest.approx(20, abs=0.02)


@given(st.lists(st.tuples(st.integers(0, 4499), st.integers(1, 2**31)), max_size=300))
def test_what_is_stored_is_what_was_measured(pairs) -> None:
    counts = BlockCounts(tuple(dict(pairs).items()))
    assert BlockCounts.unpacked(counts.packed()) == counts
