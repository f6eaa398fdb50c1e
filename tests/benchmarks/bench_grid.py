"""Albums and artists: T9 (relayout, frames, no decoding on the UI thread), and a million tracks."""

import gc
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.library.albums import AlbumQuery
from mtplayer.core.library.artists import ArtistQuery
from mtplayer.core.library.artwork import AlbumSources
from mtplayer.files.thumb_store import ThumbStore
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.artwork import ArtworkService
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.albums.album_grid import AlbumGrid, AlbumModel
from mtplayer.ui.albums.artist_grid import ArtistGrid, ArtistModel
from mtplayer.ui.albums.tile_grid import TileGrid
from mtplayer.ui.look import cover_cache
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme, read_design
from tests.benchmarks.growth import bench_growth, weigh_if_asked
from tests.benchmarks.harness import Report, percentile, samples_ms
from tests.benchmarks.library import synthetic_library

WIDE, HIGH = 1208, 690
PICTURES = 40
FRAMES = 200


class Pictures:
    """A few pictures for all albums."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for number in range(PICTURES):
            image = QImage(600, 600, QImage.Format.Format_RGB32)
            image.fill(QColor.fromHsv(number * 9, 200, 200))
            (folder / str(number)).mkdir()
            image.save(str(folder / str(number) / "cover.jpg"))

    def of_album(self, album: int) -> AlbumSources:
        folder = self.folder / str(album % PICTURES)
        return AlbumSources(directories=(str(folder).encode(),), mark=str(album % PICTURES))

    def close(self) -> None:
        """Nothing is open."""


class Loaded:
    """A grid over an invented library, on screen, with covers that are made by jobs."""

    def __init__(self, tracks: int, kind: str = "albums") -> None:
        app = QApplication.instance()
        self.application = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
        self.folder = tempfile.TemporaryDirectory()
        (Path(self.folder.name) / "pictures").mkdir()
        pictures = Pictures(Path(self.folder.name) / "pictures")
        artwork = ArtworkService(lambda: pictures, ThumbStore(Path(self.folder.name) / "thumbs"))
        theme = Theme(read_design(), options.Theme.DARK, reduced_motion=True)
        self.jobs = Jobs("covers", 2)
        self.covers = CoverCache(artwork, self.jobs)
        self.reader = LibraryReader(synthetic_library(tracks))
        self.grid = self._grid(kind, theme)
        self.grid.resize(WIDE, HIGH)
        self.grid.set_tile(172)
        self.covers.ready.connect(self.grid.cover_ready)
        self.grid.show()
        self.settle()
        # As the program does once it has started, and without what came before it.
        gc.collect()
        gc.freeze()

    def _grid(self, kind: str, theme: Theme) -> TileGrid:
        if kind == "albums":
            albums = AlbumGrid(AlbumModel(self.reader.albums), theme, self.covers)
            albums.show_ids(self.reader.albums.ids(AlbumQuery()).ids, stay=False)
            return albums
        found = self.reader.artists.ids(ArtistQuery())
        model = ArtistModel(self.reader.artists)
        model.take(found)
        artists = ArtistGrid(model, theme, self.covers)
        artists.show_ids(found.ids, stay=False)
        return artists

    def settle(self) -> None:
        """Wait until every cover that is seen is there."""
        until = time.monotonic() + 20
        self.application.processEvents()
        while self.covers.busy() and time.monotonic() < until:
            self.application.processEvents()

    def frames(self, step: int | None) -> list[float]:
        """Draw whole frames, ``step`` pixels apart or anywhere; CPU milliseconds of this thread."""
        viewport, bar = self.grid.viewport(), self.grid.verticalScrollBar()
        image = QImage(viewport.size(), QImage.Format.Format_ARGB32_Premultiplied)
        rng, taken = random.Random(5), []
        for frame in range(FRAMES):
            start = time.thread_time()
            if step is None:
                bar.setValue(rng.randrange(max(bar.maximum(), 1)))
            elif step:
                bar.setValue(frame * step % max(bar.maximum(), 1))
            painter = QPainter(image)
            viewport.render(painter, QPoint())
            painter.end()
            taken.append((time.thread_time() - start) * 1000)
            self.application.processEvents()
        return taken[5:]

    def close(self) -> None:
        self.grid.deleteLater()
        self.jobs.close(5000)
        self.reader.close()
        self.folder.cleanup()


def bench_ten_thousand(report: Report) -> None:
    """T9: about ten thousand albums."""
    decoded: list[bool] = []
    before = cover_cache._decoded

    def counted(*values: object, **more: object) -> object:
        decoded.append(threading.current_thread() is threading.main_thread())
        return before(*values, **more)

    cover_cache._decoded = counted
    loaded = Loaded(100_000)
    sizes = iter(range(10_000))

    def relayout() -> None:
        loaded.grid.set_tile(120 + next(sizes) % 40 * 4)

    count = len(loaded.grid.model_ids)
    report.add(
        f"T9 relayout of {count:,} albums", percentile(samples_ms(relayout, 80), 0.95), limit=16
    )
    loaded.grid.set_tile(172)
    loaded.settle()
    report.add("T9 frame of covers that are there", percentile(loaded.frames(0), 0.5), limit=4)
    report.add("frame while scrolling, p95", percentile(loaded.frames(60), 0.95), limit=16)
    loaded.settle()
    cover_cache._decoded = before
    assert decoded
    report.add("T9 covers decoded on the UI thread", sum(decoded), "", limit=0)
    loaded.close()


def bench_million(report: Report) -> None:
    """The albums and artists of a million tracks: no frame over 16 ms."""
    for kind in ("albums", "artists"):
        loaded = Loaded(1_000_000, kind)
        count = len(loaded.grid.model_ids)
        for words, step in (("wheel steps", 60), ("jumps anywhere", None)):
            taken = loaded.frames(step)
            name = f"frame of {count:,} {kind}, {words}"
            report.add(f"{name}, p95", percentile(taken, 0.95), limit=16)
            report.add(f"{name}, longest", max(taken))
        loaded.close()


def scrolled(tracks: int) -> Callable[[], object]:
    """Load and scroll about; covers have a limit of their own."""
    loaded = Loaded(tracks)
    for _ in range(3):
        loaded.frames(None)
        loaded.settle()
    loaded.covers._pixmaps.clear()
    return loaded.close


def run(report: Report) -> None:
    bench_ten_thousand(report)
    bench_million(report)
    bench_growth(
        report,
        "tests.benchmarks.bench_grid",
        "memory with the albums of {:,} tracks",
        "growth from 100,000 tracks to a million",
    )


if __name__ == "__main__":
    weigh_if_asked(scrolled)
