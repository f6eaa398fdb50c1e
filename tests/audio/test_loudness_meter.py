"""The meter against the reference: ffmpeg's ebur128, and the tones of EBU Tech 3341."""

import os
import re
import subprocess
from math import log10
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.analysis.loudness_meter import LoudnessMeter
from mtplayer.audio.pcm_reader import PcmReader
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.sound.loudness import Loudness
from tests.fakes.tones import tone

RATES = (8000, 22_050, 44_100, 48_000, 96_000, 192_000)


def measured(frames: np.ndarray, rate: int, step: int = 30_011) -> Loudness:
    meter = LoudnessMeter(rate, frames.shape[1])
    for start in range(0, len(frames), step):
        meter.put(frames[start : start + step].astype(np.float32))
    return meter.result()


def decibels(peak: float) -> float:
    return 20 * log10(peak)


def stereo(sound: np.ndarray) -> np.ndarray:
    return np.stack((sound, sound), axis=1)


@pytest.mark.parametrize("rate", RATES)
def test_a_tone_of_1_khz_in_both_channels_is_as_loud_as_its_level(rate) -> None:
    """EBU Tech 3341, case 1: -23 dBFS is -23 LUFS; the tone of the fakes has half the scale."""
    loudness = measured(stereo(tone(1000, 20, rate)), rate)
    assert loudness.lufs == pytest.approx(decibels(0.5), abs=0.1)


def test_a_tone_in_one_channel_is_3_lu_less() -> None:
    sound = tone(1000, 10)
    half = measured(np.stack((sound, np.zeros_like(sound)), axis=1), 44_100)
    assert half.lufs == pytest.approx(decibels(0.5) - 3.01, abs=0.1)


def test_what_swings_between_the_samples_is_seen() -> None:
    """A quarter of the rate, an eighth of a turn off: no sample is above 0.707 of the peak."""
    turn = np.arange(44_100) / 4 + 0.125
    loudness = measured(stereo(0.5 * np.sin(2 * np.pi * turn)), 44_100)
    assert decibels(loudness.true_peak) == pytest.approx(decibels(0.5), abs=0.2)


def test_how_the_sound_is_cut_into_blocks_does_not_matter() -> None:
    sound = stereo(np.random.default_rng(3).uniform(-0.3, 0.3, 200_000))
    one, other = measured(sound, 44_100, 200_000), measured(sound, 44_100, 777)
    assert one.lufs == pytest.approx(other.lufs, abs=1e-6)
    assert one.true_peak == pytest.approx(other.true_peak, rel=1e-5)


@pytest.mark.parametrize("frames", [0, 1, 100, 5000, 20_000])
def test_very_short_sounds_are_measured_or_silent(frames) -> None:
    loudness = measured(stereo(np.full(frames, 0.5)), 44_100)
    assert loudness.true_peak == pytest.approx(0.5 if frames else 0, abs=0.15)


SOUNDS = (
    "anoisesrc=d=20:c=pink:a={level}:r=48000:seed={seed}",
    "sine=f={seed}00:d=15,volume={level}",
    "anoisesrc=d=25:c=brown:a={level}:r=44100:seed={seed},tremolo=f=0.3:d=0.9",
    "aevalsrc='{level}*sin(t*t*{seed}00)|{level}*random(0)*sin(t/2)':d=18:s=44100",
    "anoisesrc=d=12:c=pink:a={level}:r=96000:seed={seed}",
)
FORMATS = (".flac", ".mp3", ".opus", ".ogg", ".m4a", ".wav")


def by_ffmpeg(*source: object, content: bytes = b"") -> tuple[float, float]:
    """Return integrated loudness and true peak."""
    command = ["ffmpeg", "-nostats", "-hide_banner", *source]
    done = subprocess.run(
        [*command, "-af", "ebur128=peak=true", "-f", "null", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    said = done.stderr.decode()
    summary = said[said.rindex("Summary") :]
    found = re.search(r"I:\s+(\S+) LUFS.*?Peak:\s+(\S+) dBFS", summary, re.DOTALL)
    assert found is not None
    return float(found[1]), float(found[2])


def make_sounds(folder: Path, count: int) -> list[Path]:
    made = []
    for number in range(count):
        source = SOUNDS[number % len(SOUNDS)].format(
            level=(0.9, 0.3, 0.08, 0.6)[number % 4], seed=number + 3
        )
        path = folder / f"{number}{FORMATS[number % len(FORMATS)]}"
        options = ("-ac", "2") if number % 3 else ()
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *options, path]
        subprocess.run(command, check=True)
        made.append(path)
    return made


def compare(paths: list[Path]) -> None:
    with PcmReader() as reader:
        for path in paths:
            meter, heard = None, bytearray()
            file = PlayableFile(track=TrackId(1), path=os.fsencode(path), duration_ms=0)
            for block in reader.blocks(file):
                meter = meter or LoudnessMeter(block.rate, block.frames.shape[1])
                meter.put(block.frames)
                heard += block.frames.astype("<f4").tobytes()
                raw = ("-f", "f32le", "-ar", str(block.rate), "-ac", str(block.frames.shape[1]))
            assert meter is not None
            loudness, (lufs, _) = meter.result(), by_ffmpeg("-i", path)
            # ffmpeg prints a tenth, so that half of one is rounding.
            assert loudness.lufs == pytest.approx(lufs, abs=0.1), path
            # Of the same samples: noise in AAC comes out of each decoder with peaks 1 dB apart.
            # A sound that is cut off swings out, and that may count or not.
            least, most = (
                by_ffmpeg(*raw, "-i", "-", content=bytes(heard) + bytes(silence))[1]
                for silence in (0, 1 << 16)
            )
            # What EBU Tech 3341 allows a meter of true peaks.
            assert least - 0.4 <= decibels(loudness.true_peak) <= max(least, most) + 0.25, path


@pytest.mark.vlc
def test_it_agrees_with_ffmpeg_in_every_format(tmp_path) -> None:
    compare(make_sounds(tmp_path, 6))


@pytest.mark.vlc
@pytest.mark.long
def test_it_agrees_with_ffmpeg_on_fifty_files(tmp_path) -> None:
    compare(make_sounds(tmp_path, 50))
