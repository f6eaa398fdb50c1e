"""From a folder to sound and back after a restart, a kill, a scan in the middle."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli import command
from tests.e2e.music import SONGS, make_music
from tests.e2e.program import Program

pytestmark = [pytest.mark.e2e, pytest.mark.vlc]

# The position is stored every 5 s while it plays.
POSITION_WITHIN_MS = 5000 + 1000


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_music(tmp_path_factory.mktemp("music"), seconds=30)


@pytest.fixture
def listening(program: Program, music: Path) -> Program:
    """The program after its first scan."""
    program.start("--null", str(music))
    program.wait_for("scan ended")
    return program


def _titles(program: Program) -> list[str]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return [row[0] for row in library.execute("SELECT title FROM tracks ORDER BY file_id")]


def _play(program: Program, row: int) -> dict[str, Any]:
    program.ask("play_query", text="", row=row)
    return program.until("playing", state="playing", row=0, queue=len(SONGS) - row)


def _restarted(program: Program) -> dict[str, Any]:
    """Start again; what is done in the first half second is stored when it can be written."""
    program.start("--null")
    program.wait_for("ready to write")
    return program.until("a track waits", state="paused")


def test_the_first_scan_finds_every_song(listening: Program):
    assert sorted(_titles(listening)) == sorted(SONGS)
    assert listening.quit() == 0
    assert listening.left_behind() == []


def test_a_queue_plays_from_the_chosen_row_on(listening: Program):
    first = _play(listening, 2)
    listening.ask("next")
    second = listening.until("the next track", row=1, state="playing")
    assert second["track"] != first["track"]
    listening.ask("previous")
    assert listening.until("the track before", row=0)["track"] == first["track"]
    assert listening.quit() == 0


def test_after_a_restart_queue_track_and_position_are_the_same(listening: Program):
    _play(listening, 1)
    listening.ask("next")
    listening.until("the next track", row=1, state="playing")
    listening.ask("seek", ms=12_000)
    listening.ask("pause")
    before = listening.until("paused", state="paused")
    assert listening.quit() == 0
    after = _restarted(listening)
    for name in ("track", "entry", "row", "queue", "shuffle", "repeat", "volume"):
        assert after[name] == before[name]
    assert abs(after["position_ms"] - before["position_ms"]) <= 100
    assert listening.quit() == 0


def _killed_and_compared(program: Program, chance: random.Random) -> None:
    _play(program, chance.randrange(3))
    if chance.random() < 0.5:
        program.ask("next")
    program.ask("seek", ms=chance.randrange(1000, 15_000))
    program.until("playing", state="playing")
    waited = chance.uniform(0.3, 8)
    time.sleep(waited)
    before = program.ask("state")
    program.kill()
    assert program.left_behind() == []
    after = _restarted(program)
    for name in ("track", "entry", "queue"):
        assert after[name] == before[name], (waited, before, after)
    assert abs(after["position_ms"] - before["position_ms"]) <= POSITION_WITHIN_MS


def test_after_a_kill_queue_and_track_are_the_same(listening: Program):
    for seed in range(3):
        _killed_and_compared(listening, random.Random(seed))
    assert listening.quit() == 0


def test_what_was_played_is_in_the_history(listening: Program):
    first = _play(listening, 0)
    ends = time.monotonic() + 20
    while listening.ask("state")["position_ms"] < 2500 and time.monotonic() < ends:
        time.sleep(0.05)
    listening.ask("next")
    listening.until("the next track", row=1, state="playing")
    heard: list[dict[str, Any]] = []
    while not heard and time.monotonic() < ends:
        heard = command.objects("history", "--json", "--profile", listening.profile)
    assert [(one["track"], one["skipped"]) for one in heard] == [(first["track"], True)]
    assert heard[0]["listened_ms"] >= 1000
    assert listening.quit() == 0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_after_twenty_kills_queue_and_track_are_the_same(listening: Program):
    for seed in range(20):
        _killed_and_compared(listening, random.Random(1000 + seed))
    assert listening.quit() == 0
