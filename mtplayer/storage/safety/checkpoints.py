"""The write-ahead log, moved into the library by a connection that no write waits for."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from mtplayer.storage.connection import BUSY_TIMEOUT_MS
from mtplayer.storage.errors import PRIMARY_CODE, translated

DUE_PAGES: Final = 1000
"""What SQLite waits for by itself: 4 MB."""

_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_PAGE_SIZE: Final = slice(8, 12)
_SALTS: Final = slice(16, 24)
_FRAME_SALTS: Final = slice(8, 16)


def log_of(database: Path) -> Path:
    """Return where a library keeps what is not in it yet."""
    return database.with_name(f"{database.name}-wal")


def pages_in(log: Path) -> int:
    """Return how many pages a log holds; 30 µs.

    Its size says only how many it ever held: it is written again from its beginning, each round
    with other salts. SQLite locks the library and its index, never the log: reading is harmless.
    """
    try:
        with log.open("rb", buffering=0) as file:
            return _pages(file, log.stat().st_size)
    except OSError:
        return 0


def _pages(file: BinaryIO, size: int) -> int:
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return 0
    frame = _FRAME_HEADER + int.from_bytes(header[_PAGE_SIZE], "big")
    low, high = 0, (size - _HEADER) // frame
    while low < high:
        middle = (low + high) // 2
        file.seek(_HEADER + middle * frame)
        if file.read(_FRAME_HEADER)[_FRAME_SALTS] == header[_SALTS]:
            low = middle + 1
        else:
            high = middle
    return low


def move_log(database: Path) -> None:
    """Move what is in the log, while others read and write; 0.1 s for 16 MB.

    Raises StorageError for what SQLite reports.
    """
    with (
        translated(database),
        closing(sqlite3.connect(database, isolation_level=None)) as connection,
    ):
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA synchronous = NORMAL")
        busy, pages, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if not busy and pages == moved:
            _begin_anew(connection)


def _begin_anew(connection: sqlite3.Connection) -> None:
    """Write what begins the log again, which waits for the disk: here, where nobody does.

    Whoever writes at this very moment does it instead.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY:
            raise
        return
    (mark,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {mark}")
    connection.execute("COMMIT")
