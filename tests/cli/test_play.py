"""``play`` as a process: order, events, exit codes, recording, listens, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mtplayer.online.certificates import certificate_of
from mtplayer.runtime.paths import Profile
from tests.cli import command
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.tones import pitch, read_wav, tone, write_wav
from tests.fakes.web import Web, certify, sing

pytestmark = pytest.mark.vlc


@pytest.fixture
def profile(tmp_path):
    """A library of two tracks whose files sound, and one that does not."""
    profile = Profile(tmp_path / "profile")
    folder = tmp_path / "music"
    folder.mkdir()
    write_wav(folder / "one.wav", tone(440, 1.2))
    write_wav(os.fsencode(folder) + b"/caf\xe9.wav", tone(660, 1.2))
    (folder / "broken.mp3").write_text("no music")
    names = {"One": b"one.wav", "Two": b"caf\xe9.wav", "Three": b"broken.mp3"}
    make_library(
        profile.database,
        [
            FakeTrack(
                title=title,
                artist="Tones" if title != "Three" else "Noise",
                name=name,
                track=number,
                duration_ms=1200,
            )
            for number, (title, name) in enumerate(names.items(), 1)
        ],
        mount=tmp_path,
    )
    return profile.folder


def events(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def kinds(done):
    return [event["event"] for event in events(done) if event["event"] != "position"]


def test_a_query_plays_in_order_and_the_listens_count(profile):
    done = command.run("play", "--null", "--json", "--profile", profile, "tones")
    assert (done.returncode, done.stderr) == (0, "")
    assert kinds(done) == ["started", "ended", "started", "ended", "finished"]
    assert [event["id"] for event in events(done) if event["event"] == "started"] == [1, 2]
    assert events(done)[-1] == {"event": "finished", "played": 2, "failed": 0}
    listed = command.objects("list", "--json", "--profile", profile, "tones")
    assert [track["play_count"] for track in listed] == [1, 1]


def test_terms_choose_what_plays(profile):
    query = "artist:tones -title:one | nothing"
    done = command.run("play", "--null", "--json", "--profile", profile, query)
    assert kinds(done) == ["started", "ended", "finished"]
    assert events(done)[0]["id"] == 2


def test_what_gives_no_sound_is_told_and_skipped(profile, tmp_path):
    missing = tmp_path / "music" / "one.wav"
    missing.unlink()
    done = command.run("play", "--null", "--json", "--profile", profile, "noise", "tones")
    assert done.returncode == 1
    assert "matches" in done.stderr, "words that stand together are one query"
    done = command.run("play", "--null", "--json", "--profile", profile, "tones")
    assert done.returncode == 1
    assert kinds(done) == ["failed", "started", "ended", "finished"]
    assert "not in its folder" in events(done)[0]["reason"]


def test_files_outside_the_library_play_and_leave_it_alone(profile, tmp_path):
    outside = tmp_path / "outside.wav"
    write_wav(outside, tone(880, 0.4))
    done = command.run("play", "--null", "--json", "--profile", profile, outside)
    assert (done.returncode, kinds(done)) == (0, ["started", "ended", "finished"])
    assert events(done)[0]["id"] is None
    assert events(done)[0]["path"] == str(outside)
    assert len(command.objects("list", "--json", "--profile", profile)) == 3


def test_an_address_plays_to_its_end_and_one_that_does_not_says_why(profile, tmp_path):
    sing(tmp_path, seconds=1)
    web = Web(tmp_path)
    try:
        song, none = web.url("song.mp3"), web.url("none.mp3")
        done = command.run("play", "--null", "--json", "--profile", profile, song, none)
        assert (done.returncode, kinds(done)) == (1, ["started", "ended", "failed", "finished"])
        assert events(done)[0]["path"] == song
        assert events(done)[-2]["reason"] == "There is nothing at this address."
        done = command.run("play", "--null", "--profile", profile, none)
        words = f"“{none}” could not be played. There is nothing at this address."
        assert (done.returncode, done.stderr) == (1, f"mtplayer: {words}\n")
    finally:
        web.close()


@pytest.mark.parametrize("address", ["https://[bad", "http://a:99999/song.mp3", "https://"])
def test_what_only_looks_like_an_address_is_told_in_one_sentence(profile, address):
    done = command.run("play", "--null", "--profile", profile, address)
    words = f"“{address}” could not be played. It is not an address."
    assert (done.returncode, done.stderr) == (1, f"mtplayer: {words}\n")


def test_a_server_that_the_window_accepted_is_heard_and_no_other(profile, tmp_path):
    sing(tmp_path, seconds=1)
    web = Web(tmp_path, *certify(tmp_path))
    try:
        song, host = web.url("song.mp3"), web.url("").removeprefix("https://").rstrip("/")
        done = command.run("play", "--null", "--json", "--profile", profile, song)
        assert (done.returncode, kinds(done)) == (1, ["failed", "finished"])
        assert events(done)[0]["reason"].startswith("Its certificate is not trusted")
        accepted = f'[sound]\ntrusted_servers = "{host} {certificate_of(host, 5)}"\n'
        (profile / "settings.toml").write_text(accepted)
        done = command.run("play", "--null", "--json", "--profile", profile, song)
        assert (done.returncode, kinds(done)) == (0, ["started", "ended", "finished"])
        assert events(done)[0]["path"] == song
    finally:
        web.close()


def test_a_file_of_the_library_is_known_by_its_path(profile, tmp_path):
    path = os.fsencode(tmp_path) + b"/music/caf\xe9.wav"
    done = command.run("play", "--null", "--json", "--profile", profile, os.fsdecode(path))
    started = next(event for event in events(done) if event["event"] == "started")
    assert (started["id"], os.fsencode(started["path"])) == (2, path)


def test_a_recording_holds_what_was_played_in_order(profile, tmp_path):
    out = tmp_path / "out.wav"
    done = command.run("play", "--record", out, "--profile", profile, "tones")
    assert (done.returncode, done.stdout) == (0, "Tones — One\nTones — Two\n")
    samples, rate = read_wav(out)
    assert len(samples) == 2 * 1.2 * rate
    assert pitch(samples[: rate // 2], rate) == pytest.approx(440, abs=1)
    assert pitch(samples[-rate // 2 :], rate) == pytest.approx(660, abs=1)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "required"),
        (("nothing like this",), 1, "matches"),
        (("/nowhere/x.mp3",), 1, "is not there"),
        (("--record", "/nowhere/out.wav", "tones"), 2, "no folder"),
        (("--null", "--record", "x.wav", "tones"), 2, "not allowed"),
    ],
    ids=["nothing", "no match", "no file", "no folder", "both"],
)
def test_what_cannot_be_done_is_one_sentence(profile, arguments, code, words):
    done = command.run("play", "--profile", profile, *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def playing(profile, tmp_path):
    """A process that plays half a minute and has said that it started."""
    write_wav(tmp_path / "long.wav", tone(440, 30))
    arguments = ("play", "--null", "--json", "--profile", profile, tmp_path / "long.wav")
    process = subprocess.Popen(
        [sys.executable, "-m", "mtplayer", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(command.ROOT),
    )
    assert process.stdout is not None
    assert b"started" in process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_ends_cleanly(playing):
    playing.send_signal(signal.SIGINT)
    _, errors = playing.communicate(timeout=10)
    assert (playing.returncode, errors) == (0, b"")


def test_a_reader_that_had_enough_ends_it_quietly(playing):
    playing.stdout.close()
    assert playing.wait(timeout=10) == 0
    assert playing.stderr.read() == b""
    playing.stdout = None


def test_the_gapless_report_counts_the_frames_of_each_file(profile):
    done = command.run("play", "--null", "--gapless-report", "--profile", profile, "tones")
    report = done.stdout.splitlines()[2:]
    assert [line.split()[1] for line in report] == ["52,920", "52,920"]
    assert report[1].endswith("→ end")
