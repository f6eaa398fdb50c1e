"""The equalizer does what its bands say, within a tenth of a decibel, and nothing else."""

import numpy as np
import pytest

from mtplayer.audio.dsp.equalizer import BLOCK, Equalizer, response, spectra
from mtplayer.audio.dsp.limiter import Limiter
from mtplayer.core.sound.equalizer import Band, Shape, graphic


def impulse_response(bands, preamp_db, rate):
    equalizer = Equalizer()
    equalizer.use(spectra(bands, preamp_db, rate))
    sound = np.zeros((rate * 2 // BLOCK * BLOCK, 2), np.float32)
    sound[2 * BLOCK] = 1
    out = [equalizer.apply(sound[at : at + BLOCK]) for at in range(0, len(sound), BLOCK)]
    return np.concatenate(out)[2 * BLOCK :, 0]


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize(
    "gains", [(6, -3, 2, 0, -12, 5, 4, 12, -2, 3), tuple(12 * (-1) ** band for band in range(31))]
)
def test_the_response_is_that_of_its_bands(rate, gains) -> None:
    bands = graphic(gains)
    heard = np.fft.rfft(impulse_response(bands, -3.0, rate), 1 << 18)
    hertz = np.fft.rfftfreq(1 << 18, 1 / rate)
    inside = (hertz > 18) & (hertz < 20_000)
    wanted = np.abs(response(bands, hertz[inside], rate)) * 10 ** (-3 / 20)
    assert np.abs(20 * np.log10(np.abs(heard[inside]) / wanted)).max() < 0.1


def test_a_band_reaches_its_gain_in_its_middle() -> None:
    gains = [0.0] * 10
    gains[5] = 6.0
    at_1000 = response(graphic(tuple(gains)), np.array([1000.0]), 44_100)
    assert 20 * np.log10(abs(at_1000[0])) == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("shape", "low", "high"), [(Shape.LOW_SHELF, 6.0, 0.0), (Shape.HIGH_SHELF, 0.0, 6.0)]
)
def test_a_shelf_lifts_all_on_its_side_and_half_of_it_at_its_edge(shape, low, high) -> None:
    shelf = [Band(1000.0, 6.0, 0.7071, shape)]
    heard = np.fft.rfft(impulse_response(shelf, 0.0, 44_100), 1 << 18)
    at = {hertz: round(hertz * (1 << 18) / 44_100) for hertz in (30, 1000, 18_000)}
    gains = {hertz: 20 * np.log10(abs(heard[place])) for hertz, place in at.items()}
    assert gains[30] == pytest.approx(low, abs=0.1)
    assert gains[1000] == pytest.approx(3.0, abs=0.1)
    assert gains[18_000] == pytest.approx(high, abs=0.1)


def test_the_limiter_touches_nothing_that_fits_and_lets_nothing_through() -> None:
    limiter = Limiter(44_100)
    quiet = np.full((512, 2), 0.99, np.float32)
    assert limiter.apply(quiet) is quiet
    assert np.abs(limiter.apply(quiet * 3)).max() <= 1.0
    later = [limiter.apply(quiet) for _ in range(200)]
    assert later[0].max() < 0.5
    np.testing.assert_allclose(later[-1], quiet, rtol=1e-3)
