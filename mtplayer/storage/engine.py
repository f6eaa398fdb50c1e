"""The two doors to the library: many readers, one writer.

SQLAlchemy is imported by the first call, not by importing this module: it takes 0.2 s.
"""

import logging
import math
import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from mtplayer.core.problems import StorageError
from mtplayer.storage.connection import READER, WRITER, begin_immediately, configure
from mtplayer.storage.errors import translated
from mtplayer.storage.write_flag import WriteFlag

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from mtplayer.storage.unit import Unit

log = logging.getLogger(__name__)

LONGEST_LOG_PAGES: Final = 20_000
"""80 MB: with so many a commit moves the log itself, for nobody else could."""

T = TypeVar("T")


class Storage:
    """The library of one profile. Writes come from one thread: the write pool's."""

    def __init__(self, database: Path, flag: WriteFlag | None = None) -> None:
        self.database = database
        self._flag = flag
        self._keep: Callable[[str], object] | None = None
        self._wrote: Callable[[], object] | None = None
        self._latest = math.inf

    def keep_before(self, keep: Callable[[str], object] | None) -> None:
        """Have ``keep`` called, on the writing thread, before each change that is ``large``."""
        self._keep = keep

    def leave_log_to(self, wrote: Callable[[], object]) -> None:
        """Have ``wrote`` called on the writing thread after each write, and move no log here.

        A commit that moves it into the library waits for the disk, 50 to 150 ms.
        """
        self._wrote = wrote

    def write(self, work: "Callable[[Unit], T]", *, large: str = "") -> T:
        """Run ``work`` in a transaction of its own; any exception takes all of it back.

        A change of many rows says what it is by ``large``, so that the library is kept as it was.
        Raises StorageError for what SQLite reports.
        """
        from mtplayer.storage.unit import Unit

        if large and self._keep is not None:
            self._keep(large)

        due = self._flag.raised() if self._flag else nullcontext()
        with due, translated(self.database), self._writer.begin() as connection:
            done = work(Unit(connection))
        if self._wrote is not None:
            self._wrote()
        return done

    @contextmanager
    def read(self) -> "Generator[Connection]":
        """Hand out a connection that cannot write, for this thread until the block ends."""
        with translated(self.database), self._readers.connect() as connection:
            yield connection

    def warm_up(self) -> None:
        """Import what the first write and the first search need, and open the connection."""
        from mtplayer.storage import unit
        from mtplayer.storage.queries import questions

        with translated(self.database), self._writer.connect():
            log.debug("%s and %s are ready", unit.__name__, questions.__name__)

    def hurry(self, seconds: float) -> None:
        """Wait for other programs only so long from now on, in all writes together."""
        self._latest = time.monotonic() + seconds

    def close(self) -> None:
        """Leave one tidy file behind: statistics for the planner, no write-ahead log."""
        if "_readers" in vars(self):
            self._readers.dispose()
        if "_writer" not in vars(self):
            return
        try:
            # Not by ``connect``: it begins a transaction, and inside one there is no checkpoint.
            with translated(self.database), closing(self._writer.raw_connection()) as connection:
                _tidy(cast("sqlite3.Connection", connection.driver_connection))
        except StorageError as error:
            # A scan may still write, the disk may be gone: SQLite tidies at the next opening.
            log.info("the library was closed as it is: %s", error)
        finally:
            self._writer.dispose()

    @cached_property
    def _writer(self) -> "Engine":
        from sqlalchemy import Connection, event

        engine = _engine(self.database, WRITER, connections=1)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # A deferred transaction that read before another process wrote fails at once.
            raw = cast("sqlite3.Connection", connection.connection.driver_connection)
            if self._wrote is not None:
                raw.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG_PAGES}")
            begin_immediately(raw, lambda: self._latest)

        return engine

    @cached_property
    def _readers(self) -> "Engine":
        return _engine(self.database, READER, connections=4)


def _tidy(connection: sqlite3.Connection) -> None:
    # Whoever reads or writes still leaves the tidying to the next one.
    connection.execute("PRAGMA busy_timeout = 500")
    # Looks at 400 rows of an index instead of all of them.
    connection.execute("PRAGMA analysis_limit = 400")
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _engine(database: Path, settings: tuple[str, ...], connections: int) -> "Engine":
    from sqlalchemy import URL, QueuePool, create_engine, event

    engine = create_engine(
        # Through URL.create: a path in a URL string would be decoded ("%20" is a legal name).
        URL.create("sqlite", database=str(database)),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
    )

    @event.listens_for(engine, "connect")
    def _configure(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        configure(raw, settings)

    return engine
