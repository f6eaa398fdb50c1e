"""The program starts, answers a second start, says what is wrong, and ends in order."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.storage.migrate import HEAD
from tests.e2e.program import ROOT, Program
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.e2e


def _start_again(program: Program, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mtplayer", "--profile", str(program.profile), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=program.environment,
        timeout=30,
        check=False,
    )


def test_a_first_start_makes_a_library_and_quits_in_order(program: Program):
    program.start()
    assert program.quit() == 0
    program.wait_for("closed in")
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        assert library.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert program.left_behind() == []
    assert not (program.profile / "library.db-wal").exists()


def test_the_end_of_the_session_ends_it_in_order(program: Program):
    program.start()
    assert program.terminate() == 0
    program.wait_for("closed in")


def test_a_second_start_hands_over_and_leaves(program: Program, tmp_path: Path):
    program.start()
    second = _start_again(program, str(tmp_path))
    assert (second.returncode, second.stderr) == (0, "")
    program.wait_for("asked to open")
    assert program.quit() == 0


def test_a_start_after_a_kill_takes_over(program: Program):
    program.start()
    program.kill()
    program.start()
    assert program.quit() == 0


def test_without_a_display_it_says_so(program: Program):
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    for name in hidden:
        program.environment.pop(name, None)
    said = _start_again(program)
    assert said.returncode == 1
    assert said.stderr == "mtplayer: There is no display to open a window on.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_profile_that_cannot_be_written_is_told(program: Program):
    program.profile.mkdir(mode=0o500)
    assert "cannot be written" in program.start_refused()


def test_a_profile_that_is_a_file_is_told(program: Program):
    program.profile.write_text("not a folder")
    said = program.start_refused()
    assert said == f"mtplayer: “{program.profile}” cannot be used: File exists.\n"
    assert program.wait() == 1
    assert program.profile.read_text() == "not a folder"


def test_a_file_that_is_no_library_is_told_and_left_as_it_is(program: Program):
    program.profile.mkdir()
    library = program.profile / "library.db"
    library.write_bytes(b"This was a library once." * 500)
    before = library.read_bytes()
    assert "is not a library of this program" in program.start_refused()
    assert program.wait() == 1
    assert library.read_bytes() == before


def test_a_library_of_a_newer_version_is_told_and_left_as_it_is(program: Program):
    program.start()
    program.quit()
    library = program.profile / "library.db"
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = library.read_bytes()
    assert "newer mtplayer" in program.start_refused()
    assert program.wait() == 1
    assert library.read_bytes() == before


def test_e3_settings_are_in_one_file_and_no_table(program: Program) -> None:
    program.profile.mkdir()
    settings = program.profile / "settings.toml"
    settings.write_text("[playback]\nvolume = 37\n")
    program.start()
    assert program.ask("state")["volume"] == 37
    assert program.quit() == 0
    assert "volume = 37" in settings.read_text()
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        tables = {name for (name,) in library.execute("SELECT name FROM sqlite_master")}
    assert not {name for name in tables if "setting" in name}


@pytest.mark.long
def test_quitting_while_covers_are_looked_for_ends_in_order(program: Program) -> None:
    program.profile.mkdir()
    make_library(
        program.profile / "library.db",
        [FakeTrack(title=f"Song {n}", album=f"Album {n}", name=b"%d.flac" % n) for n in range(500)],
    )
    (program.profile / "ui_state.json").write_text('{"window.place": "albums"}')
    for _ in range(10):
        program.start("--null", ready="first paint")
        assert program.terminate() == 0
        program.wait_for("closed in")
