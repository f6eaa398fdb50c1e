"""The picture of a sound: where its pitch is, how loud it is, and what it costs."""

import time

import numpy as np
import pytest

from mtplayer.audio.analysis.spectrum import WINDOW, Spectrum


def stereo(hertz, level=0.5, rate=44_100):
    sound = level * np.sin(2 * np.pi * hertz * np.arange(WINDOW) / rate)
    return np.stack([sound, 0.5 * sound], axis=1).astype(np.float32)


@pytest.mark.parametrize("hertz", [60, 440, 3000, 12_000])
def test_the_highest_bar_is_that_of_the_pitch(hertz) -> None:
    spectrum = Spectrum(64, 44_100)
    picture = spectrum.picture(stereo(hertz))
    edges = np.geomspace(40, 16_000, 65)
    bar = int(np.argmax(picture.bars))
    assert edges[max(0, bar - 1)] <= hertz <= edges[min(64, bar + 2)]


def test_levels_are_those_of_left_and_right_and_silence_is_nothing() -> None:
    spectrum = Spectrum(64, 48_000)
    left, right = spectrum.picture(stereo(440)).levels
    assert left == pytest.approx((66 - 6.02) / 66, abs=0.01)
    assert right == pytest.approx((66 - 12.04) / 66, abs=0.01)
    quiet = spectrum.picture(np.zeros((WINDOW, 2), np.float32))
    assert not any(quiet.bars)
    assert quiet.levels == (0.0, 0.0)


@pytest.mark.budget
def test_a_picture_takes_less_than_two_milliseconds() -> None:
    spectrum, sound = Spectrum(64, 44_100), stereo(440)
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        spectrum.picture(sound)
        times.append(time.perf_counter() - begun)
    assert sorted(times)[25] < 0.002
