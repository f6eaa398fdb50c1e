"""What an output holds ahead is replaced: a command is heard as if nothing had been held."""

import random
from itertools import pairwise

import numpy as np
import pytest

from mtplayer.audio.dsp.equalizer import spectra
from mtplayer.audio.dsp.fades import Curve
from mtplayer.audio.mixer import Mixer
from mtplayer.core.sound.equalizer import graphic
from tests.audio.test_mixer import RATE, Notes, voice_of
from tests.fakes.programme import signal

AHEAD = 17_640
STEP = 882
LOW = 4410


class Held:
    """An output that holds 0.4 s; ``play`` lets some of it be heard."""

    def __init__(self, mixer: Mixer) -> None:
        self.mixer = mixer
        self.at = 0
        self.tape = np.full((4_000_000, 2), np.nan, np.float32)
        mixer.holder = self

    def reach(self) -> int:
        return self.at

    def heard(self) -> float:
        return self.at

    def wake(self) -> None:
        self.fill()

    def fill(self) -> None:
        self.mixer.turn()
        while self.mixer.pulled < self.at + AHEAD:
            ahead = self.mixer.pulled - self.at
            start, frames = self.mixer.draw(STEP, now=ahead < LOW)
            if not len(frames):
                return
            self.tape[start : start + len(frames)] = frames

    def play(self, count: int) -> None:
        self.at += count
        self.fill()


class Direct:
    """An output that holds nothing."""

    def __init__(self, mixer: Mixer) -> None:
        self.mixer = mixer
        self.at = 0
        self.parts: list[np.ndarray] = []

    def play(self, count: int) -> None:
        self.parts.append(self.mixer.pull(count))
        self.at += count


def mixer_of() -> Mixer:
    return Mixer(RATE, Notes(), prepare_ms=500)


@pytest.mark.parametrize("seed", range(6))
def test_commands_sound_as_if_nothing_were_held(seed) -> None:
    # Two at once stay below what the limiter lets pass: it looks at blocks.
    whole = 0.4 * signal(RATE, 20 * RATE).astype(np.float32)

    def heard(make):
        chance = random.Random(seed)
        mixer = mixer_of()
        output = make(mixer)
        mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
        for _ in range(25):
            # Beyond every fade: one that is broken off begins anew where the next block does.
            output.play(chance.randrange(5000, 30_000))
            what = chance.randrange(6)
            if what == 0:
                mixer.pause(20)
            elif what == 1:
                mixer.resume(20)
            elif what == 2:
                mixer.set_volume(chance.random())
            elif what == 3:
                place = chance.randrange(10 * RATE)
                mixer.start(voice_of(whole[place:]), 20, Curve.EQUAL_GAIN)
                mixer.resume(20)
            elif what == 4:
                mixer.start(voice_of(whole[::-1]), 110, Curve.EQUAL_POWER)
                mixer.resume(20)
            else:
                mixer.stop(20)
        return output

    held, direct = heard(Held), heard(Direct)
    np.testing.assert_allclose(
        held.tape[: held.at], np.concatenate(direct.parts)[: held.at], atol=1e-6
    )


def test_a_pause_is_heard_at_once_and_loses_nothing() -> None:
    whole = signal(RATE, 5 * RATE).astype(np.float32)
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    for _ in range(10):
        held.play(4410)
        mixer.pause(0)
        assert mixer.pulled - held.at >= AHEAD
        held.play(4410)
        mixer.resume(0)
    held.play(4410)
    heard = held.tape[: held.at].reshape(-1, 4410, 2)
    np.testing.assert_array_equal(heard[::2].reshape(-1, 2), whole[: 11 * 4410])
    assert not heard[1::2].any()


def test_places_are_those_of_what_is_heard() -> None:
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voice_of(signal(RATE, 5 * RATE)), 0, Curve.EQUAL_GAIN)
    held.play(8820)
    assert mixer.way.reach(mixer.heard(0)) == 8820
    mixer.pause(0)
    held.play(8820)
    assert mixer.way.reach(mixer.heard(0)) == 8820
    mixer.resume(0)
    held.play(100)
    assert mixer.way.reach(mixer.heard(0)) == 8920


def test_the_equalizer_is_heard_at_once_and_drops_nothing() -> None:
    whole = signal(RATE, 6 * RATE).astype(np.float32)
    spectrum = spectra(graphic((0,) * 9 + (6,)), 0, RATE)
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    held.play(2 * RATE)
    mixer.equalize(spectrum)
    held.play(RATE)
    direct = mixer_of()
    direct.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    direct.pull(2 * RATE)
    direct.equalize(spectrum)
    np.testing.assert_allclose(held.tape[2 * RATE : 3 * RATE], direct.pull(RATE), atol=1e-6)
    mixer.set_volume(0.999)
    held.play(RATE)
    direct.set_volume(0.999)
    np.testing.assert_allclose(held.tape[3 * RATE : 4 * RATE], direct.pull(RATE), atol=1e-5)


def test_what_was_held_and_never_played_comes_again_from_another_device() -> None:
    whole = signal(RATE, 5 * RATE).astype(np.float32)
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    held.play(10_001)
    mixer.holder = None
    mixer.take_back(held.at)
    np.testing.assert_array_equal(mixer.pull(20_000), whole[10_001:30_001])


def test_only_what_is_decoded_is_drawn_ahead() -> None:
    voice = voice_of(np.full((9000, 2), 0.5), whole=False)
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voice, 0, Curve.EQUAL_GAIN)
    held.play(0)
    assert (mixer.pulled, mixer.underruns) == (9000, 0)
    held.play(9000)
    assert (mixer.pulled, mixer.underruns) == (9000 + 5 * STEP, 5 * STEP)


def test_the_end_is_not_drawn_before_it_is_near_so_what_follows_can_still_be_said() -> None:
    whole = signal(RATE, 3 * RATE).astype(np.float32)
    cuts = [0, 8000, 15_000, 24_001, 60_000]
    voices = [voice_of(whole[a:b]) for a, b in pairwise(cuts)]
    mixer = mixer_of()
    held = Held(mixer)
    mixer.start(voices[0], 0, Curve.EQUAL_GAIN)
    for follower, end in zip(voices[1:], cuts[1:], strict=False):
        held.play(end - LOW - 10 - held.at)
        mixer.follow(follower, 0)
    held.play(50_000 - held.at)
    np.testing.assert_array_equal(held.tape[:50_000], whole[:50_000])
    assert mixer.underruns == 0
