"""Libraries broken the ways that disks break them."""

import sqlite3
from contextlib import closing
from pathlib import Path

BROKEN = ("first bytes", "page in the middle", "cut off", "emptied")


def break_library(database: Path, how: str) -> None:
    """Break a library that nobody has open; its log is written back before."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    size = database.stat().st_size
    with database.open("r+b") as file:
        match how:
            case "first bytes":
                file.write(b"\xee" * 100)
            case "page in the middle":
                file.seek(size // 2 // page * page)
                file.write(b"\xee" * page * 8)
            case "cut off":
                file.truncate(size // 2 // page * page + 100)
            case "emptied":
                file.truncate(0)
            case _:
                raise ValueError(how)


def pages_of_tables(database: Path) -> dict[str, list[int]]:
    """Return the pages of each table and index but the first, which says what there is."""
    with closing(sqlite3.connect(database)) as connection:
        pages = connection.execute("SELECT name, pageno FROM dbstat WHERE pageno > 1").fetchall()
    found: dict[str, list[int]] = {}
    for name, page in pages:
        found.setdefault(name, []).append(page)
    return found


def break_table(database: Path, pages: list[int]) -> None:
    """Write over these pages of a library that nobody has open."""
    with database.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * 4096)
            file.write(b"\xee" * 4000)
