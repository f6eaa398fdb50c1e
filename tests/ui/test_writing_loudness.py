"""Loudness goes from the window into files and back: the command, Ctrl+Z, the rows it leaves."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mtplayer.files import tag_reader
from mtplayer.services.library.tag_files import TagFilesService
from mtplayer.services.library.tag_kinds import GAINS, GainTags
from mtplayer.ui.commands import track_commands
from tests.fakes import tracks_window
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.music import music

LOUD = (
    "INSERT INTO loudness (track_id, audio_key, blocks, track_gain, track_peak, measured_at)"
    " SELECT t.id, f.audio_key, X'', -7.5, 0.9, 0 FROM tracks t JOIN files f ON f.id = t.file_id"
)


@pytest.fixture
def made(tmp_path, theme, qtbot, monkeypatch):
    path = tmp_path / "music" / "song.flac"
    path.parent.mkdir()
    path.write_bytes(music("flac"))
    song = FakeTrack(title="Song", name=b"song.flac", folder=b"music")
    make_library(tmp_path / "library.db", [song], tmp_path)
    offered, services = [], []
    given = replace(
        tracks_window.fake_services(), write_loudness=lambda ids: services[0].write(GAINS, ids)
    )
    monkeypatch.setattr(tracks_window, "fake_services", lambda: given)
    world = tracks_window.TracksWindow(tmp_path / "library.db", theme)
    world.path, world.offered = bytes(path), offered
    service = TagFilesService(
        world.storage,
        world.write,
        world.files,
        (GainTags(),),
        world.undo,
        world.library.announce,
        tell=world.problems.append,
        notify=lambda notice: None,
    )
    services.append(service)
    world.undo.offered.connect(offered.append)
    world.storage.write(lambda unit: unit.connection.exec_driver_sql(LOUD))
    world.window.show()
    qtbot.waitUntil(lambda: len(world.model.ids) == 1)
    yield world
    world.close()


def test_the_command_writes_and_the_key_takes_it_back(made, qtbot) -> None:
    def in_library():
        with made.reader_of() as library:
            return library.execute("SELECT track_gain FROM tracks").fetchone()[0]

    def in_file():
        return tag_reader.read(made.path).tags.track_gain

    made.table.select_blocks([(0, 0)])
    made.actions[track_commands.WRITE_LOUDNESS].trigger()
    qtbot.waitUntil(lambda: bool(made.offered))
    assert made.offered[0].text == "Wrote loudness into 1 file"
    assert (in_file(), in_library()) == (-7.5, -7.5)
    QTest.keyClick(made.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: in_library() is None)
    assert in_file() is None
    with made.reader_of() as library:
        states = library.execute(
            "SELECT kind, state FROM changes JOIN change_sets s ON s.id = change_set_id"
        ).fetchall()
    assert states == [("gains", "restored")]
