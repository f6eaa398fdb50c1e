"""Positions between reports."""

import math

from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.playing.loops import SHORTEST_MS
from mtplayer.core.playing.position_clock import LONGEST_GUESS_MS, PositionClock, clamped

reports = st.lists(
    st.tuples(
        st.floats(0, 10, allow_nan=False),
        st.floats(-500, 1e6, allow_nan=False),
        st.floats(-1, 1, allow_nan=False),
    ),
    max_size=30,
)


@given(reports)
def test_it_never_goes_back_but_where_a_loop_begins_again(steps) -> None:
    clock, now, shown = PositionClock(), 0.0, 0
    for wait, ms, skew in steps:
        now += wait
        if ms < shown - SHORTEST_MS:
            clock.report(ms, now + skew)
            assert clock.ms(now) < shown
            shown = clock.ms(now)
        clock.report(max(ms, shown - 690), now + skew)
        for _ in range(3):
            now += 0.1
            assert clock.ms(now) >= shown
            shown = clock.ms(now)


def test_it_goes_on_by_itself_but_not_for_ever() -> None:
    clock = PositionClock()
    clock.report(1000, 10.0)
    assert clock.ms(10.5) == 1500
    assert clock.ms(60.0) == 1000 + LONGEST_GUESS_MS


def test_held_it_stands_still_and_a_jump_may_go_back() -> None:
    clock = PositionClock()
    clock.report(5000, 10.0)
    clock.hold(10.25)
    assert clock.ms(11.0) == clock.ms(99.0) == 5250
    clock.jump(100)
    assert clock.ms(100.0) == 100
    clock.report(90, 100.0)
    assert clock.ms(100.0) == 100, "a seek that lands early does not snap back"


@given(st.floats(), st.integers(-1, 10**9))
def test_every_place_is_inside_the_track(ms, duration) -> None:
    place = clamped(ms, duration)
    assert place >= 0
    assert place <= duration or duration <= 0
    if math.isfinite(ms) and 0 <= ms <= duration:
        assert abs(place - ms) <= 1
