"""``export``: everything the library knows, line by line, of one moment."""

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.core.tags import Role
from mtplayer.runtime.paths import Profile
from mtplayer.services.exchange import library_export
from mtplayer.storage.connection import open_reader
from mtplayer.storage.exchange import library_dump
from tests.cli.inside import Inside
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import make_varied

pytestmark = pytest.mark.blocking

NOW = 1_750_000_000_000
PAGE = Path(__file__).parents[2] / "resources/help/export.md"


@pytest.fixture
def profile(tmp_path):
    made = Profile(tmp_path / "profile")
    made.create()
    return made


@pytest.fixture
def inside(profile, capsys):
    return Inside(profile, capsys)


def exported(inside):
    code, out, err = inside.run("export")
    assert (code, err) == (0, "")
    assert out.isascii()
    found = {}
    for one in map(json.loads, out.splitlines()):
        found.setdefault(one["type"], []).append(one)
    return found


def count(profile, rows):
    with closing(sqlite3.connect(profile.database)) as connection:
        return connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]


def test_everything_is_there_once(profile, inside):
    make_varied(profile.database, 2500, NOW)
    found = exported(inside)
    (head,) = found["library"]
    assert (head["format"], head["version"]) == ("mtplayer-library", 1)
    assert len(found["track"]) == count(profile, "tracks")
    assert len({track["id"] for track in found["track"]}) == len(found["track"])
    assert len(found["listen"]) == count(profile, "listens")
    assert len(found["playlist"]) == count(profile, "playlists WHERE deleted_at IS NULL")
    assert len(found["folder"]) == count(profile, "folders WHERE removed_at IS NULL")
    live = "playlist_entries AS e JOIN playlists AS p ON p.id = e.playlist_id"
    where = "WHERE e.removed_at IS NULL AND p.deleted_at IS NULL"
    assert len(found["entry"]) == count(profile, f"{live} {where}")


def test_a_track_says_what_the_library_knows_of_it(profile, inside, tmp_path):
    track = FakeTrack(
        title="Кухня",
        artist="Björk",
        genre="Rock",
        plays=7,
        rating=80,
        liked_at=5,
        last_played_at=6,
        name=b"caf\xe9.flac",
        bpm=120,
    )
    (id_,) = make_library(profile.database, [track], tmp_path / "disk")
    (found,) = exported(inside)["track"]
    assert os.fsencode(found["path"]) == os.fsencode(tmp_path) + b"/disk/music/caf\xe9.flac"
    wanted = {
        "id": id_, "title": "Кухня", "artist": "Björk", "album": "Slow Weather", "plays": 7,
        "rating": 80, "liked_at": 5, "last_played_at": 6, "bpm": 120, "duration_ms": 200_000,
        "codec": "flac", "year": 2019, "compilation": False,
    }  # fmt: skip
    assert {key: found[key] for key in wanted} == wanted
    assert found["names"] == {"artist": ["Björk"], "genre": ["Rock"]}
    assert (found["file"]["state"], found["file"]["size"]) == ("present", 1_000_000)
    assert not [key for key in found if key.endswith("_key")]


def test_entries_follow_their_playlist_and_keep_their_words(profile, inside, tmp_path):
    (id_,) = make_library(profile.database, [FakeTrack(name=b"a.flac")], tmp_path / "disk")
    source = tmp_path / "Mix.m3u"
    source.write_text("gone.mp3\ndisk/music/a.flac\n")
    inside.run("playlist", "import", source)
    _, out, _ = inside.run("export")
    lines = [json.loads(line) for line in out.splitlines()]
    at = next(n for n, line in enumerate(lines) if line["type"] == "playlist")
    assert lines[at]["name"] == "Mix"
    gone, known = lines[at + 1 : at + 3]
    assert (gone["playlist"], "track" in gone) == (lines[at]["id"], False)
    assert gone["tags"]["location"].endswith("/gone.mp3")
    assert (known["track"], known["tags"]["title"]) == (id_, "Kitchen Light")


def test_a_file_is_whole_or_not_there(profile, inside, tmp_path, monkeypatch):
    make_library(profile.database, [FakeTrack()], tmp_path / "disk")
    target = tmp_path / "library.jsonl"
    code, out, _ = inside.run("export", target)
    lines = target.read_text().splitlines()
    assert (code, f"Wrote {len(lines)} lines" in out) == (0, True)
    assert json.loads(lines[0])["type"] == "library"
    before = target.read_bytes()

    def broken(*_):
        yield "{}\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(library_export, "lines", broken)
    code, out, err = inside.run("export", target)
    assert (code, out, "No space left" in err) == (1, "", True)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_it_is_of_one_moment_however_long_it_takes(profile, tmp_path):
    make_library(profile.database, [FakeTrack(), FakeTrack(title="Two")], tmp_path / "disk")
    with closing(open_reader(profile.database)) as connection:
        reading = library_dump.objects(connection, "x", NOW)
        next(reading)
        make_library(profile.database, [FakeTrack(title="Late")], tmp_path / "disk")
        titles = [one["title"] for one in reading if one["type"] == "track"]
    assert titles == ["Kitchen Light", "Two"]


def test_a_profile_without_a_library_is_a_head_alone(inside):
    assert list(exported(inside)) == ["library"]


def test_the_format_is_described(profile, inside):
    make_varied(profile.database, 300, NOW)
    page, found = PAGE.read_text(), exported(inside)
    for kind, some in found.items():
        assert f"| `{kind}` |" in page
        if kind in ("folder", "playlist", "entry", "library"):
            line = next(x for x in page.splitlines() if x.startswith(f"| `{kind}`"))
            named = set(re.findall(r"`(\w+)`", line))
            assert {key for one in some for key in one if key != "type"} <= named, kind
    for role in Role:
        assert f"`{role}`" in page
