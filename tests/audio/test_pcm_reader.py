"""Files are decoded for measuring much faster than they play."""

import time

import numpy as np
import pytest

from mtplayer.audio.pcm_reader import pcm_blocks
from mtplayer.core.problems import Unplayable
from tests.fakes.programme import encode, found_at, signal, write_pcm

pytestmark = pytest.mark.vlc


@pytest.mark.parametrize("kind", ["wav", "flac", "v0.mp3", "m4a", "ogg", "wv"])
def test_a_file_is_read_whole_and_fast(tmp_path, kind) -> None:
    whole = signal(44_100, 20 * 44_100)
    path = encode(write_pcm(tmp_path / "a.wav", whole, 44_100), tmp_path, kind)
    begun = time.monotonic()
    blocks = list(pcm_blocks(bytes(path)))
    took = time.monotonic() - begun
    sound = np.concatenate([block.frames for block in blocks])
    assert {block.rate for block in blocks} == {44_100}
    assert abs(len(sound) - len(whole)) <= (22_050 if kind == "wv" else 4096)
    assert abs(found_at(sound[:, 1], whole[200_000:210_000, 1]) - 200_000) <= 4096
    assert took < 5, "20 s of music"


def test_reading_can_be_left_in_the_middle(tmp_path) -> None:
    path = write_pcm(tmp_path / "a.wav", signal(44_100, 60 * 44_100), 44_100)
    blocks = pcm_blocks(bytes(path))
    assert len(next(blocks).frames)
    begun = time.monotonic()
    blocks.close()
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("content", [b"", b"no music\n" * 100])
def test_what_holds_no_music_is_not_playable(tmp_path, content) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    with pytest.raises(Unplayable):
        list(pcm_blocks(bytes(path)))
