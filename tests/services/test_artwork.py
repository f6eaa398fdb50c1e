"""Covers: found, remembered, chosen by hand, taken back; from the service to the database."""

import os
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from PySide6.QtGui import QColor, QImage

from mtplayer.core.events import CoversChanged
from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artists import ArtistQuery
from mtplayer.core.library.artwork import picture_of
from mtplayer.files.picture_store import PictureStore, PictureUnreadable
from mtplayer.files.thumb_store import SIZES, ThumbStore
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.artwork import ArtworkService
from mtplayer.services.library.covers import CoversService
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.library.covers import CoverSources
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.look.cover_cache import is_picture, pixels_of, scaled_jpeg
from tests.fakes.library import FakeTrack, make_library

ALBUM = AlbumId(1)
pytestmark = pytest.mark.blocking


def picture(path, colour, edge=300):
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


class World:
    def __init__(self, folder, qtbot):
        self.folder, self.qtbot = folder, qtbot
        self.music = folder / "disk" / "music"
        self.music.mkdir(parents=True)
        self.database = folder / "library.db"
        make_library(self.database, [FakeTrack()], mount=folder / "disk")
        self.problems, self.changes = [], []
        self.storage = Storage(self.database)
        self.write, self.files = Jobs("write", 1), Jobs("files", 1)
        self.undo = UndoService(self.storage, self.write, self.problems.append)
        self.pictures = PictureStore(folder / "artwork", is_picture)
        self.start()

    def start(self):
        """Be a program that was just started."""
        self.artwork = ArtworkService(
            partial(CoverSources, self.database), ThumbStore(self.folder / "thumbs"), self.pictures
        )
        self.covers = CoversService(
            self.artwork,
            self.pictures.save_file,
            self.storage,
            self.write,
            self.files,
            self.undo,
            self.problems.append,
        )
        self.covers.changed.connect(self.changes.append)

    def colour(self):
        found = self.artwork.colour(ALBUM, scaled_jpeg, pixels_of)
        return None if found is None else QColor(found).name()

    def hue(self, album=ALBUM):
        thumb = self.artwork.thumb(album, 64, scaled_jpeg)
        if thumb is None:
            return None
        color = QImage.fromData(thumb).pixelColor(30, 30)
        return {0: "red", 120: "green", 240: "blue"}[round(color.hue() / 120) * 120 % 360]

    def settle(self):
        self.covers.write_found()

        done = []
        self.write.run(lambda _: None, done.append, self.problems.append)
        self.qtbot.waitUntil(lambda: bool(done))

    def stored(self):
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(
                "SELECT lower(hex(w.hash)), w.colour, a.artwork_chosen FROM albums a"
                " LEFT JOIN artworks w ON w.id = a.artwork_id WHERE a.id = 1"
            ).fetchone()

    def scan_notices(self, path):
        """Do what a scan does when it sees that a cover beside the files is new."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(
                "UPDATE directories SET cover_name = ?, cover_mtime_ns = ?",
                (path.name.encode(), os.stat(path).st_mtime_ns),
            )
        self.artwork.forget()

    def close(self):
        assert self.files.close(5000)
        assert self.write.drain(5000)
        self.artwork.close()
        self.storage.close()


@pytest.fixture
def world(tmp_path, qtbot):
    world = World(tmp_path, qtbot)
    yield world
    world.close()


def choose(world, path):
    seen = len(world.changes)
    world.covers.choose(ALBUM, str(path))
    world.qtbot.waitUntil(lambda: len(world.changes) > seen or bool(world.problems))


def test_what_was_found_is_written_down_with_its_colour(world):
    picture(world.music / "Folder.JPG", "red")
    assert world.hue() == "red"
    assert world.colour() is not None
    world.settle()
    name, colour, chosen = world.stored()
    assert (len(name), chosen) == (32, 0)
    assert QColor(colour).red() > 240
    assert all(ThumbStore(world.folder / "thumbs").load(name, size) for size in SIZES)


def test_a_cover_is_there_while_its_drive_is_away(world):
    picture(world.music / "cover.png", "blue")
    assert world.hue() == "blue"
    world.settle()
    (world.folder / "disk").rename(world.folder / "unplugged")
    world.start()
    assert world.hue() == "blue"


def test_without_a_change_no_file_is_read_again(world, monkeypatch):
    picture(world.music / "cover.png", "blue")
    world.hue()
    world.settle()
    world.start()
    monkeypatch.setattr("mtplayer.files.artwork_reader.find", lambda _: pytest.fail("was read"))
    assert world.hue() == "blue"


def test_that_there_is_none_is_remembered_too(world, monkeypatch):
    assert world.hue() is None
    world.settle()
    world.start()
    monkeypatch.setattr("mtplayer.files.artwork_reader.find", lambda _: pytest.fail("was read"))
    assert world.hue() is None
    assert world.colour() is None


def test_e5_a_picture_that_is_replaced_is_seen_after_the_next_scan(world):
    path = picture(world.music / "cover.png", "blue")
    assert world.hue() == "blue"
    world.settle()
    world.scan_notices(picture(path, "red"))
    assert world.hue() == "red"


def test_the_cover_comes_back_when_its_cache_is_deleted(world):
    picture(world.music / "cover.png", "green")
    assert world.hue() == "green"
    world.settle()
    for thumb in (world.folder / "thumbs").rglob("*.jpg"):
        thumb.unlink()
    world.start()
    assert world.hue() == "green"


def test_a_chosen_picture_wins_over_every_found_one(world, tmp_path):
    path = picture(world.music / "cover.png", "blue")
    world.hue()
    world.settle()
    choose(world, picture(tmp_path / "mine.webp", "red"))
    assert world.changes[-1] == CoversChanged(albums=(ALBUM,))
    assert world.hue() == "red"
    assert world.stored()[2] == 1
    world.scan_notices(picture(path, "green"))
    assert world.hue() == "red"
    world.start()
    assert world.hue() == "red"


def test_a_choice_is_undone_and_done_again(world, tmp_path):
    picture(world.music / "cover.png", "blue")
    world.hue()
    world.settle()
    choose(world, picture(tmp_path / "mine.png", "red"))
    assert world.hue() == "red"
    world.undo.undo()
    world.qtbot.waitUntil(lambda: len(world.changes) == 2)
    assert world.hue() == "blue"
    world.undo.redo()
    world.qtbot.waitUntil(lambda: len(world.changes) == 3)
    assert world.hue() == "red"


def test_an_album_gets_its_own_cover_back(world, tmp_path):
    picture(world.music / "cover.png", "blue")
    choose(world, picture(tmp_path / "mine.png", "red"))
    world.covers.use_own(ALBUM)
    world.qtbot.waitUntil(lambda: len(world.changes) == 2)
    assert world.hue() == "blue"


def test_what_is_no_picture_is_refused_with_its_name(world, tmp_path):
    (tmp_path / "notes.jpg").write_text("not a picture")
    choose(world, tmp_path / "notes.jpg")
    (problem,) = world.problems
    assert isinstance(problem, PictureUnreadable)
    assert "notes.jpg" in str(problem)
    assert world.changes == []


def test_a_picture_that_is_not_there_says_so(world, tmp_path):
    choose(world, tmp_path / "gone.png")
    assert "gone.png" in str(world.problems[0])


def test_an_artist_has_the_picture_that_was_chosen_until_it_is_taken_back(world, tmp_path):
    picture(world.music / "cover.png", "blue")
    mine = picture_of(ArtistId(1))
    world.covers.choose(mine, str(picture(tmp_path / "mine.png", "red")))
    world.qtbot.waitUntil(lambda: len(world.changes) == 1)
    assert world.changes == [CoversChanged(albums=(mine,))]
    assert stands_for(world) == (mine, mine)
    assert world.hue(mine) == "red"
    assert world.hue() == "blue", "the album keeps its own"
    world.settle()
    world.undo.undo()
    world.qtbot.waitUntil(lambda: len(world.changes) == 2)
    assert stands_for(world) == (ALBUM, ALBUM)
    world.undo.redo()
    world.qtbot.waitUntil(lambda: len(world.changes) == 3)
    assert world.hue(mine) == "red"
    world.covers.use_own(mine)
    world.qtbot.waitUntil(lambda: len(world.changes) == 4)
    assert stands_for(world) == (ALBUM, ALBUM)


def stands_for(world):
    """Return the picture of the only artist, in the list and on the page."""
    with closing(LibraryReader(world.database)) as reader:
        (cover,) = reader.artists.ids(ArtistQuery()).covers
        return cover, reader.artists.page(ArtistId(1)).cover
