"""Parametric filters as AutoEQ and Equalizer APO write them: one a line, after a preamp."""

import re
from typing import Final

from mtplayer.core.sound.equalizer import Band, EqualizerCurve, Shape

MOST_FILTERS: Final = 64
_LARGEST_DB: Final = 30.0
_SHELF_Q: Final = 0.7071
_NUMBER: Final = r"([-+]?\d+(?:\.\d+)?)"
_PREAMP: Final = re.compile(rf"^\s*Preamp:\s*{_NUMBER}\s*dB", re.IGNORECASE | re.MULTILINE)
_FILTER: Final = re.compile(
    rf"^\s*Filter\s*\d*:\s*ON\s+(\w+)\s+Fc\s+{_NUMBER}\s*Hz\s+Gain\s+{_NUMBER}\s*dB"
    rf"(?:\s+Q\s+{_NUMBER})?",
    re.IGNORECASE | re.MULTILINE,
)
_SHAPES: Final = {
    "PK": Shape.PEAK,
    "PEQ": Shape.PEAK,
    "LS": Shape.LOW_SHELF,
    "LSC": Shape.LOW_SHELF,
    "LSQ": Shape.LOW_SHELF,
    "HS": Shape.HIGH_SHELF,
    "HSC": Shape.HIGH_SHELF,
    "HSQ": Shape.HIGH_SHELF,
}


def parametric(text: str) -> EqualizerCurve:
    """Return the filters that are on; ValueError says why there are none."""
    bands = tuple(_band(*found.groups()) for found in _FILTER.finditer(text))
    if not bands:
        raise ValueError("there are no filters in it")
    if len(bands) > MOST_FILTERS:
        raise ValueError(f"there are {len(bands)} filters in it, more than {MOST_FILTERS}")
    preamp = _PREAMP.search(text)
    return EqualizerCurve(bands=bands, preamp_db=_gain(preamp[1]) if preamp else 0.0)


def _band(kind: str, hertz: str, gain: str, q: str | None) -> Band:
    shape = _SHAPES.get(kind.upper())
    if shape is None:
        raise ValueError(f"a filter “{kind}” is not known")
    width = float(q) if q else _SHELF_Q
    if float(hertz) <= 0 or width <= 0:
        raise ValueError("a filter has no frequency or no width")
    return Band(float(hertz), _gain(gain), width, shape)


def _gain(text: str) -> float:
    gain = float(text)
    if abs(gain) > _LARGEST_DB:
        raise ValueError(f"{gain:g} dB are too much")
    return gain
