"""Reading processes die and hang; what they read is not lost, and the killer is named."""

import os
import signal
import time

import pytest

from mtplayer.scanner import pool
from mtplayer.scanner.pool import HUNG, KILLED, ReadingHere, WorkerPool
from tests.fakes import music, stubborn


@pytest.fixture
def files(tmp_path):
    def files(count, **strange):
        paths = []
        for number in range(count):
            path = tmp_path / f"{strange.get(f'n{number}', 'song')} {number}.mp3"
            path.write_bytes(music.music("mp3"))
            paths.append((number, (bytes(path), False, None)))
        return paths

    return files


def read_all(reading, files, chunk=16):
    waiting = list(files)
    answers = {}
    until = time.monotonic() + 60
    while waiting or reading.waiting:
        assert time.monotonic() < until
        while waiting and reading.has_room():
            reading.send(waiting[:chunk])
            waiting = waiting[chunk:]
        for number, parts in reading.collect(0.1):
            assert number not in answers
            answers[number] = parts
    return answers


def failures(answers):
    return {number: parts.failure for number, parts in answers.items() if parts.failure}


def children():
    listed = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            listed.append(int(pid))
    return listed


def test_all_files_are_read_once_in_several_processes(files):
    reading = WorkerPool(2, "")
    try:
        answers = read_all(reading, files(150))
    finally:
        reading.close()
    assert sorted(answers) == list(range(150))
    assert failures(answers) == {}
    assert answers[7].texts[0] == "song 7"


def test_here_and_there_give_the_same_rows(files):
    some = files(3)
    there, here = WorkerPool(1, "the"), ReadingHere("the")
    try:
        assert read_all(there, some) == read_all(here, some)
    finally:
        there.close()


def test_a_process_that_is_killed_is_replaced(files):
    reading = WorkerPool(2, "")
    try:
        answers = read_all(reading, files(20))
        for worker in reading._workers:
            os.kill(worker.process.pid, signal.SIGKILL)
        answers = read_all(reading, files(100))
    finally:
        reading.close()
    assert len(answers) == 100
    assert failures(answers) == {}


def test_the_file_that_kills_its_reader_is_named_and_no_other(files, monkeypatch):
    monkeypatch.setattr(pool, "main", stubborn.main)
    reading = WorkerPool(2, "")
    try:
        answers = read_all(reading, files(60, n20="die", n21="die", n50="die"))
    finally:
        reading.close()
    assert failures(answers) == {20: KILLED, 21: KILLED, 50: KILLED}
    assert len(answers) == 60


def test_a_file_that_hangs_is_given_up_and_no_other(files, monkeypatch):
    monkeypatch.setattr(pool, "main", stubborn.main)
    monkeypatch.setattr(pool, "HANG_S", 1.0)
    reading = WorkerPool(2, "")
    try:
        answers = read_all(reading, files(40, n9="hang"))
    finally:
        reading.close()
    assert failures(answers) == {9: HUNG}
    assert len(answers) == 40


def test_a_file_that_takes_all_memory_fails_alone(files, monkeypatch):
    monkeypatch.setattr(pool, "main", stubborn.main)
    reading = WorkerPool(1, "")
    try:
        answers = read_all(reading, files(20, n3="swell"))
    finally:
        reading.close()
    (failure,) = failures(answers).values()
    assert "MemoryError" in failure
    assert len(answers) == 20


def test_processes_that_never_start_end_the_scan_in_words(files, monkeypatch):
    monkeypatch.setattr(pool, "main", stubborn.never)
    reading = WorkerPool(1, "")
    try:
        with pytest.raises(pool.ReadersUnavailable, match="end as they start"):
            read_all(reading, files(4))
    finally:
        reading.close()


def test_closing_leaves_no_process_behind(files):
    before = set(children())
    reading = WorkerPool(2, "")
    reading.send(files(5))
    started = set(children()) - before
    assert len(started) >= 2
    reading.close()
    assert not {worker for worker in started if worker in children()} - _trackers()


def _trackers():
    """Return Python's own helper for shared resources, which lives as long as we do."""
    from multiprocessing import resource_tracker

    return {resource_tracker._resource_tracker._pid}
