"""The writing connection of a scan: standard library only, for its start and its speed."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mtplayer.storage.connection import open_writer
from mtplayer.storage.errors import translated
from mtplayer.storage.scan.scan_batch import BatchWriter
from mtplayer.storage.scan.scan_log import ScanLog
from mtplayer.storage.scan.scan_marks import Marks
from mtplayer.storage.scan.scan_names import NameBook
from mtplayer.storage.scan.scan_places import Places
from mtplayer.storage.scan.scan_stale import StaleFiles

_SETTINGS: Final = (
    # Every id that a scan writes was read or made in the same transaction; looking each up
    # again takes a tenth of the writing time.
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -65536",
    # Moving the log into the database waits for the disk; 32 MB at a time instead of 4.
    "PRAGMA wal_autocheckpoint = 8000",
)


class ScanLibrary:
    """One scan's door to the library; its parts share the connection."""

    def __init__(self, database: Path) -> None:
        self._database = database
        with translated(database):
            self._connection = open_writer(database)
            for statement in _SETTINGS:
                self._connection.execute(statement)
        names = NameBook(self._connection)
        self.places = Places(self._connection)
        self.batches = BatchWriter(self._connection, names)
        self.marks = Marks(self._connection)
        self.log = ScanLog(self._connection)
        self.stale = StaleFiles(self._connection)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Write all of it or nothing. Raises StorageError for what SQLite reports."""
        with translated(self._database):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for index work."""
        return self._connection

    def close(self) -> None:
        """Let go; what was not committed never was."""
        self._connection.close()
