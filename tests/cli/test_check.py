"""``check`` as a process: everything well, and each thing that may not be."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mtplayer.runtime.paths import Profile
from tests.cli import command
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.vlc


@pytest.fixture
def database(tmp_path: Path) -> Path:
    database = Profile(tmp_path / "profile").database
    make_library(database, [FakeTrack(title=f"Song {number}") for number in range(30)])
    return database


def _checked(database: Path) -> tuple[int, dict[str, Any]]:
    done = command.run("check", "--json", "--profile", database.parent)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def _of(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [finding for finding in found["findings"] if finding["name"] == name]


def test_with_everything_there_it_ends_well(database):
    code, found = _checked(database)
    assert (code, found["ok"]) == (0, True)
    names = [finding["name"] for finding in found["findings"]]
    assert {"libVLC", "codec MP3", "codec FLAC", "library", "search words", "fonts"} <= set(names)
    assert all(finding["ok"] for finding in found["findings"] if finding["needed"])


def test_a_profile_without_a_library_is_well_and_stays_without(tmp_path):
    code, found = _checked(tmp_path / "new" / "library.db")
    assert code == 0
    assert "none yet" in _of(found, "library")[0]["detail"]
    assert not (tmp_path / "new").exists()


def test_words_out_of_step_end_it_with_1(database):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO track_words(track_words) VALUES ('delete-all')")
    code, found = _checked(database)
    assert (code, found["ok"]) == (1, False)
    assert not _of(found, "search words")[0]["ok"]


def test_a_damaged_library_ends_it_with_1(database):
    content = bytearray(database.read_bytes())
    for page in range(4096 * 30, len(content), 4096):
        content[page + 100 : page + 300] = b"\xff" * 200
    database.write_bytes(content)
    code, found = _checked(database)
    assert code == 1
    assert not _of(found, "library")[0]["ok"]


def test_a_folder_that_is_away_is_only_noted(database):
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
            " VALUES (1, CAST('gone' AS BLOB), 'manual', 0, 0)"
        )
    code, found = _checked(database)
    assert code == 0
    assert _of(found, "folder") == [
        {
            "name": "folder",
            "ok": False,
            "detail": "“/mnt/disk/gone” is not connected",
            "needed": False,
        }
    ]


def test_without_libvlc_it_says_so_and_goes_on(database):
    done = command.run(
        "check",
        "--profile",
        database.parent,
        environment=os.environ | {"PYTHON_VLC_LIB_PATH": "/nowhere/libvlc.so"},
    )
    assert done.returncode == 1
    assert done.stdout.startswith("missing libVLC: libVLC is not installed")
    assert "ok      library: " in done.stdout
