"""Indexes that a first scan builds at its end, and that are healed when it did not get there.

Filling a library with its indexes in place takes 1.6 times as long.
"""

import re
import sqlite3
from functools import cache
from typing import Final

from mtplayer.runtime.paths import data_dir

_TABLES: Final = ("tracks", "files", "track_artists", "track_genres", "albums", "artists")
_CREATE: Final = re.compile(r"CREATE INDEX (\w+) ON (\w+) [^;]+")


@cache
def _statements() -> dict[str, str]:
    """Return how each late index is made, from the statements of a new library."""
    script = (data_dir("migrations") / "fresh.sql").read_text(encoding="utf-8")
    found = _CREATE.finditer(script)
    return {match[1]: match[0] for match in found if match[2] in _TABLES}


def missing(connection: sqlite3.Connection) -> list[str]:
    """Return the late indexes that are not there, by name."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
    there = {name for (name,) in rows}
    return [name for name in _statements() if name not in there]


def put_off(connection: sqlite3.Connection) -> bool:
    """Drop the late indexes of an empty library; return whether it was empty."""
    if connection.execute("SELECT 1 FROM files LIMIT 1").fetchone() is not None:
        return False
    for name in _statements():
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    return True


def build(connection: sqlite3.Connection, name: str) -> None:
    """Build one late index if it is not there."""
    statement = _statements()[name]
    connection.execute(statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))
