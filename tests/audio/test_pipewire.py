"""Everything is heard by PipeWire as it is by PulseAudio: joins, pauses, commands at the end."""

from itertools import pairwise

import numpy as np
import pytest

from mtplayer.core.ports import PlayerEnded, PlayerPath, PlayerStarted
from tests.audio.test_late_commands_heard import Listening
from tests.fakes import pipewire_server
from tests.fakes.pipewire_server import PipeWireServer
from tests.fakes.programme import encode, found_at, signal, write_pcm
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
BLOCK = 1024
MOST_LEFT_OUT = 0.2
# Longer than a block of PipeWire's, shorter than any pause here.
PAUSE = RATE // 10


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
    loud = np.flatnonzero(np.abs(heard) > 1e-6)
    ends = np.flatnonzero(np.diff(loud) > PAUSE)
    begins, ends = [loud[0], *loud[ends + 1]], [*loud[ends], loud[-1]]
    silences = [after - before - 1 for before, after in zip(ends, begins[1:], strict=False)]
    places = [place_of(whole, heard[a : b + 1]) for a, b in zip(begins, ends, strict=True)]
    lost = [after[0] - before[1] for before, after in pairwise(places)]
    print(f"PIPEWIRE silences {silences}, lost in them {lost}")
    # What it leaves out itself is lost as long as it is silent.
    paused = [
        frames
        for frames, silence in zip(lost, silences, strict=True)
        if abs(frames - silence) > 2 * UNHEARD
    ]
    assert len(paused) == 4
    # One write of four may be late on a busy machine, and then by less than a block.
    assert sorted(map(abs, paused))[1] <= 2 * UNHEARD
    assert max(map(abs, paused)) < BLOCK


def place_of(whole: np.ndarray, piece: np.ndarray) -> tuple[int, int]:
    """Return where a piece begins and ends."""
    middle = max(0, len(piece) // 2 - 2048)
    found = found_at(whole, piece[middle : middle + 4096]) - middle
    return found, found + len(piece)


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
