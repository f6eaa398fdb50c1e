"""The list grouped by album, from the window to the rows."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt

from mtplayer.core.library.tracks import SortKey
from mtplayer.ui.commands import commands
from mtplayer.ui.sidebar.places import rows_of
from mtplayer.ui.tracks.columns import INDEX, SortOrder
from mtplayer.ui.tracks.group_painter import LANE
from tests.fakes.library import FakeTrack
from tests.fakes.tracks_window import TracksWindow, make_library

LEFT = Qt.MouseButton.LeftButton
TRACKS = [
    FakeTrack(title="a1", artist="Ann", album="A", track=1),
    FakeTrack(title="a2", artist="Bob", album="A", album_artist="Ann", track=2),
    FakeTrack(title="b1", artist="Cy", album="B", track=1),
    FakeTrack(title="b2", artist="Cy", album="B", track=2),
    FakeTrack(title="b3", artist="Cy", album="B", track=3),
    FakeTrack(title="x", artist="Zed", album=""),
]


@pytest.fixture
def opened(tmp_path, theme, qtbot):
    windows = []

    def open_it(**remembered):
        if not windows:
            make_library(tmp_path / "library.db", TRACKS)
        world = TracksWindow(tmp_path / "library.db", theme, remembered)
        windows.append(world)
        world.window.resize(1440, 900)
        world.window.show()
        qtbot.waitUntil(lambda: world.model.track_count == len(TRACKS))
        world.window.activateWindow()
        world.table.setFocus()
        qtbot.waitUntil(world.table.hasFocus)
        return world

    yield open_it
    for world in windows:
        world.close()


@pytest.fixture
def world(opened, qtbot):
    world = opened()
    group(world, qtbot)
    return world


def group(world, qtbot):
    world.window.actions_[commands.GROUP_BY_ALBUM].trigger()
    qtbot.waitUntil(lambda: not world.page.waiting)


def shown(world):
    """Return the rows, heads in brackets."""
    model = world.model
    rows = [(model.is_head(row), model.row(row)) for row in range(len(model.ids))]
    return [f"[{row.album}]" if head else row.title for head, row in rows]


GROUPED = ["[A]", "a1", "a2", "[B]", "b1", "b2", "b3", "[]", "x"]


def middle(world, row, x=300):
    height = world.table.row_height
    return QPoint(x, row * height + height // 2)


def test_each_album_has_a_head_that_counts_as_no_track(world):
    assert shown(world) == GROUPED
    assert world.model.track_count == 6
    assert world.page._header.counts().startswith("6 tracks")
    assert world.page.query.sort is SortKey.ALBUM_ARTIST
    assert world.model.group_of(5) == (3, 6)
    assert list(world.model.tracks) == [id_ for id_ in world.model.ids if id_ > 0]


def test_covers_have_a_wide_column_at_the_leading_side(world):
    header = world.table.header
    assert header.visualIndex(INDEX["cover"]) == 0
    assert header.sectionSize(INDEX["cover"]) == LANE
    assert header.isSectionHidden(INDEX["album"])
    world.window.grab()


def test_grouping_is_taken_back_and_the_columns_are_as_before(world, qtbot):
    group(world, qtbot)
    assert shown(world) == ["a1", "a2", "b1", "b2", "b3", "x"]
    assert world.table.header.visualIndex(INDEX["cover"]) == 1
    assert not world.table.header.isSectionHidden(INDEX["album"])


def test_keys_go_past_heads_and_play_the_track_they_are_on(world, qtbot):
    world.table.go_to(2)
    qtbot.keyClick(world.table, Qt.Key.Key_Down)
    assert world.table.currentIndex().row() == 4
    qtbot.keyClick(world.table, Qt.Key.Key_Up)
    assert world.table.currentIndex().row() == 2
    qtbot.keyClick(world.table, Qt.Key.Key_Home)
    assert world.table.currentIndex().row() == 1
    qtbot.keyClick(world.table, Qt.Key.Key_Return)
    assert world.services.playback.calls == [("play", list(world.model.tracks), 0, "tracks")]


def test_a_press_on_a_head_selects_its_tracks_and_two_play_them(world, qtbot):
    view = world.table.viewport()
    qtbot.mouseClick(view, LEFT, pos=middle(world, 3))
    assert world.table.selected_blocks() == [(4, 6)]
    qtbot.mouseDClick(view, LEFT, pos=middle(world, 3))
    assert world.services.playback.calls == [("play", list(world.model.tracks), 2, "tracks")]


def test_the_glyph_in_a_head_plays_the_album(world, qtbot):
    view = world.table.viewport()
    at = middle(world, 7, view.width() - 28)
    qtbot.mouseClick(view, LEFT, pos=at)
    assert world.services.playback.calls == [("play", list(world.model.tracks), 5, "tracks")]


def test_all_selected_are_all_tracks_and_no_head(world, qtbot):
    world.window.actions_[commands.SELECT_ALL].trigger()
    assert world.table.selected_count() == 6
    assert list(world.table.selected_ids()) == list(world.model.tracks)
    qtbot.keyClick(world.table, Qt.Key.Key_Q)
    assert list(world.services.queue.calls[-1][1]) == list(world.model.tracks)


def test_in_every_order_albums_stand_together(world, qtbot):
    world.table.header.sort_asked.emit(SortOrder(key=SortKey.TITLE, descending=True))
    qtbot.waitUntil(lambda: not world.page.waiting)
    assert shown(world) == ["[]", "x", "[B]", "b1", "b2", "b3", "[A]", "a1", "a2"]


def test_a_selection_stays_while_the_library_changes(world, qtbot):
    world.table.go_to(5)
    selected = list(world.table.selected_ids())
    world.library.remove([world.model.ids[1], world.model.ids[2]])
    qtbot.waitUntil(lambda: shown(world) == GROUPED[3:], timeout=4000)
    assert list(world.table.selected_ids()) == selected
    assert world.table.currentIndex().row() == 2


def test_searching_groups_what_is_found(world, qtbot):
    world.field.set_text("ann")
    qtbot.waitUntil(lambda: not world.page.waiting)
    assert shown(world)[0] == "[A]"
    world.field.set_text("nothing at all")
    qtbot.waitUntil(lambda: not world.page.waiting)
    assert shown(world) == []


def test_grouping_is_remembered_per_list(world, opened, qtbot):
    assert world.state.get("grouped.tracks", False)
    again = opened(**{"grouped.tracks": True})
    qtbot.waitUntil(lambda: again.model.grouped)
    assert again.window.actions_[commands.GROUP_BY_ALBUM].isChecked()
    again.window.actions_[commands.GO_LIKED].trigger()
    assert not again.page.query.grouped


def test_tracks_are_found_among_very_many_heads():
    ids = array("q")
    for album in range(1, 30_001):
        ids.extend([-album, album * 2, album * 2 + 1])
    wanted = [2, 3, 40, 41, 60_000, 60_001]
    assert list(rows_of(ids, wanted)) == [1, 2, 58, 59, 89_998, 89_999]


def test_the_playing_track_is_shown_in_its_group(world, qtbot):
    from mtplayer.core.events import Entry

    row = shown(world).index("b2")
    world.services.queue.current = Entry(1, world.model.ids[row])
    world.window.actions_[commands.SHOW_PLAYING].trigger()
    assert world.table.currentIndex().row() == row
