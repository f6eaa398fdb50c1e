"""Connections to the library by the standard library: what every one of them is set to."""

import math
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from mtplayer.storage.errors import PRIMARY_CODE

BUSY_TIMEOUT_MS: Final = 5000
WRITE_PATIENCE_MS: Final = 15_000
"""What somebody clicked outlasts a program that looks through the library for ten seconds."""

BEGIN_AGAIN_S: Final = 0.001

APPLICATION_ID: Final = 0x6D747031
""""mtp1": what ``file`` and a recovery tool may recognise."""

READER: Final = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA query_only = ON",
    "PRAGMA temp_store = MEMORY",
)
WRITER: Final = (
    f"PRAGMA busy_timeout = {WRITE_PATIENCE_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)


def configure(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    """Set one connection up; every connection needs it, not only the first of a pool."""
    with closing(connection.cursor()) as cursor:
        until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
        for statement in statements:
            # Two that make a new library write-ahead at once each have the lock that the other
            # needs: SQLite tells both at once, without waiting.
            while not _ran(cursor, statement, last=time.monotonic() >= until):
                time.sleep(BEGIN_AGAIN_S)


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


def begin_immediately(
    connection: sqlite3.Connection, latest: Callable[[], float] = lambda: math.inf
) -> None:
    """Take the write lock as soon as it is free, within the connection's busy timeout.

    It is given up at the time of ``latest``, by the monotonic clock, which may change meanwhile.

    SQLite's own waiting sleeps 25 to 100 ms at a time after a while: a scan that lets the window
    write first would have begun its next batch by then.
    """
    (timeout_ms,) = connection.execute("PRAGMA busy_timeout").fetchone()
    until = time.monotonic() + timeout_ms / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        with closing(connection.cursor()) as cursor:
            while not _ran(
                cursor, "BEGIN IMMEDIATE", last=time.monotonic() >= min(until, latest())
            ):
                time.sleep(BEGIN_AGAIN_S)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {timeout_ms}")


def _ran(cursor: sqlite3.Cursor, statement: str, *, last: bool) -> bool:
    try:
        cursor.execute(statement)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
