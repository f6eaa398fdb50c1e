"""The bands of an equalizer."""

from dataclasses import dataclass
from typing import Final, NamedTuple

OCTAVES: Final = (31, 62, 125, 250, 500, 1000, 2000, 4000, 8000, 16000)
THIRDS: Final = (
    20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250,
    1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000,
)  # fmt: skip
LARGEST_DB: Final = 12.0
_OCTAVE_Q: Final = 1.41
_THIRD_Q: Final = 4.32


class Band(NamedTuple):
    """A peak or a dip: its middle, how much, and how narrow."""

    hertz: float
    gain_db: float
    q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualizerCurve:
    """What the equalizer does; no bands is off."""

    bands: tuple[Band, ...] = ()
    preamp_db: float = 0.0

    @property
    def flat(self) -> bool:
        """Whether it changes nothing."""
        return not self.preamp_db and not any(band.gain_db for band in self.bands)


FLAT: Final = EqualizerCurve()


def graphic(gains_db: tuple[float, ...]) -> tuple[Band, ...]:
    """Return the bands of a graphic equalizer: 10 of an octave or 31 of a third."""
    if len(gains_db) == len(OCTAVES):
        return tuple(Band(hz, db, _OCTAVE_Q) for hz, db in zip(OCTAVES, gains_db, strict=True))
    if len(gains_db) == len(THIRDS):
        return tuple(Band(hz, db, _THIRD_Q) for hz, db in zip(THIRDS, gains_db, strict=True))
    raise ValueError(f"an equalizer has 10 or 31 bands, not {len(gains_db)}")
