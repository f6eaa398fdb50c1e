"""A blocked event loop is noticed, with the stack that blocked it."""

import time

from mtplayer.runtime.tick_watch import LateTick, TickWatch


def _block() -> None:
    ends = time.monotonic() + 1.0  # the watching thread must get its turn on a busy machine too
    while time.monotonic() < ends:
        sum(range(1000))


def test_a_long_turn_is_reported_with_what_it_did(qtbot):
    late: list[LateTick] = []
    watch = TickWatch(late.append, limit_ms=100)
    watch.start()
    qtbot.wait(50)
    _block()
    qtbot.waitUntil(lambda: bool(late))
    watch.close()
    assert max(tick.late_ms for tick in late) > 150
    assert any("_block" in tick.stack for tick in late)


def test_a_turn_that_waits_uses_no_time_of_its_own(qtbot):
    late: list[LateTick] = []
    watch = TickWatch(late.append, limit_ms=100)
    watch.start()
    time.sleep(0.3)
    qtbot.waitUntil(lambda: bool(late))
    watch.close()
    assert late[0].cpu_ms < 100
