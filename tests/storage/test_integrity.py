"""A damaged library and a word index out of step are noticed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.storage.connection import open_writer
from mtplayer.storage.safety import integrity
from tests.fakes.library import FakeTrack, make_library


@pytest.fixture
def filled(database: Path) -> Path:
    make_library(database, [FakeTrack(title=f"Song {number}") for number in range(50)])
    return database


def _change(database: Path, statement: str) -> None:
    with closing(open_writer(database)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)


def test_a_whole_library_has_no_damage_and_its_words(filled):
    assert integrity.damage(filled) == []
    assert integrity.words_in_step(filled)


def test_a_new_library_is_whole(database):
    assert integrity.damage(database) == []
    assert integrity.words_in_step(database)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO track_words(track_words) VALUES ('delete-all')",
        "INSERT INTO track_words(rowid, title, artists, album, rest) VALUES (999, 'x', '', '', '')",
    ],
    ids=["emptied", "one too many"],
)
def test_words_out_of_step_are_noticed(filled, statement):
    _change(filled, statement)
    assert not integrity.words_in_step(filled)


def test_looking_at_the_words_changes_nothing(filled):
    def dump() -> list[str]:
        with closing(sqlite3.connect(filled)) as connection:
            return list(connection.iterdump())

    before = dump()
    integrity.words_in_step(filled)
    assert dump() == before


def test_a_reference_to_nothing_is_noticed(filled):
    _change(filled, "UPDATE tracks SET file_id = 987654 WHERE id = 1")
    assert any("files" in complaint for complaint in integrity.damage(filled))


def _break_pages(database: Path, first: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database.read_bytes())
    for page in range(4096 * first, len(content), 4096):
        content[page + 100 : page + 300] = b"\xff" * 200
    database.write_bytes(content)


@pytest.mark.parametrize("first", [3, 40], ids=["tables", "rows"])
def test_broken_pages_are_noticed(filled, first):
    _break_pages(filled, first)
    assert integrity.damage(filled)
