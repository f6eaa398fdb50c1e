"""Pause, resume and seek at each output, behind a sound server: when they are heard."""

import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.imem_output import ImemOutput
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ports import PlayerPosition
from tests.fakes.programme import encode, found_at, signal, write_pcm
from tests.fakes.sound_server import SoundServer
from tests.fakes.tones import playable

pytestmark = [pytest.mark.sound, pytest.mark.vlc, pytest.mark.blocking]

RATE = 44_100
LENGTH_S = 60
FADE_MS = 20
TIMES = 9
# Of nine: the machine has others to serve.
BEST = 3
SOFTEST = 1e-6
UNHEARD = 8


class Listening:
    """A player at an output, and what comes out behind the server."""

    def __init__(self, qtbot, server: SoundServer, path, output) -> None:
        self.server = server
        self.player = DeckPlayer(lambda _: output())
        self.positions: list[PlayerPosition] = []
        self.player.happened.connect(self._hear)
        self._qtbot = qtbot
        file = playable(path, duration_ms=LENGTH_S * 1000)
        self.player.load(file, 1, start_ms=0, paused=False)
        self.until(lambda: self.loud() and bool(self.positions))
        qtbot.wait(500)

    def _hear(self, event: object) -> None:
        if isinstance(event, PlayerPosition):
            self.positions.append(event)

    def loud(self) -> bool:
        return float(np.abs(self.server.latest(0.005)).max(initial=0)) > 1e-4

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 8
        while not condition():
            assert time.monotonic() < deadline
            self._qtbot.wait(1)

    def took_ms(self, command: Callable[[], object], condition: Callable[[], bool]) -> float:
        begun = time.monotonic()
        command()
        self.until(condition)
        took = (time.monotonic() - begun) * 1000
        self._qtbot.wait(250)
        return took

    def sought_ms(self, ms: int) -> float:
        begun = time.monotonic()
        self.positions.clear()
        self.player.seek(ms)
        self.until(lambda: any(0 <= event.ms - ms < 400 for event in self.positions))
        event = self.positions[-1]
        self._qtbot.wait(250)
        return (event.at - begun) * 1000 - (event.ms - ms)


@pytest.fixture
def path(tmp_path):
    whole = signal(RATE, LENGTH_S * RATE)
    return encode(write_pcm(tmp_path / "long.wav", whole, RATE), tmp_path, "flac")


@pytest.fixture(params=[SystemOutput, MiniaudioOutput, ImemOutput])
def listening(request, qtbot, monkeypatch, path):
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    made = Listening(qtbot, server, path, request.param)
    made.seek_limit_ms = 500 if request.param is ImemOutput else 150
    yield made
    made.player.close(5000)
    server.close()


@pytest.mark.timeout(120)
def test_pause_resume_and_seek_are_heard_in_time(listening) -> None:
    player = listening.player
    pauses, resumes = [], []
    for _ in range(TIMES):
        pauses.append(listening.took_ms(player.pause, lambda: not listening.loud()) - FADE_MS)
        resumes.append(listening.took_ms(player.resume, listening.loud))
    seeks = [listening.sought_ms(ms) for ms in range(3000, 3000 + TIMES * 5000, 5000)]
    for name, taken in (("pause", pauses), ("resume", resumes), ("seek", seeks)):
        print(f"HEARD {name}: {sorted(map(round, taken))} ms")
    assert sorted(pauses)[BEST - 1] <= 50
    assert sorted(resumes)[BEST - 1] <= 50
    assert sorted(seeks)[BEST - 1] <= listening.seek_limit_ms


# Not by miniaudio, whose device has holes of its own on a busy machine.
@pytest.mark.timeout(120)
@pytest.mark.parametrize("listening", [SystemOutput, ImemOutput], indirect=True)
def test_ten_pauses_lose_no_sample_at_the_device(listening, path) -> None:
    server, player = listening.server, listening.player
    whole = signal(RATE, LENGTH_S * RATE)[:, 1]
    begun = server.seconds
    for _ in range(10):
        listening.took_ms(player.pause, lambda: not listening.loud())
        listening.took_ms(player.resume, listening.loud)
    listening._qtbot.wait(600)
    places = []
    for begin, piece in sounding(server.frames(begun - 0.4)[:, 1]):
        middle = len(piece) // 2
        found = found_at(whole, piece[middle - 1024 : middle + 1024]) - (middle - 1024)
        places.append((found, found + len(piece), begin))
    gaps = [after[0] - before[1] for before, after in pairwise(places)]
    print(f"PAUSES gaps {gaps}")
    assert len(gaps) == 10
    # Where a fade begins and ends its frames are too soft to be told from silence.
    assert max(map(abs, gaps)) <= 2 * UNHEARD


def sounding(heard: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """Return the pieces between silences of 10 ms and more, and where each begins."""
    loud = np.flatnonzero(np.abs(heard) > SOFTEST)
    ends = np.flatnonzero(np.diff(loud) > RATE // 100)
    firsts, lasts = [loud[0], *loud[ends + 1]], [*loud[ends], loud[-1]]
    return [(a, heard[a : b + 1]) for a, b in zip(firsts, lasts, strict=True)]
