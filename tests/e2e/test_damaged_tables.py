"""A window on a library of which one table is damaged: told, offered a backup, never a fault."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.fakes.breaking import break_table, pages_of_tables
from tests.fakes.varied_library import make_varied

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(900)]

PLACES = ("tracks", "albums", "artists", "genres", "history", "statistics", "playlist:1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("whole") / "library.db"
    make_varied(database, 300, 1_700_000_000_000)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    return database


def test_every_damaged_table_is_told_and_nothing_fails(program: Program, whole: Path):
    program.command = ("-m", "tests.e2e.pressing", "Quit", "--", "--profile")
    program.expected += ["malformed", "damaged"]
    program.profile.mkdir()
    library = program.profile / "library.db"
    told: set[str] = set()
    for number, (name, pages) in enumerate(pages_of_tables(whole).items()):
        for old in program.profile.glob("library.db*"):
            old.unlink()
        shutil.copy(whole, library)
        break_table(library, pages)
        place = PLACES[number % len(PLACES)]
        (program.profile / "ui_state.json").write_text(f'{{"window.place": "{place}"}}')
        program.start("--null", ready=None)
        line = program.wait_for("started|the library was not opened")
        if line["message"] == "started":
            program.ask("play_query", text="light -nothing", row=0)
            program.ask("like", tracks=[1, 2, 3], liked=True)
            program.ask("next")
            program.ask("state")
            code = program.quit()
            assert code == 0, name
        else:
            told.add(name)
            assert program.wait() == 1, name
        unexpected = program.unexpected()
        assert not [line for line in program.lines if line["level"] == "CRITICAL"], (name, place)
        assert unexpected == [], (name, place)
        told |= {name for line in program.lines if "damaged" in line["message"]}
        program.lines.clear()
    assert {"tracks", "files", "queues"} <= told
