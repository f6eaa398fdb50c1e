"""The track table at a million rows: T8 frames, T11 memory, T13 collections, selection, resets.

T8 compares with a QTableView over a QStandardItemModel, both drawing 40 rows of 8 columns.
"""

import gc
import random
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from mtplayer.core import options
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.look.theme import Theme, read_design
from mtplayer.ui.sidebar.places import locate
from mtplayer.ui.tracks.column_layout import ColumnState
from mtplayer.ui.tracks.columns import COLUMNS
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.benchmarks.growth import bench_growth, weigh_if_asked
from tests.benchmarks.harness import Report, percentile, samples_ms
from tests.benchmarks.library import synthetic_library
from tests.fakes.covers import NoCovers

ROWS, HEIGHT = 40, 21
EIGHT = {"title", "artist", "album", "genre", "year", "plays", "codec", "duration"}
FRAMES = 100


def application() -> QApplication:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication(sys.argv[:1])


class Loaded:
    """A table over a synthetic library, on screen."""

    def __init__(self, tracks: int, columns: ColumnState | None = None) -> None:
        self.application = application()
        theme = Theme(read_design(), options.Theme.DARK)
        theme.dress(self.application)
        theme.finish()
        self.reader = LibraryReader(synthetic_library(tracks))
        self.model = TrackTableModel(self.reader)
        self.table = TrackTable(self.model, theme, NoCovers())
        if columns is not None:
            self.table.show_columns(columns, Scope.TRACKS)
        self.table.resize(1208, 28 + 22 * 28)
        self.table.show()
        self.model.set_ids(self.reader.ids(TrackQuery()))
        self.application.processEvents()

    def show_eight_columns(self) -> None:
        """Be what the other view is: so many rows of the same height, eight texts each."""
        shown = {column.key: column.key in EIGHT for column in COLUMNS}
        self.table.show_columns(ColumnState(shown=shown, fit=False), Scope.TRACKS)
        for section, column in enumerate(COLUMNS):
            self.table.header.setSectionHidden(section, column.key not in EIGHT)
        self.table.set_row_height(HEIGHT)
        self.table.resize(1208, 28 + ROWS * HEIGHT)
        self.application.processEvents()

    def close(self) -> None:
        self.table.deleteLater()
        self.reader.close()


def plain_view(texts: list[list[str]]) -> QTableView:
    """Return the C++ view and model with the same texts."""
    model = QStandardItemModel(len(texts), len(EIGHT))
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            model.setItem(row, column, QStandardItem(text))
    view = QTableView()
    view.setModel(model)
    view.keep = model
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(1)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(HEIGHT)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setAlternatingRowColors(True)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for column in range(len(EIGHT)):
        view.setColumnWidth(column, 149)
    view.resize(1208, 28 + ROWS * HEIGHT)
    view.show()
    return view


def frame_times(view: QTableView, count: int, jump: int | None) -> list[float]:
    """Draw whole frames into a picture, at ``jump`` rows from each other; CPU milliseconds."""
    bar, viewport = view.verticalScrollBar(), view.viewport()
    image = QImage(viewport.size(), QImage.Format.Format_ARGB32_Premultiplied)
    taken = []
    for frame in range(count + 5):
        if jump is not None:
            bar.setValue(frame * jump * HEIGHT % max(bar.maximum(), 1))
        start = time.thread_time()
        painter = QPainter(image)
        viewport.render(painter, QPoint())
        painter.end()
        taken.append((time.thread_time() - start) * 1000)
    return taken[5:]


def bench_frames(report: Report, loaded: Loaded) -> None:
    """T8: a frame of 40 rows and 8 columns, against C++, in turn."""
    loaded.show_eight_columns()
    keys = [column for column in COLUMNS if column.key in EIGHT]
    rows = [loaded.model.row(number) for number in range(5000)]
    view = plain_view([[column.text(row) for column in keys] for row in rows])
    loaded.application.processEvents()
    ours: dict[str, list[float]] = {"same": [], "other": []}
    theirs: dict[str, list[float]] = {"same": [], "other": []}
    for _ in range(3):
        for name, jump in (("same", None), ("other", 7)):
            ours[name] += frame_times(loaded.table, FRAMES, jump)
            theirs[name] += frame_times(view, FRAMES, jump)
    for name, words in (("same", "the same rows again"), ("other", "other rows each time")):
        mine, other = percentile(ours[name], 0.5), percentile(theirs[name], 0.5)
        report.add(f"T8 frame of 40 x 8, {words}", mine, note=f"C++ view {other:.2f} ms")
        report.add(f"T8 ratio to the C++ view, {words}", mine / other, "x", limit=1.0)
    view.deleteLater()


def bench_design(report: Report, loaded: Loaded) -> None:
    """A frame as it is designed, and one step of the wheel."""
    viewport = loaded.table.viewport()
    image = QImage(viewport.size(), QImage.Format.Format_ARGB32_Premultiplied)
    bar = loaded.table.verticalScrollBar()
    rng = random.Random(1)

    def frame() -> None:
        bar.setValue(rng.randrange(bar.maximum()))
        loaded.model.row(loaded.table.visible_rows()[0])
        start = time.thread_time()
        painter = QPainter(image)
        viewport.render(painter, QPoint())
        painter.end()
        taken.append((time.thread_time() - start) * 1000)

    taken: list[float] = []
    for _ in range(FRAMES):
        frame()
    report.add("frame of 22 rows as designed, anywhere", percentile(taken, 0.5), limit=8)
    steps = []
    for _ in range(300):
        start = time.thread_time()
        bar.setValue((bar.value() + 3 * 28) % bar.maximum())
        loaded.application.processEvents()
        steps.append((time.thread_time() - start) * 1000)
    report.add("T8 scroll step of 3 rows, median", percentile(steps, 0.5), limit=2)
    report.add("T8 scroll step of 3 rows, 99 %", percentile(steps, 0.99))


def bench_selection(report: Report, loaded: Loaded) -> None:
    """The traps of QTableView, and another order with everything selected."""
    table = loaded.table
    for name, work in (
        ("select all", table.selectAll),
        ("ids of a selected million", table.selected_ids),
        ("clear the selection", table.clearSelection),
    ):
        taken = samples_ms(work, 5, warm_up=0)
        report.add(name, percentile(taken, 0.5), limit=50)
    turned = loaded.model.ids[::-1]
    place = table.place()

    def reset() -> None:
        table.show_ids(turned, locate(turned, place, reordered=True))
        loaded.application.processEvents()

    report.add(
        "another order of a million on screen", percentile(samples_ms(reset, 5), 0.5), limit=50
    )


def bench_garbage(report: Report, loaded: Loaded) -> None:
    """T13: a full collection after ``gc.freeze``, while the table scrolls."""
    bar, rng = loaded.table.verticalScrollBar(), random.Random(3)
    gc.collect()
    gc.freeze()
    pauses = []
    try:
        for _ in range(20):
            bar.setValue(rng.randrange(bar.maximum()))
            loaded.application.processEvents()
            start = time.thread_time()
            gc.collect()
            pauses.append((time.thread_time() - start) * 1000)
    finally:
        gc.unfreeze()
    report.add("T13 longest full collection", max(pauses), limit=5)


def scrolled(tracks: int) -> Callable[[], object]:
    """Load and scroll about."""
    loaded = Loaded(tracks)
    bar, rng = loaded.table.verticalScrollBar(), random.Random(4)
    for _ in range(300):
        bar.setValue(rng.randrange(bar.maximum()))
        loaded.application.processEvents()
    return loaded.close


def run(report: Report) -> None:
    loaded = Loaded(1_000_000)
    bench_design(report, loaded)
    bench_selection(report, loaded)
    bench_garbage(report, loaded)
    bench_frames(report, loaded)
    loaded.close()
    bench_growth(
        report,
        "tests.benchmarks.bench_table",
        "memory with {:,} rows in the table",
        "T11 growth from 100,000 to a million",
    )


if __name__ == "__main__":
    weigh_if_asked(scrolled)
