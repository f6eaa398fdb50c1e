"""An equalizer of peaks and shelves as one FIR filter without delay.

The response is that of a cascade of biquads (R. Bristow-Johnson's cookbook); its impulse
response is convolved in blocks (uniformly partitioned overlap-save).
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from mtplayer.audio.dsp.levels import factor
from mtplayer.audio.pcm_queue import Frames
from mtplayer.core.sound.equalizer import Band, Shape

BLOCK: Final = 1024
_MOST_PARTS: Final = 64
# As many blocks as a filter needs, and those that may be gone back over.
_PAST: Final = _MOST_PARTS + 40
# What is left out of the impulse response, as a part of its energy: the error stays below 0.03 dB.
_LEFT_OUT: Final = 1e-9

_BLEND: Final[Frames] = np.linspace(0, 1, BLOCK, dtype=np.float32)[:, None]

_Terms = tuple[float, float, float]
Spectrum = npt.NDArray[np.complex64]


class EqualizerState(NamedTuple):
    """What passing a block changes; what is wished for is not part of it."""

    filter: Spectrum | None
    before: Frames
    newest: int


def response(bands: Sequence[Band], hertz: npt.NDArray[np.float64], rate: int) -> Any:
    """Return the complex response at these frequencies."""
    turn = np.exp(-2j * np.pi * hertz / rate)
    total = np.ones(len(hertz), complex)
    for band in bands:
        if band.gain_db and band.hertz < rate / 2:
            above, below = _biquad(band, rate)
            total *= _polynomial(above, turn) / _polynomial(below, turn)
    return total


def _biquad(band: Band, rate: int) -> tuple[_Terms, _Terms]:
    amplitude = 10 ** (band.gain_db / 40)
    angle = 2 * np.pi * band.hertz / rate
    alpha = np.sin(angle) / (2 * band.q)
    if band.shape is Shape.PEAK:
        above = (1 + alpha * amplitude, -2 * np.cos(angle), 1 - alpha * amplitude)
        below = (1 + alpha / amplitude, -2 * np.cos(angle), 1 - alpha / amplitude)
        return above, below
    # A high shelf is a low one of a mirrored circle.
    cosine = np.cos(angle) if band.shape is Shape.LOW_SHELF else -np.cos(angle)
    sign = 1 if band.shape is Shape.LOW_SHELF else -1
    more, less, edge = amplitude + 1, amplitude - 1, 2 * np.sqrt(amplitude) * alpha
    above = (
        amplitude * (more - less * cosine + edge),
        sign * 2 * amplitude * (less - more * cosine),
        amplitude * (more - less * cosine - edge),
    )
    below = (
        more + less * cosine + edge,
        sign * -2 * (less + more * cosine),
        more + less * cosine - edge,
    )
    return above, below


def _polynomial(terms: _Terms, turn: Any) -> Any:
    return terms[0] + terms[1] * turn + terms[2] * turn * turn


def spectra(bands: Sequence[Band], preamp_db: float, rate: int) -> Spectrum:
    """Return the filter in parts, ready for ``Equalizer.use``; takes some milliseconds."""
    size = _MOST_PARTS * BLOCK * 2
    hertz = np.arange(size // 2 + 1) * rate / size
    impulse = np.fft.irfft(response(bands, hertz, rate) * factor(preamp_db), size)
    energy = np.cumsum(impulse[size // 2 :: -1] ** 2)[::-1]
    length = int(np.searchsorted(-energy, -energy[0] * _LEFT_OUT))
    parts = min(_MOST_PARTS, length // BLOCK + 1)
    padded = np.zeros((parts, 2 * BLOCK))
    padded[:, :BLOCK] = impulse[: parts * BLOCK].reshape(parts, BLOCK)
    return np.fft.rfft(padded, axis=1).astype(np.complex64)[:, :, None]


class Equalizer:
    """Takes blocks of ``BLOCK`` frames. Changes blend over one block; nothing is ever dropped."""

    def __init__(self) -> None:
        self._filter: Spectrum | None = None
        self._wanted: Spectrum | None = None
        self._before = np.zeros((BLOCK, 2), np.float32)
        # Kept twice, so that any run of the latest blocks is one piece.
        self._past = np.zeros((2 * _PAST, BLOCK + 1, 2), np.complex64)
        self._newest = 0

    @property
    def active(self) -> bool:
        """Whether blocks have to pass here; while not, nothing is remembered of them."""
        return self._filter is not None or self._wanted is not None

    @property
    def state(self) -> EqualizerState:
        """How it stands, to come back to within some 40 blocks."""
        return EqualizerState(self._filter, self._before, self._newest)

    @state.setter
    def state(self, state: EqualizerState) -> None:
        self._filter, self._before, self._newest = state

    def use(self, wanted: Spectrum | None) -> None:
        """Filter like this from the next block on; None is off."""
        if not self.active and wanted is not None:
            self._before = np.zeros((BLOCK, 2), np.float32)
            self._past[:] = 0
        self._wanted = wanted

    def apply(self, block: Frames) -> Frames:
        """Return the block as it shall sound."""
        self._newest = (self._newest - 1) % _PAST
        spectrum = np.fft.rfft(np.concatenate((self._before, block)), axis=0)
        self._past[self._newest] = self._past[self._newest + _PAST] = spectrum
        self._before = block
        wanted = self._wanted
        if self._filter is wanted:
            return self._filtered(block, wanted)
        old, new = self._filtered(block, self._filter), self._filtered(block, wanted)
        self._filter = wanted
        return np.asarray(old + (new - old) * _BLEND, np.float32)

    def _filtered(self, block: Frames, parts: Spectrum | None) -> Frames:
        if parts is None:
            return block
        past = self._past[self._newest : self._newest + len(parts)]
        total = np.einsum("pfc,pfc->fc", past, np.broadcast_to(parts, past.shape))
        return np.fft.irfft(total, axis=0)[BLOCK:].astype(np.float32)
