"""Ratings are written into files when asked, noted before, and taken back: also tomorrow."""

import os
import sqlite3
from contextlib import closing

import mutagen.id3
import pytest

from mtplayer.core import options
from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.files.tag_reader import read
from mtplayer.services.library.tag_kinds import RATINGS
from tests.services.tagged import Tagged

KINDS = ("mp3", "flac", "m4a")


class Rated(Tagged):
    """Three files whose tracks are rated 30, 80 and not at all."""

    def __init__(self, tmp_path):
        super().__init__(tmp_path, KINDS, (30, 80, None))

    def ratings(self):
        return [read(os.fsencode(path)).tags.rating for path in self.paths]

    def states(self):
        return self.column("SELECT state FROM changes ORDER BY id")


@pytest.fixture
def world(qtbot, tmp_path):
    world = Rated(tmp_path)
    yield world
    world.close()


def write(world, qtbot, ids=None):
    with qtbot.waitSignal(world.undo.offered) as caught:
        world.service.write(RATINGS, world.ids if ids is None else ids)
    return caught.args[0]


def test_ratings_go_into_the_files_that_were_asked_for(world, qtbot):
    offered = write(world, qtbot, world.ids[:2])
    assert offered.text == "Wrote ratings into 2 files"
    assert world.ratings() == [30, 80, None]
    assert world.states() == ["written", "written"]


def test_nothing_is_written_before_one_asks(world, qtbot):
    with qtbot.waitSignal(world.library.changed):
        world.favorites.rate(world.ids, 60)
    assert world.ratings() == [None, None, None]


def test_the_profile_is_the_one_of_the_settings(world, qtbot):
    world.settings.set(options.RATING_PROFILE, RatingProfile.QUOD_LIBET)
    write(world, qtbot, world.ids[:1])
    (popm,) = mutagen.id3.ID3(world.paths[0]).getall("POPM")
    assert (popm.email, popm.rating) == ("quodlibet@lists.sacredchao.net", 76)


def test_the_next_scan_finds_nothing_strange(world, qtbot):
    write(world, qtbot)
    rows = world.rows("SELECT size, mtime_ns, inode, device FROM files ORDER BY id")
    stats = [os.stat(path) for path in world.paths]
    assert rows == [(s.st_size, s.st_mtime_ns, s.st_ino, s.st_dev) for s in stats]


def test_undo_puts_the_files_back_also_after_a_restart(world, qtbot):
    mutagen.id3.ID3().save(world.paths[0])
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.POPM(email="no@email", rating=255, count=3))
    tags.save(world.paths[0])
    write(world, qtbot)
    assert world.ratings() == [30, 80, None]
    world.restart()
    world.undo.undo()
    qtbot.waitUntil(lambda: bool(world.notices))
    assert world.notices[0].text == "Put ratings back in 3 files"
    assert world.ratings() == [100, None, None]
    (popm,) = mutagen.id3.ID3(world.paths[0]).getall("POPM")
    assert (popm.rating, popm.count) == (255, 3)
    world.undo.redo()
    qtbot.waitUntil(lambda: len(world.notices) == 2)
    assert world.ratings() == [30, 80, None]


def test_a_file_that_was_rated_elsewhere_since_is_left_alone(world, qtbot):
    write(world, qtbot, world.ids[:2])
    tags = mutagen.id3.ID3(world.paths[0])
    tags.setall("POPM", [mutagen.id3.POPM(email="x", rating=255, count=0)])
    tags.delall("TXXX")
    tags.save()
    world.undo.undo()
    qtbot.waitUntil(lambda: bool(world.notices))
    assert world.ratings() == [100, None, None]
    assert "changed by another program" in str(world.troubles[0])


def test_what_cannot_be_written_is_told_and_the_rest_is_written(world, qtbot):
    world.paths[1].write_bytes(b"no music at all")
    os.unlink(world.paths[2])
    write(world, qtbot)
    assert read(os.fsencode(world.paths[0])).tags.rating == 30
    assert str(world.troubles[0]).startswith("2 files were not saved. “track.flac”: ")
    assert world.states() == ["written"]


def test_nothing_written_leaves_nothing_to_undo(world, qtbot):
    for path in world.paths:
        os.unlink(path)
    world.service.write(RATINGS, world.ids)
    qtbot.waitUntil(lambda: bool(world.troubles))
    qtbot.waitUntil(lambda: world.rows("SELECT count(*) FROM operations") == [(0,)])


def test_parts_of_a_file_and_missing_files_say_why(world, qtbot):
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("UPDATE tracks SET start_frame = 75 WHERE id = ?", (world.ids[0],))
        connection.execute("UPDATE files SET state = 'missing' WHERE id = 2")
    write(world, qtbot)
    assert "2 files were not saved. “track.mp3”: It is a part of a file." in str(world.troubles[0])


def test_a_crash_in_between_can_be_taken_back(world, qtbot):
    """The log knows what a file said before it was touched."""
    before = b'{"POPM:no@email": ["255", "3"]}'
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.POPM(email="x", rating=1, count=0))
    tags.save(world.paths[0])

    def crash(unit):
        file = unit.file_changes.rated(world.ids[:1])[0].file
        change_set = unit.file_changes.begin("ratings", "x", 1)
        unit.file_changes.plan(change_set, "ratings", file, before)
        unit.operations.log("files", "x", {"change_set": change_set, "again": False}, 2**41)

    world.storage.write(crash)
    world.restart()
    world.undo.undo()
    qtbot.waitUntil(lambda: bool(world.notices))
    assert world.ratings()[0] == 100


def test_what_a_crash_leaves_beside_a_file_is_taken_away(world, qtbot):
    part = world.paths[0].with_name(world.paths[0].name + ".mtplayer-part")
    part.write_bytes(b"half")
    other = world.paths[1].with_name("somebody's.part")
    other.write_bytes(b"whole")
    world.service.tidy(world.database)
    write(world, qtbot, world.ids[1:2])
    assert part.exists()

    def crash(unit):
        file = unit.file_changes.rated(world.ids[:1])[0].file
        change_set = unit.file_changes.begin("ratings", "x", 1)
        unit.file_changes.plan(change_set, "ratings", file, b"{}")

    world.storage.write(crash)
    world.service.tidy(world.database)
    qtbot.waitUntil(lambda: not part.exists())
    assert other.exists()


def test_many_files_are_written_some_at_a_time(world, qtbot, monkeypatch):
    monkeypatch.setattr("mtplayer.services.library.tag_files.AT_ONCE", 1)
    write(world, qtbot)
    assert world.ratings() == [30, 80, None]
