"""A continuous signal cut at odd samples, in every format that keeps its length.

The left channel is a sine, the right one noise of a band: wherever a piece of it is found again,
its place is known to the sample.
"""

import subprocess
import wave
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from mutagen.mp4 import MP4, MP4FreeForm

Signal = npt.NDArray[np.float64]

STUDIO_RATE: Final = 96_000
_PRIMING: Final = 1024
_FFMPEG: Final = ("ffmpeg", "-v", "error", "-nostdin", "-y", "-i")


def signal(rate: int, frames: int, seed: int = 7) -> Signal:
    """Return frames of two channels, on the grid of the bits that a rate is written with."""
    full = 1 << bits_of(rate) - 1
    left = 0.5 * np.sin(2 * np.pi * 441.7 * np.arange(frames) / rate)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    hertz = np.fft.rfftfreq(frames, 1 / rate)
    spectrum[(hertz < 150) | (hertz > 5000)] = 0
    right = np.fft.irfft(spectrum, frames)
    right = np.clip(right * 0.22 / right.std(), -0.95, 0.95)
    return np.round(np.stack([left, right], 1) * (full - 1)) / full


def bits_of(rate: int) -> int:
    """Return how many bits the samples of a rate have here."""
    return 24 if rate == STUDIO_RATE else 16


def write_pcm(path: Path, sound: Signal, rate: int) -> Path:
    """Write a WAV file."""
    width = bits_of(rate) // 8
    whole = np.round(sound * (1 << bits_of(rate) - 1)).astype("<i4")
    with path.open("wb") as file, wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes())
    return path


def _untouched(source: Path, target: Path) -> list[str]:
    """Write AAC as ffmpeg makes it, but without its edit list."""
    options = ("-c:a", "aac", "-b:a", "256k", "-use_editlist", "0")
    return [*_FFMPEG, str(source), *options, str(target)]


def _tell_gaps(source: Path, target: Path) -> None:
    """Say in iTunes' words how much of a file is music: priming, padding, length."""
    with wave.open(str(source), "rb") as file:
        frames = file.getnframes()
    packets = -(-(frames + _PRIMING) // _PRIMING)
    padding = packets * _PRIMING - frames - _PRIMING
    words = f" 00000000 {_PRIMING:08X} {padding:08X} {frames:016X}" + " 00000000" * 8
    tags = MP4(target)
    tags["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(words.encode())]
    tags.save()  # pyright: ignore[reportUnknownMemberType]


def _ffmpeg(*options: str) -> Callable[[Path, Path], list[str]]:
    return lambda source, target: [*_FFMPEG, str(source), *options, str(target)]


ENCODERS: Final[Mapping[str, Callable[[Path, Path], list[str]]]] = {
    "wav": _ffmpeg("-c:a", "copy"),
    "flac": lambda source, target: ["flac", "-fs8", str(source), "-o", str(target)],
    "alac.m4a": _ffmpeg("-c:a", "alac"),
    "aiff": _ffmpeg(),
    "wv": lambda source, target: ["wavpack", "-yq", str(source), "-o", str(target)],
    "flac.oga": _ffmpeg("-c:a", "flac", "-f", "ogg"),
    "v0.mp3": lambda source, target: ["lame", "--quiet", "-V0", str(source), str(target)],
    "cbr.mp3": lambda source, target: ["lame", "--quiet", "-b", "320", str(source), str(target)],
    "lavc.mp3": _ffmpeg("-c:a", "libmp3lame", "-b:a", "256k"),
    "opus": lambda source, target: ["opusenc", "--quiet", str(source), str(target)],
    "ogg": lambda source, target: ["oggenc", "-Q", "-q", "8", str(source), "-o", str(target)],
    "m4a": _ffmpeg("-c:a", "aac", "-b:a", "256k"),
    "itunes.m4a": _untouched,
    "studio.flac": lambda source, target: ["flac", "-fs8", str(source), "-o", str(target)],
    "untagged.mp3": lambda source, target: ["lame", "--quiet", "-t", str(source), str(target)],
    "aac": _ffmpeg("-c:a", "aac", "-b:a", "256k", "-f", "adts"),
    "wma": _ffmpeg("-c:a", "wmav2", "-b:a", "256k"),
}  # fmt: skip
LOSSLESS: Final = ("wav", "flac", "studio.flac", "alac.m4a", "aiff", "wv", "flac.oga")
EXACT: Final = (*LOSSLESS, "v0.mp3", "cbr.mp3", "lavc.mp3", "opus", "ogg", "m4a", "itunes.m4a")
INEXACT: Final = {"untagged.mp3": 1983, "aac": 1024, "wma": 2048}
_RATES: Final = {"opus": 48_000, "studio.flac": STUDIO_RATE}


def rate_of(kind: str) -> int:
    """Return the rate that a format is cut at here."""
    return _RATES.get(kind, 44_100)


def encode(source: Path, folder: Path, kind: str) -> Path:
    """Return ``source`` in another format."""
    target = folder / f"{source.stem}.made.{kind}"
    subprocess.run(ENCODERS[kind](source, target), check=True, capture_output=True)
    if kind == "itunes.m4a":
        _tell_gaps(source, target)
    return target


def found_at(sound: Signal, piece: Signal) -> int:
    """Return where ``piece`` begins in ``sound``, both one channel."""
    size = 1 << int(np.ceil(np.log2(len(sound) + len(piece))))
    match = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(piece, size)), size)[
        : max(1, len(sound) - len(piece) + 1)
    ]
    return int(np.argmax(match))
