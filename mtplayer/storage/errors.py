"""What SQLite reports, in the words of core/problems."""

import errno
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Final

from mtplayer.core.problems import (
    DiskFull,
    LibraryCorrupt,
    LibraryLocked,
    LibraryReadOnly,
    StorageError,
)


class QueryInterrupted(StorageError):
    """Another thread asked this query to stop."""

    title = "The search was stopped"


PRIMARY_CODE: Final = 0xFF
"""The low byte of an extended result code is the kind of trouble."""

_KINDS: Final[dict[int, tuple[type[StorageError], str]]] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        "There is no room left on the disk that holds {path}. Free some space and try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        LibraryLocked,
        "Another program is writing to {path}. Close it and try again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        LibraryLocked,
        "Another program is writing to {path}. Close it and try again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        LibraryCorrupt,
        "{path} is damaged.",
    ),
    sqlite3.SQLITE_NOTADB: (
        LibraryCorrupt,
        "{path} is not a library of this program.",
    ),
    sqlite3.SQLITE_READONLY: (
        LibraryReadOnly,
        "{path} cannot be written. Its folder or disk is read-only.",
    ),
    sqlite3.SQLITE_PERM: (
        LibraryReadOnly,
        "{path} cannot be written. You may not change it.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "{path} cannot be opened. Its folder is not there or not yours.",
    ),
    sqlite3.SQLITE_IOERR: (
        StorageError,
        "The disk that holds {path} does not answer.",
    ),
    sqlite3.SQLITE_INTERRUPT: (
        QueryInterrupted,
        "The search was stopped.",
    ),
}
_GARBLED: Final = ("Could not decode to UTF-8", "malformed JSON")
_SYSTEM_CODES: Final = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EACCES: sqlite3.SQLITE_PERM,
    errno.EPERM: sqlite3.SQLITE_PERM,
    errno.EIO: sqlite3.SQLITE_IOERR,
}


def as_storage_error(error: BaseException, database: Path) -> StorageError | None:
    """Return what an error of SQLite or of the file system means, or None for a bug of ours.

    SQLAlchemy keeps SQLite's own error in ``orig``.
    """
    original = getattr(error, "orig", None) or error
    if _is_garbled(original):
        return _problem(sqlite3.SQLITE_CORRUPT, database)
    if isinstance(original, OSError):
        code = _SYSTEM_CODES.get(original.errno or 0, sqlite3.SQLITE_CANTOPEN)
        return _problem(code, database)
    if not isinstance(original, sqlite3.DatabaseError):
        return None
    code: int = getattr(original, "sqlite_errorcode", 0) & PRIMARY_CODE
    if code == sqlite3.SQLITE_CANTOPEN and _is_closed(database):
        code = sqlite3.SQLITE_READONLY
    return _problem(code, database)


def _is_closed(database: Path) -> bool:
    """Whether it is there, but no log can be written beside it."""
    return database.exists() and not os.access(database.parent, os.W_OK)


def _is_garbled(error: BaseException) -> bool:
    """Whether text in the library is none: bits that tipped over, which SQLite does not notice."""
    # SQLite also quotes a damaged table name in its complaint.
    if isinstance(error, UnicodeDecodeError | JSONDecodeError):
        return True
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith(_GARBLED)


def _problem(code: int, database: Path) -> StorageError | None:
    kind = _KINDS.get(code)
    return kind[0](kind[1].format(path=database)) if kind else None


def readable(raw: bytes) -> str:
    """Return text from a damaged library, which is seldom UTF-8, for ``text_factory``."""
    return raw.decode("utf-8", "backslashreplace")


@contextmanager
def translated(database: Path) -> Generator[None]:
    """Raise what SQLite reports as a StorageError; everything else passes as it is."""
    try:
        yield
    except Exception as error:
        if (problem := as_storage_error(error, database)) is None:
            raise
        raise problem from error
