"""``scan`` over files damaged by chance: it ends, it stays small, and it tells of each file."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from mtplayer.scanner.pool import HUNG, KILLED
from tests.cli import command
from tests.fakes import music, mutations

MOST_MEMORY_MB = 400
"""Of one process; a reader without anything to read has 40 MB."""

# In a process of its own: the kernel remembers the largest child of all that a process ever had.
WEIGHED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "mtplayer", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""


def scan_damaged(tmp_path, count, seed):
    """Scan them, and scan again; return how long the slower of both took."""
    folder = tmp_path / "music"
    for number, (name, data) in enumerate(mutations.files(count, seed)):
        path = folder / f"{number % 40}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    arguments = ("scan", "--json", "--profile", tmp_path / "profile", folder)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WEIGHED, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=command.ROOT,
        timeout=900,
        check=False,
    )
    took = time.monotonic() - started
    assert done.returncode == 0
    # All that the scan says on standard error is what this test made it add.
    assert int(done.stderr) / 1024 < MOST_MEMORY_MB
    counts = json.loads(done.stdout)
    assert counts["added"] + counts["failed"] == count
    again = json.loads(command.run("scan", "--json", "--profile", tmp_path / "profile").stdout)
    assert (again["unchanged"], again["added"]) == (count, 0)
    return counts, took


def failures(tmp_path):
    with closing(sqlite3.connect(tmp_path / "profile" / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [
            text
            for (text,) in connection.execute("SELECT failure FROM files WHERE failure IS NOT NULL")
        ]


def judge(tmp_path, counts, count):
    reasons = failures(tmp_path)
    assert not {HUNG, KILLED} & set(reasons)
    # Most of what is damaged in its tags still sounds.
    assert counts["added"] > count / 2


def test_two_hundred_damaged_files_are_scanned(tmp_path):
    counts, took = scan_damaged(tmp_path, 210, seed=3)
    judge(tmp_path, counts, 210)
    assert took < 30


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_five_thousand_damaged_files_are_scanned(tmp_path):
    music.encoded()
    counts, took = scan_damaged(tmp_path, 5000, seed=20261121)
    judge(tmp_path, counts, 5000)
    assert took < 300
