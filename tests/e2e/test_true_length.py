"""A length that a scan could only guess is right soon after the window is open."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli import command
from tests.e2e.program import Program
from tests.fakes import music

pytestmark = pytest.mark.e2e


def _length(program: Program) -> tuple[int, int]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return library.execute("SELECT duration_ms, length_guessed FROM tracks").fetchone()


def test_the_window_measures_what_a_scan_could_only_guess(program: Program, tmp_path: Path):
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "x.mp3").write_bytes(music.varying_mp3())
    assert command.run("scan", "--profile", program.profile, folder).returncode == 0
    guess, guessed = _length(program)
    assert (abs(guess - 20_000) > 2_000, guessed) == (True, 1)
    program.start()
    ends = time.monotonic() + 30
    while _length(program)[1] and time.monotonic() < ends:
        time.sleep(0.1)
    length, guessed = _length(program)
    assert guessed == 0
    assert length == pytest.approx(20_000, abs=60)
    assert program.quit() == 0
