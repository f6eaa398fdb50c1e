"""Copies of the library that were proven to open."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from mtplayer.core.problems import LibraryCorrupt
from mtplayer.storage.errors import translated

log = logging.getLogger(__name__)

PAGES_AT_ONCE = 4096
"""16 MB: a writer waits no longer than the copying of these."""


def back_up(database: Path, folder: Path, reason: str) -> Path:
    """Copy a library while it is in use, prove the copy, and return its path.

    A copy that does not pass is not kept: LibraryCorrupt says that the library itself is damaged.
    """
    with translated(database):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, reason)
        unproven = target.with_suffix(".part")
        try:
            _copy(database, unproven)
            _prove(unproven)
            unproven.replace(target)
        finally:
            unproven.unlink(missing_ok=True)
    log.info("library backed up to %s", target)
    return target


def _free_name(folder: Path, reason: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"library-{stamp}-{reason}"
    taken = {path.stem for path in folder.glob(f"{name}*.db")}
    free = name
    number = 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return folder / f"{free}.db"


def _copy(database: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=PAGES_AT_ONCE)
        # One file, complete in itself: a copy carries no write-ahead log.
        copy.execute("PRAGMA journal_mode = DELETE")


def _prove(copy: Path) -> None:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        verdict = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    if verdict != ["ok"]:
        raise LibraryCorrupt(f"The library is damaged: {'; '.join(verdict)}.")
