"""Playlist files among what is dropped on a list are the tracks that they mean."""

from array import array

import pytest

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.exchange.dropped_files import DroppedFiles
from mtplayer.services.exchange.exchange import ExchangeService
from tests.fakes.library import FakeTrack
from tests.services.world import World

SONGS = [FakeTrack(title=f"Song {n}", name=b"%02d.flac" % n, track=n) for n in (1, 2, 3)]


class FakeOpened:
    """Finds one track for every file."""

    def __init__(self):
        self.asked = []

    def find(self, paths, done):
        self.asked.append(list(paths))
        done(array("q", [70 + number for number in range(len(paths))]))


@pytest.fixture
def world(tmp_path, qtbot):
    world = World(tmp_path / "library.db", SONGS, mount=tmp_path / "disk")
    files = Jobs("files", 1)
    exchange = ExchangeService(world.database, files, world.playlists, world.problems.append)
    world.opened = FakeOpened()
    world.dropped = DroppedFiles(exchange, world.opened, world.problems.append)
    yield world
    files.close(5000)
    world.close()


def found(world, qtbot, *paths):
    answers = []
    world.dropped.find(list(map(str, paths)), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return list(answers[0])


def test_the_tracks_of_a_playlist_file_come_in_its_order_and_once_more(world, qtbot, tmp_path):
    listed = tmp_path / "list.m3u8"
    music = tmp_path / "disk/music"
    listed.write_text("\n".join(str(music / name) for name in ("03.flac", "01.flac", "03.flac")))
    one, _, three = world.ids
    assert found(world, qtbot, listed) == [three, one, three]
    assert (world.opened.asked, world.problems) == ([], [])


def test_music_beside_a_list_comes_after_it(world, qtbot, tmp_path):
    listed = tmp_path / "list.m3u8"
    listed.write_text(str(tmp_path / "disk/music/02.flac"))
    assert found(world, qtbot, "/music/a.flac", listed, "/music/b.flac") == [world.ids[1], 70, 71]
    assert world.opened.asked == [["/music/a.flac", "/music/b.flac"]]


def test_what_is_not_found_is_said(world, qtbot, tmp_path):
    listed = tmp_path / "late.m3u8"
    listed.write_text(f"{tmp_path}/disk/music/02.flac\n/nowhere/else.flac\n")
    assert found(world, qtbot, listed) == [world.ids[1]]
    problem = world.problems.pop()
    assert "1 of 2 tracks of “late” were left out." in str(problem)


def test_a_file_that_cannot_be_read_is_said(world, qtbot, tmp_path):
    damaged = tmp_path / "x.xspf"
    damaged.write_text("<playlist><")
    assert found(world, qtbot, damaged) == []
    assert "damaged" in str(world.problems.pop())


def test_without_a_list_nothing_is_looked_up(world, qtbot):
    assert found(world, qtbot, "/music/a.flac") == [70]
