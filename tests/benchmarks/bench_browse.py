"""The column browser, lists grouped by album, folders and genres, up to a million tracks."""

import random
import time
from contextlib import closing
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.queries.facets import Facets, Narrowing, Pane
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.tracks.pane_list import PaneList
from mtplayer.ui.tracks.pane_model import PaneModel
from tests.benchmarks.bench_table import Loaded
from tests.benchmarks.harness import Report, percentile, samples_ms, seconds
from tests.benchmarks.library import synthetic_library
from tests.fakes.covers import NoCovers

# Read jobs, with the window alive: other orders may take as long.
LIMITS = {100_000: 400.0, 1_000_000: 1500.0}
GROUPED = TrackQuery(sort=SortKey.ALBUM, grouped=True)
FRAMES = 60


def run(report: Report) -> None:
    for tracks, limit in LIMITS.items():
        with closing(LibraryReader(synthetic_library(tracks))) as reader:
            _steps(report, reader, f"{tracks:,} tracks", limit)
            _lists(report, reader, f"{tracks:,} tracks", limit)
    _grouped_table(report)


def _steps(report: Report, reader: LibraryReader, words: str, limit: float) -> None:
    """What each list of the browser takes to be known, and what is left in the table."""
    for pane in Pane:
        taken = 1000 * min(seconds(lambda p=pane: reader.facets(TrackQuery(), p)) for _ in "12")
        report.add(f"{words}: all of {pane}", taken, limit=limit)
    genre = _most(reader.facets(TrackQuery(), Pane.GENRE))
    narrowed = TrackQuery(within=Narrowing(genres=(int(genre),)))
    for pane in (Pane.ALBUM_ARTIST, Pane.ALBUM):
        taken = 1000 * seconds(lambda p=pane: reader.facets(narrowed, p))
        report.add(f"{words}: {pane} of the largest genre", taken, limit=limit)
    report.add(f"{words}: its tracks", 1000 * seconds(lambda: reader.ids(narrowed)), limit=limit)
    artist = _most(reader.facets(narrowed, Pane.ALBUM_ARTIST))
    further = replace(narrowed, within=replace(narrowed.within, album_artists=(str(artist),)))
    taken = 1000 * seconds(lambda: reader.facets(further, Pane.ALBUM))
    report.add(f"{words}: albums of an artist in it", taken, limit=limit)
    _shown(report, reader, words)


def _most(facets: Facets) -> int | str:
    return max(zip(facets.notes, facets.keys, strict=True), key=lambda pair: pair[0])[1]


def _shown(report: Report, reader: LibraryReader, words: str) -> None:
    """What the window itself does with the longest list: one turn, and a letter in its filter."""
    loaded = Loaded(100_000)
    offered = reader.facets(TrackQuery(), Pane.ALBUM)
    model = PaneModel(Pane.ALBUM)
    view = PaneList(_theme(loaded), model, NoCovers())
    view.resize(300, 300)
    view.show()

    def show() -> None:
        model.show(offered)
        view.choose(())
        loaded.application.processEvents()

    rows = f"{len(offered.keys):,} albums"
    report.add(f"{words}: show {rows}", percentile(samples_ms(show, 5), 0.5), limit=50)
    report.add(
        f"{words}: filter {rows}", percentile(samples_ms(lambda: model.filter("sl"), 5), 0.5)
    )
    view.deleteLater()
    loaded.close()


def _theme(loaded: Loaded) -> object:
    return loaded.table.header._theme


def _lists(report: Report, reader: LibraryReader, words: str, limit: float) -> None:
    plain = replace(GROUPED, grouped=False)
    for name, revision in (("first", 1), ("again", 2)):
        alone = seconds(lambda r=revision: reader.ids(plain, r))
        both = seconds(lambda r=revision + 10: reader.ids(GROUPED, r))
        note = f"without groups {1000 * alone:.0f} ms"
        report.add(f"{words}: grouped by album, {name}", 1000 * both, limit=limit, note=note)
    report.add(f"{words}: tree of folders", 1000 * seconds(reader.folder_tree), limit=2 * limit)
    report.add(f"{words}: genres with covers", 1000 * seconds(reader.genres), limit=limit)


def _grouped_table(report: Report) -> None:
    """A frame of the grouped list anywhere, beside one of the plain list, in turn."""
    loaded = Loaded(1_000_000)
    plain, grouped = loaded.model.ids, loaded.reader.ids(GROUPED)
    taken: dict[str, list[float]] = {"plain": [], "grouped": []}
    for _ in range(2):
        for name, ids in (("plain", plain), ("grouped", grouped)):
            loaded.model.set_ids(ids)
            loaded.table.header.group(grouped=loaded.model.grouped)
            loaded.application.processEvents()
            taken[name] += _frames(loaded)
    ours, other = (percentile(taken[name], 0.5) for name in ("grouped", "plain"))
    note = f"plain {other:.2f} ms"
    report.add("frame of a grouped million, median", ours, limit=8, note=note)
    report.add("frame of a grouped million, 95 %", percentile(taken["grouped"], 0.95), limit=16)
    show = percentile(samples_ms(lambda: loaded.model.set_ids(grouped), 5), 0.5)
    report.add("reset to a grouped million", show, limit=50)
    loaded.close()


def _frames(loaded: Loaded) -> list[float]:
    bar, viewport = loaded.table.verticalScrollBar(), loaded.table.viewport()
    image = QImage(viewport.size(), QImage.Format.Format_ARGB32_Premultiplied)
    rng, taken = random.Random(1), []
    for _ in range(FRAMES):
        bar.setValue(rng.randrange(bar.maximum()))
        loaded.model.row(loaded.table.visible_rows()[0])
        start = time.thread_time()
        painter = QPainter(image)
        viewport.render(painter, QPoint())
        painter.end()
        taken.append((time.thread_time() - start) * 1000)
    return taken
