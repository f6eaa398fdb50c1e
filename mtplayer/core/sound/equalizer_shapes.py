"""Shapes of the equalizer: one's own by their names, and any of them with more or fewer bands."""

import json
from collections.abc import Mapping, Sequence
from math import log2
from typing import cast

from mtplayer.core.sound.equalizer import (
    LARGEST_DB,
    OCTAVES,
    PRESETS,
    THIRDS,
    gains_in,
    gains_text,
)

Gains = tuple[float, ...]


def own_shapes(text: str) -> dict[str, Gains]:
    """Return the shapes that are written there; whatever is none is passed over."""
    try:
        stored: object = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(stored, dict):
        return {}
    kept = cast("dict[str, object]", stored)
    found = {name: gains_in(str(value)) for name, value in kept.items()}
    return {name: gains for name, gains in found.items() if name and hertz_of(gains)}


def all_shapes(text: str) -> dict[str, Gains]:
    """Return ours, then those that are written there, which go before ours of the same name."""
    return {**PRESETS, **own_shapes(text)}


def shapes_text(shapes: Mapping[str, Sequence[float]]) -> str:
    """Write shapes as the setting holds them."""
    if not shapes:
        return ""
    return json.dumps({name: gains_text(shapes[name]) for name in shapes}, ensure_ascii=False)


def hertz_of(gains: Sequence[float]) -> tuple[float, ...]:
    """Return where the bands of a shape are; nowhere if it has neither 10 nor 31."""
    return next((known for known in (OCTAVES, THIRDS) if len(known) == len(gains)), ())


def refitted(gains: Sequence[float], count: int) -> Gains:
    """Return the same shape with so many bands, in whole decibels."""
    have = hertz_of(gains)
    if not have or len(gains) == count:
        return tuple(gains) if have else (0.0,) * count
    wanted = THIRDS if count == len(THIRDS) else OCTAVES
    return tuple(float(round(_between(have, gains, hertz))) for hertz in wanted)


def _between(have: Sequence[float], gains: Sequence[float], hertz: float) -> float:
    """Return the gain at a frequency: between two bands by octaves, beyond them as the last."""
    at = sum(known <= hertz for known in have)
    if at in (0, len(have)):
        return gains[max(0, at - 1)]
    low, high = have[at - 1], have[at]
    share = log2(hertz / low) / log2(high / low)
    gain = gains[at - 1] + share * (gains[at] - gains[at - 1])
    return min(LARGEST_DB, max(-LARGEST_DB, gain))
