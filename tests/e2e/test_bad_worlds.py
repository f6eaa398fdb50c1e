"""Disks that are full or closed, folders that go, no libVLC: the window says so and works on."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.storage.safety import integrity
from tests.cli import command
from tests.e2e.music import SONGS, make_music
from tests.e2e.program import Program
from tests.fakes import music
from tests.fakes.disks import SmallDisk, may_mount
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.e2e
mounts = pytest.mark.skipif(not may_mount(), reason="this process may mount no disks")
PATIENCE_S = 20


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.dsf").write_bytes(music.dsf(number))
    return folder


@pytest.fixture
def small(program: Program) -> Iterator[SmallDisk]:
    """The profile, on a disk of 30 MB."""
    disk = SmallDisk(program.profile, 30_000)
    yield disk
    program.end()
    disk.pull_out()


def rows(program: Program, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return library.execute(statement).fetchall()


def until_liked(program: Program, count: int) -> None:
    ends = time.monotonic() + PATIENCE_S
    liked = "SELECT count(*) FROM tracks WHERE liked_at IS NOT NULL"
    while rows(program, liked) != [(count,)]:
        assert time.monotonic() < ends, f"never {count}"
        time.sleep(0.05)


def fill(folder: Path) -> Path:
    """Leave no room on a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for piece in (1 << 20, 4096, 1):
            try:
                while file.write(bytes(piece)) == piece:
                    pass
            except OSError:
                continue
    return ballast


@mounts
@pytest.mark.long
def test_a_full_disk_is_told_and_what_was_done_before_and_after_it_is_stored(
    program: Program, small: SmallDisk, tmp_path: Path
):
    program.start("--null", str(make_music(tmp_path / "music", seconds=20)), ready="scan ended")
    program.ask("like", tracks=[1], liked=True)
    until_liked(program, 1)
    ballast = fill(program.profile)
    for _ in range(40):
        program.ask("like", tracks=[2, 3, 4], liked=True)
        program.ask("like", tracks=[2, 3, 4], liked=False)
    program.wait_for("told: The disk is full")
    program.ask("play_query", text="", row=1)
    program.until("it plays", state="playing")
    ballast.unlink()
    # The queue, which could not be stored, is with its next change.
    program.ask("next")
    program.until("the next", state="playing", row=1)
    program.ask("like", tracks=[2], liked=True)
    until_liked(program, 2)
    assert program.quit() == 0
    assert integrity.damage(program.profile / "library.db") == []
    assert not list(program.profile.glob("*.tmp"))
    program.start("--null")
    program.until("the queue is back", state="paused", row=1, queue=len(SONGS) - 1)
    assert program.quit() == 0


@mounts
def test_a_profile_on_a_read_only_disk_is_told_by_the_window_and_every_command(
    program: Program, small: SmallDisk
):
    make_library(program.profile / "library.db", [FakeTrack()])
    small.close_for_writing()
    assert "Read-only file system" in program.start_refused("--null")
    for arguments in (("list",), ("scan", "/tmp"), ("playlist", "list"), ("play", "--null", "x")):
        said = command.run(
            *arguments, "--profile", program.profile, environment=program.environment
        )
        assert said.returncode == 1
        assert "read-only" in said.stderr.lower(), (arguments, said.stderr)
        assert said.stderr.count("\n") == 1


@pytest.mark.long
def test_folders_of_the_profile_that_go_while_it_runs_do_no_harm(program: Program, songs: Path):
    program.start("--null", str(songs), ready="scan ended")
    for name in ("cache", "logs", "backups"):
        shutil.rmtree(program.profile / name)
    program.ask("like", tracks=[1, 2], liked=True)
    until_liked(program, 2)
    (songs / "more.dsf").write_bytes(music.dsf(77))
    program.ask("scan", paths=[str(songs)])
    program.wait_for("scan ended.*added=1")
    assert program.quit() == 0
    program.start("--null")
    assert program.quit() == 0


def test_without_libvlc_the_window_waits_and_works(program: Program, songs: Path):
    program.environment["PYTHON_VLC_LIB_PATH"] = "/nowhere/libvlc.so"
    program.expected.append("Cannot load lib")
    program.start(str(songs), ready="scan ended")
    program.ask("play_query", text="", row=0)
    program.until("told", state="paused", row=0)
    program.ask("next")
    program.until("told again", state="paused", row=1)
    program.ask("like", tracks=[1], liked=True)
    until_liked(program, 1)
    assert program.quit() == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_devices_and_loops_among_the_music_are_passed_over(program: Program, songs: Path):
    for name in ("pipe.mp3", "cover.jpg", "0.lrc", "0.cue", "list.m3u"):
        os.mkfifo(songs / name)
    (songs / "zero.flac").symlink_to("/dev/zero")
    (songs / "folder.png").symlink_to("/dev/zero")
    (songs / "up").symlink_to(songs.parent)
    (songs / "self").symlink_to("self")
    program.start("--null", str(songs), ready="scan ended")
    program.ask("play_query", text="", row=0)
    program.until("it plays", state="playing", queue=9)
    program.ask("open", paths=[str(songs / "pipe.mp3")])
    program.wait_for("told: Nothing could be played")
    assert program.quit() == 0
    assert rows(program, "SELECT count(*) FROM tracks") == [(9,)]
