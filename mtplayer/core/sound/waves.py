"""The shape of a track's sound, as it is painted and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtplayer.core.record import short_record

if TYPE_CHECKING:
    from mtplayer.core.sound.loudness import Loudness

PEAKS: Final = 1000
"""Heights of a waveform, one byte each."""
# 54 dB below the loudest passage.
_SILENT: Final = 0


class Silence(NamedTuple):
    """From when to when nothing is heard."""

    begin_ms: int
    end_ms: int


def silences(shape: bytes, duration_ms: int, shortest_ms: int) -> list[Silence]:
    """Return the silent pieces of a track, not the one at its end; to a height of the shape."""
    found: list[Silence] = []
    begin: int | None = None
    for number, height in enumerate(shape):
        if height <= _SILENT and begin is None:
            begin = number
        elif height > _SILENT and begin is not None:
            # What a height stands for is a mean: the sound may begin or end inside of one.
            first, last = (begin + 1) * duration_ms, (number - 1) * duration_ms
            piece = Silence(first // len(shape), last // len(shape))
            if piece.end_ms - piece.begin_ms >= shortest_ms:
                found.append(piece)
            begin = None
    return found


@short_record
class Look:
    """What a look at the whole sound of a track found."""

    shape: bytes
    loudness: Loudness
    frames: int
    rate: int
