"""Folders with music are found where people keep them, and counted no longer than needed."""

import pytest

from mtplayer.files import music_places
from mtplayer.files.music_places import PlaceKind


def nothing():
    """Nobody asked to stop."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("Music/Moth/1.flac", "Music/.trash/2.mp3", "Music/note.txt", "Downloads/a.MP3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def find(home, **options):
    places = music_places.find(
        str(home / "Music"), str(home / "Downloads"), check=nothing, mounts=(), **options
    )
    return [(place.path, place.kind, place.files, place.complete) for place in places]


def test_music_comes_before_downloads_and_hidden_folders_do_not_count(home):
    assert find(home) == [
        (str(home / "Music"), PlaceKind.MUSIC, 1, True),
        (str(home / "Downloads"), PlaceKind.DOWNLOADS, 1, True),
    ]


def test_a_folder_without_music_is_not_offered_and_none_is_offered_twice(home):
    (home / "Downloads/a.MP3").unlink()
    places = music_places.find(str(home / "Music"), str(home / "Music"), check=nothing, mounts=())
    assert [place.path for place in places] == [str(home / "Music")]


def test_music_on_drives_is_found_below_their_mounts(home):
    media = home / "media"
    song = media / "ada" / "stick" / "Music" / "1.ogg"
    song.parent.mkdir(parents=True)
    song.write_bytes(b"")
    places = music_places.find("", "", check=nothing, mounts=(str(media),))
    assert (str(song.parent), PlaceKind.DRIVE) in [(place.path, place.kind) for place in places]


def test_counting_ends_when_its_time_is_over(home):
    assert music_places.count(str(home), check=nothing, seconds=-1)[1] is False
    assert music_places.count(str(home), check=nothing)[1] is True


def test_counting_ends_when_nobody_wants_to_know(home):
    class Enough(Exception):
        pass

    def check():
        raise Enough

    with pytest.raises(Enough):
        music_places.count(str(home), check=check)
