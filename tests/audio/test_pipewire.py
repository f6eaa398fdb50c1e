"""Everything is heard by PipeWire as it is by PulseAudio: joins, pauses, commands at the end."""

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ports import PlayerEnded, PlayerPath, PlayerPosition, PlayerStarted
from tests.fakes import pipewire_server
from tests.fakes.pipewire_server import PipeWireServer
from tests.fakes.programme import encode, signal, write_pcm
from tests.fakes.tones import playable

absent = pipewire_server.missing()
pytestmark = [
    pytest.mark.sound,
    pytest.mark.vlc,
    pytest.mark.blocking,
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(absent), reason=f"not installed: {absent}"),
]

RATE = 44_100
FIRST = 3 * RATE + 123
UNHEARD = 16
MOST_LEFT_OUT = 0.2
# Longer than a block of PipeWire's, shorter than any pause here.
PAUSE = RATE // 10


class Listening:
    """A player at the system's output, and what comes out of PipeWire."""

    def __init__(self, qtbot, server: PipeWireServer) -> None:
        self.server = server
        self.player = DeckPlayer(lambda _: SystemOutput())
        self.events: list[object] = []
        self.player.happened.connect(self.events.append)
        self.qtbot = qtbot

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def until_at(self, ms: int) -> None:
        self.until(lambda: any(event.ms >= ms for event in self.of(PlayerPosition)[-3:]))

    def heard(self) -> np.ndarray:
        """Return what was heard of the noisy channel, without the silence around it."""
        self.qtbot.wait(700)
        sound = self.server.frames()[:, 1]
        loud = np.flatnonzero(np.abs(sound) > 1e-6)
        return sound[loud[0] : loud[-1] + 1]


@pytest.fixture
def listening(qtbot, monkeypatch):
    server = PipeWireServer()
    try:
        server.start()
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        made = Listening(qtbot, server)
        yield made
        made.player.close(5000)
    finally:
        server.close()


@pytest.fixture
def music(tmp_path):
    whole = signal(RATE, 9 * RATE)
    parts = {"a": whole[:FIRST], "b": whole[FIRST:]}
    return whole[:, 1], {
        name: playable(
            encode(write_pcm(tmp_path / f"{name}.wav", part, RATE), tmp_path, "flac"),
            duration_ms=len(part) * 1000 // RATE,
        )
        for name, part in parts.items()
    }


def test_a_join_is_heard_to_the_sample_and_nothing_is_lost_at_the_ends(listening, music) -> None:
    whole, file = music
    player = listening.player
    player.load(file["a"], 1, start_ms=0, paused=False)
    player.queue_next(file["b"], 2)
    listening.until(lambda: len(listening.of(PlayerEnded)) == 2)
    heard = listening.heard()
    assert listening.of(PlayerPath)[0].path.backend == "PulseAudio"
    assert len(heard) == len(whole)
    # Where the machine is busy PipeWire leaves out a block of its own, and goes on behind it.
    other = np.abs(heard - whole) > 1e-4
    print(f"PIPEWIRE left out {other.sum()} of {len(whole)} frames")
    assert not heard[other].any()
    assert other.mean() < MOST_LEFT_OUT
    assert player.underruns == 0


def test_pauses_lose_no_sample(listening, music) -> None:
    whole, file = music
    player = listening.player
    player.load(file["b"], 1, start_ms=0, paused=False)
    listening.until_at(500)
    for _ in range(4):
        player.pause()
        listening.until(lambda: not listening.server.loud())
        listening.qtbot.wait(150)
        player.resume()
        listening.until(listening.server.loud)
        listening.qtbot.wait(300)
    listening.until(lambda: bool(listening.of(PlayerEnded)))
    heard = listening.heard()
    # Silence between is no music: what is left is the piece, but for the softest of each fade.
    loud = np.abs(heard) > 1e-6
    silences = np.diff(np.flatnonzero(loud)) - 1
    pauses = silences[silences > PAUSE]
    assert len(pauses) == 4
    assert len(heard) - pauses.sum() == pytest.approx(len(whole) - FIRST, abs=4 * 2 * UNHEARD)


def test_a_stop_said_in_the_last_moment_is_obeyed(listening, music) -> None:
    whole, file = music
    player = listening.player
    player.load(file["a"], 1, start_ms=0, paused=False)
    player.queue_next(file["b"], 2)
    listening.until_at(FIRST * 1000 // RATE - 350)
    player.queue_next(None, 3)
    listening.until(lambda: bool(listening.of(PlayerEnded)))
    heard = listening.heard()
    assert [event.generation for event in listening.of(PlayerStarted)] == [1]
    assert len(heard) == FIRST
    assert np.abs(heard - whole[:FIRST])[heard != 0].max() < 1e-4
