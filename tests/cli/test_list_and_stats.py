"""``list`` and ``stats`` as processes: fields, order, limits, and an empty profile."""

import os
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from mtplayer.runtime.paths import Profile
from tests.cli import command
from tests.fakes.library import FIRST_ADDED_AT, FakeTrack, make_library

FIELDS = [
    *("id", "path", "state", "title", "artists", "album_artists", "album"),
    *("track", "track_total", "disc", "disc_total", "date", "genres", "composer"),
    *("duration_ms", "codec", "bitrate", "sample_rate", "channels"),
    *("play_count", "rating", "liked", "added_at", "last_played_at"),
]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    profile = Profile(tmp_path / "profile")
    make_library(
        profile.database,
        [
            FakeTrack(title="Zebra", artist="Ärzte", plays=3, rating=80, liked_at=5, genre="Punk"),
            FakeTrack(title="apple", artist="björk", name=b"caf\xe9.flac", duration_ms=61_000),
            FakeTrack(title="Gone", artist="Nobody", state="missing", listed=False),
        ],
        mount=tmp_path / "disk",
    )
    return profile.folder


def _titles(*arguments: str | Path) -> list[str]:
    return [track["title"] for track in command.objects("list", "--json", *arguments)]


def test_an_object_has_exactly_the_promised_fields(profile):
    tracks = command.objects("list", "--json", "--profile", profile)
    assert [list(track) for track in tracks] == [FIELDS, FIELDS]


def test_an_object_says_what_the_library_knows(profile, tmp_path):
    (track,) = command.objects("list", "--json", "--profile", profile, "zebra")
    assert track["artists"] == ["Ärzte"]
    assert track["genres"] == ["Punk"]
    assert track["play_count"] == 3
    assert track["rating"] == 80
    assert track["liked"] is True
    assert track["state"] == "present"
    assert track["added_at"] == FIRST_ADDED_AT
    assert track["path"].startswith(str(tmp_path / "disk" / "music"))


def test_a_name_that_is_not_utf_8_comes_back_as_it_was(profile):
    (track,) = command.objects("list", "--json", "--profile", profile, "apple")
    assert track["path"].endswith("caf\udce9.flac")
    assert os.fsencode(track["path"]).endswith(b"caf\xe9.flac")


def test_words_match_without_case_and_marks(profile):
    assert _titles("--profile", profile, "ARZ", "zeb") == ["Zebra"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (["genre:punk"], ["Zebra"]),
        (["-genre:punk"], ["apple"]),
        (["rating:>=4", "is:liked"], ["Zebra"]),
        (["length:1:01"], ["apple"]),
        (["zebra | genre:none"], ["Zebra", "apple"]),
        (["artist:=bjork", "(plays:0", "|", "liked:none)"], ["apple"]),
        (["genr:punk"], ["Zebra", "apple"]),
        (["year:<1990"], []),
    ],
    ids=str,
)
def test_a_query_is_asked_in_the_language_of_the_search_field(profile, query, titles):
    assert _titles("--profile", profile, *query) == titles


def test_tracks_come_in_the_order_asked_for(profile):
    assert _titles("--profile", profile, "--sort", "title") == ["apple", "Zebra"]
    assert _titles("--profile", profile, "--sort", "title", "--descending") == ["Zebra", "apple"]


def test_no_more_than_the_limit_are_printed(profile):
    assert len(_titles("--profile", profile, "--limit", "1")) == 1
    assert _titles("--profile", profile, "--limit", "0") == []


@pytest.mark.parametrize(
    "arguments",
    [("--sort", "mood"), ("--limit", "-1"), ("--limit", "few"), ("--nonsense",)],
    ids=" ".join,
)
def test_wrong_use_is_2_and_one_sentence(profile, arguments):
    done = command.run("list", "--profile", profile, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_for_people_a_track_is_a_line(profile):
    done = command.run("list", "--profile", profile, "--sort", "title")
    assert done.stdout.splitlines() == [
        "björk — apple · Slow Weather · 1:01",
        "Ärzte — Zebra · Slow Weather · 3:20",
    ]


def test_a_terminal_without_umlauts_does_not_end_the_list(profile):
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = command.run("list", "--profile", profile, "zebra", environment=environment)
    assert done.returncode == 0
    assert "\\xc4rzte" in done.stdout


def test_stats_count_what_there_is(profile):
    (found,) = command.objects("stats", "--json", "--profile", profile)
    assert found == {
        "tracks": 2,
        "albums": 2,
        "artists": 2,
        "genres": 1,
        "duration_ms": 261_000,
        "bytes": 2_000_000,
        "missing": 1,
        "offline": 0,
        "failed": 0,
    }


def test_stats_for_people_name_every_figure(profile):
    done = command.run("stats", "--profile", profile)
    assert done.stdout.splitlines()[:2] == ["Tracks    2", "Albums    2"]
    assert "Playing   0 h 4 min" in done.stdout


def test_a_profile_without_a_library_has_nothing_and_stays_without(tmp_path):
    assert command.objects("list", "--json", "--profile", tmp_path / "new") == []
    (found,) = command.objects("stats", "--json", "--profile", tmp_path / "new")
    assert set(found.values()) == {0}
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_no_library_is_told_in_one_sentence(tmp_path):
    (tmp_path / "library.db").write_bytes(b"something else" * 1000)
    done = command.run("list", "--profile", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_neither_loads_qt_nor_sqlalchemy(profile):
    watched = os.environ | {"PYTHONPROFILEIMPORTTIME": "1"}
    for name in ("list", "stats"):
        done = command.run(name, "--profile", profile, environment=watched)
        assert "mtplayer.storage.reader" in done.stderr
        assert "PySide6" not in done.stderr
        assert "sqlalchemy" not in done.stderr


def test_a_reader_that_has_enough_is_no_failure(profile):
    lister = Popen(
        [sys.executable, "-m", "mtplayer", "list", "--profile", str(profile)],
        stdout=PIPE,
        stderr=PIPE,
        cwd=command.ROOT,
    )
    lister.stdout.close()
    assert lister.stderr.read() == b""
    assert lister.wait(30) == 0
    lister.stderr.close()
