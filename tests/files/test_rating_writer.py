"""Ratings go into files and come back, in every format and on every scale."""

import dataclasses
import os
from pathlib import Path

import mutagen
import pytest
from mutagen import id3

from mtplayer.core.listening.rating_fields import Family, changed
from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.core.listening.rating_scales import of_popularity, of_share, of_text, popularity
from mtplayer.files import rating_writer
from mtplayer.files.rating_writer import read_fields
from mtplayer.files.tag_fields import of_json
from mtplayer.files.tag_reader import read
from mtplayer.files.tag_writer import NotWritten
from tests.fakes import music, tagging
from tests.fakes.tagging import TAGGED

WRITABLE = [kind for kind in TAGGED if kind not in ("aac", "mka")]


@pytest.fixture
def make(tmp_path):
    def make(kind, *, tagged=True):
        path = tmp_path / f"x.{kind}"
        path.write_bytes(music.music(kind, 440))
        if tagged:
            tagging.tag(path, cover=True)
        return os.fsencode(path)

    return make


def write(path, rating, profile=RatingProfile.COMMON):
    return rating_writer.write(
        path, lambda fields, family: changed(fields, rating, profile, family)
    )


def others(path):
    facts = read(path)
    return dataclasses.replace(facts.tags, rating=None), facts.technical, facts.audio_key


@pytest.mark.parametrize("kind", WRITABLE)
def test_a_rating_comes_back_and_nothing_else_changes(make, kind):
    path = make(kind)
    before = others(path)
    for rating in (70, 0, 45, None):
        write(path, rating)
        assert read(path).tags.rating == rating
    after = others(path)
    assert (after[0], after[2]) == (before[0], before[2])
    assert read(path).has_cover
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


@pytest.mark.parametrize("profile", RatingProfile)
@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a", "wma"])
def test_every_profile_is_read_again(make, kind, profile):
    path = make(kind)
    for rating in (10, 30, 80):
        write(path, rating, profile)
        assert read(path).tags.rating == rating


@pytest.mark.parametrize("kind", ["mp3", "flac", "opus", "m4a", "wv", "aiff", "dsf", "tta"])
def test_what_was_there_before_can_be_put_back(make, kind):
    path = make(kind)
    write(path, 60)
    first = read_fields(path)
    written = write(path, 90, RatingProfile.QUOD_LIBET)
    assert of_json(written.before) == first
    rating_writer.write(path, lambda _fields, _family: of_json(written.before))
    assert read_fields(path) == first
    assert read(path).tags.rating == 60


@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a", "wav", "wma"])
def test_a_file_without_tags_gets_some(make, kind):
    path = make(kind, tagged=False)
    write(path, 80)
    assert read(path).tags.rating == 80


def test_every_rating_in_a_file_is_kept_in_step(make):
    path = make("mp3")
    tags = id3.ID3(os.fsdecode(path))
    tags.add(id3.POPM(email="no@email", rating=1, count=7))
    tags.add(id3.POPM(email="quodlibet@lists.sacredchao.net", rating=51, count=0))
    tags.add(id3.TXXX(desc="RATING", text="1"))
    tags.save()
    write(path, 80, RatingProfile.WINAMP)
    fields = read_fields(path)
    assert fields["POPM:no@email"] == ["196", "7"]
    assert fields["POPM:quodlibet@lists.sacredchao.net"] == ["204", "0"]
    assert fields["POPM:rating@winamp.com"] == ["196", "0"]
    assert fields["TXXX:RATING"] == ["4"]
    assert fields["TXXX:FMPS_Rating"] == ["0.8"]
    write(path, None)
    assert read_fields(path) == {"POPM:no@email": ["0", "7"]}


@pytest.mark.parametrize("version", [3, 4])
def test_id3_stays_of_its_version(make, version):
    path = make("mp3", tagged=False)
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=1, text="Jóga"))
    tags.add(id3.TDRC(text="1997") if version == 4 else id3.TYER(encoding=0, text="1997"))
    tags.save(os.fsdecode(path), v2_version=version)
    write(path, 80)
    after = id3.ID3(os.fsdecode(path), translate=False)
    assert after.version[1] == version
    assert read(path).tags.date == "1997"


@pytest.mark.parametrize(
    ("email", "number", "rating"),
    [
        ("Windows Media Player 9 Series", 1, 20),
        ("Windows Media Player 9 Series", 64, 40),
        ("rating@winamp.com", 196, 80),
        ("no@email", 13, 10),
        ("no@email", 54, 30),
        ("MusicBee", 242, 90),
        ("MusicBee", 186, 70),
        ("Banshee", 192, 80),
        ("quodlibet@lists.sacredchao.net", 127, 50),
        ("traktor@native-instruments.de", 204, 80),
        ("", 51, 40),
        ("x", 255, 100),
    ],
)
def test_popularity_of_known_players(email, number, rating):
    assert of_popularity(email, number) == rating


def test_what_is_no_rating_is_none():
    assert of_popularity("", 0) is None
    assert of_popularity("", 300) is None
    assert of_text("-1") is None
    assert of_text("good") is None
    assert of_share("good") is None


@pytest.mark.parametrize(
    ("text", "rating"),
    [("3", 60), ("3.5", 70), ("5", 100), ("70", 70), ("0.7", 70), ("1.0", 100), ("204", 80)],
)
def test_texts_of_known_scales(text, rating):
    assert of_text(text) == rating


@pytest.mark.parametrize("email", ["no@email", "quodlibet@lists.sacredchao.net"])
def test_halves_survive_popularity(email):
    for rating in range(10, 101, 10):
        assert of_popularity(email, popularity(email, rating)) == rating


def test_vorbis_ratings_for_users_are_read(make):
    path = make("flac")
    opened = mutagen.File(os.fsdecode(path))
    opened["RATING:quodlibet@lists.sacredchao.net"] = "0.6"
    opened.save()
    assert read(path).tags.rating == 60
    write(path, 90)
    assert read_fields(path)["RATING:quodlibet@lists.sacredchao.net"] == ["0.9"]


def test_the_exact_rating_wins_unless_the_other_was_changed(make):
    path = make("mp3")
    write(path, 70, RatingProfile.BANSHEE)
    assert read(path).tags.rating == 70
    tags = id3.ID3(os.fsdecode(path))
    tags.setall("POPM", [id3.POPM(email="Banshee", rating=1, count=0)])
    tags.save()
    assert read(path).tags.rating == 20


@pytest.mark.parametrize("kind", ["aac", "mka"])
def test_what_has_no_place_for_a_rating_says_so(make, kind):
    path = make(kind, tagged=False)
    before = Path(os.fsdecode(path)).read_bytes()
    with pytest.raises(NotWritten, match="no place"):
        write(path, 80)
    assert Path(os.fsdecode(path)).read_bytes() == before


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(NotWritten, match="No such file"):
        write(os.fsencode(tmp_path / "gone.mp3"), 80)


def test_a_file_that_changes_meanwhile_is_left_alone(make):
    path = make("mp3")

    def change(fields, family):
        os.utime(path, (1, 1))
        return changed(fields, 80, RatingProfile.COMMON, family)

    with pytest.raises(NotWritten, match="another program"):
        rating_writer.write(path, change)
    assert read(path).tags.rating is None
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


def test_rights_of_the_file_stay(make):
    path = make("mp3")
    os.chmod(path, 0o640)
    write(path, 80)
    assert os.stat(path).st_mode & 0o777 == 0o640


def test_numbers_of_windows_media():
    fields = {"WM/SharedUserRating": ["1"], "FMPS/Rating": ["0.2"]}
    after = changed(fields, 90, RatingProfile.COMMON, Family.ASF)
    assert after == {"WM/SharedUserRating": ["99"], "FMPS/Rating": ["0.9"]}
    assert changed(fields, None, RatingProfile.COMMON, Family.ASF) == {}
