"""How long the write-ahead log is, and how it is moved while others write."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.safety import log_keeping
from mtplayer.services.safety.log_keeping import LogKeeping
from mtplayer.storage.engine import Storage
from mtplayer.storage.safety.checkpoints import log_of, move_log, pages_in
from mtplayer.storage.unit import Unit

INSERT = text("INSERT INTO queue_chunks VALUES (1, 'order', :number, zeroblob(65536))")
QUEUE = text("INSERT INTO queues (id, name, repeat, source, used_at) VALUES (1, '', '', '', 0)")


@pytest.fixture
def storage(database: Path) -> Iterator[Storage]:
    made = Storage(database)
    made.leave_log_to(lambda: None)
    made.write(lambda unit: unit.connection.execute(QUEUE))
    yield made
    made.close()


def store(storage: Storage, first: int, count: int) -> None:
    def work(unit: Unit) -> None:
        numbers = [{"number": first + number} for number in range(count)]
        unit.connection.execute(INSERT, numbers)

    storage.write(work)


def told_by_sqlite(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]


def test_the_pages_of_a_log_are_counted_as_sqlite_counts_them(storage: Storage) -> None:
    log = log_of(storage.database)
    for number in (1, 5, 2, 30, 1):
        store(storage, 100 * number + pages_in(log), number)
        assert pages_in(log) >= 16 * number
        counted = pages_in(log)
        assert counted == told_by_sqlite(storage.database)
    # Everything was moved each time, so each write began the log anew, over what was in it.
    assert log.stat().st_size > counted * 4096 * 10


def test_a_library_without_a_log_has_no_pages_in_it(tmp_path: Path) -> None:
    assert pages_in(tmp_path / "none-wal") == 0
    (tmp_path / "short-wal").write_bytes(b"short")
    assert pages_in(tmp_path / "short-wal") == 0


def test_a_write_moves_no_log_that_is_left_to_another(storage: Storage) -> None:
    store(storage, 1, 100)
    store(storage, 200, 1)
    assert pages_in(log_of(storage.database)) > 1600
    move_log(storage.database)
    # The next write finds the log begun: it waits for no disk either.
    assert 1 <= pages_in(log_of(storage.database)) < 10
    store(storage, 300, 1)
    assert pages_in(log_of(storage.database)) < 100


def test_a_log_is_moved_beside_a_write_that_goes_on(storage: Storage) -> None:
    store(storage, 1, 100)
    with closing(sqlite3.connect(storage.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        move_log(storage.database)
        other.execute("UPDATE queues SET name = 'kept'")
        other.execute("COMMIT")
        assert other.execute("SELECT name FROM queues").fetchone() == ("kept",)
    move_log(storage.database)
    assert pages_in(log_of(storage.database)) < 10


def test_a_long_log_is_moved_by_a_job_while_writes_go_on(database, qtbot, monkeypatch) -> None:
    threads: list[threading.Thread] = []

    def moved(path: Path) -> None:
        threads.append(threading.current_thread())
        move_log(path)

    monkeypatch.setattr(log_keeping, "move_log", moved)
    storage, files = Storage(database), Jobs("files", 1)
    keeping = LogKeeping(storage, files)
    storage.write(lambda unit: unit.connection.execute(QUEUE))
    store(storage, 1, 10)
    assert not threads
    store(storage, 100, 70)
    store(storage, 200, 1)
    qtbot.waitUntil(lambda: bool(threads) and not keeping._running)
    assert threads != [threading.main_thread()]
    store(storage, 300, 1)
    assert pages_in(log_of(database)) < 100
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM queue_chunks").fetchone() == (82,)
    assert files.close(5000)
    storage.close()


def test_a_log_that_cannot_be_moved_is_asked_for_again(database, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(log_keeping, "AGAIN_AFTER_S", 0.0)
    storage, files = Storage(database), Jobs("files", 1)
    keeping = LogKeeping(storage, files)
    storage.write(lambda unit: unit.connection.execute(QUEUE))
    with monkeypatch.context() as broken:
        broken.setattr(log_keeping, "move_log", lambda _: (_ for _ in ()).throw(OSError("gone")))
        store(storage, 1, 70)
        assert keeping._running
        qtbot.waitUntil(lambda: not keeping._running)
    store(storage, 100, 1)
    qtbot.waitUntil(lambda: not keeping._running)
    store(storage, 200, 1)
    assert pages_in(log_of(database)) < 100
    assert files.close(5000)
    storage.close()
