"""Playlists and another player's memory come into an open window by command; all goes out again."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.e2e.music import make_music
from tests.e2e.program import ROOT, Program
from tests.fakes import foreign

pytestmark = pytest.mark.e2e


def run(program: Program, *arguments: object) -> subprocess.CompletedProcess[str]:
    command, *rest = map(str, arguments)
    done = subprocess.run(
        [sys.executable, "-m", "mtplayer", command, "--profile", str(program.profile), *rest],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=program.environment,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done


def entries(program: Program) -> list[tuple[str, bool]]:
    with closing(sqlite3.connect(program.profile / "library.db")) as connection:
        return connection.execute(
            "SELECT p.name, e.track_id IS NOT NULL FROM playlist_entries AS e"
            " JOIN playlists AS p ON p.id = e.playlist_id WHERE p.deleted_at IS NULL"
            " ORDER BY p.id, e.rank"
        ).fetchall()


def test_lists_come_into_an_open_window_and_go_out_again(program: Program, tmp_path) -> None:
    music = make_music(tmp_path / "music", seconds=1)
    songs = sorted(music.rglob("*.*"))
    later = tmp_path / "later" / songs[0].name
    source = tmp_path / "Late trains.m3u8"
    source.write_text("\n".join([*map(str, songs[1:3]), str(later)]) + "\n")
    program.start("--null")
    program.ask("scan", paths=[str(music)])
    program.wait_for("scan ended")
    looked = json.loads(run(program, "playlist", "import", source, "--dry-run", "--json").stdout)
    assert (looked["matched"], entries(program)) == (2, [])
    run(program, "playlist", "import", source)
    assert entries(program) == [
        ("Late trains", True),
        ("Late trains", True),
        ("Late trains", False),
    ]
    # The third place gets its track when a scan of the open window finds that.
    later.parent.mkdir()
    later.write_bytes(songs[0].read_bytes())
    program.ask("scan", paths=[str(later.parent)])
    program.wait_for("scan ended")
    program.until("the place has its track", scanning=False)
    _wait_until(lambda: all(there for _, there in entries(program)))
    target = tmp_path / "out.xspf"
    run(program, "playlist", "export", "Late trains", target)
    assert target.read_text().count("<location>") == 3
    lines = [json.loads(line) for line in run(program, "export").stdout.splitlines()]
    assert sum(line["type"] == "entry" for line in lines) == 3
    assert program.quit() == 0


@pytest.mark.long
def test_another_player_comes_into_an_open_window(program: Program, tmp_path) -> None:
    music = make_music(tmp_path / "music", seconds=1)
    program.start("--null")
    program.ask("scan", paths=[str(music)])
    program.wait_for("scan ended")
    source = foreign.itunes(tmp_path / "itunes", os.fsencode(music))
    report = json.loads(run(program, "import-from", "itunes", source, "--json").stdout)
    # None of its songs is here: only the playlist comes, and waits for them.
    assert (report["found"], report["playlists"], report["waiting"]) == (0, 1, 4)
    assert [there for _, there in entries(program)] == [False] * 4
    assert program.quit() == 0


def _wait_until(is_so) -> None:

    ends = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.05)
