"""A library that cannot be opened: a backup is offered at the start, taken, and all goes on."""

import json
import sqlite3
from contextlib import closing

import pytest

from mtplayer.storage.safety import integrity
from mtplayer.storage.safety.backup import back_up
from tests.cli import command
from tests.e2e.program import Program
from tests.fakes.breaking import BROKEN, break_library
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.e2e

SONGS = [FakeTrack(title=f"Song {n}", name=b"%d.flac" % n) for n in range(3000)]


def pressing(program: Program, *buttons: str) -> None:
    """From now on somebody presses these in the window that offers what helps."""
    program.command = ("-m", "tests.e2e.pressing", *buttons, "--", "--profile")


def titles(library) -> set[str]:
    with closing(sqlite3.connect(library)) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM tracks")}


def filled(program: Program):
    library = program.profile / "library.db"
    make_library(library, SONGS)
    return library, back_up(library, program.profile / "backups", "daily")


@pytest.mark.parametrize(
    "how",
    [
        how if how == "first bytes" else pytest.param(how, marks=pytest.mark.long)
        for how in BROKEN
        if how != "page in the middle"
    ],
)
def test_a_broken_library_is_offered_its_backup_and_opens_with_it(program: Program, how) -> None:
    library, _ = filled(program)
    break_library(library, how)
    broken = library.read_bytes()
    pressing(program, "Restore backup")
    program.start("--null")
    assert "3,000 tracks" in program.words
    assert "is not in it" in program.words
    assert len(program.ask("state")) > 0
    assert program.quit() == 0
    assert len(titles(library)) == 3000
    assert integrity.damage(library) == []
    if how != "emptied":
        (aside,) = program.profile.glob("library.aside-*.db")
        assert aside.read_bytes() == broken


@pytest.mark.long
def test_without_a_backup_a_new_library_has_what_can_be_read(program: Program) -> None:
    library, copy = filled(program)
    copy.unlink()
    break_library(library, "cut off")
    pressing(program, "Make a new library")
    program.start("--null")
    assert "There is no backup" in program.words
    assert program.quit() == 0
    assert len(titles(library)) > 100
    assert integrity.damage(library) == []


@pytest.mark.long
def test_whoever_would_rather_look_first_leaves_everything_as_it_is(program: Program) -> None:
    library, _ = filled(program)
    break_library(library, "first bytes")
    broken = library.read_bytes()
    pressing(program, "Quit")
    program.start("--null", ready=None)
    assert program.wait() == 1
    assert library.read_bytes() == broken


@pytest.mark.long
def test_a_page_in_the_middle_is_noticed_in_the_window_or_before(program: Program) -> None:
    library, _ = filled(program)
    with library.open("r+b") as file:
        # All of the rows, none of the tables' names.
        file.seek(library.stat().st_size // 4)
        file.write(b"\xee" * (library.stat().st_size // 2))
    program.expected += ["malformed", "damaged"]
    pressing(program, "Restore backup")
    program.start("--null", ready=None)
    program.wait_for("told: The library is damaged|the library was not opened")
    program.terminate()


@pytest.mark.long
def test_a_restore_beside_an_open_window_is_handed_over_to_it(program: Program) -> None:
    library, copy = filled(program)
    make_library(library, [FakeTrack(title="Later", name=b"later.flac")])
    program.start("--null")
    said = command.run(
        "restore", "--profile", program.profile, copy.name, environment=program.environment
    )
    assert (said.returncode, said.stdout) == (0, f"The open window begins again with {copy}\n")
    program.wait_for("asked to restore")
    program.wait_for("started")
    assert program.quit() == 0
    assert "Later" not in titles(library)
    (kept,) = (program.profile / "backups").glob("*before-restore.db")
    assert "Later" in titles(kept)


@pytest.mark.long
def test_a_backup_that_turns_out_to_be_broken_leaves_the_library_open(program: Program) -> None:
    library, copy = filled(program)
    break_library(copy, "page in the middle")
    pressing(program, "Open the library")
    (program.profile / "restore.json").write_text(json.dumps({"backup": str(copy)}))
    program.start("--null")
    assert "Your library is as it was" in program.words
    assert program.quit() == 0
    assert len(titles(library)) == 3000
    assert not (program.profile / "restore.json").exists()
