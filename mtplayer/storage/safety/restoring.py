"""A copy takes the place of the library, and what was there is kept."""

import logging
import os
import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mtplayer.core.backups import BEFORE_RESTORE
from mtplayer.core.problems import (
    LibraryCorrupt,
    LibraryTooNew,
    NotRestored,
    StorageError,
)
from mtplayer.storage.errors import translated
from mtplayer.storage.migrate import REVISIONS, prepare, revision_of
from mtplayer.storage.safety.backup import Between, back_up, prove, synchronise

log = logging.getLogger(__name__)

_LOG: Final = "-wal"
_INDEX: Final = "-shm"


def restore(
    database: Path,
    backup: Path,
    folder: Path,
    *,
    revisions: Sequence[str] = REVISIONS,
    between: Between = lambda: None,
) -> Path | None:
    """Put a proven copy of ``backup`` where the library is; return where that was kept.

    Nobody may have the library open. The present library is first copied into ``folder``, or set
    aside if it is damaged; None if there was none. Raises NotRestored, and then all is as it was.
    A process that is killed on the way leaves the old library or the new one.
    """
    incoming = database.with_name(f"{database.name}.incoming")
    try:
        _bring(backup, incoming, between)
        _check_revision(incoming, backup, revisions)
        kept = keep_present(database, folder, between)
        _take_place(incoming, database)
    finally:
        for ending in ("", _LOG, _INDEX):
            _beside(incoming, ending).unlink(missing_ok=True)
    log.info("restored %s; what was there is kept as %s", backup, kept)
    prepare(database)
    return kept


def keep_present(database: Path, folder: Path, between: Between = lambda: None) -> Path | None:
    """Keep what is there before another library takes its place: a copy, or the damaged file."""
    if not database.exists() or not database.stat().st_size:
        return None
    try:
        with translated(database):
            if revision_of(database) is None:
                return None
        return back_up(database, folder, BEFORE_RESTORE, between)
    except LibraryCorrupt:
        return set_aside(database)


def set_aside(database: Path) -> Path:
    """Give a damaged library a second name beside the first, its write-ahead log as well."""
    stamp = datetime.fromtimestamp(time.time(), UTC).strftime("%Y%m%d-%H%M%S")
    aside, number = database.with_name(f"{database.stem}.aside-{stamp}.db"), 1
    while aside.exists():
        number += 1
        aside = database.with_name(f"{database.stem}.aside-{stamp}.{number}.db")
    with translated(database):
        for ending in ("", _LOG):
            source = _beside(database, ending)
            if source.exists():
                _second_name(source, _beside(aside, ending))
    return aside


def start_over(database: Path) -> Path | None:
    """Make a new library where a damaged one is; return where that is kept."""
    fresh = database.with_name(f"{database.name}.incoming")
    for ending in ("", _LOG, _INDEX):
        _beside(fresh, ending).unlink(missing_ok=True)
    prepare(fresh, anew=True)
    aside = set_aside(database) if database.exists() else None
    _take_place(fresh, database)
    return aside


def _bring(backup: Path, incoming: Path, between: Between) -> None:
    try:
        with translated(incoming):
            incoming.unlink(missing_ok=True)
            shutil.copyfile(backup, incoming)
            synchronise(incoming)
    except StorageError as error:
        if not backup.is_file():
            raise NotRestored(f"“{backup}” is not there, or it cannot be read.") from error
        raise NotRestored(f"{error} Your library is as it was.") from error
    try:
        prove(incoming, between)
    except LibraryCorrupt as error:
        raise NotRestored(
            f"“{backup}” is damaged or no library of this program. Your library is as it was."
        ) from error


def _check_revision(incoming: Path, backup: Path, revisions: Sequence[str]) -> None:
    try:
        with translated(incoming):
            revision = revision_of(incoming)
    except LibraryCorrupt as error:
        raise NotRestored(f"“{backup}” is no library of this program.") from error
    if revision is None:
        raise NotRestored(f"“{backup}” is empty.")
    if revision not in revisions:
        raise LibraryTooNew(
            f"“{backup}” was written by a newer mtplayer. Update this program to restore it;"
            " nothing was changed."
        )


def _take_place(incoming: Path, database: Path) -> None:
    """Let one file be the library from now on.

    The old log goes first: SQLite would play it back into the new file. What it held is kept.
    """
    with translated(database):
        for ending in (_LOG, _INDEX):
            _beside(database, ending).unlink(missing_ok=True)
        incoming.replace(database)
        synchronise(database.parent)


def _second_name(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Not every file system knows links.
        shutil.copyfile(source, target)


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(f"{database.name}{ending}")
