"""What comes out of a deck is the music of the file: to the sample, wherever it begins."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.deck import Playing
from mtplayer.audio.deck_order import deck_order
from mtplayer.audio.decks import Decks
from mtplayer.audio.plans.reading import read_plan
from tests.fakes.programme import (
    EXACT,
    INEXACT,
    LOSSLESS,
    encode,
    found_at,
    rate_of,
    signal,
    write_pcm,
)

pytestmark = pytest.mark.vlc

SECONDS = 3
# A start in the middle lands on a block of Vorbis.
PAGED = {"ogg": 2048}
ODD = 357


@dataclass
class Engine:
    """The queue of the engine thread, run by the test."""

    tasks: queue.SimpleQueue[Callable[[], object]] = field(default_factory=queue.SimpleQueue)
    pipes: bool = True
    decks: Decks = field(init=False)

    def __post_init__(self) -> None:
        self.decks = Decks(self.tasks.put, pipes=self.pipes)

    def play(self, path: Path, start_ms: float = 0) -> Playing:
        raw = bytes(path)
        return self.decks.play(deck_order(raw, read_plan(raw), start_ms))

    def run_until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            while not self.tasks.empty():
                self.tasks.get()()
            time.sleep(0.01)


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.decks.close(5000)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("decks")
    sources = {
        rate: write_pcm(folder / f"{rate}.wav", signal(rate, SECONDS * rate + ODD), rate)
        for rate in {rate_of(kind) for kind in (*EXACT, *INEXACT)}
    }
    return {kind: encode(sources[rate_of(kind)], folder, kind) for kind in (*EXACT, *INEXACT)}


def heard(engine: Engine, files: dict[str, Path], kinds: tuple[str, ...], start_ms: float):
    playing = {kind: engine.play(files[kind], start_ms) for kind in kinds}
    engine.run_until(lambda: all(one.stream.complete for one in playing.values()))
    sounds = {kind: one.stream.take(1 << 30).astype(float) for kind, one in playing.items()}
    for one in playing.values():
        engine.decks.free(one)
    return sounds


@pytest.mark.parametrize("start_ms", [0, 700, 1700])
def test_every_format_gives_its_music_to_the_sample(engine, files, start_ms) -> None:
    for kind, sound in heard(engine, files, EXACT, start_ms).items():
        whole = signal(rate_of(kind), SECONDS * rate_of(kind) + ODD)
        rest = whole[start_ms * rate_of(kind) // 1000 :]
        if start_ms > 900 and kind in PAGED:
            assert abs(len(sound) - len(rest)) < PAGED[kind], kind
            continue
        assert len(sound) == len(rest), kind
        assert found_at(rest[:, 1], sound[500:9000, 1]) == 500, kind
        if kind in LOSSLESS:
            np.testing.assert_array_equal(sound, rest)


@pytest.mark.parametrize("start_ms", [1700, SECONDS * 1000 - 1])
def test_wav_begins_where_it_was_asked_to_however_busy_it_is(
    engine, files, tmp_path, start_ms
) -> None:
    # Asked to seek, libVLC let the first 50 ms of one file in seven through.
    path = tmp_path / "with a tail.wav"
    path.write_bytes(files["wav"].read_bytes() + b"LIST" + (4000).to_bytes(4, "little") * 1001)
    playing = [engine.play(path, start_ms) for _ in range(12)]
    engine.run_until(lambda: all(one.stream.complete for one in playing), 30)
    rest = signal(44_100, SECONDS * 44_100 + ODD)[round(start_ms * 44.1) :]
    for one in playing:
        np.testing.assert_array_equal(one.stream.take(1 << 30).astype(float), rest)
        engine.decks.free(one)


@pytest.mark.long
@pytest.mark.parametrize("start_ms", [1234, 1700, 2100])
def test_a_start_in_the_middle_lands_within_100_ms_in_every_format(engine, files, start_ms) -> None:
    for kind, sound in heard(engine, files, (*EXACT, *INEXACT), start_ms).items():
        rate = rate_of(kind)
        whole = signal(rate, SECONDS * rate + ODD)
        place = found_at(whole[:, 1], sound[2000:12_000, 1]) - 2000
        error_ms = (place - start_ms * rate / 1000) * 1000 / rate
        print(f"SEEK {kind} {start_ms} ms: {error_ms:+.1f} ms")
        assert abs(error_ms) <= 100, kind


def test_what_stores_no_padding_is_a_little_longer_or_shorter(engine, files) -> None:
    for kind, sound in heard(engine, files, tuple(INEXACT), 0).items():
        assert abs(len(sound) - SECONDS * 44_100 - ODD) <= INEXACT[kind], kind


def pause_ten_times(playing: Playing) -> None:
    for _ in range(10):
        playing.deck.set_paused(paused=True)
        time.sleep(0.02)
        playing.deck.set_paused(paused=False)
        time.sleep(0.05)


def test_a_paused_deck_loses_nothing(engine, files) -> None:
    playing = engine.play(files["flac"])
    engine.run_until(lambda: playing.stream.available > 0)
    pause_ten_times(playing)
    engine.run_until(lambda: playing.stream.complete)
    whole = signal(44_100, SECONDS * 44_100 + ODD)
    np.testing.assert_array_equal(playing.stream.take(1 << 30).astype(float), whole)


def test_hi_res_sound_keeps_its_24_bits(engine, tmp_path) -> None:
    import subprocess

    rate, frames = 96_000, 96_000 + 111
    values = np.random.default_rng(3).integers(-(1 << 23), 1 << 23, (frames, 2))
    raw = tmp_path / "hi.raw"
    raw.write_bytes((values << 8).astype("<i4").tobytes())
    flac = tmp_path / "hi.flac"
    command = ["ffmpeg", "-v", "error", "-f", "s32le", "-ar", str(rate), "-ac", "2", "-i", str(raw)]
    subprocess.run([*command, "-c:a", "flac", "-sample_fmt", "s32", str(flac)], check=True)
    playing = engine.play(flac)
    engine.run_until(lambda: playing.stream.complete)
    assert playing.stream.rate == rate
    np.testing.assert_array_equal(playing.stream.take(1 << 30) * (1 << 23), values)


@pytest.mark.parametrize(
    "content", [b"hello, this is a text\n" * 20, b"", b"OggS", b"\0\0\0\x20ftypM4A "]
)
def test_what_has_no_sound_ends_without_any(engine, tmp_path, content) -> None:
    path = tmp_path / "text.mp3"
    path.write_bytes(content)
    playing = engine.play(path)
    engine.run_until(lambda: playing.stream.complete)
    assert playing.stream.exhausted
    assert playing.stream.decoded == 0


def test_a_deck_that_was_freed_plays_the_next_file_from_its_beginning(engine, files) -> None:
    for _ in range(6):
        playing = engine.play(files["v0.mp3"], 1000)
        engine.run_until(lambda one=playing: one.stream.available > 0)
        engine.decks.free(playing)
    playing = engine.play(files["flac"])
    engine.run_until(lambda: playing.stream.complete)
    assert playing.stream.available == SECONDS * 44_100 + ODD


@pytest.fixture
def without_pipes() -> Iterator[Engine]:
    made = Engine(pipes=False)
    yield made
    made.decks.close(5000)


@pytest.mark.parametrize("start_ms", [0, 1700])
def test_without_pipes_the_music_is_as_long_and_has_16_bits(without_pipes, files, start_ms) -> None:
    kinds = tuple(kind for kind in EXACT if kind != "studio.flac")
    for kind, sound in heard(without_pipes, files, kinds, start_ms).items():
        whole = signal(rate_of(kind), SECONDS * rate_of(kind) + ODD)
        rest = whole[start_ms * rate_of(kind) // 1000 :]
        if start_ms and kind in PAGED:
            assert abs(len(sound) - len(rest)) < PAGED[kind], kind
            continue
        assert len(sound) == len(rest), kind
        if kind in LOSSLESS:
            np.testing.assert_array_equal(sound, rest)


def test_without_pipes_pauses_lose_nothing_and_a_deck_is_used_again(without_pipes, files) -> None:
    for start_ms in (1000, 1000, 0):
        playing = without_pipes.play(files["flac"], start_ms)
        without_pipes.run_until(lambda one=playing: one.stream.available > 0)
        if start_ms:
            without_pipes.decks.free(playing)
    pause_ten_times(playing)
    without_pipes.run_until(lambda: playing.stream.complete)
    whole = signal(44_100, SECONDS * 44_100 + ODD)
    np.testing.assert_array_equal(playing.stream.take(1 << 30).astype(float), whole)


def test_without_pipes_what_has_no_sound_ends_without_any(without_pipes, tmp_path) -> None:
    path = tmp_path / "text.mp3"
    path.write_bytes(b"hello, this is a text\n" * 20)
    playing = without_pipes.play(path)
    without_pipes.run_until(lambda: playing.stream.complete)
    assert playing.stream.exhausted
    assert playing.stream.decoded == 0
