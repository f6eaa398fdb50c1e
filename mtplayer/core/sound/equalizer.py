"""The bands of an equalizer."""

from collections.abc import Iterable
from enum import Enum
from typing import Final, NamedTuple

from mtplayer.core.record import record

OCTAVES: Final = (31, 62, 125, 250, 500, 1000, 2000, 4000, 8000, 16000)
THIRDS: Final = (
    20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250,
    1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000,
)  # fmt: skip
LARGEST_DB: Final = 12.0
_OCTAVE_Q: Final = 1.41
_THIRD_Q: Final = 4.32


class Shape(Enum):
    """What a band does around its frequency, below it, or above."""

    PEAK = "peak"
    LOW_SHELF = "low shelf"
    HIGH_SHELF = "high shelf"


class Band(NamedTuple):
    """Where, how much, and how narrow."""

    hertz: float
    gain_db: float
    q: float
    shape: Shape = Shape.PEAK


@record
class EqualizerCurve:
    """What the equalizer does; no bands is off."""

    bands: tuple[Band, ...] = ()
    preamp_db: float = 0.0

    @property
    def flat(self) -> bool:
        """Whether it changes nothing."""
        return not self.preamp_db and not any(band.gain_db for band in self.bands)


FLAT: Final = EqualizerCurve()
PRESETS: Final[dict[str, tuple[float, ...]]] = {
    "Flat": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "More bass": (6, 5, 4, 2, 0, 0, 0, 0, 0, 0),
    "Less bass": (-6, -5, -4, -2, 0, 0, 0, 0, 0, 0),
    "More treble": (0, 0, 0, 0, 0, 0, 2, 4, 5, 6),
    "Less treble": (0, 0, 0, 0, 0, 0, -2, -4, -5, -6),
    "Quiet listening": (5, 4, 2, 0, -1, -1, 0, 2, 3, 4),
    "Voices": (-6, -4, -2, 0, 2, 4, 4, 2, 0, -2),
    "Small speakers": (-8, -4, 3, 4, 2, 0, 0, 1, 2, 2),
}
"""Gains of ten octaves to begin with."""


def gains_in(text: str) -> tuple[float, ...]:
    """Return the gains that are written there; none where one is no number."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()


def gains_text(gains_db: Iterable[float]) -> str:
    """Write gains as the setting holds them."""
    return ",".join(f"{gain:g}" for gain in gains_db)


def graphic(gains_db: tuple[float, ...]) -> tuple[Band, ...]:
    """Return the bands of a graphic equalizer: 10 of an octave or 31 of a third."""
    if len(gains_db) == len(OCTAVES):
        return tuple(Band(hz, db, _OCTAVE_Q) for hz, db in zip(OCTAVES, gains_db, strict=True))
    if len(gains_db) == len(THIRDS):
        return tuple(Band(hz, db, _THIRD_Q) for hz, db in zip(THIRDS, gains_db, strict=True))
    raise ValueError(f"an equalizer has 10 or 31 bands, not {len(gains_db)}")
