"""Words beside music files and in the tags of each format."""

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, SYLT, USLT
from mutagen.mp4 import MP4

from mtplayer.files.lyrics_reader import lyrics_of
from tests.fakes.music import music


@pytest.fixture
def make(tmp_path):
    def made(kind):
        path = tmp_path / f"song.{kind}"
        path.write_bytes(music(kind))
        return path

    return made


def test_a_file_beside_comes_before_the_tags(make) -> None:
    path = make("flac")
    flac = FLAC(path)
    flac["LYRICS"] = "from the tags"
    flac.save()
    assert lyrics_of(bytes(path)) == ("from the tags", "")
    path.with_suffix(".lrc").write_bytes("[00:01.00]Öl".encode("utf-16"))
    assert lyrics_of(bytes(path)) == ("[00:01.00]Öl", "song.lrc")


def test_an_mp3_with_times_gives_them(make) -> None:
    path = make("mp3")
    tags = ID3()
    tags.add(USLT(encoding=3, lang="eng", desc="", text="plain words"))
    tags.save(path)
    assert lyrics_of(bytes(path)) == ("plain words", "")
    tags.add(
        SYLT(encoding=3, lang="eng", format=2, type=1, desc="", text=[("so the dark", 61_005)])
    )
    tags.save(path)
    assert lyrics_of(bytes(path)) == ("[01:01.005]so the dark", "")


def test_an_m4a_has_them_too(make) -> None:
    path = make("m4a")
    m4a = MP4(path)
    m4a["\xa9lyr"] = ["words"]
    m4a.save()
    assert lyrics_of(bytes(path)) == ("words", "")


def test_nothing_there_is_nothing(make, tmp_path) -> None:
    assert lyrics_of(bytes(make("ogg"))) is None
    assert lyrics_of(bytes(tmp_path / "gone.mp3")) is None
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"ID3\x04\0\0\0\0\x7f\x7fnothing")
    assert lyrics_of(bytes(broken)) is None
