"""Gains go from the library into files when asked, and what was not done is told."""

import pytest

from mtplayer.core.library.tracks import FileState, PlayableFile
from mtplayer.files import tag_reader
from mtplayer.services.sound.gain_files import GainFilesService
from tests.fakes.music import music
from tests.services.stage import FileReader
from tests.services.world import World, three


class Desk:
    def __init__(self, folder):
        self.files, database = {}, folder / "library.db"
        self.world = World(database, three(), lambda: FileReader(self.files, database))
        self.told, self.notices = [], []
        for number, track in enumerate(self.world.ids):
            path = folder / f"{number}.flac"
            path.write_bytes(music("flac"))
            self.files[track] = PlayableFile(track=track, path=bytes(path), duration_ms=600)
        world = self.world
        self.service = GainFilesService(
            world.storage, world.readers, world.read, self.told.append, self.notices.append
        )

    def measure(self, *tracks):
        def write(unit):
            for track in tracks:
                unit.connection.exec_driver_sql(
                    "INSERT INTO loudness (track_id, audio_key, blocks, track_gain, track_peak,"
                    " album_gain, album_peak, measured_at)"
                    " SELECT ?, f.audio_key, X'', -7.5, 0.9, -6.25, 1.0, 0"
                    " FROM tracks t JOIN files f ON f.id = t.file_id WHERE t.id = ?",
                    (track, track),
                )

        self.world.storage.write(write)

    def gains_of(self, track):
        tags = tag_reader.read(self.files[track].path).tags
        return tags.track_gain, tags.album_gain


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.world.close()


def test_measured_gains_are_written_and_others_are_left_alone(desk, qtbot) -> None:
    first, second, third = desk.world.ids
    desk.measure(first, second)
    desk.service.write([first, second, third])
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices[0].text == "Wrote loudness into 2 files"
    assert desk.gains_of(first) == (-7.5, -6.25)
    assert desk.gains_of(third) == (None, None)
    assert desk.told == []


def test_what_could_not_be_written_is_told_by_name(desk, qtbot) -> None:
    first, second, third = desk.world.ids
    desk.measure(first, second, third)
    files = desk.files
    files[first] = PlayableFile(
        track=first, path=files[first].path, duration_ms=1, state=FileState.OFFLINE
    )
    files[second] = PlayableFile(track=second, path=files[second].path, duration_ms=1, end_ms=300)
    desk.service.write([first, second, third])
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert str(desk.told[0]) == "2 files were not saved. “0.flac”: It is not there now."
    assert desk.gains_of(third) == (-7.5, -6.25)
    assert desk.gains_of(second) == (None, None)


def test_tracks_that_were_never_measured_are_said_to_be(desk, qtbot) -> None:
    desk.service.write(desk.world.ids)
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices[0].detail == "Measure their loudness first."
