"""What is heard while the machine is busy, and at a card whose clock is not ours: every sample."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ports import PlayerEnded, PlayerFailed
from mtplayer.program import SWITCH_INTERVAL_S
from tests.benchmarks.music import make
from tests.fakes.programme import encode, found_at, signal, write_pcm
from tests.fakes.sound_server import SoundServer
from tests.fakes.tones import playable

pytestmark = [pytest.mark.sound, pytest.mark.vlc, pytest.mark.blocking]

RATE = 44_100
PIECE_S = 45
WINDOW = 4096
BUSY_S = 600
DRIFT_S = 60


@pytest.fixture
def giving_way() -> Iterator[None]:
    """Threads change as often as in the program."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    yield
    sys.setswitchinterval(before)


def long_file(folder: Path, seconds: int) -> tuple[Path, np.ndarray]:
    """Return a file, and a piece that it repeats."""
    piece = signal(RATE, PIECE_S * RATE)
    whole = np.concatenate([piece] * (seconds // PIECE_S + 1))
    source = write_pcm(folder / "long.wav", whole, RATE)
    return encode(source, folder, "flac"), piece


def shifts(server: SoundServer, piece: np.ndarray) -> list[tuple[float, int]]:
    """Return when what is heard moved against what was played, and by how many frames."""
    found, before = [], None
    start = next(
        second / 10
        for second in range(200)
        if np.abs(server.frames(second / 10, 0.1)[:, 1]).max(initial=0) > 0.01
    )
    twice = np.concatenate([piece, piece])[:, 1]
    at = start + 1.0
    while at < server.seconds - 2:
        window = server.frames(at, WINDOW / RATE + 0.001)[:WINDOW, 1]
        frame = int(at * RATE)
        if before is None:
            before = found_at(twice, window) - frame
        low = (frame + before - 15_000) % len(piece)
        place = low + found_at(twice[low : low + 30_000 + WINDOW], window)
        moved = (place - frame - before + len(piece) // 2) % len(piece) - len(piece) // 2
        if moved:
            found.append((round(at - start, 1), moved))
            before += moved
        at += 0.5
    return found


class WatchedOutput(SystemOutput):
    """Keeps every one that was made: each knows how often its server had nothing to play."""

    made: ClassVar[list["WatchedOutput"]] = []

    def __init__(self) -> None:
        super().__init__()
        self.made.append(self)


def holes() -> int:
    """Say how often what we hold ahead was not enough."""
    found = sum(one.holes for one in WatchedOutput.made)
    WatchedOutput.made.clear()
    return found


def make_player(path: Path, seconds: int) -> tuple[DeckPlayer, list[object]]:
    player = DeckPlayer(lambda _: WatchedOutput())
    events: list[object] = []
    player.happened.connect(events.append)
    player.load(playable(path, duration_ms=seconds * 1000), 1, start_ms=0, paused=False)
    return player, events


@pytest.mark.timeout(180)
@pytest.mark.parametrize("ppm", [1000, -1000])
def test_a_card_with_another_clock_is_heard_without_a_shift(
    qtbot, tmp_path, monkeypatch, giving_way, ppm
) -> None:
    path, piece = long_file(tmp_path, DRIFT_S)
    server = SoundServer(pace=1 + ppm / 1e6)
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    player, events = make_player(path, DRIFT_S)
    qtbot.wait(DRIFT_S * 1000 - 3000)
    dry = holes()
    player.close(5000)
    server.stop()
    found = shifts(server, piece)
    print(f"DRIFT {ppm} ppm: shifts {found}, frames missing {player.underruns}, holes {dry}")
    server.close()
    assert not [event for event in events if isinstance(event, PlayerFailed | PlayerEnded)]
    assert (player.underruns, dry) == (0, 0)
    assert found == []


@pytest.mark.long
@pytest.mark.timeout(BUSY_S + 300)
def test_ten_busy_minutes_and_a_scan_miss_no_sample(
    qtbot, tmp_path, monkeypatch, giving_way
) -> None:
    path, piece = long_file(tmp_path, BUSY_S)
    music = make(10_000)
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    player, events = make_player(path, BUSY_S)
    busy = QTimer(interval=0)
    busy.timeout.connect(_half_of_the_time)
    busy.start()
    end, scans = time.monotonic() + BUSY_S - 5, 0
    while time.monotonic() < end:
        scan = _scan(music, tmp_path / f"profile{scans}")
        qtbot.waitUntil(
            lambda scan=scan: scan.poll() is not None or time.monotonic() > end,
            timeout=BUSY_S * 1000,
        )
        scans += 1
        if scan.poll() is None:
            scan.terminate()
        scan.wait(30)
    dry = holes()
    player.close(5000)
    server.stop()
    found = shifts(server, piece)
    missing = f"frames missing {player.underruns}, holes {dry}"
    print(f"BUSY {BUSY_S} s, {scans} scans: shifts {found}, {missing}")
    server.close()
    assert not [event for event in events if isinstance(event, PlayerFailed | PlayerEnded)]
    assert (player.underruns, dry) == (0, 0)
    assert found == []


def _half_of_the_time() -> None:
    """Hold the interpreter in pure Python for 20 ms of 40."""
    end = time.monotonic() + 0.02
    while time.monotonic() < end:
        sum(range(200))
    time.sleep(0.02)


def _scan(music: Path, profile: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mtplayer", "scan", "--profile", str(profile), str(music)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
