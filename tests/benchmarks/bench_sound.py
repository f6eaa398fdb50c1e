"""The player behind a sound server: joins, seeks, pauses, positions, and what they cost."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.outputs.imem_output import ImemOutput
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ports import PlayerEnded, PlayerEvent, PlayerPosition, PlayerStarted
from tests.benchmarks.harness import Report, memory_mb
from tests.fakes.programme import EXACT, INEXACT, encode, found_at, rate_of, signal, write_pcm
from tests.fakes.sound_server import SoundServer
from tests.fakes.tape import Tape
from tests.fakes.tones import playable

CUTS = (61_357, 54_723, 43_111)
LENGTH_S = 40
LATENCY_LIMITS = {SystemOutput: 150, MiniaudioOutput: 150, ImemOutput: 500}


def spin(condition: Callable[[], bool], timeout_s: float = 20) -> None:
    """Run the event loop until something is so."""
    deadline = time.monotonic() + timeout_s
    loop = QEventLoop()
    timer = QTimer(interval=2)
    timer.timeout.connect(
        lambda: loop.quit() if condition() or time.monotonic() > deadline else None
    )
    timer.start()
    loop.exec()


def rest(seconds: float) -> None:
    """Run the event loop with nothing of the benchmark in it."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


class Heard:
    """A player and what it said."""

    def __init__(self, make_output: Callable[[], object]) -> None:
        self.player = DeckPlayer(lambda _: make_output())
        self.events: list[PlayerEvent] = []
        self.player.happened.connect(self.events.append)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def play_all(self, paths: Sequence[Path]) -> None:
        waiting = list(paths[1:])

        def follow(event: PlayerEvent) -> None:
            if isinstance(event, PlayerEnded) and event.followed_by is not None:
                queue()

        def queue() -> None:
            file = playable(waiting.pop(0)) if waiting else None
            self.player.queue_next(file, 10 - len(waiting))

        self.player.happened.connect(follow)
        self.player.load(playable(paths[0]), 1, start_ms=0, paused=False)
        queue()
        spin(lambda: any(e.followed_by is None for e in self.of(PlayerEnded)), 30)


# In a process of its own; processor time, because other programs share the machine.
ENGINE_START = """
import queue, sys, time
import numpy, soxr, PySide6.QtCore
from mtplayer.audio import engine
from mtplayer.audio.deck_order import deck_order
from mtplayer.audio.decks import Decks
from mtplayer.audio.plans.reading import read_plan
path = sys.argv[1].encode()
begun = time.process_time()
decks = Decks(queue.SimpleQueue().put)
playing = decks.play(deck_order(path, read_plan(path)))
made = time.process_time()
playing.stream.begun.wait(5)
print((made - begun) * 1000, (time.process_time() - made) * 1000)
decks.close(2000)
"""


def run(report: Report) -> None:
    app = QCoreApplication.instance() or QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder:
        _engine_start(report, Path(folder))
        _joins(report, Path(folder))
        for output in (SystemOutput, MiniaudioOutput, ImemOutput):
            _at_the_device(report, Path(folder), output)
    del app


def _engine_start(report: Report, folder: Path) -> None:
    report.heading("the engine alone, processor time, median of five")
    path = write_pcm(folder / "start.wav", signal(44_100, 44_100), 44_100)
    command = [sys.executable, "-c", ENGINE_START, str(path)]
    taken = [
        tuple(map(float, subprocess.run(command, capture_output=True, check=True).stdout.split()))
        for _ in range(5)
    ]
    made, begun = (statistics.median(column) for column in zip(*taken, strict=True))
    report.add("libVLC and the first deck", made, limit=50)
    report.add("from there to the first frames", begun)


def _joins(report: Report, folder: Path) -> None:
    report.heading("joins of a continuous signal cut at odd frames: frames too many or too few")
    for kind in (*EXACT, *INEXACT):
        rate = rate_of(kind)
        whole, edges = signal(rate, sum(CUTS)), np.cumsum([0, *CUTS])
        paths = [
            encode(
                write_pcm(folder / f"{rate}-{first}.wav", whole[first : first + length], rate),
                folder,
                kind,
            )
            for first, length in zip(edges, CUTS, strict=False)
        ]
        tape = Tape()
        heard = Heard(lambda tape=tape: ClockOutput(tape))
        heard.play_all(paths)
        gaps = [abs(_gap(tape.frames(), whole, int(cut))) for cut in edges[1:-1]]
        heard.player.close(5000)
        report.add(kind, max(gaps), "frames", limit=INEXACT.get(kind, 0))


def _gap(sound, whole, cut: int) -> int:
    before = found_at(sound[:, 1], whole[cut - 22_000 : cut - 6000, 1]) - (cut - 22_000)
    return found_at(sound[:, 1], whole[cut + 6000 : cut + 22_000, 1]) - (cut + 6000) - before


def _at_the_device(report: Report, folder: Path, output: type) -> None:
    report.heading(f"at the device by {output.__name__}")
    path = folder / "long.flac"
    whole = signal(44_100, LENGTH_S * 44_100)
    if not path.exists():
        path = encode(write_pcm(folder / "long.wav", whole, 44_100), folder, "flac")
    server = SoundServer()
    server.start()
    os.environ.update(server.environment)
    heard = Heard(output)
    _start(report, heard, path, server)
    _positions(report, heard, whole, server)
    _seeks(report, heard, server, LATENCY_LIMITS[output])
    _pauses(report, heard, server)
    heard.player.close(5000)
    report.add("frames missing", heard.player.underruns, "frames", limit=0)
    server.close()


def _start(report: Report, heard: Heard, path: Path, server: SoundServer) -> None:
    memory = memory_mb()
    begun = time.monotonic()
    heard.player.load(playable(path, duration_ms=LENGTH_S * 1000), 1, start_ms=0, paused=False)
    spin(lambda: bool(heard.of(PlayerStarted)))
    report.add("first sound of the program", (time.monotonic() - begun) * 1000)
    cpu, clock = time.process_time(), time.monotonic()
    rest(10)
    share = (time.process_time() - cpu) / (time.monotonic() - clock)
    report.add("processor time, 44.1 kHz stereo, recorder included", share * 100, "%", limit=5)
    report.add("memory", memory_mb() - memory, "MB", limit=25, note="numpy and soxr included")
    report.add("updates a second", -len(heard.of(PlayerPosition)) / 10, "", limit=-9)


def _positions(report: Report, heard: Heard, whole, server: SoundServer) -> None:
    frames, began = server.frames(), server.began_at
    errors = []
    for event in heard.of(PlayerPosition)[5::4]:
        # Each against what was heard just then: a hole of the device is no error of the position.
        at = int((event.at - began) * server.rate)
        piece = frames[at : at + 4000, 1]
        if len(piece) == 4000:
            errors.append(abs(event.ms - found_at(whole[:, 1], piece) * 1000 / server.rate))
    report.add("position error, median", statistics.median(errors), "ms", limit=20)
    report.add("position error, worst", max(errors), "ms", note="a hole in the device counts here")
    ms = [event.ms for event in heard.of(PlayerPosition)]
    back = sum(b < a for a, b in pairwise(ms))
    report.add("positions that went back", back, "", limit=0)


def _seeks(report: Report, heard: Heard, server: SoundServer, limit: float) -> None:
    taken = []
    for ms in (20_000, 5_000, 31_000, 12_345, 2_000):
        heard.events.clear()
        begun = time.monotonic()
        heard.player.seek(ms)
        spin(lambda ms=ms: any(abs(e.ms - ms) < 400 for e in heard.of(PlayerPosition)))
        event = heard.of(PlayerPosition)[-1]
        taken.append((event.at - begun) * 1000 - (event.ms - ms))
        rest(0.5)
    report.add("seek to new sound, median", statistics.median(taken), limit=limit)


def _pauses(report: Report, heard: Heard, server: SoundServer) -> None:
    silent, sounding = [], []
    for _ in range(5):
        begun = time.monotonic()
        heard.player.pause()
        spin(lambda: float(np.abs(server.latest(0.005)).max(initial=0)) < 1e-4, 3)
        silent.append((time.monotonic() - begun) * 1000 - 20)
        rest(0.3)
        begun = time.monotonic()
        heard.player.resume()
        spin(lambda: float(np.abs(server.latest(0.005)).max(initial=0)) > 1e-4, 3)
        sounding.append((time.monotonic() - begun) * 1000)
        rest(0.3)
    report.add("pause to silence after its fade, median", statistics.median(silent), limit=50)
    report.add("resume to sound, median", statistics.median(sounding), limit=50)
