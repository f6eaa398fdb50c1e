"""What waits for a device's thread: every frame once, replaced where nobody took it yet."""

import random

import numpy as np

from mtplayer.audio.outputs.ring import Ring

RATE = 44_100


def frames(first: int, count: int) -> np.ndarray:
    return np.repeat(np.arange(first, first + count, dtype=np.float32)[:, None], 2, 1)


def taken(ring: Ring, count: int) -> np.ndarray:
    return np.frombuffer(ring.take(count), np.float32).reshape(-1, 2)


def made() -> Ring:
    return Ring(RATE, lasts_s=0.06, latency_ms=28)


def test_what_is_written_is_taken_once_round_and_round() -> None:
    ring, chance, written, at = made(), random.Random(3), 1, 0
    for _ in range(400):
        count = chance.randrange(3000)
        if written + count - at < 60_000:
            ring.write(written, frames(written, count))
            written += count
        count = min(chance.randrange(1, 2000), written - at)
        np.testing.assert_array_equal(taken(ring, count), frames(at, count))
        at += count
    assert ring.taken() == at > 131_072


def test_what_nobody_wrote_is_silence_also_the_next_time_round() -> None:
    ring = made()
    ring.write(0, frames(1, 50_000))
    taken(ring, 50_000)
    for _ in range(20):
        assert not taken(ring, 10_000).any()


def test_frames_are_replaced_and_what_comes_too_late_is_left_out() -> None:
    ring = made()
    ring.write(0, frames(0, 1000))
    taken(ring, 600)
    ring.write(500, -frames(500, 300))
    heard = taken(ring, 400)
    np.testing.assert_array_equal(heard[:200], -frames(600, 200))
    np.testing.assert_array_equal(heard[200:], frames(800, 200))
    ring.write(0, frames(0, 900))
    assert not taken(ring, 1000).any()


def test_what_is_heard_lies_behind_what_was_taken() -> None:
    ring = made()
    assert ring.heard() == 0
    assert not ring.look()
    taken(ring, 882)
    assert ring.look()
    assert -1235 <= ring.heard() <= ring.taken() == 882
