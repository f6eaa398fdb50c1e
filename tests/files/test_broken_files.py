"""Nothing in a file raises, hangs, or takes the memory; every failure says why."""

import io
import os
import random
import time

import pytest

from mtplayer.files.source import Source
from mtplayer.files.tag_reader import read
from tests.fakes import broken, music, tagging


def _write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return bytes(path)


@pytest.mark.parametrize("name", sorted(broken.broken()))
def test_a_broken_file_fails_with_a_reason(tmp_path, name):
    facts = read(_write(tmp_path, name, broken.broken()[name]))
    assert facts.failure
    assert "Unreadable" not in facts.failure
    assert "cannot be understood" not in facts.failure  # foreseen, not caught
    assert facts.audio_key is None
    assert facts.tags.title


@pytest.mark.parametrize("name", sorted(broken.damaged()))
def test_what_is_damaged_but_sounds_is_no_failure(tmp_path, name):
    facts = read(_write(tmp_path, name, broken.damaged()[name]))
    assert facts.failure is None
    assert facts.audio_key
    assert facts.technical.sample_rate == 44100


def test_a_packet_that_leads_back_to_itself_does_not_hang(tmp_path):
    data = music.music("sv8.mpc")
    at = data.index(b"RG")
    # mutagen steps back by the three bytes of a packet that says it has none, for ever.
    path = _write(tmp_path, "x.mpc", data[:at] + b"XX\0" + data[at:])
    assert read(path).failure


def test_a_pipe_named_like_music_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "x.mp3")
    started = time.monotonic()
    assert read(bytes(tmp_path / "x.mp3")).failure == "It is not a file"
    assert time.monotonic() - started < 1


def test_a_folder_named_like_music_is_not_a_file(tmp_path):
    (tmp_path / "x.mp3").mkdir()
    assert read(bytes(tmp_path / "x.mp3")).failure == "It is not a file"


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    (tmp_path / "x.mp3").symlink_to(tmp_path / "gone.mp3")
    assert read(bytes(tmp_path / "x.mp3")).failure == "It is not there any more"
    (tmp_path / "a.mp3").symlink_to(tmp_path / "a.mp3")
    assert read(bytes(tmp_path / "a.mp3")).failure == "It is a link that leads nowhere"


def test_what_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = _write(tmp_path, "x.mp3", music.music("mp3"))

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert read(path).failure == "It may not be read: permission denied"


@pytest.mark.parametrize("kind", ["flac", "ogg", "m4a", "mp3", "wv", "wma"])
def test_a_disk_that_fails_is_not_blamed_on_the_file(tmp_path, monkeypatch, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.encoded(440, 40)[kind])

    def fail(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Source, "_fetch", fail)
    monkeypatch.setattr(Source, "file", lambda *_: Failing())
    facts = read(bytes(path))
    assert (facts.failure, facts.may_pass) == ("The disk could not read it", True)


class Failing(io.BytesIO):
    def read(self, *_args):
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("kind", music.KINDS)
def test_a_file_cut_anywhere_never_raises(tmp_path, kind):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.music(kind))
    if kind in tagging.TAGGED:
        tagging.tag(path, cover=True)
    data = path.read_bytes()
    rng = random.Random(kind)
    for size in [*range(64), *(rng.randrange(len(data)) for _ in range(60))]:
        path.write_bytes(data[:size])
        read(bytes(path))


def _mutated(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(min(len(data), rng.choice((64, 600, len(data)))))
        data[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    if rng.random() < 0.2:
        del data[rng.randrange(len(data)) :]
    return bytes(data)


def _torture(tmp_path, kind, rounds):
    path = tmp_path / f"x.{kind}"
    path.write_bytes(music.music(kind))
    if kind in tagging.TAGGED:
        tagging.tag(path, cover=True)
    good = path.read_bytes()
    rng = random.Random(kind)
    slowest = 0.0
    for _ in range(rounds):
        path.write_bytes(_mutated(good, rng))
        started = time.monotonic()
        facts = read(bytes(path))
        slowest = max(slowest, time.monotonic() - started)
        assert (facts.failure is None) or facts.failure
    assert slowest < 2


@pytest.mark.parametrize("kind", music.KINDS)
def test_a_mutated_file_never_raises_nor_hangs(tmp_path, kind):
    _torture(tmp_path, kind, 40)


@pytest.mark.long
@pytest.mark.parametrize("kind", music.KINDS)
def test_many_mutated_files_never_raise_nor_hang(tmp_path, kind):
    _torture(tmp_path, kind, 3000)
