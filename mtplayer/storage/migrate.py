"""Brings a library to the tables of this version, or makes a new one."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtplayer.core.problems import LibraryCorrupt, LibraryLost, LibraryTooNew
from mtplayer.runtime.paths import data_dir
from mtplayer.storage.connection import APPLICATION_ID, WRITER, configure
from mtplayer.storage.errors import translated

if TYPE_CHECKING:
    from sqlalchemy import Engine

log = logging.getLogger(__name__)

REVISIONS: Final = ("0001", "0002", "0003")
HEAD: Final = REVISIONS[-1]


def prepare(
    database: Path,
    scripts: Path | None = None,
    revisions: Sequence[str] = REVISIONS,
    *,
    anew: bool = False,
) -> None:
    """Make the library ready to be opened; call it before any connection to it is open.

    A library of this version costs one read (0.2 ms); a new one is made from the finished
    statements, but not where backups say that there was another, unless it is made ``anew``.
    Only an older one imports alembic, after a verified backup beside it.
    """
    scripts = scripts or data_dir("migrations")
    with translated(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        found = revision_of(database)
        if found == revisions[-1]:
            return
        if found is None:
            if not anew:
                _check_never_was(database)
            _create(database, scripts / "fresh.sql")
            return
    if found not in revisions:
        raise LibraryTooNew(
            f"{database} was written by a newer mtplayer. Update this program to open it;"
            " nothing was changed."
        )
    from mtplayer.storage.safety.backup import back_up

    back_up(database, database.parent / "backups", f"before-{revisions[-1]}")
    with translated(database):
        upgrade_to_head(database, scripts)


def revision_of(database: Path) -> str | None:
    """Return the revision of a library, or None when there is none yet."""
    if not database.exists() or not database.stat().st_size:
        return None
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as reader:
        tables = {row[0] for row in reader.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        row = (
            "alembic_version" in tables
            and reader.execute("SELECT version_num FROM alembic_version").fetchone()
        )
    if not row:
        raise LibraryCorrupt(f"{database} is not a library of this program.")
    return str(row[0])


def _check_never_was(database: Path) -> None:
    """Make no new library where there were others: an empty file may be what is left of one."""
    if any(database.parent.glob("backups/library-*.db")):
        raise LibraryLost(f"{database} is gone or empty, but there are backups of it.")


def _create(database: Path, statements: Path) -> None:
    """Make every table in one transaction: a library is there whole or not at all."""
    script = statements.read_text(encoding="utf-8")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        configure(connection, WRITER)
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE;\nPRAGMA application_id = {APPLICATION_ID};\n{script}\nCOMMIT;"
            )
        except sqlite3.OperationalError:
            # A second process (a scan beside the window) may have made it meanwhile.
            if revision_of(database) is None:
                raise
    log.info("made a new library in %s", database)


def upgrade_to_head(database: Path, scripts: Path) -> None:
    """Run the missing revisions as one transaction of our own."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = migration_engine(database)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            _restore_words(raw)
            _check_references(raw)
    finally:
        engine.dispose()
    log.info("brought %s to the tables of this version", database)


def migration_engine(database: Path) -> "Engine":
    """Return an engine whose transactions may replace tables that others refer to."""
    from sqlalchemy import URL, Connection, create_engine, event

    # Through URL.create: a path in a URL string would be decoded ("%20" is a legal name).
    engine = create_engine(URL.create("sqlite", database=str(database)))

    @event.listens_for(engine, "connect")
    def _configure(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        configure(raw, WRITER)
        # Before BEGIN: inside a transaction it does nothing, and replacing a table would then
        # cascade its history away.
        raw.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _restore_words(raw: sqlite3.Connection) -> None:
    """Make the word index and its triggers anew: replacing a table drops them silently."""
    from mtplayer.storage.schema.words import FTS_STATEMENTS, FTS_TABLE

    raw.execute(f"DROP TABLE IF EXISTS {FTS_TABLE}")
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'track_texts'"
    ).fetchall()
    for (name,) in names:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in FTS_STATEMENTS:
        raw.execute(statement)
    raw.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')")


def _check_references(raw: sqlite3.Connection) -> None:
    broken = raw.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise LibraryCorrupt(
            f"{len(broken)} entries point nowhere after the upgrade; the library was left as it"
            " was."
        )
