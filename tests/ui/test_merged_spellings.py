"""Names that were merged into an artist are parted again: from the menu to the rows, and back."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from mtplayer.core.events import LibraryChanged
from mtplayer.services.library.editions import EditionsService
from mtplayer.storage.operations import KEPT_MS
from mtplayer.ui.dialogs.merged_spellings import MergedSpellings
from mtplayer.ui.views import OneOf, View
from tests.fakes.albums_window import AlbumsWindow
from tests.scanner.conftest import World

RIGHT, WRONG, OTHER = "Sigur Rós", "Sigur Rosse", "S. Ros"


@pytest.fixture
def library(tmp_path):
    library = World(tmp_path)
    for number, name in enumerate((RIGHT, WRONG, OTHER)):
        said = {"artists": (name,), "album_artists": (name,), "album": f"Album {number}"}
        library.put(f"{number}/a.mp3", title=str(number), **said)
    library.scan(library.music)
    return library


@pytest.fixture
def world(library, theme, qtbot):
    world = AlbumsWindow(library.database, theme)
    failed = world.problems.append
    editions = EditionsService(world.storage, world.write, world.library, world.undo, failed)
    world.services = replace(world.services, editions=editions)
    world.editions = editions
    world.asked = []

    def read_again(directories):
        world.asked.append(sorted(directories))
        everything = LibraryChanged(revision=0, complete=False)
        world.read.run(
            lambda _: library.scan(*map(os.fsdecode, directories), seen=True),
            lambda _: world.library.announce(everything),
            failed,
        )

    editions.stale.connect(read_again)
    world.window.resize(960, 640)
    world.window.show()
    yield world
    world.close()


def credited(library):
    """Return who is credited for each track, by its title."""
    rows = library.query(
        "SELECT t.title, a.name FROM tracks t JOIN track_artists r ON r.track_id = t.id"
        " JOIN artists a ON a.id = r.artist_id WHERE r.role = 'artist' ORDER BY t.title"
    )
    return [row["name"] for row in rows]


def artist_id(library, name):
    (row,) = library.query("SELECT id FROM artists WHERE name = ?", name)
    return row["id"]


def spellings(world):
    facts = None if world.artist is None else world.artist.facts
    return () if facts is None else facts.spellings


def merged(world, library, qtbot, *names):
    ids = [artist_id(library, name) for name in names]
    into = artist_id(library, RIGHT)
    with qtbot.waitSignal(world.library.changed):
        world.editions.merge_artists([*ids, into], into)
    world.window.go(OneOf(View.ARTIST, into))
    qtbot.waitUntil(lambda: len(spellings(world)) == len(names))
    return world.artist


def entries(page):
    """Return what the menu of the page offers, by its words."""
    return {action.text(): action for action in page.menu(page.facts).actions()}


def open_sheet(page):
    entries(page)["Merged spellings…"].trigger()
    (sheet,) = sheets(page)
    return sheet


def sheets(page):
    return page.window().findChildren(MergedSpellings)


def test_a_merge_older_than_the_log_is_parted_from_the_menu(world, library, qtbot):
    page = merged(world, library, qtbot, WRONG)
    assert credited(library) == [RIGHT, RIGHT, OTHER]
    with closing(sqlite3.connect(library.database)) as connection, connection:
        connection.execute("UPDATE operations SET done_at = done_at - ?", (KEPT_MS + 1,))
    sheet = open_sheet(page)
    (part,) = sheet.parts.values()
    assert part.text() == "Part again"
    with qtbot.waitSignal(world.undo.offered) as offered:
        part.click()
    assert offered.args[0].text == f"Parted “{WRONG}”"
    qtbot.waitUntil(lambda: credited(library) == [RIGHT, WRONG, OTHER])
    assert library.query("SELECT * FROM artist_aliases") == []
    assert library.query("SELECT count(*) AS n FROM files WHERE stale")[0]["n"] == 0
    qtbot.waitUntil(lambda: page.facts.spellings == ())
    qtbot.waitUntil(lambda: sheets(page) == [])
    library.scan()
    assert credited(library) == [RIGHT, WRONG, OTHER]
    library.check()


def test_of_several_names_one_is_parted_and_the_sheet_stays(world, library, qtbot):
    page = merged(world, library, qtbot, WRONG, OTHER)
    sheet = open_sheet(page)
    assert [spelling.name for spelling in page.facts.spellings] == [OTHER, WRONG]
    (identity,) = [one.identity for one in page.facts.spellings if one.name == WRONG]
    sheet.parts[identity].click()
    qtbot.waitUntil(lambda: credited(library) == [RIGHT, WRONG, RIGHT])
    assert sheets(page) == [sheet]
    assert len(sheet.parts) == 1
    sheet.buttons[-1].click()
    qtbot.waitUntil(lambda: sheets(page) == [])


def test_parting_is_taken_back_and_done_again(world, library, qtbot):
    page = merged(world, library, qtbot, WRONG)
    next(iter(open_sheet(page).parts.values())).click()
    qtbot.waitUntil(lambda: credited(library) == [RIGHT, WRONG, OTHER])
    world.undo.undo()
    qtbot.waitUntil(lambda: credited(library) == [RIGHT, RIGHT, OTHER])
    library.scan()
    assert credited(library) == [RIGHT, RIGHT, OTHER]
    world.undo.redo()
    qtbot.waitUntil(lambda: credited(library) == [RIGHT, WRONG, OTHER])
    assert len(world.asked) == 2
    library.check()


def test_only_artists_with_merged_names_offer_them(world, library, qtbot):
    world.window.go(OneOf(View.ARTIST, artist_id(library, OTHER)))
    qtbot.waitUntil(lambda: world.artist is not None and world.artist.title == OTHER)
    assert "Merged spellings…" not in entries(world.artist)


def test_files_that_are_away_are_parted_when_they_are_back(world, library, qtbot, tmp_path):
    page = merged(world, library, qtbot, WRONG)
    (library.music / "1").rename(tmp_path / "away")
    library.scan()
    next(iter(open_sheet(page).parts.values())).click()
    qtbot.waitUntil(lambda: library.query("SELECT * FROM artist_aliases") == [])
    qtbot.waitUntil(lambda: bool(world.asked))
    assert credited(library) == [RIGHT, RIGHT, OTHER]
    (tmp_path / "away").rename(library.music / "1")
    library.scan()
    assert credited(library) == [RIGHT, WRONG, OTHER]
