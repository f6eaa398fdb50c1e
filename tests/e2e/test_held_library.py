"""Another program holds the library: what is done is stored later, and quitting is quick."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.music import SONGS, make_music
from tests.e2e.program import Program

pytestmark = [pytest.mark.e2e, pytest.mark.long]


@pytest.fixture
def open_one(program: Program, tmp_path: Path) -> Program:
    """The program after its first scan."""
    program.start("--null", str(make_music(tmp_path / "music", seconds=30)), ready="scan ended")
    return program


@contextmanager
def held(program: Program) -> Iterator[sqlite3.Connection]:
    library = sqlite3.connect(program.profile / "library.db", isolation_level=None)
    with closing(library):
        library.execute("BEGIN IMMEDIATE")
        yield library


def liked(program: Program) -> list[int]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        rows = library.execute("SELECT id FROM tracks WHERE liked_at IS NOT NULL ORDER BY id")
        return [id_ for (id_,) in rows]


def test_after_ten_seconds_everything_is_stored(open_one: Program):
    with held(open_one):
        open_one.ask("like", tracks=[1, 2], liked=True)
        open_one.ask("play_query", text="", row=3)
        open_one.until("something else works", state="playing", queue=len(SONGS) - 3)
        time.sleep(10)
    ends = time.monotonic() + 20
    while liked(open_one) != [1, 2]:
        assert time.monotonic() < ends
        time.sleep(0.05)
    assert open_one.quit() == 0
    open_one.wait_for("closed in")
    assert not [line for line in open_one.lines if "told" in line["message"]]
    open_one.start("--null")
    open_one.until("the queue is back", state="paused", queue=len(SONGS) - 3)
    assert open_one.quit() == 0


def test_held_for_ever_it_is_told_and_quits(open_one: Program):
    with held(open_one):
        open_one.ask("like", tracks=[1, 2], liked=True)
        open_one.wait_for("told: The library is in use", timeout_s=40)
        open_one.ask("play_query", text="", row=3)
        open_one.until("it works on", state="playing")
        began = time.monotonic()
        assert open_one.quit() == 0
        assert time.monotonic() - began < 12
        open_one.wait_for("closed in")
    assert liked(open_one) == []
    open_one.start("--null")
    assert open_one.quit() == 0


def test_a_second_start_on_a_held_library_says_so(open_one: Program):
    assert open_one.quit() == 0
    library = sqlite3.connect(open_one.profile / "library.db", isolation_level=None)
    with closing(library):
        library.execute("PRAGMA locking_mode = EXCLUSIVE")
        library.execute("BEGIN EXCLUSIVE")
        assert "Another program is writing" in open_one.start_refused("--null")
