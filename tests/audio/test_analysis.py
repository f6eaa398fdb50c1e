"""What a look at the whole sound of a file finds, however fast it goes."""

import os
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.analysis.peaks import PeakMeter
from mtplayer.audio.pcm_reader import PcmReader, Undecodable
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.sound.waves import PEAKS
from tests.fakes.tones import convert, tone, write_wav

RATE = 44_100


def file_of(path: Path, start_ms: int = 0, end_ms: int | None = None) -> PlayableFile:
    return PlayableFile(
        track=TrackId(1), path=os.fsencode(path), duration_ms=0, start_ms=start_ms, end_ms=end_ms
    )


@pytest.fixture(scope="module")
def reader():
    with PcmReader() as made:
        yield made


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tone that is silent, then half as loud, then loud: 4 s each."""
    path = tmp_path_factory.mktemp("steps") / "steps.wav"
    sound = tone(440, 12)
    third = len(sound) // 3
    sound[:third] = 0
    sound[third : 2 * third] = sound[third : 2 * third] / 2
    write_wav(path, sound)
    return path


def heights(reader: PcmReader, file: PlayableFile) -> tuple[np.ndarray, int]:
    meter, frames = PeakMeter(), 0
    for block in reader.blocks(file):
        assert block.rate in {RATE, 48_000}
        meter.put(block.frames)
        frames += len(block.frames)
    return np.frombuffer(meter.shape(), np.uint8), frames


@pytest.mark.vlc
@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".opus", ".ogg", ".m4a"])
def test_the_shape_follows_the_sound_in_every_format(reader, steps, tmp_path, suffix) -> None:
    path = steps
    if suffix != ".wav":
        path = tmp_path / f"steps{suffix}"
        convert(steps, path)
    found, frames = heights(reader, file_of(path))
    assert len(found) == PEAKS
    assert found[:320].max() <= 3
    assert np.median(found[345:655]) == pytest.approx(128, abs=12)
    assert np.median(found[680:]) == pytest.approx(250, abs=8)
    assert frames == pytest.approx(12 * RATE, rel=0.1)


@pytest.mark.vlc
def test_without_named_pipes_a_file_is_between(steps, tmp_path, monkeypatch) -> None:
    monkeypatch.delattr(os, "mkfifo")
    with PcmReader() as reader:
        found, frames = heights(reader, file_of(steps))
        assert np.median(found[680:]) == pytest.approx(250, abs=8)
        assert frames == pytest.approx(12 * RATE, rel=0.05)
        with pytest.raises(Undecodable):
            heights(reader, file_of(tmp_path / "nothing.flac"))


@pytest.mark.vlc
def test_a_range_of_a_file_is_looked_at_alone(reader, steps) -> None:
    found, frames = heights(reader, file_of(steps, 8000, 12_000))
    assert found.min() > 200
    assert frames == pytest.approx(4 * RATE, rel=0.05)


@pytest.mark.vlc
def test_what_cannot_be_decoded_is_said_and_the_next_file_is_read(reader, steps, tmp_path) -> None:
    junk = tmp_path / "junk.mp3"
    junk.write_bytes(bytes(range(256)) * 20)
    for path in (junk, tmp_path / "nothing.flac"):
        with pytest.raises(Undecodable):
            heights(reader, file_of(path))
    assert heights(reader, file_of(steps))[1] > 11 * RATE


def test_silence_and_nothing_are_flat() -> None:
    meter = PeakMeter()
    assert meter.shape() == bytes(PEAKS)
    meter.put(np.zeros((5000, 2), np.float32))
    assert meter.shape() == bytes(PEAKS)


@pytest.mark.parametrize("frames", [1, 1023, 1024, 1025, 400_000, 5_000_000])
def test_any_length_has_a_thousand_heights_and_a_highest(frames) -> None:
    meter = PeakMeter()
    rng = np.random.default_rng(frames)
    sound = rng.uniform(-0.5, 0.5, (frames, 2)).astype(np.float32)
    for start in range(0, frames, 70_001):
        meter.put(sound[start : start + 70_001])
    shape = meter.shape()
    assert len(shape) == PEAKS
    assert max(shape) == 255
