"""Reads the database of another player, of whatever age: by column name, without touching it."""

import math
import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from mtplayer.core.exchange.mt_library import MtUnreadable
from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.only_files import only_file
from mtplayer.storage.errors import PRIMARY_CODE

_MAGIC: Final = b"SQLite format 3\0"
_WAL: Final = 2
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_TIMEOUT_S: Final = 1.0
_TRIES: Final = 3

Row = Mapping[str, Any]


class _NoDatabase(Exception):
    """It does not begin as one."""


@contextmanager
def opened(
    path: Path, program: str = "mt", refusal: type[MtplayerError] = MtUnreadable
) -> "Generator[Tables]":
    """Open the library of a program; nothing is written to it or beside it.

    What its last writer left beside it (a write-ahead log, a journal) belongs to it: then a copy
    is opened. Raises ``refusal``.
    """
    with tempfile.TemporaryDirectory(prefix="mtplayer-") as folder:
        try:
            with closing(_connect(path, Path(folder))) as connection:
                yield Tables(connection, path, program, refusal)
        except _NoDatabase as error:
            raise refusal(f"“{path}” is no database.") from error
        except sqlite3.DatabaseError as error:
            raise refusal(_told(error, path, program)) from error
        except OSError as error:
            raise refusal(f"“{path}” can't be read: {error.strerror}.") from error


def _connect(path: Path, folder: Path) -> sqlite3.Connection:
    with open(path, "rb", opener=only_file) as file:
        head = file.read(100)
    if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + 4:
        raise _NoDatabase
    has_log = head[19] == _WAL
    beside = path.with_name(f"{path.name}{'-wal' if has_log else '-journal'}")
    if not has_log:
        connection = _open(path, "mode=ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & PRIMARY_CODE in _BUSY or not _has_content(beside):
                raise
        else:
            return connection
    # A log that nobody has open is in the file already; opening it otherwise would make one.
    return _copied(path, beside, folder) if _has_content(beside) else _open(path, "immutable=1")


def _copied(path: Path, beside: Path, folder: Path) -> sqlite3.Connection:
    for attempt in range(_TRIES):
        copy = folder / f"copy{attempt}.db"
        shutil.copyfile(path, copy)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(f"{copy.name}{beside.name[len(path.name) :]}"))
        connection = _open(copy, "mode=rw")
        # Its program may have written between the two copies.
        if attempt == _TRIES - 1 or connection.execute("PRAGMA quick_check(1)").fetchone() == (
            "ok",
        ):
            return connection
        connection.close()
    raise AssertionError("the last try returns")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_TIMEOUT_S)
    # Paths of other systems need not be text; what is not UTF-8 has to come back as it was.
    connection.text_factory = _text_of
    connection.row_factory = sqlite3.Row
    return connection


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _told(error: sqlite3.DatabaseError, path: Path, program: str) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE
    if code in _BUSY:
        return f"“{path}” is in use. Close {program}, then try again."
    if code == sqlite3.SQLITE_NOTADB:
        return f"“{path}” is no database, or it is encrypted."
    if code == sqlite3.SQLITE_CORRUPT:
        return f"“{path}” is damaged. Nothing was taken over; do you have a copy?"
    return f"“{path}” can't be read: {error}."


class Tables:
    """The tables of one library, each by the names of its columns."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        program: str,
        refusal: type[MtplayerError],
    ) -> None:
        self._connection = connection
        self._path = path
        self._program = program
        self._refusal = refusal

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of a table's columns; none if there is no such table."""
        rows = self._connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
        return frozenset(row[0].lower() for row in rows)

    def rows(self, table: str, *order: str) -> Iterator[Row]:
        """Return every row, in the order of those columns that there are.

        Tables without a key of their own are named by ``rowid_``.
        """
        columns = self.columns(table)
        if not columns:
            return
        known = [name for name in order if name in columns]
        by = f" ORDER BY {', '.join([*known, 'rowid'])}"
        for row in self._connection.execute(f'SELECT rowid AS rowid_, * FROM "{table}"{by}'):
            yield {key.lower(): row[key] for key in row.keys()}  # noqa: SIM118 - not a dict

    def needs(self, table: str, *columns: str) -> None:
        """Raise the refusal if this can't be a library of the program."""
        missing = [name for name in columns if name not in self.columns(table)]
        if missing:
            what = f"no table “{table}”" if not self.columns(table) else f"no “{missing[0]}” in it"
            raise self._refusal(
                f"“{self._path}” is no library of {self._program}: there is {what}."
            )


def text(value: object) -> str:
    """Return a text that can be kept, whatever type the column has; empty for nothing."""
    return path_text(value).encode("utf-8", "replace").decode().replace("\0", "").strip()


def path_text(value: object) -> str:
    """Return a text as it is: what is not UTF-8 comes back by ``surrogateescape``."""
    if isinstance(value, bytes):
        return _text_of(value)
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def whole(value: object) -> int | None:
    """Return a whole number, or None for what is none."""
    found = real(value)
    return round(found) if found is not None and abs(found) < 1 << 62 else None


def real(value: object) -> float | None:
    """Return a number, or None for what is none."""
    if isinstance(value, bool | int | float):
        number = float(value) if not isinstance(value, int) else value
        return number if isinstance(number, int) or math.isfinite(number) else None
    try:
        number = float(text(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
