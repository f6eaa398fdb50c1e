"""Measuring loudness from the window: the command, the strip, stopping, and the rows it leaves."""

from dataclasses import replace

import pytest

from mtplayer.core.events import LoudnessProgress
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.services.sound.loudness_scan import LoudnessScanService
from mtplayer.ui.commands import commands
from mtplayer.ui.news import loudness_notice
from tests.fakes import window as windows
from tests.fakes.tones import tone, write_wav
from tests.fakes.window import FakeWindow, named, shows
from tests.services.stage import FileReader
from tests.services.world import World, three


@pytest.fixture
def world(tmp_path):
    files = {}
    database = tmp_path / "library.db"
    made = World(database, three(), lambda: FileReader(files, database))
    for number, track in enumerate(made.ids):
        path = tmp_path / f"{number}.wav"
        write_wav(path, tone(1000, 2) / 2**number)
        files[track] = PlayableFile(track=track, path=bytes(path), duration_ms=2000)
    yield made
    made.close()


@pytest.mark.vlc
def test_the_command_leaves_gains_in_the_library(world, qtbot, theme, monkeypatch) -> None:
    failed = world.problems.append
    loudness = LoudnessScanService(world.storage, world.readers, world.write, failed)
    given = replace(windows.fake_services(), loudness=loudness)
    monkeypatch.setattr(windows, "fake_services", lambda: given)
    monkeypatch.setattr(given.library, "ids", lambda _query, done: done(world.ids), raising=False)
    it = FakeWindow(theme)
    it.window.show()
    it.window.actions_[commands.MEASURE_LIBRARY].trigger()
    gains = "SELECT track_gain FROM loudness ORDER BY track_id"
    qtbot.waitUntil(lambda: len(world.column(gains)) == 3, timeout=30_000)
    first, second, third = world.column(gains)
    assert second - first == pytest.approx(6.02, abs=0.1)
    assert third - second == pytest.approx(6.02, abs=0.1)
    qtbot.waitUntil(lambda: not loudness.running)
    it.window.close()
    loudness.close()


def test_the_strip_tells_how_far_it_is_and_can_stop_it(theme) -> None:
    it = FakeWindow(theme)
    it.window.resize(1300, 800)
    it.window.show()
    loudness = it.services.loudness
    loudness.progress.emit(LoudnessProgress(done=2, total=20, failed=1))
    assert shows(it, "Measuring loudness, 3 of 20")
    named(it, "Stop").click()
    assert loudness.calls == ["cancel"]
    loudness.finished.emit(LoudnessProgress(done=2, total=20, failed=1))
    assert not shows(it, "Measuring loudness, 3 of 20")
    assert it.services.scan.calls == []
    it.window.close()


def test_what_is_said_of_it_afterwards() -> None:
    def words(done, total, failed=0):
        notice = loudness_notice(LoudnessProgress(done=done, total=total, failed=failed))
        return notice.text, notice.detail

    assert words(0, 0) == ("Every one of these was measured before", "")
    assert words(1, 1) == ("The loudness of 1 track was measured", "")
    assert words(1200, 1202, 2) == (
        "The loudness of 1,200 tracks was measured",
        "2 could not be decoded.",
    )
