"""Joining recorded streams."""

import numpy as np

from mtplayer.audio.wav_parts import WavParts, resample
from tests.fakes.tones import RATE, pitch, read_wav, tone


def test_nothing_recorded_gives_an_empty_file(tmp_path) -> None:
    parts = WavParts(tmp_path / "out.wav")
    (parts.folder / "part1.wav").write_bytes(b"")
    parts.join()
    samples, rate = read_wav(tmp_path / "out.wav")
    assert (len(samples), rate) == (0, RATE)
    assert [p.name for p in tmp_path.iterdir()] == ["out.wav"]


def test_resampling_keeps_pitch_level_and_length() -> None:
    for source, target in ((48000, 44100), (44100, 48000), (96000, 44100)):
        one = (tone(1000, 0.4, source) * 32767).astype("<i2")
        got = resample(source, np.stack([one, one], axis=1), target)
        assert abs(len(got) - 0.4 * target) <= 1
        middle = got[1000:-1000, 0] / 32768
        assert abs(pitch(middle, target) - 1000) < 1
        assert abs(np.abs(middle).max() - 0.5) < 0.005
