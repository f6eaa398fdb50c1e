from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.listening.listen_rules import ListenClock, counts_after_ms, is_complete

MS = st.integers(0, 10_000_000)


@given(MS, st.integers(1, 100), st.integers(1, 60))
def test_a_listen_counts_at_its_share_or_after_the_minutes(duration, percent, minutes):
    needed = counts_after_ms(duration, percent, minutes)
    assert needed <= minutes * 60_000
    if duration > 0 and needed < minutes * 60_000:
        assert needed * 100 >= duration * percent > (needed - 1) * 100


def test_d8_a_share_is_never_rounded_away():
    assert counts_after_ms(199_999, 50, 4) == 100_000


def test_b18_unknown_length_counts_after_the_minutes():
    assert counts_after_ms(0, 50, 4) == counts_after_ms(-1, 50, 4) == 240_000
    assert not is_complete(1000, 0)


@given(st.lists(st.tuples(st.sampled_from(["start", "stop"]), st.floats(0, 1000))))
def test_the_clock_adds_up_what_sounded(steps):
    clock, now, heard, since = ListenClock(), 5.0, 0.0, None
    for step, later in steps:
        now += later
        if step == "start":
            clock.start(now)
            since = now if since is None else since
        else:
            clock.stop(now)
            heard += now - since if since is not None else 0
            since = None
    expected = heard + (now - since if since is not None else 0)
    assert abs(clock.listened_ms(now) - expected * 1000) <= 1
    assert clock.running == (since is not None)
