"""A file that is copied into a watched folder appears, while the program runs by itself."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.program import PATIENCE_S, Program
from tests.fakes import music

pytestmark = pytest.mark.e2e

TITLES = (
    "SELECT t.title FROM tracks t JOIN files f ON f.id = t.file_id"
    " WHERE t.listed AND f.state = ? ORDER BY 1"
)


def _titles(program: Program, state: str = "present") -> list[str]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return [title for (title,) in library.execute(TITLES, (state,))]


def _until(program: Program, titles: list[str], state: str = "present") -> None:
    ends = time.monotonic() + PATIENCE_S
    while (found := _titles(program, state)) != titles:
        assert time.monotonic() < ends, f"{found} instead of {titles}"
        time.sleep(0.05)


def test_a_copied_file_appears_and_one_that_goes_is_missing(program: Program, tmp_path: Path):
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "first.dsf").write_bytes(music.dsf(1))
    program.start(str(folder))
    _until(program, ["first"])
    # The folder is watched as soon as its first scan is over.
    program.wait_for("scan ended")
    program.wait_for("scan ended")
    (folder / "second.dsf").write_bytes(music.dsf(2))
    _until(program, ["first", "second"])
    (folder / "first.dsf").unlink()
    _until(program, ["first"], "missing")
    assert program.quit() == 0
    assert program.left_behind() == []


def test_what_changed_while_it_was_closed_is_found_after_the_start(
    program: Program, tmp_path: Path
):
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "first.dsf").write_bytes(music.dsf(1))
    program.start(str(folder))
    _until(program, ["first"])
    assert program.quit() == 0
    (folder / "first.dsf").rename(folder / "renamed.dsf")
    (folder / "second.dsf").write_bytes(music.dsf(2))
    program.start()
    _until(program, ["renamed", "second"])
    assert program.quit() == 0


@pytest.mark.long
def test_a_folder_that_is_emptied_is_away_and_comes_back_with_its_files(
    program: Program, tmp_path: Path
):
    folder, drawer = tmp_path / "music", tmp_path / "drawer"
    folder.mkdir()
    (folder / "first.dsf").write_bytes(music.dsf(1))
    program.start(str(folder))
    _until(program, ["first"])
    program.wait_for("scan ended")
    program.wait_for("scan ended")
    drawer.mkdir()
    (folder / "first.dsf").rename(drawer / "first.dsf")
    _until_online(program, 0)
    assert _titles(program) == ["first"], "offline, not missing"
    (drawer / "first.dsf").rename(folder / "first.dsf")
    _until_online(program, 1)
    assert program.quit() == 0


def _until_online(program: Program, online: int) -> None:
    ends = time.monotonic() + PATIENCE_S
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        while library.execute("SELECT online FROM folders").fetchall() != [(online,)]:
            assert time.monotonic() < ends, f"never became {online}"
            time.sleep(0.05)
