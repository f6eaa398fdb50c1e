"""The window with the pages about listening over a real library; nothing is heard."""

import sqlite3
import time
from contextlib import closing

from mtplayer.services.listening.history import HistoryService
from mtplayer.storage.connection import open_writer
from mtplayer.ui.history.history import HistoryPage
from mtplayer.ui.history.statistics import StatisticsPage
from mtplayer.ui.views import View
from tests.fakes.albums_window import AlbumsWindow
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.varied_library import add_listen

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
TITLES = ("Kitchen Light", "Blue Hour", "Undertow")


class HistoryWindow(AlbumsWindow):
    """Three tracks: the first was heard twice today, the others yesterday, one of them skipped."""

    def __init__(self, tmp_path, theme):
        self.database = tmp_path / "library.db"
        tracks = [FakeTrack(title=title, artist=f"By {title}", genre=title) for title in TITLES]
        self.ids = make_library(self.database, tracks)
        # Noon, so that no test is about midnight.
        self.noon = round(time.mktime((*time.localtime()[:3], 12, 0, 0, 0, 0, -1)) * 1000)
        for track, at, how in [
            (0, self.noon, {}),
            (0, self.noon - MINUTE, {"completed": False, "listened_ms": 120_000}),
            (1, self.noon - DAY, {}),
            (2, self.noon - DAY - MINUTE, {"counted": False, "completed": False, "skipped": True}),
        ]:
            self.log(track, at, **how)
        super().__init__(self.database, theme)
        self.history = HistoryService(
            self.readers,
            self.storage,
            self.read,
            self.write,
            self.library,
            self.undo,
            self.problems.append,
            rows=self.reader.history,
        )

    def log(self, track, at, **how):
        with closing(open_writer(self.database)) as connection:
            add_listen(connection, self.ids[track], at, **how)
            counted, skipped = how.get("counted", True), how.get("skipped", False)
            connection.execute(
                "UPDATE tracks SET plays = plays + ?, skips = skips + ?, last_played_at ="
                " iif(?, max(coalesce(last_played_at, 0), ?), last_played_at) WHERE id = ?",
                (counted, skipped, counted, at, self.ids[track]),
            )

    def _pages(self):
        pages = {View.HISTORY: self._make_history, View.STATISTICS: self._make_statistics}
        return {**super()._pages(), **pages}

    def _make_statistics(self, actions):
        self.actions = actions
        self.statistics = StatisticsPage(self.parts(actions), self.history)
        return self.statistics

    def _make_history(self, actions):
        self.actions = actions
        self.page = HistoryPage(self.parts(actions), self.history)
        return self.page

    @property
    def view(self):
        return self.page.view

    def shown(self):
        """Return what stands in the list, heads as their titles."""
        return [self.view.history.row(n).title for n in range(len(self.view.history.ids))]

    def rows(self, statement):
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(statement).fetchall()

    def close(self):
        super().close()
        self.readers.close()
        self.reader.close()
        self.storage.close()
        assert self.problems == []
