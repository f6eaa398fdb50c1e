"""Gains go from the library into files when asked, are noted before, and are taken back."""

import os

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TXXX

from mtplayer.files import tag_reader
from mtplayer.services.library.tag_kinds import GAINS
from tests.services.tagged import Tagged

KINDS = ("mp3", "flac", "opus")


class Desk(Tagged):
    """Three files; ``measure`` lets the library know how loud they are."""

    def __init__(self, tmp_path):
        super().__init__(tmp_path, KINDS, (None, None, None))

    def measure(self, *tracks):
        for track in tracks:
            self.run(
                "INSERT INTO loudness (track_id, audio_key, blocks, track_gain, track_peak,"
                " album_gain, album_peak, measured_at)"
                " SELECT ?, f.audio_key, X'', -7.5, 0.9, -6.25, 1.0, 0"
                " FROM tracks t JOIN files f ON f.id = t.file_id WHERE t.id = ?",
                track,
                track,
            )

    def in_files(self):
        read = [tag_reader.read(os.fsencode(path)).tags for path in self.paths]
        return [(tags.track_gain, tags.album_gain) for tags in read]

    def in_library(self):
        return self.rows("SELECT track_gain, album_gain FROM tracks ORDER BY id")


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(tmp_path)
    yield made
    made.close()


def write(desk, qtbot):
    with qtbot.waitSignal(desk.undo.offered) as caught:
        desk.service.write(GAINS, desk.ids)
    return caught.args[0]


def test_measured_gains_are_written_and_others_are_left_alone(desk, qtbot) -> None:
    desk.measure(*desk.ids[:2])
    assert write(desk, qtbot).text == "Wrote loudness into 2 files"
    assert desk.in_files() == [(-7.5, -6.25), (-7.5, -6.25), (None, None)]
    # What files say goes before what was measured: the library knows it without another scan.
    assert desk.in_library() == desk.in_files()
    assert [change.updated for change in desk.changes] == [tuple(desk.ids[:2])]
    assert desk.column("SELECT kind FROM change_sets") == ["gains"]
    assert desk.column("SELECT state FROM changes ORDER BY id") == ["written", "written"]
    assert desk.troubles == []


def test_undo_puts_the_very_tags_back_also_after_a_restart(desk, qtbot) -> None:
    tags = ID3()
    tags.add(TXXX(encoding=1, desc="replaygain_track_gain", text=["\u22122.00 dB"]))
    tags.save(desk.paths[0])
    flac = FLAC(desk.paths[1])
    flac["replaygain_album_gain"] = ["+1.00 dB", "+2.00 dB"]
    flac["title"] = "Perigee"
    flac.save()
    desk.measure(*desk.ids)
    write(desk, qtbot)
    assert desk.in_files()[:2] == [(-7.5, -6.25)] * 2
    assert desk.in_files()[2] == pytest.approx((-7.5, -6.25), abs=0.01)
    desk.restart()
    desk.undo.undo()
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices[0].text == "Put loudness back in 3 files"
    (frame,) = ID3(desk.paths[0]).getall("TXXX")
    assert (frame.desc, frame.text) == ("replaygain_track_gain", ["\u22122.00 dB"])
    assert FLAC(desk.paths[1]).tags.as_dict() == {
        "replaygain_album_gain": ["+1.00 dB", "+2.00 dB"],
        "title": ["Perigee"],
    }
    assert desk.in_library() == desk.in_files()
    desk.undo.redo()
    qtbot.waitUntil(lambda: len(desk.notices) == 2)
    assert desk.in_files()[:2] == [(-7.5, -6.25)] * 2
    assert desk.in_library() == desk.in_files()


def test_a_file_that_says_something_else_since_is_left_alone(desk, qtbot) -> None:
    desk.measure(*desk.ids[:2])
    write(desk, qtbot)
    flac = FLAC(desk.paths[1])
    flac["replaygain_track_gain"] = "+9.00 dB"
    flac.save()
    desk.undo.undo()
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.in_files()[:2] == [(None, None), (9.0, -6.25)]
    assert "changed by another program" in str(desk.troubles[0])


def test_the_next_scan_finds_nothing_strange(desk, qtbot) -> None:
    desk.measure(*desk.ids)
    write(desk, qtbot)
    rows = desk.rows("SELECT size, mtime_ns, inode, device FROM files ORDER BY id")
    stats = [os.stat(path) for path in desk.paths]
    assert rows == [(s.st_size, s.st_mtime_ns, s.st_ino, s.st_dev) for s in stats]


def test_what_could_not_be_written_is_told_by_name(desk, qtbot) -> None:
    desk.measure(*desk.ids)
    desk.paths[0].unlink()
    desk.run("UPDATE tracks SET start_frame = 0 WHERE id = ?", desk.ids[1])
    write(desk, qtbot)
    (trouble,) = desk.troubles
    assert trouble.title == "The loudness of some files was not written"
    assert str(trouble).startswith("2 files were not saved. “track.flac”: It is a part of a file.")
    assert desk.in_files()[2] == pytest.approx((-7.5, -6.25), abs=0.01)


def test_tracks_that_were_never_measured_are_said_to_be(desk, qtbot) -> None:
    desk.service.write(GAINS, desk.ids)
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices[0].detail == "Measure their loudness first."
    assert desk.rows("SELECT count(*) FROM operations") == [(0,)]
