"""Sound files made for tests: tones by ``wave``, other formats by ffmpeg, broken ones by hand."""

import os
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile

RATE = 44100


def tone(hertz: float, seconds: float, rate: int = RATE) -> npt.NDArray[np.float64]:
    """Return a sine of half the full scale."""
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)


def chirp(seconds: float, first: float = 500, slope: float = 250) -> npt.NDArray[np.float64]:
    """Return a sine whose pitch tells the time: ``first + slope * t`` hertz."""
    t = np.arange(int(seconds * RATE)) / RATE
    return 0.5 * np.sin(2 * np.pi * (first * t + slope / 2 * t * t))


def write_wav(path: Path | bytes, samples: npt.NDArray[np.float64], rate: int = RATE) -> None:
    """Write samples as a mono WAV file."""
    with Path(os.fsdecode(path)).open("wb") as file, wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((samples * 32767).astype("<i2").tobytes())


def convert(source: Path, target: Path, *options: str) -> Path:
    """Encode ``source`` by ffmpeg and return ``target``."""
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(source), *options, str(target)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return target


def read_wav(path: Path) -> tuple[npt.NDArray[np.float64], int]:
    """Return the first channel and the rate."""
    with wave.open(str(path), "rb") as file:
        rate, channels = file.getframerate(), file.getnchannels()
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return frames.reshape(-1, channels)[:, 0] / 32768, rate


def pitch(samples: npt.NDArray[np.float64], rate: int) -> float:
    """Return the strongest frequency, to about 0.3 Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 17))
    return float(spectrum.argmax()) * rate / (1 << 17)


def playable(path: Path | bytes, track: int = 1, duration_ms: int = 0) -> PlayableFile:
    """Return a file as the library hands it to the player."""
    return PlayableFile(track=TrackId(track), path=os.fsencode(path), duration_ms=duration_ms)


def broken_files(folder: Path, flac: Path, m4a: Path) -> Sequence[Path]:
    """Write files without any sound and return them."""
    contents = {
        "text.mp3": b"hello, this is a text\n" * 20,
        "page.ogg": b"<!doctype html><title>music</title>" * 40,
        "noise.flac": np.random.default_rng(7).bytes(5000),
        "header.flac": flac.read_bytes()[:300],
        "cut.m4a": m4a.read_bytes()[:2000],
        "empty.mp3": b"",
        "byte.wav": b"R",
        "body.flac": flac.read_bytes()[:600] + np.random.default_rng(8).bytes(20_000),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]
