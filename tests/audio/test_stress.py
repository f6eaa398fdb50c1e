"""A thousand random commands: no crash, no hang, nothing left behind."""

import os
import random
import resource
from pathlib import Path

import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.outputs.imem_output import ImemOutput
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.audio.vlc_player import VlcPlayer
from mtplayer.core.ports import PlayerEvent, PlayerPosition
from tests.fakes.sound_server import SoundServer
from tests.fakes.tones import broken_files, convert, playable, tone, write_wav

pytestmark = [pytest.mark.long, pytest.mark.vlc]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stress")
    wav = folder / "a.wav"
    write_wav(wav, tone(440, 10))
    flac = convert(wav, folder / "a.flac")
    m4a = convert(wav, folder / "a.m4a", "-c:a", "aac")
    music = [wav, flac, m4a, convert(wav, folder / "a.mp3"), convert(wav, folder / "a.opus")]
    return [*music, *music, *broken_files(folder, flac, m4a), folder / "missing.ogg"]


def handles() -> tuple[int, int]:
    return len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


MAKERS = {
    "null": lambda: VlcPlayer(null=True),
    "pulse": VlcPlayer,
    "decks": lambda: DeckPlayer(lambda _: ClockOutput()),
    "decks by the server": lambda: DeckPlayer(lambda _: SystemOutput()),
    "decks by miniaudio": lambda: DeckPlayer(lambda _: MiniaudioOutput()),
    "decks by imem": lambda: DeckPlayer(lambda _: ImemOutput()),
}


@pytest.fixture(params=MAKERS)
def player(request, monkeypatch, qtbot):
    server = SoundServer()
    if request.param not in ("null", "decks"):
        server.start()
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
    made = MAKERS[request.param]()
    yield made
    made.close(5000)
    server.close()


@pytest.mark.timeout(400)
def test_a_thousand_random_commands(player, files, qtbot) -> None:  # noqa: PLR0915
    chance = random.Random(20)
    heard: list[PlayerEvent] = []
    player.happened.connect(heard.append)

    def load() -> None:
        load.generation += 1
        player.load(
            playable(chance.choice(files)),
            load.generation,
            start_ms=chance.choice([0, 0, chance.randrange(12_000)]),
            paused=chance.random() < 0.1,
        )

    def queue_next() -> None:
        load.generation += 1
        player.queue_next(playable(chance.choice(files)), load.generation)

    load.generation = 0
    actions = [
        load,
        load,
        player.pause,
        player.resume,
        player.stop,
        lambda: player.seek(chance.randrange(12_000)),
        lambda: player.set_volume(chance.randrange(101)),
        lambda: player.set_muted(muted=chance.random() < 0.5),
        queue_next,
    ]

    def run(count: int) -> None:
        for _ in range(count):
            chance.choice(actions)()
            qtbot.wait(chance.choice([0, 1, 5, 20, 80]))

    run(300)
    player.stop()
    qtbot.wait(500)
    before, used = handles(), memory_mb()
    run(1000)
    player.stop()
    qtbot.wait(1500)
    after, now_used = handles(), memory_mb()
    assert abs(after[0] - before[0]) <= 5
    assert abs(after[1] - before[1]) <= 5
    assert now_used - used <= 20
    generations = [event.generation for event in heard]
    assert generations == sorted(generations)
    heard.clear()
    last = load.generation + 1
    player.load(playable(files[1]), last, start_ms=2000, paused=False)
    qtbot.waitUntil(
        lambda: any(
            isinstance(e, PlayerPosition) and e.generation == last and e.ms > 2300 for e in heard
        ),
        timeout=8000,
    )
