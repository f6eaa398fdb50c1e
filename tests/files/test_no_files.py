"""A pipe or a device where a file is looked for: neither is waited for, nor read without an end."""

import os
from pathlib import Path

import pytest

from mtplayer.audio.plans.reading import read_plan
from mtplayer.core.problems import FiltersUnread
from mtplayer.files import artwork_reader
from mtplayer.files.lyrics_reader import lyrics_of
from mtplayer.files.picture_store import PictureUnreadable, read_picture
from mtplayer.files.source import Source
from mtplayer.runtime.jobs import Token
from mtplayer.runtime.only_files import NotAFile, only_file
from mtplayer.services.sound.sound_devices import _filters_in
from mtplayer.storage.safety.backup import look_at

pytestmark = [
    pytest.mark.timeout(20),
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names"),
]


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def an_endless_device(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


@pytest.fixture(params=[a_pipe, an_endless_device], ids=["pipe", "device"])
def put(request, tmp_path):
    return lambda name: request.param(tmp_path / name)


def test_what_is_no_file_is_not_opened(put):
    path = put("x")
    with pytest.raises(NotAFile):
        Source(bytes(path))
    with pytest.raises(NotAFile), open(path, "rb", opener=only_file):
        pass


@pytest.mark.parametrize("name", ["cover.jpg", "folder.png"])
def test_a_cover_that_is_no_file_is_none(put, name):
    assert artwork_reader.beside(bytes(put(name).parent)) is None


def test_music_that_became_no_file_has_no_picture_and_no_words(put):
    path = put("x.mp3")
    assert artwork_reader.embedded(bytes(path)) is None
    assert lyrics_of(bytes(path)) is None


def test_words_beside_that_are_no_file_are_none(put):
    assert lyrics_of(bytes(put("x.lrc").with_suffix(".mp3"))) is None


def test_a_chosen_picture_that_is_no_file_is_refused(put):
    with pytest.raises(PictureUnreadable, match="it is no file"):
        read_picture(str(put("x.png")))


def test_what_is_played_and_is_no_file_is_refused_at_once(put):
    with pytest.raises(NotAFile):
        read_plan(bytes(put("x.mp3")))


def test_a_backup_that_is_no_file_is_not_looked_into(put):
    found = look_at(put("library.db"))
    assert found is not None
    assert not found.whole


def test_filters_that_are_no_file_are_refused(put):
    with pytest.raises(FiltersUnread):
        _filters_in(str(put("x.txt")), Token())
