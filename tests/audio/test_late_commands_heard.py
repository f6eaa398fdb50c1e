"""What is said at the last moment, behind a sound server that holds 0.4 s: what comes out."""

import time

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ports import PlayerEnded, PlayerPosition, PlayerStarted
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.core.sound.sound_choices import CrossfadeOn
from tests.fakes.programme import encode, found_at, signal, write_pcm
from tests.fakes.sound_server import SoundServer
from tests.fakes.tones import playable

pytestmark = [pytest.mark.sound, pytest.mark.vlc, pytest.mark.blocking]

RATE = 44_100
FIRST = 3 * RATE + 123
# What is said so long before the end is in time on a busy machine too.
LATE_MS = 250


class Listening:
    """A player at the system's output, and what comes out behind its server."""

    def __init__(self, qtbot, server) -> None:
        self.player = DeckPlayer(lambda _: SystemOutput())
        self.events: list[object] = []
        self.player.happened.connect(self.events.append)
        self.qtbot = qtbot
        self.server = server

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def until_at(self, ms: int) -> None:
        """Wait for a place between two positions too."""
        self.until(lambda: bool(self.of(PlayerPosition)))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            last = self.of(PlayerPosition)[-1]
            if last.ms + (time.monotonic() - last.at) * 1000 >= ms:
                return
            self.qtbot.wait(2)
        raise AssertionError("it never came there")

    def heard(self) -> np.ndarray:
        """Return all that was heard, without the silence around it."""
        self.qtbot.wait(700)
        sound = self.server.frames()[:, 1]
        loud = np.flatnonzero(np.abs(sound) > 1e-6)
        return sound[loud[0] : loud[-1] + 1]


@pytest.fixture
def listening(qtbot, monkeypatch):
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    made = Listening(qtbot, server)
    yield made
    made.player.close(5000)
    server.close()


@pytest.fixture
def files(tmp_path):
    whole = signal(RATE, 10 * RATE)
    parts = {"a": whole[:FIRST], "b": whole[FIRST:], "c": whole[::-1]}
    return whole, {
        name: playable(
            encode(write_pcm(tmp_path / f"{name}.wav", part, RATE), tmp_path, "flac"),
            duration_ms=len(part) * 1000 // RATE,
        )
        for name, part in parts.items()
    }


@pytest.mark.timeout(60)
def test_a_track_is_heard_from_its_first_frame_to_its_last(listening, files) -> None:
    whole, file = files
    listening.player.load(file["a"], 1, start_ms=0, paused=False)
    listening.until(lambda: bool(listening.of(PlayerEnded)))
    heard = listening.heard()
    assert len(heard) == FIRST
    np.testing.assert_allclose(heard, whole[:FIRST, 1], atol=1e-4)


@pytest.mark.timeout(60)
def test_a_stop_said_in_the_last_moment_lets_nothing_of_the_next_track_out(
    listening, files
) -> None:
    whole, file = files
    player = listening.player
    player.load(file["a"], 1, start_ms=0, paused=False)
    player.queue_next(file["b"], 2)
    listening.until_at(FIRST * 1000 // RATE - LATE_MS)
    player.queue_next(None, 3)
    listening.until(lambda: bool(listening.of(PlayerEnded)))
    heard = listening.heard()
    ended = listening.of(PlayerEnded)[-1]
    print(f"STOP heard {len(heard)} of {FIRST} frames")
    assert (ended.generation, ended.followed_by) == (1, None)
    assert abs(len(heard) - FIRST) <= 16
    assert [event.generation for event in listening.of(PlayerStarted)] == [1]
    assert found_at(whole[:, 1], heard[-4096:]) + 4096 <= FIRST


@pytest.mark.timeout(60)
def test_another_track_said_in_the_last_moment_follows_without_a_gap(listening, files) -> None:
    whole, file = files
    player = listening.player
    player.load(file["a"], 1, start_ms=0, paused=False)
    player.queue_next(file["b"], 2)
    listening.until_at(FIRST * 1000 // RATE - LATE_MS)
    player.queue_next(None, 3)
    player.queue_next(file["c"], 4)
    listening.until(lambda: len(listening.of(PlayerStarted)) == 2)
    listening.until_at(1000)
    heard = listening.heard()
    ended = listening.of(PlayerEnded)[0]
    assert (ended.generation, ended.followed_by) == (1, 4)
    expected = np.concatenate((whole[:FIRST], whole[::-1]))[:, 1]
    begin = found_at(expected, heard[:4096])
    count = FIRST + RATE // 2
    np.testing.assert_allclose(heard[: count - begin], expected[begin:count], atol=1e-4)


@pytest.mark.timeout(60)
def test_skipping_in_the_middle_of_a_crossfade_is_heard_without_a_jump(listening, tmp_path) -> None:
    def steady(name: str, level: float):
        frames = np.full((8 * RATE, 2), level)
        return playable(
            encode(write_pcm(tmp_path / f"{name}.wav", frames, RATE), tmp_path, "flac"),
            duration_ms=8000,
        )

    player = listening.player
    player.set_sound(SoundSettings(crossfade_ms=1000, crossfade_on=CrossfadeOn.BOTH))
    for number, level in enumerate((0.3, 0.45, 0.2, 0.4), start=1):
        player.load(steady(str(number), level), number, start_ms=0, paused=False)
        listening.until(
            lambda number=number: number in [e.generation for e in listening.of(PlayerStarted)]
        )
        listening.qtbot.wait(1500 if number == 1 else 350)
    listening.qtbot.wait(1500)
    heard = listening.heard()
    inner = heard[RATE // 2 : -RATE // 10]
    step = np.abs(np.diff(inner)).max()
    print(f"SKIP largest step {step:.6f}")
    assert inner[-1] == pytest.approx(0.4, abs=1e-3)
    # A write that is late on a busy machine leaves out some frames of a fade, of 4e-5 each.
    assert step < 0.02
