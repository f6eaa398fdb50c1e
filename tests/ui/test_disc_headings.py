"""An open album of several discs has a heading before each, and says how many editions it was."""

import sqlite3
from array import array
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import Disc
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.albums.tile_layout import HeadedLayout, Step, columned, headed
from mtplayer.ui.albums.track_columns import TrackColumns, TrackModel
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.rows import Rows

THREE = [
    FakeTrack(title=f"{disc}-{track}", disc=disc, track=track, name=b"%d-%d" % (disc, track))
    for disc, tracks in ((1, 3), (2, 2), (3, 4))
    for track in range(1, tracks + 1)
]


def layout(count=9, heads=(0, 3, 5), across=700):
    return headed(columned(count, across, row=30, least=300, gap=28), heads)


def test_every_track_and_heading_has_a_place_of_its_own():
    placed = layout()
    assert isinstance(placed, HeadedLayout)
    boxes = [placed.box(n) for n in range(9)] + [placed.head_box(n) for n in range(3)]
    assert len(set(boxes)) == 12
    for number in range(9):
        x, y, width, height = placed.box(number)
        assert placed.at(x + width // 2, y + height // 2) == number
    for number in range(3):
        x, y, width, height = placed.head_box(number)
        assert placed.at(x + width // 2, y + height // 2) == -1
    assert [placed.head_box(n)[1] < placed.box(placed.heads[n])[1] for n in range(3)] == [
        True, True, True,
    ]  # fmt: skip
    assert sorted(n for row in range(placed.rows) for n in placed.numbers(row)) == list(range(9))
    assert layout(heads=()) == columned(9, 700, row=30, least=300, gap=28)


def test_keys_lead_past_headings():
    placed = layout()
    assert placed.stepped(2, Step.DOWN, 100) == 3
    assert placed.stepped(3, Step.UP, 100) == 2
    assert placed.stepped(0, Step.END, 100) == 8
    landed = {placed.stepped(number, Step.RIGHT, 100) for number in range(9)}
    assert landed <= set(range(9))


@pytest.fixture
def database(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def album(database):
    make_library(database, THREE)
    with closing(open_writer(database)) as connection:
        connection.execute(
            "UPDATE tracks SET disc_subtitle = 'Night' WHERE disc_number = 2 AND track_number = 2"
        )
        connection.execute("UPDATE tracks SET place = disc_number * 1000 + track_number")
    return database


def test_discs_are_told_with_their_names_and_first_tracks(album):
    with closing(LibraryReader(album)) as reader:
        facts = reader.albums.facts(AlbumId(1))
    assert facts.discs == (
        Disc(number=1, first=0),
        Disc(number=2, subtitle="Night", first=3),
        Disc(number=3, first=5),
    )


def test_one_disc_needs_no_heading(database):
    make_library(database, [track for track in THREE if track.disc == 1])
    with closing(LibraryReader(database)) as reader:
        assert reader.albums.facts(AlbumId(1)).discs == ()


def test_an_album_says_how_many_were_made_one(album):
    with closing(sqlite3.connect(album)) as connection, connection:
        connection.execute(
            "INSERT INTO album_overrides (from_identity, to_identity, made_at)"
            " SELECT 'the other', identity, 1 FROM albums"
        )
    with closing(LibraryReader(album)) as reader:
        (row,) = reader.albums.rows([1])
    assert row.editions == 2


def test_no_track_is_cut_off_when_columns_become_one(theme, qtbot):
    columns = TrackColumns(TrackModel(Rows()), theme)
    qtbot.addWidget(columns)
    columns.resize(900, 30)
    columns.show()
    columns.show_ids(array("q", [1, 2, 3]), stay=False)
    assert columns.viewport().height() == 60
    columns.resize(534, 60)
    assert columns.viewport().height() == columns.height() == 90


def test_headings_are_painted_and_no_part_of_the_list(theme, qtbot):
    columns = TrackColumns(TrackModel(Rows()), theme)
    qtbot.addWidget(columns)
    columns.resize(700, 300)
    columns.show_heads([(0, "Disc 1"), (3, "Disc 2 · Night")])
    columns.show_ids(array("q", range(1, 7)), stay=False)
    columns.show()
    assert columns.height_for(700, 6) == 4 * 30
    picture = QPixmap(columns.size())
    columns.render(picture)
    empty = picture.toImage()
    columns.show_heads([])
    columns.show_ids(array("q", range(1, 7)), stay=False)
    columns.render(picture)
    assert picture.toImage() != empty
    assert columns.number_at(QPoint(100, 10)) == 0
