"""A recording stays itself whatever is done to its tags."""

import base64

import mutagen
import pytest
from mutagen.flac import Picture

from mtplayer.files.audio_identity import audio_hash, audio_key
from mtplayer.files.source import Source
from mtplayer.files.tag_reader import read, reading_of
from tests.fakes import music, tagging
from tests.fakes.tagging import SAID, TAGGED

LONG = {"title": "x", "comment": "y" * 60_000}


def identity(path):
    with Source(bytes(path)) as source:
        payload = reading_of(source, bytes(path)).payload
        return audio_key(source, payload), audio_hash(source, payload)


@pytest.mark.parametrize("kind", TAGGED)
def test_growing_shrinking_and_removed_tags_leave_it_equal(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.music(kind))
    before = identity(path)
    assert None not in before
    sizes = []
    for step in ({"title": "a"}, SAID, LONG, {"title": "b"}):
        tagging.tag(path, step, cover=step is SAID)
        sizes.append(path.stat().st_size)
        assert identity(path) == before
    tagging.untag(path)
    assert identity(path) == before
    assert len(set(sizes)) > 2  # the file really changed


@pytest.mark.parametrize("kind", [kind for kind in music.KINDS if kind != "mka"])
def test_another_recording_is_another(tmp_path, kind):
    keys = set()
    for frequency in (440, 880):
        path = tmp_path / f"{frequency}.{kind}"
        path.write_bytes(music.music(kind, frequency))
        keys.add(identity(path))
    assert len(keys) == 2


@pytest.mark.parametrize("kind", ["flac", "opus", "wav", "mp3"])
def test_a_long_file_is_known_by_three_parts_and_its_length(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.encoded(440, 40)[kind])
    key, whole = identity(path)
    size = path.stat().st_size
    data = path.read_bytes()
    assert size > 100_000
    # A bit far from beginning, middle and end is seen by the hash alone.
    at = size * 2 // 5
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert identity(path)[0] == key
    assert identity(path)[1] != whole
    path.write_bytes(data[:-400])
    assert identity(path)[0] != key


@pytest.mark.parametrize("kind", ["ogg", "opus", "spx", "flac.oga"])
def test_a_picture_in_an_ogg_file_moves_pages_and_nothing_else(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.encoded(440, 40)[kind])
    before = identity(path)
    for size in (10, 70_000, 300_000, 5):
        opened = mutagen.File(path)
        picture = Picture()
        picture.type, picture.mime, picture.data = 3, "image/png", music.noise(size, 1)
        opened["metadata_block_picture"] = [base64.b64encode(picture.write()).decode()]
        opened.save()
        assert read(bytes(path)).has_cover
        assert identity(path) == before


@pytest.mark.parametrize("kind", [kind for kind in music.ENCODED if kind != "mka"])
def test_a_long_file_is_known_by_its_middle_too(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.encoded(440, 40)[kind])
    key, _ = identity(path)
    data, middle = bytearray(path.read_bytes()), path.stat().st_size // 2
    for at in range(middle, middle + 8192, 1024):
        data[at] ^= 1
    path.write_bytes(data)
    assert identity(path)[0] != key


@pytest.mark.parametrize("kind", TAGGED)
def test_a_copy_elsewhere_under_another_name_is_the_same_sound(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.music(kind))
    tagging.tag(path)
    other = tmp_path / "elsewhere" / f"another name.{kind}"
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    tagging.tag(other, {"title": "another"}, cover=True)
    assert identity(other) == identity(path)
    assert read(bytes(other)).technical.duration_ms == read(bytes(path)).technical.duration_ms


def test_the_reader_and_the_identity_agree(tmp_path):
    path = tmp_path / "x.mp3"
    path.write_bytes(music.music("mp3"))
    tagging.tag(path)
    assert read(bytes(path)).audio_key == identity(path)[0]


def test_repeated_tags_of_both_ends_are_no_sound(tmp_path):
    path = tmp_path / "x.mp3"
    path.write_bytes(music.music("mp3"))
    before = identity(path)
    tagging.id3_tag(path, {"title": "one"})
    path.write_bytes(_id3(b"two") + path.read_bytes())
    lyrics = b"LYRICSBEGININD0000200"
    lyrics += f"{len(lyrics):06d}LYRICS200".encode()
    path.write_bytes(path.read_bytes() + lyrics)
    tagging.ape_tag(path, {"title": "three"})
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))
    assert identity(path) == before
    assert read(bytes(path)).tags.title == "two"


def _id3(title):
    frame = b"TIT2" + (len(title) + 1).to_bytes(4, "big") + b"\0\0\3" + title
    return b"ID3\4\0\0" + bytes([0, 0, 0, len(frame)]) + frame
