"""The whole program takes in 10,000 files while its table scrolls: no tick of it later than 50 ms.

Ticks are due every 5 ms. One is late by what the window does meanwhile, by what other threads hold
the interpreter for, and by what the machine does for others: the processor time beside it is the
window's own.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from mtplayer.cli.front import WindowRequest
from mtplayer.core.typed import override
from mtplayer.program import Program
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.paths import Profile
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.tracks.track_table import TrackTable
from tests.benchmarks.harness import Report, percentile
from tests.benchmarks.music import make

FILES = 10_000
LIMIT_MS = 50
EVERY_MS = 5
AFTERWARDS_MS = 2000
CHILD = "scanning"


class Ticks(QObject):
    """How long it was from each tick to the next, in milliseconds, by two clocks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.apart: list[float] = []
        self.worked: list[float] = []
        self._last = (time.perf_counter(), time.thread_time())
        timer = QTimer(self, interval=EVERY_MS)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start()

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.apart.append((now - self._last[0]) * 1000)
        self.worked.append((worked - self._last[1]) * 1000)
        self._last = now, worked


class Scrolling(Program):
    """The program, measured from the beginning of its first scan until after its end."""

    ticks: Ticks | None = None

    @override
    def build(self) -> MainWindow:
        window = super().build()
        finished = self._collection.scan.finished
        finished.connect(lambda _: QTimer.singleShot(AFTERWARDS_MS, self, self.leave))
        return window

    @override
    def take_in(self, paths: list[str]) -> None:
        super().take_in(paths)
        self._window.resize(1440, 900)
        self._window.show_library()
        table = self._window.findChild(TrackTable)
        assert table is not None
        bar = table.verticalScrollBar()
        timer = QTimer(self, interval=16)
        timer.timeout.connect(lambda: bar.setValue((bar.value() + 84) % max(1, bar.maximum())))
        timer.start()
        # Another size and another page at once are the benchmark's doing.
        self._window.repaint()
        self._application.processEvents()
        self.ticks = Ticks(self)


def scroll_while_scanning(folder: str, music: str) -> None:
    closing = Closing()
    request = WindowRequest(profile=Profile(Path(folder)), paths=(music,), null=True)
    request.profile.create()
    program = Scrolling(request, closing)
    program.run()
    closing.close(20)
    assert program.ticks is not None
    print(json.dumps((program.ticks.apart, program.ticks.worked)))


def run(report: Report) -> None:
    music = make(FILES)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_scanning", CHILD, folder, str(music)],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
        )
    apart, worked = json.loads(done.stdout.splitlines()[-1])
    note = f"{len(apart):,} ticks"
    report.add("tick to tick, 99.9 %", percentile(apart, 0.999), note=note)
    report.add("tick to tick, longest", max(apart), limit=LIMIT_MS)
    report.add("longest turn, processor time", max(worked), limit=LIMIT_MS)


if __name__ == "__main__" and sys.argv[1:2] == [CHILD]:
    scroll_while_scanning(sys.argv[2], sys.argv[3])
