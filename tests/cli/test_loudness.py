"""``mtplayer loudness``: from files to gains that the player reads."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import Gains
from mtplayer.storage.reader import LibraryReader
from tests.cli.command import objects, run
from tests.fakes.tones import convert, tone, write_wav

pytestmark = pytest.mark.vlc

TAGGED = ("-metadata", "REPLAYGAIN_TRACK_GAIN=-3.50 dB", "-metadata", "REPLAYGAIN_TRACK_PEAK=0.9")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """An album of a loud, a quiet and a tagged tone, and a single file."""
    music = tmp_path / "music" / "Album"
    music.mkdir(parents=True)
    for number, level in enumerate((1.0, 0.25, 0.5, 0.125), 1):
        source = tmp_path / "source.wav"
        write_wav(source, level * tone(1000, 5))
        album = ("-metadata", "album=Album") if number < 4 else ()
        tags = ("-metadata", f"title={number}", "-metadata", f"track={number}", *album)
        more = TAGGED if number == 3 else ()
        convert(source, music / f"{number}.flac", *tags, *more)
    profile = tmp_path / "profile"
    assert run("scan", "--profile", profile, tmp_path / "music").returncode == 0
    return profile


def gains(profile: Path) -> dict[str, Gains]:
    with closing(sqlite3.connect(profile / "library.db")) as library:
        titles = dict(library.execute("SELECT id, title FROM tracks"))
    with closing(LibraryReader(profile / "library.db")) as reader:
        found = reader.playable([TrackId(track) for track in titles])
        return {titles[file.track]: file.gains for file in found}


def test_what_is_measured_is_what_the_player_reads(profile: Path) -> None:
    assert objects("loudness", "--profile", profile, "--json") == [
        {"measured": 3, "failed": 0, "tracks": 3}
    ]
    found = gains(profile)
    assert found["1"].track_db == pytest.approx(-18 + 9.03, abs=0.15)
    assert found["2"].track_db == pytest.approx(-18 + 21.07, abs=0.15)
    assert found["2"].track_peak == pytest.approx(0.125, abs=0.004)
    # Its own tags are believed, so that the album is not known as a whole.
    assert found["3"] == Gains(-3.5, 0.9, None, None)
    assert found["1"].album_db is None

    assert objects("loudness", "--profile", profile, "--json", "--tagged") == [
        {"measured": 1, "failed": 0, "tracks": 1}
    ]
    found = gains(profile)
    # The mean power of 9.03, 15.05 and 21.07 dB below full scale; the gate is at 22.6.
    assert found["1"].album_db == found["2"].album_db == pytest.approx(-18 + 12.62, abs=0.15)
    assert found["1"].album_peak == pytest.approx(0.5, abs=0.02)
    assert found["3"].track_db == -3.5


def test_nothing_is_measured_twice_unless_it_is_asked_for(profile: Path) -> None:
    run("loudness", "--profile", profile, "title:1")
    done = run("loudness", "--profile", profile, "title:1")
    assert (done.returncode, done.stdout) == (
        0,
        "0 of 0 tracks were measured; 0 could not be decoded.\n",
    )
    done = run("loudness", "--profile", profile, "--again", "title:1")
    assert done.stdout.startswith("1 of 1 tracks were measured")


def test_a_file_that_sounds_otherwise_is_measured_anew(profile: Path, tmp_path: Path) -> None:
    run("loudness", "--profile", profile)
    path = tmp_path / "music" / "Album" / "1.flac"
    source = tmp_path / "source.wav"
    write_wav(source, 0.1 * tone(1000, 6))
    convert(source, path, "-metadata", "title=1", "-metadata", "album=Album")
    run("scan", "--profile", profile)
    assert gains(profile)["1"].track_db is None
    done = run("loudness", "--profile", profile, "--json")
    assert json.loads(done.stdout)["measured"] == 1
    assert gains(profile)["1"].track_db == pytest.approx(-18 + 29.03, abs=0.15)


def test_what_cannot_be_decoded_is_counted_and_said(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "music" / "Album" / "2.flac").unlink()
    done = run("loudness", "--profile", profile, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"measured": 2, "failed": 1, "tracks": 3}


def test_without_libvlc_it_says_so_once_and_ends(profile: Path) -> None:
    hidden = os.environ | {"PYTHON_VLC_LIB_PATH": "/nowhere/libvlc.so"}
    done = run("loudness", "--profile", profile, "--json", environment=hidden)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"measured": 0, "failed": 3, "tracks": 3}
    # One more line is python-vlc's own, about the path that hides it here.
    lines = [line for line in done.stderr.splitlines() if line.startswith("mtplayer: ")]
    assert lines == ["mtplayer: libVLC is not installed; install VLC to hear music."]
