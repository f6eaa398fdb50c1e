"""A cue sheet from the file to the list, and to what is heard: as processes."""

import os
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from tests.cli import command
from tests.fakes.sound_server import RATE, SoundServer
from tests.fakes.tones import convert, pitch, read_wav, tone, write_wav

HERTZ = (440, 660, 880)
SHEET = """PERFORMER "The Forks"
TITLE "Three Tones"
REM GENRE Test
REM DATE 2024
FILE "Tones.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Low"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Middle"
    INDEX 00 00:01:60
    INDEX 01 00:02:00
  TRACK 03 AUDIO
    TITLE "High"
    PERFORMER "The Forks & Ada"
    INDEX 01 00:03:45
"""


@pytest.fixture
def profile(tmp_path):
    """A library of one file of 6 s: 440 Hz up to 2.0 s, 660 Hz up to 3.6 s, then 880 Hz."""
    folder = tmp_path / "music" / "Three Tones"
    folder.mkdir(parents=True)
    parts = [tone(hertz, s) for hertz, s in zip(HERTZ, (2.0, 1.6, 2.4), strict=True)]
    write_wav(tmp_path / "tones.wav", np.concatenate(parts))
    convert(tmp_path / "tones.wav", folder / "tones.flac")
    (folder / "tones.cue").write_text(SHEET)
    profile = tmp_path / "profile"
    assert command.run("scan", "--profile", profile, folder).returncode == 0
    return profile


def test_the_tracks_of_a_sheet_are_listed_with_their_own_lengths(profile):
    listed = command.objects("list", "--profile", profile, "--json", "--sort", "album")
    assert [(row["title"], row["track"], row["duration_ms"]) for row in listed] == [
        ("Low", 1, 2000), ("Middle", 2, 1600), ("High", 3, 2400),
    ]  # fmt: skip
    assert {row["album"] for row in listed} == {"Three Tones"}
    assert {tuple(row["album_artists"]) for row in listed} == {("The Forks",)}
    assert listed[2]["artists"] == ["The Forks & Ada"]
    assert len({row["path"] for row in listed}) == 1
    (stats,) = command.objects("stats", "--profile", profile, "--json")
    assert (stats["tracks"], stats["duration_ms"], stats["albums"]) == (3, 6000, 1)
    assert stats["bytes"] == os.path.getsize(listed[0]["path"])


@pytest.mark.vlc
def test_each_track_plays_from_its_beginning_to_its_end_and_counts_for_itself(profile, tmp_path):
    out = tmp_path / "middle.wav"
    done = command.run("play", "--profile", profile, "--record", out, "title:middle")
    assert (done.returncode, done.stderr) == (0, "")
    samples, rate = read_wav(out)
    assert len(samples) / rate == pytest.approx(1.6, abs=0.02)
    assert pitch(samples[rate // 10 : -rate // 10], rate) == pytest.approx(660, abs=2)
    with closing(sqlite3.connect(profile / "library.db")) as connection:
        rows = connection.execute("SELECT title, plays FROM tracks WHERE listed ORDER BY position")
        assert rows.fetchall() == [("Low", 0), ("Middle", 1), ("High", 0)]
        heard = connection.execute("SELECT title, duration_ms, completed FROM listens").fetchall()
        assert heard == [("Middle", 1600, 1)]


@pytest.mark.vlc
def test_the_tracks_of_one_file_follow_each_other(profile, tmp_path):
    out = tmp_path / "all.wav"
    done = command.run("play", "--profile", profile, "--record", out, "three tones")
    assert (done.returncode, done.stderr) == (0, "")
    samples, rate = read_wav(out)
    assert len(samples) / rate == pytest.approx(6.0, abs=0.02)
    for second, hertz in ((0.5, 440), (2.5, 660), (4.5, 880)):
        at = int(second * rate)
        assert pitch(samples[at : at + rate], rate) == pytest.approx(hertz, abs=2)


@pytest.mark.sound
@pytest.mark.vlc
def test_the_tone_of_the_second_track_is_heard_and_no_other(profile):
    server = SoundServer()
    server.start()
    try:
        environment = {**os.environ, **server.environment}
        done = command.run("play", "--profile", profile, "title:middle", environment=environment)
        assert (done.returncode, done.stderr) == (0, "")
        heard = server.samples()
    finally:
        server.close()
    # A busy machine leaves gaps in what comes out: what sounds between them is counted, by two
    # milliseconds. By 20, each gap counted for one more: 1.88 s with 14 of them.
    block = RATE // 500
    blocks = heard[: len(heard) // block * block].reshape(-1, block)
    loud = np.abs(blocks).max(axis=1) > 0.02
    assert np.count_nonzero(loud) / 500 == pytest.approx(1.6, abs=0.2)
    sound = blocks[loud].ravel()
    for begin in range(0, len(sound) - RATE // 5, RATE // 5):
        assert pitch(sound[begin : begin + RATE // 5], RATE) == pytest.approx(660, abs=8)
