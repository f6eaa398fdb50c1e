"""A library of mt comes into an open window: by command, with its queue and its folders."""

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.music import make_music
from tests.e2e.program import ROOT, Program
from tests.fakes import mt_databases as mt

pytestmark = pytest.mark.e2e


def import_mt(program: Program, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mtplayer", "import-mt", "--profile", str(program.profile)]
    return subprocess.run(
        [*command, "--json", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=program.environment,
        timeout=60,
        check=False,
    )


def test_the_open_window_takes_over_what_the_command_names(program: Program, tmp_path) -> None:
    music = make_music(tmp_path / "music", seconds=1)
    source = mt.make(tmp_path / ".local/share/com.mt.desktop/mt.db", "latest")
    songs = sorted(music.rglob("*.*"))
    for number, song in enumerate(songs):
        mt.song(source, song, play_count=number)
        mt.put(source, "queue", filepath=str(song))
    mt.put(source, "watched_folders", path=str(music))
    program.start("--null")
    looked = import_mt(program, "--dry-run")
    assert (looked.returncode, json.loads(looked.stdout)["added"]) == (0, 6)
    assert program.ask("state")["queue"] == 0
    done = import_mt(program)
    report = json.loads(done.stdout)
    assert (report["added"], report["plays"], report["queue"]) == (6, 15, 6)
    assert program.ask("state")["queue"] == 6
    assert json.loads(import_mt(program).stdout)["changed"] is False
    program.ask("scan", paths=[])
    program.wait_for("scan ended")
    program.ask("play_query", text="harbour")
    program.until("a song of mt plays", state="playing", queue=1)
    assert program.quit() == 0


def test_what_can_not_be_read_is_told_by_the_command(program: Program, tmp_path) -> None:
    (tmp_path / "mt.db").write_text("no database")
    program.start("--null")
    done = import_mt(program, os.fspath(tmp_path / "mt.db"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "is no database" in done.stderr
    assert program.quit() == 0
