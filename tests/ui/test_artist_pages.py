"""The pages of artists, from the window to what is played and where links lead."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mtplayer.core.library.artwork import picture_of, pictured
from mtplayer.ui.albums.neighbour_row import NeighbourRow
from mtplayer.ui.commands import commands
from mtplayer.ui.views import OneOf, View
from mtplayer.ui.widgets.text_button import TextButton
from tests.fakes.albums_window import on_screen
from tests.fakes.library import FakeTrack

NOW = 1_763_000_000_000


def track(title, artist, album, **more):
    return FakeTrack(title=title, artist=artist, album=album, genre="Shoegaze", **more)


TRACKS = [
    *(track(f"L{n}", "Moth Parade", "Lamplighter", year=2024, track=n) for n in range(1, 9)),
    track("Spark", "Moth Parade", "Slow Fireworks", year=2021, plays=9, last_played_at=NOW),
    track("Halo", "Moth Parade", "Live at the Aquarium", year=2019, plays=4, last_played_at=NOW),
    track("Guest", "Moth Parade", "Night Shift", album_artist="Various Artists", year=2018),
    track("Alone", "Glasshouse Radio", "Slow Weather", year=2019),
    track("Other", "The Low Orbit", "Perigee", year=2023),
]
MOTH = 1


@pytest.fixture
def world(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot, TRACKS, View.ARTISTS)
    world.grid = world.artists.grid
    yield world
    world.close()


def names(world):
    return [world.grid.artists.row(number).name for number in range(len(world.grid.artists.ids))]


def played(world):
    return [call for call in world.services.playback.calls if call[0] == "play"]


def open_moth(world, qtbot):
    world.window.go(OneOf(View.ARTIST, world.grid.artists.ids[names(world).index("Moth Parade")]))
    qtbot.waitUntil(lambda: world.artist.facts is not None)
    return world.artist


def shown(page):
    return [page.grid.albums.row(number).title for number in range(len(page.grid.albums.ids))]


def button(page, words):
    return next(one for one in page.findChildren(TextButton) if one.text() == words)


def test_artists_stand_in_order_without_their_article(world):
    assert names(world) == ["Glasshouse Radio", "Moth Parade", "The Low Orbit"]
    assert world.artists.header.counts() == "3 artists"


def test_a_search_finds_names(world, qtbot):
    world.field.set_text("orb")
    qtbot.waitUntil(lambda: names(world) == ["The Low Orbit"])


def test_enter_leads_to_the_artist_and_back_leads_back(world, qtbot):
    world.grid.go_to(1)
    world.grid.setFocus()
    qtbot.keyClick(world.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: world.artist is not None and world.artist.title == "Moth Parade")
    world.actions[commands.BACK].trigger()
    assert world.artists.isVisible()
    assert names(world) == ["Glasshouse Radio", "Moth Parade", "The Low Orbit"]


def test_ctrl_enter_plays_everything_the_oldest_first(world, qtbot):
    world.grid.go_to(1)
    world.grid.setFocus()
    qtbot.keyClick(world.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(played(world)) == 1)
    tracks = played(world)[0][1]
    assert len(tracks) == 11
    assert [row.year for row in world.reader.rows(tracks)][:3] == [2018, 2019, 2021]


def test_tracks_of_several_artists_are_queued_once(world, qtbot):
    world.grid.selectAll()
    world.grid.setFocus()
    qtbot.keyClick(world.grid, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: len(world.services.queue.calls) == 1)
    assert sorted(world.services.queue.calls[0][1]) == sorted(world.ids)


def test_the_page_says_who_it_is_and_what_there_is(world, qtbot):
    page = open_moth(world, qtbot)
    said = {widget.accessibleName() for widget in page.findChildren(type(page._works))}
    assert "Moth Parade" in said
    assert "3 albums · 11 tracks · 37 min · 13 plays" in said
    assert shown(page) == ["Lamplighter", "Slow Fireworks", "Live at the Aquarium", "Night Shift"]
    assert world.window._sidebar.view.currentIndex().data() == "Artists"


def test_the_discography_is_parted_by_kind(world, qtbot):
    page = open_moth(world, qtbot)
    words = [one.accessibleName() for one in page.kinds._group.buttons()]
    assert words == ["All 4", "Albums 1", "EPs & singles 1", "Live 1", "Appears on 1"]
    page.kinds._group.buttons()[4].click()
    assert shown(page) == ["Night Shift"]
    page.kinds._group.buttons()[3].click()
    assert shown(page) == ["Live at the Aquarium"]


def test_the_most_played_tracks_play_from_the_one_that_is_chosen(world, qtbot):
    page = open_moth(world, qtbot)
    assert [row.title for row in world.reader.rows(page.top.tracks.ids)] == ["Spark", "Halo"]
    page.top.go_to(1)
    page.top.setFocus()
    qtbot.keyClick(page.top, Qt.Key.Key_Return)
    assert played(world) == [("play", list(page.top.tracks.ids), 1, f"artist:{page._artist}")]


def test_an_album_opens_on_the_page(world, qtbot):
    page = open_moth(world, qtbot)
    page.open_album.open(0)
    qtbot.waitUntil(lambda: page.grid.open_album is not None)
    assert page.open_album.panel.isVisible()
    assert len(page.open_album.panel.tracks.tracks.ids) == 8


def test_play_and_shuffle_take_everything(world, qtbot):
    page = open_moth(world, qtbot)
    button(page, "Play").click()
    qtbot.waitUntil(lambda: len(played(world)) == 1)
    assert len(played(world)[0][1]) == 11
    button(page, "Shuffle").click()
    qtbot.waitUntil(lambda: len(played(world)) == 2)
    assert world.services.queue.modes.shuffle


def test_who_shares_a_genre_is_near_and_leads_on(world, qtbot):
    page = open_moth(world, qtbot)
    near = [one for one in page.findChildren(NeighbourRow) if not one.isHidden()]
    assert {one.accessibleName() for one in near} >= {"Glasshouse Radio", "The Low Orbit"}
    next(one for one in near if one.accessibleName() == "The Low Orbit").click()
    qtbot.waitUntil(lambda: page.title == "The Low Orbit")
    assert shown(page) == ["Perigee"]
    assert page.findChildren(QPushButton) == []


def test_an_open_album_leads_to_its_artist(world, qtbot):
    world.window.go(View.ALBUMS)
    qtbot.waitUntil(lambda: len(world.albums.grid.albums.ids) == 6)
    opened = world.albums.open_album
    opened.open(0)
    qtbot.waitUntil(lambda: world.albums.grid.open_album is not None)
    opened.panel.artist_pressed.emit(None)
    qtbot.waitUntil(lambda: world.artist is not None and world.artist.title == "Glasshouse Radio")


def test_the_heart_of_an_artist_likes_all_tracks_and_takes_it_back(world, qtbot):
    number = names(world).index("Moth Parade")
    heart = world.grid.painter._corner(_square(world, number), 1).center()
    liked = "SELECT count(*) FROM tracks WHERE liked_at IS NOT NULL"
    for count in (11, 0):
        with qtbot.waitSignal(world.favorites.changed):
            qtbot.mouseClick(world.grid.viewport(), Qt.MouseButton.LeftButton, pos=heart)
        assert world.reader._row(liked) == (count,)
        assert world.grid.artists.row(number).all_liked is bool(count)
    assert not world.grid.artists.row(0).all_liked
    assert not world.grid.grab().isNull()


def test_an_artist_whose_tracks_are_all_liked_says_so(world, qtbot):
    number = names(world).index("The Low Orbit")
    world.grid.go_to(number)
    world.grid.setFocus()
    with qtbot.waitSignal(world.favorites.changed):
        qtbot.keyClick(world.grid, Qt.Key.Key_L)
    spoken = world.grid.model().index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "The Low Orbit, liked"
    world.artists.selected.answer()
    words = [action.text() for action in world.artists.selected.menu().actions()]
    assert "Unlike" in words


def _square(world, number):
    area = world.grid.area_of(number)
    area.setHeight(area.width())
    return area


def test_selected_spellings_are_merged_into_the_name_that_is_chosen(world, qtbot):
    qtbot.waitUntil(lambda: len(world.grid.artists.ids) > 2)
    world.grid.selectAll()
    selected = world.artists.selected
    words = [action.text() for action in selected.menu().actions()]
    assert "Merge spellings…" in words
    sheet = selected.ask_to_merge()
    offered = [row.accessibleName() for row in sheet.names]
    assert offered[0] == "Moth Parade"
    assert sheet.names[0].isChecked()
    sheet.names[1].click()
    sheet.buttons[0].click()
    ((kind, merged, into),) = world.services.editions.calls
    assert (kind, sorted(merged)) == ("artists", sorted(world.grid.artists.ids))
    assert into == world.grid.artists.ids[names(world).index(offered[1])]


def test_an_artist_is_given_a_picture_by_the_menu(world, qtbot):
    qtbot.waitUntil(lambda: bool(world.grid.artists.ids))
    number = names(world).index("Moth Parade")
    world.grid.go_to(number)
    words = [action.text() for action in world.artists.selected.menu().actions()]
    assert "Set picture…" in words
    dialog = world.artists.selected._choice.ask(picture_of(world.grid.artists.ids[number]))
    dialog.fileSelected.emit("/pictures/moth.jpg")
    ((kind, cover, path),) = world.services.covers.calls
    assert (kind, path) == ("choose", "/pictures/moth.jpg")
    assert pictured(cover) == world.grid.artists.ids[number]
    dialog.close()
