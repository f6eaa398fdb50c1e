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
from typing_extensions import override

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.audio.outputs.output import OutputState, Source
from mtplayer.audio.pcm_queue import Frames
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
# Of the 60 ms that the device holds: where the machine stood still for longer, there is a hole.
LATE_MS = 40
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


class Punctual:
    """A mixer, and how long the device waited for it at most."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._asked_at = 0.0
        self.longest_ms = 0.0
        self.late = 0

    @property
    def padding(self) -> int:
        return self._source.padding

    def pull(self, count: int) -> Frames:
        now = time.monotonic()
        if self._asked_at:
            waited_ms = (now - self._asked_at) * 1000
            self.longest_ms = max(self.longest_ms, waited_ms)
            self.late += waited_ms > LATE_MS
        self._asked_at = now
        return self._source.pull(count)


class TimedOutput(MiniaudioOutput):
    """Keeps the mixers that it asked."""

    asked: ClassVar[list[Punctual]] = []

    @override
    def open(self, rate: int, device: str, source: Source) -> OutputState:
        self.asked.append(Punctual(source))
        return super().open(rate, device, self.asked[-1])


def lateness() -> str:
    """Say how often the device was opened, and what it waited for at most."""
    waits = [round(one.longest_ms) for one in TimedOutput.asked]
    TimedOutput.asked.clear()
    return f"opened {len(waits)} times, longest between two pulls {waits} ms"


def make_player(path: Path, seconds: int) -> tuple[DeckPlayer, list[object]]:
    player = DeckPlayer(lambda _: TimedOutput())
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
    player.close(5000)
    server.stop()
    found, late = shifts(server, piece), sum(one.late for one in TimedOutput.asked)
    print(f"DRIFT {ppm} ppm: shifts {found}, frames missing {player.underruns}, {lateness()}")
    server.close()
    assert not [event for event in events if isinstance(event, PlayerFailed | PlayerEnded)]
    assert player.underruns == 0
    # What drift alone does comes again and again; a busy machine makes a hole at times.
    assert len(found) <= late


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
    player.close(5000)
    server.stop()
    found = shifts(server, piece)
    missing = f"frames missing {player.underruns}, {lateness()}"
    print(f"BUSY {BUSY_S} s, {scans} scans: shifts {found}, {missing}")
    server.close()
    assert not [event for event in events if isinstance(event, PlayerFailed | PlayerEnded)]
    assert player.underruns == 0
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
