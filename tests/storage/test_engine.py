"""Transactions, and what SQLite's troubles are called."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from mtplayer.core.problems import (
    DiskFull,
    LibraryCorrupt,
    LibraryLocked,
    LibraryReadOnly,
    StorageError,
)
from mtplayer.storage import engine
from mtplayer.storage.connection import open_reader, open_writer
from mtplayer.storage.engine import Storage
from mtplayer.storage.errors import QueryInterrupted, as_storage_error
from mtplayer.storage.unit import Unit
from mtplayer.storage.write_flag import WriteFlag

INSERT = text("INSERT INTO genres (identity, name) VALUES (:identity, :identity)")


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    storage = Storage(database)
    yield storage
    storage.close()


def add(unit: Unit, name: str = "rock") -> str:
    unit.connection.execute(INSERT, {"identity": name})
    return name


def genres(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM genres ORDER BY id")]


def test_a_write_is_committed_and_hands_back_what_the_work_returned(storage: Storage) -> None:
    assert storage.write(add) == "rock"
    assert genres(storage.database) == ["rock"]


def test_any_exception_takes_the_whole_write_back(storage: Storage) -> None:
    def work(unit: Unit) -> None:
        add(unit)
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        storage.write(work)
    assert genres(storage.database) == []
    storage.write(add)
    assert genres(storage.database) == ["rock"]


def test_e1_every_connection_is_set_up_not_only_the_first(storage: Storage) -> None:
    def settings(unit: Unit) -> list[object]:
        names = ("busy_timeout", "foreign_keys", "synchronous", "journal_mode")
        return [unit.connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert storage.write(settings) == [15_000, 1, 1, "wal"]
    storage.close()
    assert storage.write(settings) == [15_000, 1, 1, "wal"]
    with storage.read() as one, storage.read() as two:
        for reader in (one, two):
            assert reader.execute(text("PRAGMA query_only")).scalar() == 1
            assert reader.execute(text("PRAGMA busy_timeout")).scalar() == 5000


def test_readers_cannot_write(storage: Storage) -> None:
    with pytest.raises(LibraryReadOnly), storage.read() as connection:
        connection.execute(INSERT, {"identity": "rock"})
    with closing(open_reader(storage.database)) as connection, pytest.raises(sqlite3.Error):
        connection.execute("INSERT INTO genres (identity, name) VALUES ('a', 'a')")


def test_a_reader_sees_the_state_before_a_write_that_is_not_finished(storage: Storage) -> None:
    def work(unit: Unit) -> list[str]:
        add(unit)
        with storage.read() as connection:
            return list(connection.execute(text("SELECT name FROM genres")).scalars())

    assert storage.write(work) == []


def test_a_locked_library_is_named_after_the_timeout(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = (*engine.WRITER, "PRAGMA busy_timeout = 20")
    monkeypatch.setattr(engine, "WRITER", impatient)
    storage = Storage(database)
    with closing(open_writer(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryLocked, match="Another program"):
            storage.write(add)
        other.execute("ROLLBACK")
    storage.write(add)
    storage.close()


def test_at_the_end_nobody_waits_long_for_another_program(storage: Storage) -> None:
    storage.write(add)
    with closing(open_writer(storage.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        storage.hurry(0.1)
        began = time.monotonic()
        for _ in range(20):
            with pytest.raises(LibraryLocked):
                storage.write(add)
        storage.close()
        assert time.monotonic() - began < 5


def waited_for_the_lock(storage: Storage) -> float:
    """Return how long after another process let go a write was stored."""
    with closing(open_writer(storage.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        freed: list[float] = []

        def free() -> None:
            time.sleep(0.2)
            freed.append(time.monotonic())
            other.execute("ROLLBACK")

        thread = threading.Thread(target=free)
        thread.start()
        storage.write(lambda unit: unit.connection.execute(text("DELETE FROM genres")))
        stored = time.monotonic()
        thread.join()
    return stored - freed[0]


def test_the_lock_is_taken_as_soon_as_it_is_free(storage: Storage) -> None:
    storage.write(add)
    # SQLite's own waiting looks after 178 and 228 ms; the best of three, on a busy machine.
    assert min(waited_for_the_lock(storage) for _ in range(3)) < 0.02


def test_a_full_disk_is_named_and_leaves_the_library_as_it_was(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    full = (*engine.WRITER, f"PRAGMA max_page_count = {pages}")
    monkeypatch.setattr(engine, "WRITER", full)
    storage = Storage(database)
    with pytest.raises(DiskFull, match="no room"):
        storage.write(lambda unit: [add(unit, f"{n}" * 100) for n in range(1000)])
    assert genres(database) == []
    storage.write(add)
    storage.close()


def test_a_damaged_library_is_named(storage: Storage) -> None:
    storage.write(lambda unit: [add(unit, f"genre {n}" * 20) for n in range(500)])
    storage.close()
    with storage.database.open("r+b") as file:
        size = file.seek(0, 2)
        for offset in range(4096, size, 4096):
            file.seek(offset)
            file.write(b"\xff" * 2000)
    with pytest.raises(LibraryCorrupt, match="damaged"):
        storage.write(add)


def test_a_library_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        Storage(tmp_path / "gone" / "library.db").write(add)


def test_what_sqlite_does_not_report_is_a_bug_and_stays_one() -> None:
    assert as_storage_error(KeyError("x"), Path("library.db")) is None
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.Error) as syntax:
        connection.execute("SELEC")
    assert as_storage_error(syntax.value, Path("library.db")) is None


def test_an_interrupted_query_has_a_name(database: Path) -> None:
    error = sqlite3.OperationalError("interrupted")
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    assert isinstance(as_storage_error(error, database), QueryInterrupted)


def test_closing_leaves_one_file_without_a_log(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    storage.write(add)
    with caplog.at_level(logging.INFO):
        storage.close()
    assert caplog.messages == []
    assert [path.name for path in storage.database.parent.iterdir()] == ["library.db"]


def test_the_flag_is_up_exactly_while_a_write_is_due(database: Path, tmp_path: Path) -> None:
    with closing(WriteFlag(tmp_path / "flag")) as flag:
        storage = Storage(database, flag)
        with closing(WriteFlag(tmp_path / "flag")) as seen_by_the_scan:
            assert not seen_by_the_scan.is_raised
            assert storage.write(lambda _unit: seen_by_the_scan.is_raised)
            assert not seen_by_the_scan.is_raised
            with pytest.raises(KeyError):
                storage.write(lambda unit: {}[unit])
            assert seen_by_the_scan.wait_until_lowered(0)
            with flag.raised():
                assert not seen_by_the_scan.wait_until_lowered(0.01)
        storage.close()
