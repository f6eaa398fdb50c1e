"""100,000 entries in one playlist: opened, dragged, taken back and stored, in a window."""

import time
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.ids import PlaylistId
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.safety.log_keeping import LogKeeping
from mtplayer.ui.look.theme import Theme, read_design
from mtplayer.ui.views import OneOf, View
from tests.benchmarks.harness import Report, seconds, switch_interval
from tests.benchmarks.library import copied, synthetic_library
from tests.fakes.playlists_window import PlaylistsWindow

ENTRIES = 100_000
DRAGGED = 5000
ON_UI_MS = 16
IN_ALL_MS = 100
STORED_MS = 20
STEP_MS = 50
TIMES = 8
SWITCH_INTERVAL_S = 0.001


class Turns(QObject):
    """Notes the longest stretch that the UI thread was busy, in its own processor time."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.thread_time()
        self._longest = 0.0
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.thread_time()
        self._longest = max(self._longest, now - self._last)
        self._last = time.thread_time()

    def take(self) -> float:
        """Return the longest since the last call, in milliseconds."""
        self._tick()
        longest, self._longest = self._longest * 1000, 0.0
        return longest


class Scene:
    """The page over a real library, and a stopwatch."""

    def __init__(self, report: Report, database: Path, application: QApplication) -> None:
        self.report = report
        self.application = application
        self.taken: dict[str, list[tuple[float, float, float, float]]] = {}
        self.writes: dict[str, bool] = {}
        theme = Theme(read_design(), options.Theme.DARK, reduced_motion=True)
        self.world = PlaylistsWindow(database, theme)
        self.world.window.resize(1440, 900)
        self.world.window.show()
        self.stored_ms = self.stored_cpu_ms = 0.0
        self.files = Jobs("files", 1)
        LogKeeping(self.world.storage, self.files)
        self._write = self.world.storage.write
        self.world.storage.write = self._timed
        self.turns = Turns()
        self.wait(lambda: bool(self.world.model.ids))

    def _timed(self, work):
        start, used = time.perf_counter(), time.thread_time()
        try:
            return self._write(work)
        finally:
            self.stored_ms = max(self.stored_ms, (time.perf_counter() - start) * 1000)
            self.stored_cpu_ms = max(self.stored_cpu_ms, (time.thread_time() - used) * 1000)

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not until():
            assert time.monotonic() < deadline
            self.application.processEvents()
            time.sleep(0.0005)

    def time(
        self, name: str, act: Callable[[], object], until: Callable[[], bool], *, writes: bool
    ) -> None:
        """Do something until it is seen and stored; the best of some times counts."""
        self.wait(lambda: not self.world.lists or not self.world.lists.waiting)
        self.stored_ms = self.stored_cpu_ms = 0.0
        self.turns.take()
        start = time.perf_counter()
        act()
        self.wait(until)
        self.world.lists.table.viewport().repaint()
        total = (time.perf_counter() - start) * 1000
        stored = (self.stored_ms, self.stored_cpu_ms)
        self.taken.setdefault(name, []).append((total, self.turns.take(), *stored))
        self.writes[name] = writes

    def tell(self) -> None:
        for name, taken in self.taken.items():
            total, turn, stored, cpu = (min(column) for column in zip(*taken, strict=True))
            self.report.add(f"{name}: in all", total, limit=IN_ALL_MS)
            self.report.add(f"{name}: longest turn of the window", turn, limit=ON_UI_MS)
            if self.writes[name]:
                self.report.add(f"{name}: stored in", stored, limit=STORED_MS)
                # What another program takes of the machine is not in this one.
                self.report.add(f"{name}: stored in, processor time", cpu, limit=STORED_MS)


def run(report: Report) -> None:
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    with switch_interval(SWITCH_INTERVAL_S), copied(synthetic_library(ENTRIES)) as database:
        scene = Scene(report, database, application)
        _edit(scene)
        scene.tell()
        scene.files.close(5000)
        scene.world.close()


def _edit(scene: Scene) -> None:
    world = scene.world
    made: list[PlaylistId] = []
    tracks = range(1, ENTRIES + 1)
    world.storage.write(lambda _: None)
    scene.stored_cpu_ms = 0.0
    filled = seconds(lambda: _fill(scene, tracks, made)) * 1000
    scene.report.add("make a playlist of 100,000", filled)
    # A heart that is clicked meanwhile waits as long.
    step = "make a playlist of 100,000: longest of its steps, processor time"
    scene.report.add(step, scene.stored_cpu_ms, limit=STEP_MS)
    other: list[PlaylistId] = []
    world.playlists.create("Other", tracks=[1, 2, 3], done=other.append)
    scene.wait(lambda: bool(other))
    for _ in range(TIMES):
        world.window.go(OneOf(View.PLAYLIST, other[0]))
        scene.wait(lambda: len(world.lists.model.ids) == 3)
        opened = partial(world.window.go, OneOf(View.PLAYLIST, made[0]))
        full = lambda: len(world.lists.model.ids) == ENTRIES and not world.lists.waiting  # noqa: E731
        scene.time("open 100,000 entries", opened, full, writes=False)
        _drag(scene)
    _replace(scene, made[0], other[0])


def _fill(scene: Scene, tracks: range, made: list[PlaylistId]) -> None:
    scene.world.playlists.create("All", tracks=tracks, done=made.append)
    scene.wait(lambda: bool(made))


def _replace(scene: Scene, long: PlaylistId, short: PlaylistId) -> None:
    """Change all of a list at once; a heart that is clicked meanwhile waits for one step."""
    world = scene.world
    world.window.go(OneOf(View.PLAYLIST, short))
    scene.wait(lambda: len(world.lists.model.ids) == 3)
    backwards = range(ENTRIES, 0, -1)
    then = world.playlists.row(long).revision
    _stepped(scene, "by another as long", partial(world.playlists.replace, long, backwards))
    _stepped(scene, "undone", world.undo.undo)
    _stepped(scene, "cleared", partial(world.playlists.clear, long))
    _stepped(scene, "restored", partial(world.playlists.restore, long, then))
    more = partial(world.playlists.add, long, backwards, anyway=True)
    _stepped(scene, "given as many more", more)


def _stepped(scene: Scene, name: str, act: Callable[[], object]) -> None:
    done: list[object] = []
    world = scene.world
    world.playlists.changed.connect(done.append)
    scene.stored_ms = scene.stored_cpu_ms = 0.0
    scene.turns.take()
    taken = seconds(lambda: (act(), scene.wait(lambda: bool(done)))) * 1000
    world.playlists.changed.disconnect(done.append)
    scene.report.add(f"100,000 entries {name}", taken)
    step = f"100,000 entries {name}: longest of its steps"
    scene.report.add(f"{step}, processor time", scene.stored_cpu_ms, limit=STEP_MS)
    scene.report.add(f"{step}, wall", scene.stored_ms)
    scene.report.add(f"100,000 entries {name}: longest turn of the window", scene.turns.take())


def _drag(scene: Scene) -> None:
    page = scene.world.lists
    first = 60_000
    page.table.select_blocks([(first, first + DRAGGED - 1)])
    before = array("q", page.model.ids)
    stored: list[object] = []
    scene.world.playlists.changed.connect(stored.append)
    move = partial(page._move, ((first, first + DRAGGED - 1),), 1000)
    scene.time("drag 5,000 rows", move, lambda: bool(stored), writes=True)
    assert page.model.ids != before
    scene.wait(lambda: not page.waiting)
    back = lambda: page.model.ids == before  # noqa: E731
    scene.time("undo of it", scene.world.undo.undo, back, writes=True)
    scene.world.playlists.changed.disconnect(stored.append)
