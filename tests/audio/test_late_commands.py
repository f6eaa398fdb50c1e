"""Commands that come in the middle of a crossfade, or just before a join that is held already."""

import numpy as np
import pytest

from mtplayer.audio.dsp.equalizer import spectra
from mtplayer.audio.dsp.fades import Curve
from mtplayer.audio.mixer import Mixer
from mtplayer.core.sound.equalizer import graphic
from tests.audio.test_held_ahead import Direct, Held
from tests.audio.test_mixer import RATE, Notes, voice_of
from tests.fakes.programme import signal

CROSSFADE_MS = 1000
FADE = 882
# No fade of a second changes what is at most 0.9 by more from one frame to the next.
STEADY = 2e-4


def level(of: float, seconds: float = 20, **wish):
    return voice_of(np.full((round(seconds * RATE), 2), of), **wish)


def heard(make, act):
    notes = Notes()
    mixer = Mixer(RATE, notes, prepare_ms=500)
    output = make(mixer)
    mixer.start(level(0.3), 0, Curve.EQUAL_GAIN)
    output.play(RATE)
    act(mixer, output)
    sound = output.tape[: output.at] if make is Held else np.concatenate(output.parts)
    return sound, notes


def skip(mixer, of: float, fade_ms: float = CROSSFADE_MS) -> None:
    mixer.start(level(of), fade_ms, Curve.EQUAL_POWER)


def skip_twice(mixer, output) -> None:
    skip(mixer, 0.45)
    output.play(RATE // 4)
    skip(mixer, 0.2)
    output.play(2 * RATE)


def skip_often(mixer, output) -> None:
    for _ in range(3):
        skip(mixer, 0.3)
        output.play(RATE // 8)
        skip(mixer, 0.2)
        output.play(RATE // 5)
    output.play(2 * RATE)


@pytest.mark.parametrize("make", [Held, Direct])
@pytest.mark.parametrize("act", [skip_twice, skip_often])
def test_skipping_in_the_middle_of_a_crossfade_does_not_jump(make, act) -> None:
    sound, notes = heard(make, act)
    assert np.abs(np.diff(sound[:, 0])).max() < STEADY
    assert sound[-1] == pytest.approx(0.2)
    assert len(notes.done) == (2 if act is skip_twice else 6)


@pytest.mark.parametrize("act", [skip_twice, skip_often])
def test_a_crossfade_that_is_broken_off_sounds_as_if_nothing_were_held(act) -> None:
    np.testing.assert_allclose(heard(Held, act)[0], heard(Direct, act)[0], atol=1e-6)


def test_the_end_of_a_piece_that_is_still_coming_in_crossfades_without_a_jump() -> None:
    def act(mixer, output) -> None:
        mixer.start(level(0.4, 0.9), CROSSFADE_MS, Curve.EQUAL_POWER)
        mixer.follow(level(0.2), 500)
        for _ in range(300):
            output.play(RATE // 100)

    for make in (Held, Direct):
        sound, _ = heard(make, act)
        assert np.abs(np.diff(sound[:, 0])).max() < STEADY
        assert sound[-1] == pytest.approx(0.2)


@pytest.mark.parametrize("make", [Held, Direct])
@pytest.mark.parametrize("command", ["stop", "seek"])
def test_what_leaves_is_silent_soon_after_a_stop_or_a_seek(make, command) -> None:
    def act(mixer, output) -> None:
        skip(mixer, 0.45, 12_000)
        output.play(RATE)
        if command == "stop":
            mixer.stop(20)
        else:
            mixer.start(level(0.1, start_ms=5000), 20, Curve.EQUAL_GAIN)
        output.play(RATE)

    sound, notes = heard(make, act)
    before = sound[2 * RATE - 1]
    assert sound[2 * RATE :].max() <= before.max() + 0.1
    assert sound[2 * RATE + RATE // 20 :] == pytest.approx(0 if command == "stop" else 0.1)
    assert len(notes.done) == 2


class Joined:
    """Two pieces of one signal, played to shortly before they meet, with the join held already."""

    def __init__(self, left: int, *, equalized: bool = False) -> None:
        self.whole = signal(RATE, 6 * RATE).astype(np.float32)
        self.cut = 2 * RATE + 17
        self.notes = Notes()
        self.mixer = Mixer(RATE, self.notes, prepare_ms=500)
        self.held = Held(self.mixer)
        self.first = voice_of(self.whole[: self.cut], serial=1)
        self.second = voice_of(self.whole[self.cut :], serial=2)
        if equalized:
            self.mixer.equalize(spectra(graphic((0,) * 9 + (6,)), 0, RATE))
        self.mixer.start(self.first, 0, Curve.EQUAL_GAIN)
        self.held.play(RATE)
        self.mixer.follow(self.second, 0)
        self.held.play(self.cut - left - RATE)

    @property
    def heard(self) -> np.ndarray:
        return self.held.tape[: self.held.at]


@pytest.mark.parametrize("left", [16_000, 5000, 900, 1])
def test_a_join_that_nobody_heard_yet_can_be_taken_back(left) -> None:
    it = Joined(left)
    assert it.mixer.voice is it.second
    assert it.mixer.part() is it.first
    it.mixer.follow(None, 0)
    it.held.play(RATE)
    np.testing.assert_array_equal(it.heard[: it.cut], it.whole[: it.cut])
    assert not it.heard[it.cut :].any()
    assert it.notes.done.count(it.second) == 1
    marks = it.mixer.timeline.reached(it.mixer.mixed)
    assert [mark.voice for mark in marks] == [it.first, None]
    assert marks[-1].ended is it.first
    assert [(join.at, join.new) for join in it.mixer.joins] == [(it.cut, None)]


@pytest.mark.parametrize("left", [16_000, 5000])
def test_another_piece_can_follow_to_the_sample_instead(left) -> None:
    it = Joined(left)
    other = voice_of(it.whole[::-1], serial=3)
    assert it.mixer.part() is it.first
    it.mixer.follow(other, 0)
    it.held.play(RATE)
    np.testing.assert_array_equal(
        it.heard, np.concatenate((it.whole[: it.cut], it.whole[::-1]))[: it.held.at]
    )
    assert [(join.at, join.new) for join in it.mixer.joins] == [(it.cut, other)]


def test_with_an_equalizer_too() -> None:
    it = Joined(9000, equalized=True)
    assert it.mixer.part() is it.first
    it.held.play(RATE)
    direct = Mixer(RATE, Notes(), prepare_ms=500)
    direct.equalize(spectra(graphic((0,) * 9 + (6,)), 0, RATE))
    direct.start(voice_of(it.whole[: it.cut]), 0, Curve.EQUAL_GAIN)
    np.testing.assert_allclose(it.heard, direct.pull(it.held.at), atol=1e-5)


def test_a_join_that_is_heard_stays() -> None:
    it = Joined(1000)
    it.held.play(1001)
    assert it.mixer.part() is None
    it.held.play(RATE)
    np.testing.assert_array_equal(it.heard, it.whole[: it.held.at])


def test_after_a_pause_a_join_can_be_taken_back_as_well() -> None:
    it = Joined(6000)
    it.mixer.pause(20)
    it.held.play(RATE)
    assert it.mixer.part() is it.first
    it.mixer.resume(20)
    it.held.play(RATE)
    after, ends = it.heard[-RATE:], 6000 - FADE
    np.testing.assert_array_equal(after[FADE:ends], it.whole[it.cut - ends + FADE : it.cut])
    assert not after[ends:].any()
