"""Connections to the library by the standard library: what every one of them is set to."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

BUSY_TIMEOUT_MS: Final = 5000

APPLICATION_ID: Final = 0x6D747031
""""mtp1": what ``file`` and a recovery tool may recognise."""

READER: Final = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA query_only = ON",
    "PRAGMA temp_store = MEMORY",
)
WRITER: Final = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)


def configure(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    """Set one connection up; every connection needs it, not only the first of a pool."""
    with closing(connection.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def open_reader(database: Path) -> sqlite3.Connection:
    """Return a connection that cannot write; one thread at a time may use it."""
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    configure(connection, READER)
    return connection


def open_writer(database: Path) -> sqlite3.Connection:
    """Return a connection for BEGIN IMMEDIATE … COMMIT by hand; one per process."""
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    configure(connection, WRITER)
    return connection
