"""From the question in the window to the marks in the library."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.library.scan import ScanService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.write_flag import WriteFlag
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.parts import Parts
from mtplayer.ui.state import UiState
from tests.fakes import music
from tests.fakes.services import fake_services
from tests.fakes.window import FakeCovers, FakePanel, FakeSearch, FakeTracks, named
from tests.services.world import World

LEFT = Qt.MouseButton.LeftButton


class Asking:
    """A window whose scans are real ones."""

    def __init__(self, folder, theme, qtbot):
        self.qtbot = qtbot
        self.profile = Profile(folder / "profile")
        self.profile.create()
        self.music = folder / "music"
        self.music.mkdir()
        self.world = World(self.profile.database, [])
        self.jobs = Jobs("scan", 1)
        self.flag = WriteFlag(self.profile.cache / "write.flag")
        settings = SettingsService({}, lambda _: None)
        self.scan = ScanService(self.profile, self.jobs, self.world.library, settings, self.flag)
        services = replace(fake_services(), scan=self.scan)
        parts = Parts(
            now_playing=lambda actions, controls: QWidget(),
            search=lambda actions: FakeSearch(),
            tracks=lambda actions, search: FakeTracks(),
            panel=lambda actions, controls: FakePanel(),
            pages={},
        )
        state = UiState({}, lambda _: None)
        self.window = MainWindow(theme, services, FakeCovers(), state, parts)
        self.window.resize(1440, 900)
        self.window.show()

    def close(self):
        self.window.close()
        assert self.jobs.close(10_000)
        self.flag.close()
        self.world.close()

    def look(self, *paths):
        with self.qtbot.waitSignal(self.scan.finished, timeout=30_000):
            self.scan.add_folders(paths) if paths else self.scan.scan()

    def states(self):
        with closing(sqlite3.connect(self.profile.database)) as connection:
            rows = connection.execute("SELECT state, count(*) FROM files GROUP BY state")
            return dict(rows.fetchall())


@pytest.fixture
def asking(tmp_path, theme, qtbot):
    asking = Asking(tmp_path, theme, qtbot)
    yield asking
    asking.close()


def test_files_are_marked_missing_when_somebody_says_so_in_the_window(asking, qtbot):
    for number in range(60):
        (asking.music / f"{number}.mp3").write_bytes(music.music("mp3"))
    asking.look(str(asking.music))
    for number in range(55):
        (asking.music / f"{number}.mp3").unlink()
    asking.look()
    toasts = asking.window.notices.toasts
    qtbot.waitUntil(lambda: any("55 files in “music”" in text for text in toasts.texts()))
    assert asking.states() == {"present": 60}
    with qtbot.waitSignal(asking.scan.held_changed, timeout=30_000):
        qtbot.mouseClick(named(asking, "Mark missing"), LEFT)
    assert asking.states() == {"present": 5, "missing": 55}
    assert not any("55 files" in text for text in toasts.texts() if "not found" in text)
