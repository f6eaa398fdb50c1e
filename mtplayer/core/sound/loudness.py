"""How loud music is, by EBU R128: what is measured of a track, and of tracks together."""

import zlib
from array import array
from collections.abc import Iterable
from math import log10
from typing import Final, Self

from mtplayer.core.record import short_record

REFERENCE_LUFS: Final = -18.0
"""What ReplayGain 2.0 brings everything to."""

_LOWEST_LUFS: Final = -70.0
_HIGHEST_LUFS: Final = 20.0
_BIN: Final = 0.02
_BINS: Final = round((_HIGHEST_LUFS - _LOWEST_LUFS) / _BIN)
_RELATIVE_GATE: Final = 10.0
_OFFSET: Final = -0.691


@short_record
class BlockCounts:
    """How many blocks of 400 ms are how loud: enough to know an album by its tracks."""

    counts: tuple[tuple[int, int], ...]
    """A bin of 0.02 LU above -70 LUFS, and how many blocks fell into it."""

    def packed(self) -> bytes:
        """Return it as it is stored: 200 to 2,000 bytes."""
        flat = array("I", (value for pair in self.counts for value in pair))
        return zlib.compress(flat.tobytes())

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Return what was stored."""
        flat = array("I")
        flat.frombytes(zlib.decompress(content))
        return cls(tuple(zip(flat[::2], flat[1::2], strict=True)))


@short_record
class Loudness:
    """A track as it was measured; peaks are of full scale, also between the samples."""

    blocks: BlockCounts
    true_peak: float

    @property
    def lufs(self) -> float | None:
        """How loud it is; None where nothing is above silence."""
        return integrated((self.blocks,))


def bin_of(energy: float) -> int | None:
    """Return the bin of a block by its weighted mean square, None below the absolute gate."""
    if energy <= 0:
        return None
    lufs = _OFFSET + 10 * log10(energy)
    return None if lufs < _LOWEST_LUFS else min(int((lufs - _LOWEST_LUFS) / _BIN), _BINS - 1)


def integrated(parts: Iterable[BlockCounts]) -> float | None:
    """Return how loud all of these are together, gated as R128 says."""
    blocks = [
        (_LOWEST_LUFS + (number + 0.5) * _BIN, count)
        for part in parts
        for number, count in part.counts
    ]
    if not blocks:
        return None
    gate = _mean(blocks) - _RELATIVE_GATE
    return _mean([(lufs, count) for lufs, count in blocks if lufs >= gate])


def gain_db(lufs: float) -> float:
    """Return what brings it to the reference."""
    return REFERENCE_LUFS - lufs


def _mean(blocks: list[tuple[float, int]]) -> float:
    total = sum(count for _, count in blocks)
    energy = sum(10 ** ((lufs - _OFFSET) / 10) * count for lufs, count in blocks) / total
    return _OFFSET + 10 * log10(energy)
