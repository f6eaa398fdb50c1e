"""The WAV files that libVLC writes, one per stream, joined into one."""

import shutil
import struct
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

_HEADER: Final = 44
_FRAME: Final = 4  # two channels of 16 bits
_TAPS: Final = 32
_BLOCK: Final = 1 << 16

Frames = npt.NDArray[np.int16]


class _Part(NamedTuple):
    rate: int
    frames: Frames


class WavParts:
    """Collects streams in a folder beside ``target`` and joins them into it.

    All of it is 16-bit stereo; streams of another rate than the first one's are resampled.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self.folder = Path(tempfile.mkdtemp(prefix=".mtplayer-", dir=target.parent))

    def join(self) -> None:
        """Write the one file and remove the parts."""
        parts = [part for path in sorted(self.folder.glob("*.wav")) if (part := _read(path))]
        rate = parts[0].rate if parts else 44100
        size = 0
        with self._target.open("wb") as out:
            out.write(_header(rate, 0))
            for part in parts:
                frames = part.frames if part.rate == rate else resample(*part, rate)
                size += out.write(frames.tobytes())
            out.seek(0)
            out.write(_header(rate, size))
        shutil.rmtree(self.folder)


def _read(path: Path) -> _Part | None:
    """Return the frames of a part; a stream cut short has no right sizes in its header."""
    size = path.stat().st_size
    if size < _HEADER + _FRAME:
        return None
    with path.open("rb") as file:
        rate = struct.unpack_from("<I", file.read(_HEADER), 24)[0]
    count = (size - _HEADER) // _FRAME * 2
    samples = np.memmap(path, dtype="<i2", mode="r", offset=_HEADER, shape=(count,))
    return _Part(rate, samples.reshape(-1, 2))


def _header(rate: int, size: int) -> bytes:
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, rate, rate * _FRAME, _FRAME, 16)
    return (
        struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE")
        + form
        + struct.pack("<4sI", b"data", size)
    )


def resample(source: int, frames: Frames, rate: int) -> Frames:
    """Return ``frames`` at ``rate`` instead of ``source``, by a windowed sinc of 64 taps."""
    cut = min(1.0, rate / source)
    count = len(frames) * rate // source
    blocks = [
        _interpolate(frames, np.arange(first, min(first + _BLOCK, count)) * (source / rate), cut)
        for first in range(0, count, _BLOCK)
    ]
    return np.concatenate(blocks) if blocks else frames[:0]


def _interpolate(frames: Frames, places: npt.NDArray[np.floating], cut: float) -> Frames:
    base = np.floor(places).astype(np.int64)
    total = np.zeros((len(places), 2))
    for tap in range(1 - _TAPS, _TAPS + 1):
        at = base + tap
        inside = (at >= 0) & (at < len(frames))
        away = places - at
        window = 0.5 + 0.5 * np.cos(np.pi * np.clip(away / _TAPS, -1, 1))
        weight = cut * np.sinc(cut * away) * window * inside
        total += weight[:, None] * frames[np.clip(at, 0, len(frames) - 1)]
    return np.clip(np.rint(total), -32768, 32767).astype("<i2")
