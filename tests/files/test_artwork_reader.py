import base64
import os

import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC, ID3, TIT2
from mutagen.mp3 import MP3

from mtplayer.core.library.artwork import AlbumSources
from mtplayer.files import artwork_reader
from mtplayer.files.artwork_reader import _asf_picture, _pictures_under
from mtplayer.files.thumb_store import ThumbStore, size_for

FRAME = bytes.fromhex("fffb9064") + bytes(413)


@pytest.fixture
def mp3(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(FRAME * 20)
    return path


def with_pictures(path, *pictures):
    music = MP3(path)
    music.add_tags()
    music.tags.add(TIT2(text="x"))
    for number, (kind, data) in enumerate(pictures):
        music.tags.add(APIC(encoding=3, mime="image/jpeg", type=kind, desc=str(number), data=data))
    music.save()


def test_the_front_cover_wins_over_the_first(mp3):
    with_pictures(mp3, (4, b"back"), (3, b"front"))
    assert artwork_reader.embedded(os.fsencode(mp3)) == b"front"


def test_any_picture_is_better_than_none(mp3):
    with_pictures(mp3, (4, b"back"))
    assert artwork_reader.embedded(os.fsencode(mp3)) == b"back"


def test_a_file_without_tags_or_without_music_has_none(mp3, tmp_path):
    assert artwork_reader.embedded(os.fsencode(mp3)) is None
    (tmp_path / "b.mp3").write_bytes(b"hello")
    assert artwork_reader.embedded(os.fsencode(tmp_path / "b.mp3")) is None
    assert artwork_reader.embedded(b"/nonexistent/c.flac") is None


def test_embedded_comes_before_the_folder(mp3, tmp_path):
    (tmp_path / "Folder.jpg").write_bytes(b"beside")
    sources = AlbumSources(files=(os.fsencode(mp3),), directories=(os.fsencode(tmp_path),))
    assert artwork_reader.find(sources).source == "folder"
    with_pictures(mp3, (3, b"inside"))
    assert artwork_reader.find(sources).content == b"inside"


def test_a_folder_of_a_name_that_is_not_text(tmp_path):
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)
    with open(folder + b"/COVER.JPG", "wb") as file:
        file.write(b"art")
    assert artwork_reader.beside(folder) == b"art"


def test_vorbis_and_asf_pictures():
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", b"vorbis"
    tags = {"metadata_block_picture": [base64.b64encode(picture.write()).decode(), "%%%"]}
    assert list(_pictures_under("metadata_block_picture", tags)) == [(3, b"vorbis")]
    text = "image/png\0\0".encode("utf-16-le")
    assert list(_asf_picture(b"\x03" + bytes(4) + text + b"asf")) == [(3, b"asf")]
    assert list(_asf_picture(b"")) == []


def test_id3_of_version_2_2_is_read(tmp_path):
    body = b"PIC" + (6 + 4).to_bytes(3, "big") + b"\0JPG\x03\0" + b"v2.2"
    size = bytes((len(body) >> s) & 127 for s in (21, 14, 7, 0))
    path = tmp_path / "old.mp3"
    path.write_bytes(b"ID3\x02\0\0" + size + body + FRAME * 20)
    assert ID3(path).version == (2, 2, 0)
    assert artwork_reader.embedded(os.fsencode(path)) == b"v2.2"


def test_thumbs_are_kept_by_content_and_size(tmp_path):
    store = ThumbStore(tmp_path / "covers")
    assert store.load("abcd", 64) is None
    store.save("abcd", 64, b"small")
    assert store.load("abcd", 64) == b"small"
    assert store.load("abcd", 192) is None
    assert [size_for(n) for n in (20, 64, 65, 500, 2000)] == [64, 64, 192, 512, 512]


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path):
    (tmp_path / "covers").write_text("a file in the way")
    ThumbStore(tmp_path / "covers").save("abcd", 64, b"small")
