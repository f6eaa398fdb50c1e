"""The statements by hand name columns that exist, and leave none out that has no default."""

import sqlite3
from contextlib import closing

import pytest

from mtplayer.runtime.paths import data_dir
from mtplayer.storage.scan import scan_sql
from mtplayer.storage.schema import Base

INSERTED = {
    "files": set(scan_sql.FILE_COLUMNS),
    "tracks": {*scan_sql.TRACK_COLUMNS, *scan_sql.TAG_COLUMNS},
    "track_texts": {"id", *scan_sql.TEXT_COLUMNS},
}
# What a file does not say: the user does, or another part of the program.
NOT_FROM_FILES = {
    "id", "file_id", "album_id", "added_at", "rating", "position", "kind", "listed", "liked_at",
    "plays", "skips", "last_played_at", "base_plays", "base_skips", "base_last_played_at",
    "artwork_id", "start_frame", "end_frame", "in_use",
}  # fmt: skip


def test_every_statement_is_understood_by_a_new_library():
    fresh = (data_dir("migrations") / "fresh.sql").read_text()
    statements = {
        name: text
        for name, text in vars(scan_sql).items()
        if isinstance(text, str) and text.startswith(("INSERT", "UPDATE", "SELECT"))
    }
    assert len(statements) > 10
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(fresh)
        for text in statements.values():
            connection.execute(f"EXPLAIN {text}", (None,) * text.count("?"))


@pytest.mark.parametrize("table", INSERTED)
def test_no_column_that_must_be_set_is_left_out(table):
    for column in Base.metadata.tables[table].columns:
        must = not column.nullable and column.server_default is None
        assert not must or column.name in INSERTED[table], column.name


def test_all_that_files_say_is_written():
    columns = {column.name for column in Base.metadata.tables["tracks"].columns}
    assert set(scan_sql.TAG_COLUMNS) == columns - NOT_FROM_FILES
