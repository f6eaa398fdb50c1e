"""The library of mt, from the welcome page to the rows."""

import pytest
from PySide6.QtCore import Qt

from tests.fakes import mt_databases as mt
from tests.fakes.window import FakeWindow, named, shows
from tests.services.taking import Stand


@pytest.fixture
def stand(tmp_path, qtbot):
    made = Stand(tmp_path, qtbot)
    yield made
    made.close()


def test_the_click_on_the_welcome_page_fills_the_library(
    stand, theme, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    mt.filled(tmp_path / "data" / "com.mt.desktop" / "mt.db", "latest", tmp_path / "music")
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.services.taking_over.look = stand.service.look
    it.services.taking_over.begin = stand.service.begin
    it.window.resize(1280, 800)
    with qtbot.waitExposed(it.window):
        it.window.show()
    it.window.show_welcome()
    wanted = "Take over 4 tracks and 2 playlists"
    qtbot.waitUntil(lambda: shows(it, wanted))
    qtbot.mouseClick(named(it, wanted), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "scan" in it.services.scan.calls)
    rows = stand.world.rows("SELECT title, plays, liked_at IS NOT NULL FROM tracks ORDER BY id")
    assert rows == [("one", 7, 0), ("two", 0, 1), ("Three", 0, 0), ("gone", 2, 1)]
    assert stand.world.column("SELECT name FROM playlists ORDER BY position") == ["First", "Late"]
