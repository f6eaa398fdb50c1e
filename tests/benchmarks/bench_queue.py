"""A million entries in the queue: on the UI thread with the panel listening, and stored."""

import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.events import CoverReady
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.core.playing.queue_record import StoredQueue
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.queue_mixing import QueueMixing
from mtplayer.services.readers import Readers
from mtplayer.services.safety.log_keeping import LogKeeping
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.playing.queue_reader import read_queue
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.look.theme import Theme, read_design
from mtplayer.ui.queue.queue_list import QueueList
from mtplayer.ui.queue.queue_model import QueueModel
from tests.benchmarks.harness import Report, seconds
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.rows import Rows

ENTRIES = 1_000_000
DRAGGED = 5000
ON_UI_MS = 16
IN_ALL_MS = 100
STORED_MS = 20
SWITCH_INTERVAL_S = 0.001


class TimedStorage(Storage):
    """Notes how long the last write took."""

    last_ms = last_cpu_ms = 0.0

    def write(self, work):
        start, cpu = time.perf_counter(), time.thread_time()
        try:
            return super().write(work)
        finally:
            self.last_ms = (time.perf_counter() - start) * 1000
            self.last_cpu_ms = (time.thread_time() - cpu) * 1000


class NoCovers(QObject):
    ready: TypedSignal[CoverReady] = signal()

    def pixmap(self, album, edge, radius, ratio):
        return None


class Scene:
    """The service over a real database, the panel's list in a window, and a stopwatch."""

    def __init__(self, report: Report, database: Path) -> None:
        self.report = report
        self.database = database
        self.storage = TimedStorage(database)
        self.write, self.files = Jobs("write", 1), Jobs("files", 2)
        LogKeeping(self.storage, self.files)
        self.undo = UndoService(self.storage, self.write, self.fail)
        self.read = Jobs("read", 2)
        self.rows = LibraryReader(database)
        self.readers = Readers(partial(LibraryReader, database))
        self.queue = QueueService(
            self.storage,
            self.write,
            self.undo,
            self.fail,
            queue=PlayQueue(kin=self.rows.kin),
            mixing=QueueMixing(self.readers, self.read, self.fail),
        )
        self.model = QueueModel(self.queue, Rows())
        theme = Theme(read_design(), options.Theme.DARK, reduced_motion=True)
        self.list = QueueList(self.model, theme, NoCovers())
        self.list.resize(QSize(320, 700))
        self.list.show()
        self.image = QImage(320, 700, QImage.Format.Format_ARGB32_Premultiplied)

    def fail(self, error: Exception) -> None:
        raise error

    def restore(self, stored: StoredQueue) -> None:
        self.queue.restore(stored)
        self.model = QueueModel(self.queue, Rows())

    def paint(self) -> None:
        self.list.viewport().render(self.image, QPoint())

    def settle(self) -> None:
        """Wait until all is drawn and stored."""
        while self.queue.unsaved:
            QTest.qWait(1)

    def time(
        self,
        name: str,
        act: Callable[[], object],
        *,
        on_ui: float | None = ON_UI_MS,
        stored: float | None = STORED_MS,
    ) -> None:
        cpu = time.thread_time()
        ui = seconds(act) * 1000
        cpu = (time.thread_time() - cpu) * 1000
        painted = seconds(self.paint) * 1000
        self.settle()
        total = ui + painted + self.storage.last_ms
        self.report.add(
            f"{name}: UI thread", ui, limit=on_ui, note=f"repaint {painted:.1f}, cpu {cpu:.1f}"
        )
        note = f"cpu {self.storage.last_cpu_ms:.1f}"
        self.report.add(f"{name}: stored in", self.storage.last_ms, limit=stored, note=note)
        if stored is not None:
            self.report.add(f"{name}: in all", total, limit=IN_ALL_MS)

    def close(self) -> None:
        self.queue.flush()
        self.write.drain(5000)
        self.read.close(5000)
        self.files.close(5000)
        self.readers.close()
        self.rows.close()
        self.storage.close()


def run(report: Report) -> None:
    application = QApplication.instance() or QApplication(["bench"])
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "library.db"
        songs = [
            FakeTrack(title=str(n), artist=f"Artist {n % 40}", album=f"Album {n % 60}")
            for n in range(100)
        ]
        some = make_library(database, songs)
        tracks = array("q", some * (ENTRIES // len(some)))
        scene = Scene(report, database)
        _edit(scene, tracks)
        _shuffle(scene, tracks)
        _play_shuffled(scene, tracks)
        scene.close()
        _open(report, database)
    del application


def _edit(scene: Scene, tracks: "array[int]") -> None:
    queue = scene.queue
    # It sounds at once; a million are stored in the background.
    scene.time("play all of 1,000,000", partial(queue.replace, tracks, 0), on_ui=50, stored=None)
    # What the service and the panel share is copied at an idle moment.
    QTest.qWait(400)
    scene.time("play next, 1 track", partial(queue.play_next, tracks[:1]))
    scene.time("play next, 5,000 tracks", partial(queue.play_next, tracks[:DRAGGED]))
    dragged = [range(100_000, 100_000 + DRAGGED)]
    scene.time("drag 5,000 rows", partial(queue.move_ranges, dragged, 900_000))
    scene.time("undo of it", scene.undo.undo)
    scene.time("redo of it", scene.undo.redo)
    entries = queue.entries(400_000, 400_000 + DRAGGED).ids
    scene.time("drag 5,000 entries by id", partial(queue.move, entries, 800_000), on_ui=50)
    scene.time("remove 5,000 rows", partial(queue.remove_ranges, dragged))
    scene.time("undo of it", scene.undo.undo)
    scattered = [range(row, row + 1) for row in range(0, ENTRIES, ENTRIES // DRAGGED)]
    remove = partial(queue.remove_ranges, scattered)
    scene.time("remove 5,000 scattered rows", remove, stored=None)
    scene.time("undo of it", scene.undo.undo, stored=None)
    scene.time("next", partial(queue.next, manual=True))


def _shuffle(scene: Scene, tracks: "array[int]") -> None:
    queue = scene.queue
    start = time.perf_counter()
    scene.time("shuffle", partial(queue.set_shuffle, on=True), on_ui=50, stored=None)
    scene.report.add("shuffle: mixed and stored", (time.perf_counter() - start) * 1000)
    neighbours = _neighbours(scene)
    scene.report.add("shuffle: neighbours of one artist", neighbours, unit="", limit=0)
    QTest.qWait(400)
    scene.time("play next while shuffled", partial(queue.play_next, tracks[:1]))
    dragged = [range(100_000, 100_000 + DRAGGED)]
    scene.time("drag 5,000 rows while shuffled", partial(queue.move_ranges, dragged, 900_000))
    scene.time("unshuffle", partial(queue.set_shuffle, on=False), on_ui=50, stored=None)


def _play_shuffled(scene: Scene, tracks: "array[int]") -> None:
    scene.queue.set_shuffle(on=True)
    scene.settle()
    play = partial(scene.queue.replace, tracks, None)
    scene.time("play all of 1,000,000 shuffled", play, on_ui=50, stored=None)


def _neighbours(scene: Scene) -> int:
    artists = scene.rows.kin(scene.queue.track_ids[:100_000]).artists
    return sum(map(int.__eq__, artists, artists[1:]))


def _open(report: Report, database: Path) -> None:
    found: list[StoredQueue] = []
    read = seconds(lambda: found.append(read_queue(database))) * 1000
    scene = Scene(report, database)
    restored = seconds(partial(scene.restore, found[0])) * 1000
    report.add("open a queue of 1,000,000: read", read)
    report.add("open a queue of 1,000,000: UI thread", restored, limit=ON_UI_MS)
    report.add("open a queue of 1,000,000: in all", read + restored, limit=IN_ALL_MS)
    scene.close()
