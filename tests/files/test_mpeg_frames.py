"""How long an MPEG stream is that no table measures."""

import pytest

from mtplayer.files.mpeg_frames import measured, varies
from mtplayer.files.source import Source
from mtplayer.files.tag_reader import read
from mtplayer.files.true_length import UNKNOWN, true_length
from tests.fakes import music, tagging


def test_a_varying_bitrate_without_a_table_is_a_guess_until_it_is_measured(tmp_path):
    without_table = music.varying_mp3()
    path = tmp_path / "x.mp3"
    path.write_bytes(without_table)
    tagging.id3_tag(path, cover=True)
    tagging.ape_tag(path, {"title": "behind"})
    found = read(bytes(path)).technical
    assert found.length_guessed
    assert abs(found.duration_ms - 20_000) > 2_000
    duration_ms, bitrate = true_length(bytes(path))
    assert duration_ms == pytest.approx(20_000, abs=60)
    assert bitrate == pytest.approx(len(without_table) * 8 / 20, rel=0.02)


@pytest.mark.parametrize("kind", ["mp3", "vbr.mp3"])
def test_a_constant_bitrate_and_a_table_are_no_guess(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.encoded(440, 40)[kind])
    found = read(bytes(path)).technical
    assert not found.length_guessed
    assert true_length(bytes(path))[0] == pytest.approx(found.duration_ms, abs=80)


def test_noise_within_a_stream_is_passed_over(tmp_path):
    without_table = music.varying_mp3()
    path = tmp_path / "x.mp3"
    at = len(without_table) // 2
    path.write_bytes(without_table[:at] + music.noise(3000, 1) + without_table[at:])
    with Source(bytes(path)) as source:
        assert varies(source, 0, source.size)
        assert measured(source, 0, source.size)[0] == pytest.approx(20_000, abs=300)


def test_what_has_no_frames_has_no_length(tmp_path):
    path = tmp_path / "x.flac"
    path.write_bytes(music.music("flac"))
    assert true_length(bytes(path))[0] == 0
    path.write_bytes(music.music("opus"))
    assert true_length(bytes(path)) == UNKNOWN
    path.write_bytes(b"nothing")
    assert true_length(bytes(path)) == UNKNOWN
    path.unlink()
    assert true_length(bytes(path)) is None
