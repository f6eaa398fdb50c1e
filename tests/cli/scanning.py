"""``scan`` as a process, and questions about what it left behind."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli import command
from tests.fakes import music


def scan(profile, *arguments):
    return command.run("scan", "--json", "--profile", profile, *arguments)


def start(profile, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "mtplayer", "scan", "--json", "--profile", profile, *arguments],
        cwd=command.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def rows(profile, statement):
    with closing(sqlite3.connect(Path(profile) / "library.db")) as connection:
        return connection.execute(statement).fetchall()


def many(folder, count):
    """Hard links to a few files: as many rows, and quick to make."""
    folder.mkdir()
    for kind in ("mp3", "flac", "ogg", "m4a"):
        source = folder.with_name(f"source.{kind}")
        source.write_bytes(music.music(kind))
        for number in range(count // 4):
            target = folder / f"{number % 40}"
            target.mkdir(exist_ok=True)
            os.link(source, target / f"{number}.{kind}")


def wait_for_rows(profile):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if rows(profile, "SELECT 1 FROM tracks LIMIT 1"):
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    pytest.fail("no track came")


def check(profile):
    with closing(sqlite3.connect(Path(profile) / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute(
            "INSERT INTO track_words (track_words, rank) VALUES ('integrity-check', 1)"
        )
