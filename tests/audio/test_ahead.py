"""What is kept ahead of a device arrives in time, or begins later where nobody hears it."""

import numpy as np

from mtplayer.audio.dsp.fades import Curve
from mtplayer.audio.mixer import Mixer
from mtplayer.audio.outputs.ahead import Ahead
from tests.audio.test_mixer import RATE, Notes, voice_of
from tests.fakes.programme import signal

LATE = 3000


class Taker:
    """Takes nothing by itself; ``late`` frames pass between a command and what it writes."""

    safe_ms = 15.0
    safe_out_of_silence_ms = 30.0
    # Its thread ends, and all that is written comes with commands.
    alive = False

    def __init__(self) -> None:
        self.at = 10_000
        self.late = 0
        self.asked = 0
        self.tape = np.zeros((400_000, 2), np.float32)

    def look(self) -> bool:
        return True

    def taken(self) -> float:
        self.asked += 1
        return self.at + (self.late if self.asked > 1 else 0)

    def heard(self) -> float:
        return self.at

    def write(self, at: int, frames: np.ndarray) -> None:
        begin = max(at, self.at + self.late)
        self.tape[begin : at + len(frames)] = frames[max(0, begin - at) :]

    def close(self) -> None:
        """Nothing to let go of."""

    def hear(self) -> np.ndarray:
        """Return what will be heard, from its first sound on."""
        loud = np.flatnonzero(np.abs(self.tape).max(axis=1) > 1e-6)
        return self.tape[loud[0] : loud[-1] + 1]


def made() -> tuple[Mixer, Taker, Ahead, np.ndarray]:
    mixer, taker = Mixer(RATE, Notes(), prepare_ms=500), Taker()
    ahead = Ahead(taker, RATE, mixer)
    ahead._thread.close(2000)
    mixer.start(voice_of(np.zeros((100, 2))), 0, Curve.EQUAL_GAIN)
    mixer.stop(0)
    taker.at, taker.asked = 11_000, 0
    return mixer, taker, ahead, signal(RATE, 3 * RATE).astype(np.float32)


def test_a_beginning_that_would_be_late_begins_later() -> None:
    for late in (0, LATE):
        mixer, taker, _, whole = made()
        taker.late = late
        mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
        heard = taker.hear()
        np.testing.assert_array_equal(heard, whole[: len(heard)])
        assert len(heard) > RATE // 25


def test_what_sounds_is_not_moved() -> None:
    mixer, taker, ahead, whole = made()
    mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    base, taker.late, taker.asked = ahead._base, LATE // 10, 0
    mixer.set_volume(0.5)
    assert ahead._base == base
