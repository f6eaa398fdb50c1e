"""The colour that a cover stands for, and how much of it a ground may take without hiding text."""

from collections import Counter
from typing import Final

Rgb = tuple[int, int, int]

KEPT: Final = 12
"""So many colours a cover is reduced to."""

LEAST_CONTRAST: Final = 4.5
_STEP: Final = 0.85
_LEAST_SHARE: Final = 0.01
# The upper three bits of each channel: at most 512 bins, about 60 in a cover.
_COARSE: Final = bytes(value & 0xE0 for value in range(256))
_MIDDLE: Final = 127.5


def main_colour(rgb: bytes) -> int:
    """Return the colour of most weight among pixels of three bytes, as 0xRRGGBB.

    Saturated colours of middle lightness weigh more than the grey around them.
    """
    coarse = rgb.translate(_COARSE)
    bins = Counter(coarse[at : at + 3] for at in range(0, len(coarse) - 2, 3))
    kept = [key for key, _ in bins.most_common(KEPT)]
    if not kept:
        return 0x808080
    weights = dict.fromkeys(kept, 0)
    for key, count in bins.items():
        weights[min(kept, key=lambda other: _distance(key, other))] += count
    best = max(kept, key=lambda key: weights[key] * _interest(key))
    red, green, blue = _mean(rgb, coarse, best)
    return red << 16 | green << 8 | blue


def tinted(ground: Rgb, colour: Rgb, share: float, texts: tuple[Rgb, ...]) -> Rgb:
    """Return ``ground`` with so much of ``colour`` that every text on it can still be read."""
    result = _mixed(ground, colour, share)
    while share > _LEAST_SHARE and min(contrast(text, result) for text in texts) < LEAST_CONTRAST:
        share *= _STEP
        result = _mixed(ground, colour, share)
    return result if share > _LEAST_SHARE else ground


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours as WCAG 2 defines it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def channels(colour: int) -> Rgb:
    """Return 0xRRGGBB taken apart."""
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _mixed(ground: Rgb, colour: Rgb, share: float) -> Rgb:
    red, green, blue = (
        round(under + (over - under) * share) for under, over in zip(ground, colour, strict=True)
    )
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _interest(key: bytes) -> float:
    high, low = max(key) + 16, min(key) + 16
    saturation = (high - low) / high
    lightness = 1 - abs((high + low) / 2 - _MIDDLE) / _MIDDLE
    # Pale grounds are large: a colour that is a fifth of them, but full, is the cover's.
    return (0.1 + saturation) ** 1.5 * (0.2 + lightness)


def _mean(rgb: bytes, coarse: bytes, key: bytes) -> Rgb:
    """Return the mean of the pixels that fell into a bin."""
    starts = [at for at in range(0, len(coarse) - 2, 3) if coarse[at : at + 3] == key]
    red, green, blue = (sum(rgb[at + part] for at in starts) // len(starts) for part in range(3))
    return red, green, blue
