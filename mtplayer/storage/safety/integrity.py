"""Whether the library is whole: its pages, its references, its word index."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mtplayer.core.problems import LibraryCorrupt
from mtplayer.storage.connection import open_reader, open_writer
from mtplayer.storage.errors import PRIMARY_CODE, readable, translated
from mtplayer.storage.schema.words import FTS_TABLE

MOST_COMPLAINTS = 10


def damage(database: Path) -> list[str]:
    """Return what is wrong with pages, indexes and references; reads the whole file."""
    try:
        with translated(database), closing(open_reader(database)) as connection:
            # Complaints quote what they found, and damage is seldom UTF-8.
            connection.text_factory = readable
            return [*_pages(connection), *_references(connection)]
    except LibraryCorrupt as problem:
        return [str(problem)]


def _pages(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"PRAGMA integrity_check({MOST_COMPLAINTS})")
    return [str(row[0]) for row in rows if row[0] != "ok"]


def _references(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_COMPLAINTS)
    return [f"row {row[1]} of {row[0]} points to nothing in {row[2]}" for row in rows]


def words_in_step(database: Path) -> bool:
    """Whether searching finds what the tracks say, no more and no less.

    The plain check passes on an empty index; rank 1 compares it with the texts.
    """
    with translated(database), closing(open_writer(database)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for columns, values in (("", ""), (", rank", ", 1")):
                connection.execute(
                    f"INSERT INTO {FTS_TABLE}({FTS_TABLE}{columns})"
                    f" VALUES ('integrity-check'{values})"
                )
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_CORRUPT:
                raise
            return False
        finally:
            connection.execute("ROLLBACK")
    return True
