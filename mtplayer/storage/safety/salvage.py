"""What can still be read of a damaged library, taken over into a new one."""

import logging
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from mtplayer.core.record import record
from mtplayer.storage.connection import open_writer
from mtplayer.storage.errors import readable, translated
from mtplayer.storage.schema.words import FTS_TABLE

log = logging.getLogger(__name__)

_MAGIC: Final = b"SQLite format 3\x00"
_PAGE: Final = 4096
_ROWS: Final = 500
_FARTHEST: Final = 1 << 40
# What the words are found by is made anew; what revision it is says the new library itself.
_MADE_ANEW: Final = ("alembic_version", FTS_TABLE)

_REBUILD: Final = f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')"
# The next scan reads every file again: what was lost of a track comes back, its history stays.
_TO_BE_READ_AGAIN: Final = (
    "DELETE FROM files WHERE id NOT IN (SELECT file_id FROM tracks)",
    "UPDATE files SET mtime_ns = 0, tag_hash = NULL",
    """INSERT INTO track_texts (id, title, artists, album, rest)
    SELECT id, lower(title), '', '', '' FROM tracks
    WHERE id NOT IN (SELECT id FROM track_texts)""",
)

Row = tuple[Any, ...]


@record
class Salvaged:
    """How much came over."""

    tracks: int = 0
    playlists: int = 0
    listens: int = 0


def salvage(damaged: Path, fresh: Path) -> Salvaged:
    """Copy every row that can be read into a new library, and leave no reference to a lost one.

    The damaged file is only read. A library of which nothing can be read gives nothing.
    """
    whole = fresh.with_name(f"{fresh.name}.readable")
    try:
        with translated(fresh), closing(open_writer(fresh)) as target:
            target.execute("PRAGMA foreign_keys = OFF")
            with closing(_opened(damaged, whole)) as source:
                target.execute("BEGIN IMMEDIATE")
                for table in _tables(target):
                    taken = _take_table(source, target, table)
                    log.info("%d rows of %s were read", taken, table)
                # Before rows are dropped: their triggers take them out of an index that has them.
                target.execute(_REBUILD)
                _drop_dangling(target)
                for statement in _TO_BE_READ_AGAIN:
                    target.execute(statement)
                target.execute(_REBUILD)
                target.execute("COMMIT")
            counts = (_count(target, rows) for rows in ("tracks", "playlists", "listens"))
            return Salvaged(**dict(zip(("tracks", "playlists", "listens"), counts, strict=True)))
    finally:
        whole.unlink(missing_ok=True)


def _opened(damaged: Path, whole: Path) -> sqlite3.Connection:
    """Open it; where the first hundred bytes are gone, a copy with new ones."""
    with damaged.open("rb") as file:
        begins = file.read(len(_MAGIC))
    if begins != _MAGIC:
        shutil.copyfile(damaged, whole)
        with whole.open("r+b") as file:
            file.write(_header(whole.stat().st_size // _PAGE))
        damaged = whole
    source = sqlite3.connect(
        f"{damaged.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
    )
    # Else SQLite does not even look at a file that is shorter than its first page says.
    source.execute("PRAGMA writable_schema = ON")
    source.text_factory = readable
    return source


def _header(pages: int) -> bytes:
    """Return the header of an SQLite file of so many pages, as its format describes it."""
    fixed = _PAGE.to_bytes(2, "big") + bytes((1, 1, 0, 64, 32, 32))
    counter, no_free_pages = (1).to_bytes(4, "big"), bytes(8)
    schema = (1).to_bytes(4, "big") + (4).to_bytes(4, "big")
    text_is_utf8 = bytes(8) + (1).to_bytes(4, "big")
    rest = text_is_utf8 + bytes(32)
    head = _MAGIC + fixed + counter + pages.to_bytes(4, "big") + no_free_pages + schema + rest
    return head + counter + bytes(100 - len(head) - len(counter))


def _tables(target: sqlite3.Connection) -> list[str]:
    rows = target.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in rows if not name.startswith(_MADE_ANEW)]


def _take_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    try:
        known = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        return 0
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[1] in known]
    if not columns:
        return 0
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
    before = target.total_changes
    for rows in _rows(source, table, names):
        for row in rows:
            _put(target, insert, row)
    return target.total_changes - before


def _put(target: sqlite3.Connection, insert: str, row: Row) -> None:
    try:
        target.execute(insert, row)
    except sqlite3.DatabaseError as error:
        # A page that is no page of rows gives values that no column takes.
        log.debug("a row was left out: %s", error)


def _rows(source: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Row]]:
    """Yield the rows of a table that can be read, in the order of their ids."""
    if _without_row_ids(source, table):
        yield _some(source, f"SELECT {names} FROM {table}")[0]
        return
    after = -1
    while True:
        rows, ended = _some(source, _from(table, names, after, _ROWS))
        rows = [row for row in rows if row[0] > after]
        yield [row[1:] for row in rows]
        if rows:
            after = max(row[0] for row in rows)
        if ended and len(rows) < _ROWS:
            return
        if not ended:
            skipped = _past_the_hole(source, table, names, after)
            if skipped is None:
                return
            after = skipped


def _from(table: str, names: str, after: int, limit: int) -> str:
    return f"SELECT rowid, {names} FROM {table} WHERE rowid > {after} ORDER BY rowid LIMIT {limit}"


def _some(source: sqlite3.Connection, statement: str) -> tuple[list[Row], bool]:
    """Return the rows up to where reading fails, and whether it did not."""
    rows: list[Row] = []
    try:
        rows.extend(source.execute(statement))
    except sqlite3.DatabaseError:
        return rows, False
    return rows, True


def _past_the_hole(source: sqlite3.Connection, table: str, names: str, after: int) -> int | None:
    """Return the smallest id behind which a row can be read again; 80 questions at most."""

    def reads(id_: int) -> bool:
        rows, ended = _some(source, _from(table, names, id_, 1))
        return ended or bool(rows)

    gap = 1
    while not reads(after + gap):
        gap *= 2
        if gap > _FARTHEST:
            return None
    low, high = after + gap // 2, after + gap
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reads(middle) else (middle, high)
    return high


def _without_row_ids(source: sqlite3.Connection, table: str) -> bool:
    rows, _ = _some(source, f"SELECT sql FROM sqlite_master WHERE name = '{table}'")
    return any("WITHOUT ROWID" in str(sql) for (sql,) in rows)


def _drop_dangling(target: sqlite3.Connection) -> None:
    """Empty references to rows that are lost, and drop rows that are nothing without them."""
    before = -1
    while target.total_changes != before:
        before = target.total_changes
        for table in _tables(target):
            optional = {
                row[1] for row in target.execute(f"PRAGMA table_info({table})") if not row[3]
            }
            for reference in target.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                parent, column, key = reference[2], reference[3], reference[4] or "id"
                act = (
                    f"UPDATE {table} SET {column} = NULL"
                    if column in optional
                    else f"DELETE FROM {table}"
                )
                target.execute(
                    f"{act} WHERE {column} IS NOT NULL"
                    f" AND {column} NOT IN (SELECT {key} FROM {parent})"
                )


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
