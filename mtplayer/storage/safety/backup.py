"""Copies of the library that were proven to open."""

import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from mtplayer.core.backups import Backup, expendable, file_name, newest_first, read_name
from mtplayer.core.problems import BackupFailed, DiskFull, LibraryCorrupt, StorageError
from mtplayer.runtime.only_files import must_be_file
from mtplayer.storage.errors import readable, translated

log = logging.getLogger(__name__)

PAGES_AT_ONCE: Final = 1024
"""4 MB take some 5 ms; then the disk is free for others."""

ROOM_LEFT: Final = 64 << 20
"""A copy must not take the last room from the library itself."""

_STEPS: Final = 1_000_000
Between = Callable[[], object]
"""Called every few milliseconds of the work; raises to give it up."""


class Snapshot:
    """The library as it is now, whatever is written meanwhile; no writer waits for it.

    A reading transaction lasts from its making to ``close``: in write-ahead mode the copy is of
    one moment, and never has to begin again because somebody wrote.
    """

    def __init__(self, database: Path) -> None:
        self.database = database
        with translated(database):
            self._source = sqlite3.connect(
                # Only who may write tidies the log away when it was the last to look.
                f"{database.absolute().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._source.execute("PRAGMA query_only = ON")
                self._source.execute("BEGIN")
                self._source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.Error:
                self._source.close()
                raise

    @property
    def size(self) -> int:
        """How many bytes a copy has."""
        with translated(self.database):
            (pages,) = self._source.execute("PRAGMA page_count").fetchone()
            (each,) = self._source.execute("PRAGMA page_size").fetchone()
            return int(pages) * int(each)

    def copy(self, target: Path, between: Between) -> None:
        """Write it to a file that is complete in itself, without a write-ahead log."""

        def copied(_status: int, _remaining: int, _total: int) -> None:
            between()

        with closing(sqlite3.connect(target)) as copy:
            # It is synchronised once, at its end; a copy that was broken off is deleted.
            copy.execute("PRAGMA synchronous = OFF")
            self._source.backup(copy, pages=PAGES_AT_ONCE, progress=copied)
            copy.execute("PRAGMA journal_mode = DELETE")
        synchronise(target)

    def close(self) -> None:
        """Let go of that moment."""
        self._source.close()


def back_up(database: Path, folder: Path, reason: str, between: Between = lambda: None) -> Path:
    """Copy a library while it is in use, prove the copy, and return its path.

    A copy that does not pass is not kept: LibraryCorrupt says that the library itself is damaged.
    BackupFailed says why there is no copy.
    """
    with closing(Snapshot(database)) as snapshot:
        return keep(snapshot, folder, reason, between)


def keep(snapshot: Snapshot, folder: Path, reason: str, between: Between = lambda: None) -> Path:
    """Write a snapshot into a folder of copies under a name of its own."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, reason)
    keep_as(snapshot, target, between)
    return target


def keep_as(snapshot: Snapshot, target: Path, between: Between = lambda: None) -> None:
    """Write a snapshot to this file, whole or not at all."""
    began = time.monotonic()
    unproven = target.with_name(f"{target.name}.part")
    with _explained(target.parent):
        try:
            _check_room(target.parent, snapshot.size)
            snapshot.copy(unproven, between)
            prove(unproven, between)
            unproven.replace(target)
            synchronise(target.parent)
        finally:
            unproven.unlink(missing_ok=True)
            unproven.with_name(f"{unproven.name}-journal").unlink(missing_ok=True)
    log.info("library backed up to %s in %.1f s", target, time.monotonic() - began)


def prove(copy: Path, between: Between = lambda: None) -> None:
    """Read every page of a copy. Raises LibraryCorrupt."""

    def still_wanted() -> int:
        between()
        return 0

    with translated(copy), closing(_opened(copy)) as connection:
        connection.set_progress_handler(still_wanted, _STEPS)
        try:
            verdict = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
        except sqlite3.OperationalError:
            # Nobody hears what is raised in a handler.
            between()
            raise
    if verdict != ["ok"]:
        raise LibraryCorrupt(f"The library is damaged: {'; '.join(map(str, verdict))}.")


def listed(folder: Path) -> list[Backup]:
    """Return the copies in a folder, newest first; none where there is no folder."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []
    found = (look_at(file) for file in files if read_name(file.name))
    return newest_first(backup for backup in found if backup is not None)


def look_at(path: Path) -> Backup | None:
    """Return what a copy has in it; None if it is no file any more."""
    try:
        status = path.stat()
    except OSError:
        return None
    named = read_name(path.name)
    made_at, reason = named or (status.st_mtime_ns // 1_000_000, "")
    try:
        with translated(path), closing(_opened(path)) as connection:
            counts = [_count(connection, rows) for rows in _ROWS]
            whole = status.st_size >= _stated_size(connection)
    except StorageError:
        counts, whole = [0, 0, 0], False
    tracks, playlists, listens = counts
    return Backup(
        path=path,
        made_at=made_at,
        reason=reason,
        size=status.st_size,
        tracks=tracks,
        playlists=playlists,
        listens=listens,
        whole=whole,
    )


def thin_out(folder: Path) -> list[Path]:
    """Delete copies that newer ones make needless; return which went."""
    gone: list[Path] = []
    for backup in expendable(listed(folder), time.time_ns() // 1_000_000):
        try:
            backup.path.unlink()
        except OSError as error:
            log.info("%s stays: %s", backup.path, error)
        else:
            gone.append(backup.path)
    return gone


def synchronise(path: Path) -> None:
    """Have the disk store a file, or the names in a folder, before anything relies on it."""
    if os.name == "nt" and path.is_dir():
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


_ROWS: Final = ("tracks WHERE listed", "playlists WHERE deleted_at IS NULL", "listens")


def _count(connection: sqlite3.Connection, rows: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])


def _stated_size(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (each,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(each)


def _opened(copy: Path) -> sqlite3.Connection:
    must_be_file(copy)
    connection = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
    # Complaints quote what they found, and damage is seldom UTF-8.
    connection.text_factory = readable
    return connection


def _free_name(folder: Path, reason: str) -> Path:
    made_at, number = time.time_ns() // 1_000_000, 1
    while (path := folder / file_name(made_at, reason, number)).exists():
        number += 1
    return path


def _check_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + ROOM_LEFT:
        raise DiskFull(f"There is no room left on the disk that holds {folder}.")


@contextmanager
def _explained(folder: Path) -> Generator[None]:
    """Say of what goes wrong that there is no copy, and why; a damaged library is another thing."""
    try:
        with translated(folder):
            yield
    except LibraryCorrupt:
        raise
    except StorageError as error:
        raise BackupFailed(
            f"{error} Your library is as it was, and older backups are kept."
        ) from error
