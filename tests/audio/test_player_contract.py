"""What every AudioPlayer does: the same tests for libVLC and for the silent twin."""

import os
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.silent_player import SilentPlayer
from mtplayer.audio.vlc_player import VlcPlayer
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.loops import Loop
from mtplayer.core.ports import (
    AudioPlayer,
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerLength,
    PlayerPosition,
    PlayerStarted,
)
from mtplayer.core.problems import Unplayable
from tests.fakes.tones import playable, tone, write_wav


def wav_length(file: PlayableFile) -> int:
    try:
        with Path(os.fsdecode(file.path)).open("rb") as raw, wave.open(raw, "rb") as found:
            whole = found.getnframes() * 1000 // found.getframerate()
            return (file.end_ms or whole) - file.start_ms
    except (OSError, wave.Error, EOFError) as error:
        raise Unplayable("It cannot be read.") from error


class Listener:
    """Keeps what a player said, and on which thread."""

    def __init__(self, player: AudioPlayer, wait: Callable[..., None]) -> None:
        self.events: list[PlayerEvent] = []
        self.threads: set[object] = set()
        self._wait = wait
        player.happened.connect(self._hear)

    def _hear(self, event: PlayerEvent) -> None:
        self.events.append(event)
        self.threads.add(QThread.currentThread())

    def of(self, kind: type, generation: int | None = None) -> list[PlayerEvent]:
        return [
            e for e in self.events if isinstance(e, kind) and generation in (None, e.generation)
        ]

    def wait_for(self, kind: type, generation: int, timeout: int = 8000) -> PlayerEvent:
        self._wait(lambda: bool(self.of(kind, generation)), timeout=timeout)
        return self.of(kind, generation)[0]

    def wait_until_at(self, ms: int, generation: int, *, since: int = 0) -> None:
        def there() -> bool:
            return any(
                isinstance(e, PlayerPosition) and e.generation == generation and e.ms >= ms
                for e in self.events[since:]
            )

        self._wait(there, timeout=8000)


@pytest.fixture(scope="session")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tones")
    write_wav(folder / "short.wav", tone(440, 0.6))
    write_wav(folder / "long.wav", tone(550, 20))
    write_wav(os.fsencode(folder) + b"/caf\xe9 \xf0%41#?.wav", tone(660, 0.5))
    (folder / "text.mp3").write_text("no music here")
    (folder / "empty.mp3").write_bytes(b"")
    return folder


MAKERS: dict[str, Callable[[], AudioPlayer]] = {
    "silent": lambda: SilentPlayer(wav_length),
    "vlc": lambda: VlcPlayer(null=True),
    "decks": lambda: DeckPlayer(lambda _: ClockOutput()),
}


@pytest.fixture(
    params=[
        "silent",
        pytest.param("vlc", marks=pytest.mark.vlc),
        pytest.param("decks", marks=pytest.mark.vlc),
    ]
)
def player(request: pytest.FixtureRequest, qtbot: object) -> Iterator[AudioPlayer]:
    made = MAKERS[request.param]()
    yield made
    made.close(5000)


@pytest.fixture
def heard(player: AudioPlayer, qtbot: object) -> Listener:
    return Listener(player, qtbot.waitUntil)


def test_a_file_starts_moves_and_ends_once(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "short.wav"), 1, start_ms=0, paused=False)
    assert heard.events == [], "a call returns before anything happens"
    heard.wait_for(PlayerEnded, 1)
    qtbot.wait(300)
    kinds = [type(e) for e in heard.events if not isinstance(e, PlayerLength)]
    assert kinds[0] is PlayerStarted
    assert kinds.count(PlayerStarted) == kinds.count(PlayerEnded) == 1
    assert kinds[-1] is PlayerEnded
    assert heard.of(PlayerFailed) == []
    assert heard.of(PlayerLength)[-1].ms == pytest.approx(600, abs=10)


def test_everything_is_said_on_the_thread_of_the_caller(player, heard, tones) -> None:
    player.load(playable(tones / "short.wav"), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerEnded, 1)
    assert heard.threads == {QThread.currentThread()}


def test_positions_never_go_back(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_until_at(900, 1)
    ms = [e.ms for e in heard.of(PlayerPosition)]
    assert ms == sorted(ms)


def test_a_file_can_start_in_the_middle(player, heard, tones) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=12_000, paused=False)
    heard.wait_until_at(12_100, 1)
    assert min(e.ms for e in heard.of(PlayerPosition)) >= 11_900


def test_a_pause_holds_the_position_and_resume_goes_on(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_until_at(400, 1)
    player.pause()
    qtbot.wait(200)
    before = len(heard.events)
    qtbot.wait(600)
    assert heard.events[before:] == []
    paused_at = heard.of(PlayerPosition)[-1].ms
    player.resume()
    heard.wait_until_at(paused_at + 300, 1)
    assert len(heard.of(PlayerStarted)) == 1


def test_loading_paused_is_silent_until_resume(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=5_000, paused=True)
    qtbot.wait(400)
    assert heard.events == []
    player.resume()
    heard.wait_until_at(5_100, 1)
    assert min(e.ms for e in heard.of(PlayerPosition)) >= 4_900


def test_a_seek_lands_and_playing_goes_on(player, heard, tones) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_until_at(300, 1)
    player.seek(15_000)
    heard.wait_until_at(15_100, 1)
    assert not any(2_000 < e.ms < 14_900 for e in heard.of(PlayerPosition))
    player.seek(2_000)
    before = len(heard.events)
    heard.wait_until_at(2_300, 1, since=before)
    assert not any(
        isinstance(e, PlayerPosition) and e.ms > 14_000 for e in heard.events[before + 2 :]
    )


def test_a_seek_while_paused_stays_paused(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_until_at(300, 1)
    player.pause()
    player.seek(10_000)
    qtbot.wait(200)
    before = len(heard.events)
    qtbot.wait(400)
    assert heard.events[before:] == []
    player.resume()
    heard.wait_until_at(10_100, 1)
    later = [e.ms for e in heard.events[before:] if isinstance(e, PlayerPosition)]
    assert min(later) >= 9_900


def test_a_pause_right_after_loading_is_kept(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=3_000, paused=False)
    player.pause()
    qtbot.wait(500)
    assert heard.of(PlayerEnded) == heard.of(PlayerFailed) == []
    player.resume()
    heard.wait_until_at(3_100, 1)


@pytest.mark.parametrize("name", ["text.mp3", "empty.mp3", "not there.mp3"])
def test_what_has_no_sound_fails_once_and_never_starts(player, heard, tones, qtbot, name) -> None:
    player.load(playable(tones / name), 1, start_ms=0, paused=False)
    failed = heard.wait_for(PlayerFailed, 1)
    qtbot.wait(300)
    assert failed.problem.sentence
    assert len(heard.of(PlayerFailed)) == 1
    assert heard.of(PlayerStarted) == heard.of(PlayerEnded) == []


def test_a_name_that_is_not_utf8_plays(player, heard, tones) -> None:
    path = os.fsencode(tones) + b"/caf\xe9 \xf0%41#?.wav"
    player.load(playable(path), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerEnded, 1)
    assert heard.of(PlayerFailed) == []


def test_stop_is_harmless_in_any_state(player, heard, tones, qtbot) -> None:
    player.stop()
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=True)
    player.stop()
    player.load(playable(tones / "long.wav"), 2, start_ms=0, paused=False)
    player.stop()
    player.load(playable(tones / "long.wav"), 3, start_ms=0, paused=False)
    heard.wait_until_at(200, 3)
    player.pause()
    player.stop()
    player.stop()
    before = len(heard.events)
    player.resume()
    player.seek(500)
    qtbot.wait(400)
    assert heard.events[before:] == [], "nothing is loaded any more"


def test_after_the_end_nothing_is_loaded(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "short.wav"), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerEnded, 1)
    before = len(heard.events)
    player.pause()
    player.resume()
    player.seek(0)
    qtbot.wait(300)
    assert heard.events[before:] == []


def test_of_a_hundred_rapid_loads_only_the_last_one_plays(player, heard, tones, qtbot) -> None:
    for generation in range(1, 101):
        player.load(playable(tones / "long.wav"), generation, start_ms=0, paused=False)
        if generation % 10 == 0:
            qtbot.wait(2)
    heard.wait_until_at(300, 100)
    settled = heard.events.index(heard.of(PlayerStarted, 100)[0])
    assert all(e.generation == 100 for e in heard.events[settled:])
    generations = [e.generation for e in heard.events]
    assert generations == sorted(generations)


def test_a_new_file_silences_the_old_one_for_good(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "short.wav"), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerStarted, 1)
    player.load(playable(tones / "long.wav"), 2, start_ms=0, paused=False)
    before = len(heard.events)
    heard.wait_until_at(900, 2, since=before)
    assert {e.generation for e in heard.events[before:]} == {2}


def test_a_seek_behind_the_end_ends(player, heard, tones) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerStarted, 1)
    player.seek(60_000)
    heard.wait_for(PlayerEnded, 1)
    assert heard.of(PlayerFailed) == []


def test_volume_and_mute_are_taken_at_any_time(player, heard, tones) -> None:
    player.set_volume(0)
    player.set_muted(muted=True)
    player.load(playable(tones / "short.wav"), 1, start_ms=0, paused=False)
    player.set_volume(100)
    player.set_muted(muted=False)
    heard.wait_for(PlayerEnded, 1)


def test_closing_while_playing_says_nothing_more(player, heard, tones, qtbot) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerStarted, 1)
    player.close(5000)
    before = len(heard.events)
    qtbot.wait(300)
    assert heard.events[before:] == []


def part_of(path: Path, start_ms: int, end_ms: int) -> PlayableFile:
    """Return a track of a cue sheet."""
    whole = playable(path, duration_ms=end_ms - start_ms)
    return replace(whole, start_ms=start_ms, end_ms=end_ms)


def test_a_range_of_a_file_has_an_end_and_positions_of_its_own(player, heard, tones) -> None:
    began = time.monotonic()
    # libVLC's dummy output swallows the last 1.1 s at once.
    player.load(part_of(tones / "long.wav", 5000, 8000), 1, start_ms=0, paused=False)
    heard.wait_for(PlayerEnded, 1)
    assert time.monotonic() - began < 8
    places = [event.ms for event in heard.of(PlayerPosition)]
    assert places[0] < 400
    assert all(0 <= ms <= 3200 for ms in places)
    assert places[-1] > 600
    assert all(event.ms == pytest.approx(3000, abs=30) for event in heard.of(PlayerLength))


def test_a_seek_stays_within_its_range(player, heard, tones) -> None:
    player.load(part_of(tones / "long.wav", 5000, 12_000), 1, start_ms=2000, paused=False)
    heard.wait_until_at(2100, 1)
    since = len(heard.events)
    player.seek(500)
    heard.wait_until_at(600, 1, since=since)
    later = [e.ms for e in heard.events[since:] if isinstance(e, PlayerPosition)]
    assert min(later) < 1500
    player.seek(6600)
    heard.wait_for(PlayerEnded, 1)
    assert max(e.ms for e in heard.of(PlayerPosition)) <= 7200


def test_a_loop_goes_round_until_it_is_taken_back(player, heard, tones) -> None:
    player.load(playable(tones / "long.wav"), 1, start_ms=2_000, paused=False)
    heard.wait_until_at(2_100, 1)
    player.set_loop(Loop(1_500, 2_700))
    rounds = [0]

    def twice() -> bool:
        ms = [event.ms for event in heard.of(PlayerPosition)]
        rounds[0] = sum(after < before - 700 for before, after in pairwise(ms))
        return rounds[0] >= 2

    heard._wait(twice, timeout=12_000)
    ms = [event.ms for event in heard.of(PlayerPosition)]
    first = next(at for at, (a, b) in enumerate(pairwise(ms)) if b < a - 700)
    assert max(ms[first:]) < 3_200
    assert min(ms[first + 1 :]) >= 1_400
    assert heard.of(PlayerEnded) == []
    player.set_loop(None)
    heard.wait_until_at(3_500, 1, since=len(heard.events))
