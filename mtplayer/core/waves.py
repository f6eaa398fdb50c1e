"""The shape of a track's sound, as it is painted and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtplayer.core.loudness import Loudness

PEAKS: Final = 1000
"""Heights of a waveform, one byte each."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the whole sound of a track found."""

    shape: bytes
    loudness: Loudness
    frames: int
    rate: int
