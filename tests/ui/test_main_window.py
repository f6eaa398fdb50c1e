"""The frame: what the bar shows, where it goes, how it gives way, what is dropped on it."""

from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core import options
from mtplayer.core.events import (
    FavoritesChanged,
    HeldFolder,
    LibraryChanged,
    Notice,
    Outcome,
    PlaybackFailed,
    PlaybackState,
    ScanFinished,
    ScanPhase,
    ScanProgress,
    Touched,
    UndoOffered,
)
from mtplayer.core.ids import FolderId, ScanId, TrackId
from mtplayer.core.library.tracks import Scope
from mtplayer.core.problems import Problem
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.command import Where
from mtplayer.ui.commands.main_menu import main_menu
from mtplayer.ui.look.theme import Theme
from tests.fakes.window import FakeTracks, FakeWindow, drop_on, named, shows

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> FakeWindow:
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(1440, 900)
    with qtbot.waitExposed(it.window):
        it.window.show()
    return it


def test_every_command_of_the_window_is_answered(it: FakeWindow) -> None:
    silent = [
        command.id
        for command in commands.ALL
        if command.where is Where.WINDOW
        and command
        not in (
            commands.COLUMN_BROWSER,
            commands.GROUP_BY_ALBUM,
            commands.PLAIN_LIST,
            commands.EDIT_RULES,
        )
        and not it.window.actions_.answered(command)
    ]
    assert silent == []


def test_back_and_forward_walk_the_places_that_were_visited(it: FakeWindow) -> None:
    actions, shown = it.window.actions_, it.tracks.shown
    assert not actions[commands.BACK].isEnabled()
    actions[commands.GO_LIKED].trigger()
    it.window._sidebar.visited.emit(Scope.TOP)
    actions[commands.BACK].trigger()
    actions[commands.BACK].trigger()
    actions[commands.FORWARD].trigger()
    assert shown == [Scope.TRACKS, Scope.LIKED, Scope.TOP, Scope.LIKED, Scope.TRACKS, Scope.LIKED]
    model = it.window._model
    assert it.window._sidebar.view.currentIndex() == model.index_of(Scope.LIKED)


def test_the_sidebar_counts_again_after_changes(it: FakeWindow) -> None:
    model = it.window._model
    it.services.library.counts = {Scope.TRACKS: 1234}
    it.services.library.changed.emit(LibraryChanged(revision=3, complete=False))
    assert model.count_at(model.index_of(Scope.TRACKS)).replace(",", "") == "1234"
    assert model.count_at(model.index_of(Scope.TOP)) == ""


def test_albums_and_artists_are_counted_only_when_one_may_be_more_or_less(it: FakeWindow) -> None:
    library, counted = it.services.library, []
    library.count_parts = counted.append
    it.services.favorites.changed.emit(FavoritesChanged(added=(TrackId(1),)))
    library.changed.emit(LibraryChanged(revision=1, updated=(TrackId(1),)))
    assert counted == []
    library.changed.emit(LibraryChanged(revision=2, removed=(TrackId(1),)))
    library.changed.emit(LibraryChanged(revision=3, complete=False))
    assert len(counted) == 2


def test_what_a_scan_reads_anew_is_counted_once_at_its_end(it: FakeWindow) -> None:
    library, parts, lists = it.services.library, [], []
    library.count_parts, library.count_scopes = parts.append, lists.append
    ended = ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED)
    it.services.scan.finished.emit(ended)
    assert (parts, lists) == ([], []), "a scan that changed nothing leaves nothing to count"
    tags = LibraryChanged(
        revision=1, updated=(TrackId(1),), touched=frozenset({Touched.TAGS, Touched.RATING})
    )
    library.changed.emit(tags)
    library.changed.emit(tags)
    assert (parts, lists) == ([], [])
    it.services.scan.finished.emit(ended)
    it.services.scan.finished.emit(ended)
    assert (len(parts), len(lists)) == (1, 1)
    played = frozenset({Touched.PLAYS})
    library.changed.emit(LibraryChanged(revision=2, updated=(TrackId(1),), touched=played))
    assert (len(parts), len(lists)) == (1, 2)


def test_the_frame_gives_way_at_its_breakpoints(it: FakeWindow, qtbot: QtBot) -> None:
    shell, window = it.window._shell, it.window
    seen = []
    for width in (1900, 1440, 1100, 900):
        window.resize(width, 700)
        qtbot.wait(1)
        seen.append((shell._left.width(), it.panel.isVisible() and it.panel.width()))
    assert seen == [(232, 360), (232, 320), (232, False), (56, False)]
    window.resize(1440, 700)
    assert (shell._left.width(), it.panel.width()) == (232, 320)


def test_below_the_breakpoint_the_queue_is_a_drawer_that_escape_closes(
    it: FakeWindow, qtbot: QtBot
) -> None:
    it.window.resize(1100, 700)
    actions = it.window.actions_
    assert not actions[commands.QUEUE_PANEL].isChecked()
    actions[commands.QUEUE_PANEL].trigger()
    assert actions[commands.QUEUE_PANEL].isChecked()
    assert it.panel.isVisible()
    assert it.panel.width() == 320
    assert it.tracks.width() == 1100 - 232
    actions[commands.CLOSE].trigger()
    assert not it.panel.isVisible()
    assert not actions[commands.QUEUE_PANEL].isChecked()


def test_in_the_rail_the_sidebar_flies_out_and_back(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.resize(900, 640)
    sidebar, actions = it.window._sidebar, it.window.actions_
    assert sidebar.view.rail
    assert sidebar.view.columnWidth(0) < 56
    actions[commands.SIDEBAR].trigger()
    assert not sidebar.view.rail
    assert sidebar.width() == 232
    qtbot.keyClick(sidebar.view, Qt.Key.Key_Down)
    assert it.window._pages.currentWidget().visits == 1
    assert not sidebar.view.rail
    place = sidebar.view.visualRect(it.window._model.index_of(Scope.TOP)).center()
    qtbot.mouseClick(sidebar.view.viewport(), LEFT, pos=place)
    assert it.tracks.shown[-1] is Scope.TOP
    assert sidebar.view.rail
    assert sidebar.width() == 56


def test_the_sidebar_folds_at_any_width_and_stays_folded(it: FakeWindow, theme: Theme) -> None:
    it.window.actions_[commands.SIDEBAR].trigger()
    assert it.window._shell._left.width() == 56
    assert it.state.get("window.sidebar_folded", False)


def test_c26_what_the_window_was_it_is_again(it: FakeWindow, theme: Theme, qtbot: QtBot) -> None:
    it.window.resize(780, 600)
    it.window.actions_[commands.GO_LIKED].trigger()
    it.window.actions_[commands.QUEUE_PANEL].trigger()
    it.window.close()
    again = FakeWindow(theme, it.state._values)
    qtbot.addWidget(again.window)
    again.window.show()
    assert again.window.size() == it.window.size()
    assert again.tracks.shown == [Scope.LIKED]
    assert not again.panel.isVisible()


def test_c24_the_controls_stay_where_they_are_at_every_width(it: FakeWindow) -> None:
    places = set()
    for width in range(1200, 1600, 40):
        it.window.resize(width, 700)
        play = named(it, "Play")
        middle = play.mapTo(it.window, play.rect().center())
        places.add((middle.x(), it.window.height() - middle.y()))
    assert len(places) == 1, places


def test_f6_goes_round_the_regions(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.activateWindow()
    it.search.setFocus()
    seen = []
    for _ in range(6):
        it.window.actions_[commands.NEXT_PANE].trigger()
        seen.append(region_with_focus(it))
    assert seen == ["content", "panel", "bar", "sidebar", "top", "search"]
    it.window.actions_[commands.PREVIOUS_PANE].trigger()
    assert region_with_focus(it) == "top"


def test_tab_walks_through_the_regions_in_the_same_order(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.activateWindow()
    it.search.setFocus()
    seen = ["search"]
    for _ in range(40):
        it.window.focusNextChild()
        if (now := region_with_focus(it)) != seen[-1]:
            seen.append(now)
        if now == "search":
            break
    assert seen == ["search", "content", "panel", "bar", "sidebar", "top", "search"]


def region_with_focus(it: FakeWindow) -> str:
    window, focus = it.window, it.window.focusWidget()
    if focus is it.search:
        return "search"
    regions = {
        "content": window._pages,
        "panel": it.panel,
        "bar": window._player_bar,
        "sidebar": window._sidebar,
        "top": window._top_bar,
    }
    return next(name for name, region in regions.items() if region.isAncestorOf(focus))


def test_whatever_takes_the_focus_has_a_name_and_is_large_enough(it: FakeWindow) -> None:
    parts = (it.window._player_bar, it.window._sidebar, it.window._top_bar)
    stops = [
        widget
        for part in parts
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget is not it.search
    ]
    assert [type(stop) for stop in stops if not stop.accessibleName()] == []
    assert all(min(stop.width(), stop.height()) >= 24 for stop in stops if stop.isVisible())
    assert len(stops) > 10


@pytest.mark.parametrize(
    "path",
    ["/music/a b", "/music/{braces}", "/music/100%", "/music/déjà vu", "/music/\udcff.mp3"],
    ids=["space", "braces", "percent", "accents", "not utf-8"],
)
def test_a24_folders_dropped_anywhere_are_added_whatever_their_name(
    it: FakeWindow, path: str
) -> None:
    data = QMimeData()
    encoded = b"".join(b"%%%02X" % byte for byte in path.encode("utf-8", "surrogateescape"))
    data.setUrls([QUrl.fromEncoded(b"file://" + encoded.replace(b"%2F", b"/"))])
    assert drop_on(it.window, data)
    assert it.services.scan.calls == [("add", [path])]


def test_c22_the_scan_strip_says_what_happens_and_stops_it(it: FakeWindow, qtbot: QtBot) -> None:
    scan = it.services.scan
    assert shows(it, "3 folders")
    scan.progress.emit(
        ScanProgress(
            scan=ScanId(1), phase=ScanPhase.READING, done=5, total=20, folder="/music/Moth"
        )
    )
    assert shows(it, "Reading 5 of 20")
    assert shows(it, "/music/Moth")
    qtbot.mouseClick(named(it, "Stop"), LEFT)
    assert scan.calls == ["cancel"]
    scan.finished.emit(ScanFinished(scan=ScanId(1), outcome=Outcome.CANCELLED))
    assert shows(it, "3 folders")
    assert not shows(it, "Stop")


def test_what_services_announce_comes_up_as_toasts(it: FakeWindow, qtbot: QtBot) -> None:
    services, said = it.services, it.window.notices.toasts.texts
    services.undo.offered.emit(UndoOffered(operation=5, text="Removed 3 tracks"))
    assert said() == ["Removed 3 tracks"]
    qtbot.mouseClick(named(it, "Undo"), LEFT)
    assert services.undo.calls == [("undo", 5)]
    services.playback.failed.emit(PlaybackFailed(track=TrackId(1), problem=Problem(title="Empty")))
    seen_at = int(datetime(2024, 11, 18, 14, 5).astimezone().timestamp() * 1000)
    for _ in range(2):  # tracks that fail are told of together, in a notice of their own
        services.playback.notice.emit(
            Notice(text="“nas” is not connected", detail="2 tracks were skipped.", seen_at=seen_at)
        )
    services.scan.finished.emit(
        ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED, added=4, failed=1)
    )
    assert said() == [
        said()[0],
        "4 added · 1 could not be read",
    ]
    assert said()[0].startswith("“nas” is not connected Last seen 18 Nov 2024, 2:05")
    assert said()[0].endswith("2 tracks were skipped.")


def test_folders_that_cannot_be_read_are_told_once(it: FakeWindow) -> None:
    said = it.window.notices.toasts.texts
    problem = Problem(title="1 folder could not be read", sentence="“/a” could not be read: No.")
    for _ in range(2):
        it.services.scan.finished.emit(
            ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED, problem=problem)
        )
        assert said() == ["1 folder could not be read “/a” could not be read: No."]


def test_held_files_are_asked_about_until_they_are_answered(it: FakeWindow, qtbot: QtBot) -> None:
    scan, toasts = it.services.scan, it.window.notices.toasts
    music = HeldFolder(folder=FolderId(1), path=b"/mnt/Music", files=1240)
    more = HeldFolder(folder=FolderId(2), path=b"/mnt/M\xf6re", files=60)
    scan.hold(music, more)
    assert toasts.texts()[0].startswith("1,240 files in “Music” were not found")
    assert "“M\ufffdre”" in toasts.texts()[1]
    qtbot.mouseClick(named(it, "Mark missing"), LEFT)
    assert scan.calls == [("accept", FolderId(1))]
    scan.hold(more)
    assert len(toasts.texts()) == 1
    scan.hold()
    assert toasts.texts() == []


def test_toasts_lie_over_a_drawer(it: FakeWindow) -> None:
    it.window.resize(1100, 700)
    it.services.undo.offered.emit(UndoOffered(operation=5, text="Removed 3 tracks"))
    it.window.actions_[commands.QUEUE_PANEL].trigger()
    toasts = it.window.notices.toasts
    middle = it.window._shell.middle
    assert middle.childAt(toasts.geometry().center()) not in (None, it.panel)
    assert toasts.isAncestorOf(middle.childAt(toasts.geometry().center()))


def test_the_menu_changes_the_theme_setting(it: FakeWindow, theme: Theme) -> None:
    menu = main_menu(theme, it.window.actions_, it.services.settings, it.window)
    view = next(a.menu() for a in menu.actions() if a.menu() and a.text() == "View")
    themes = next(a.menu() for a in view.actions() if a.menu() and a.text() == "Theme")
    light = next(a for a in themes.actions() if a.text() == "Light")
    light.trigger()
    assert it.services.settings.get(options.THEME) is options.Theme.LIGHT
    assert not theme.dark
    menu.grab()


def test_the_list_has_the_focus_at_the_start_without_a_ring(it: FakeWindow) -> None:
    assert it.window.focusWidget() is it.tracks
    assert it.tracks.reasons
    assert Qt.FocusReason.TabFocusReason not in it.tracks.reasons


def test_search_takes_the_focus(it: FakeWindow) -> None:
    it.window.activateWindow()
    it.window.actions_[commands.SEARCH].trigger()
    assert it.window.focusWidget() is it.search


def test_right_to_left_mirrors_the_frame_but_not_the_transport(
    it: FakeWindow, qtbot: QtBot
) -> None:
    window = it.window
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(1441, 900)
    qtbot.wait(1)

    def x_of(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint(0, 0)).x()

    assert x_of(window._sidebar) > x_of(it.tracks) > x_of(it.panel)
    assert x_of(named(it, "Previous")) < x_of(named(it, "Next"))
    assert x_of(window._player_bar.seek._elapsed) < x_of(window._player_bar.seek._remaining)
    right_edge = x_of(it.search) + it.search.width()
    assert right_edge == window.width() - 232 - 12


def test_a_change_of_theme_repaints_the_bars(it: FakeWindow, theme: Theme) -> None:
    it.services.playback.be(PlaybackState.PLAYING, 10_000, 200_000)
    before = it.window.grab().toImage()
    it.services.settings.set(options.THEME, options.Theme.LIGHT)
    after = it.window.grab().toImage()
    chrome = theme.colors.bg_chrome
    assert before.pixelColor(200, 20) != chrome
    assert after.pixelColor(200, 20) == chrome


def test_the_list_of_the_most_played_is_called_by_how_many_it_has(it: FakeWindow) -> None:
    row = it.window._model.index_of(Scope.TOP)
    assert row.data() == "Top 25"
    it.services.settings.set(options.TOP_COUNT, 100)
    assert it.window._model.index_of(Scope.TOP).data() == "Top 100"


def test_the_list_has_the_focus_once_a_full_page_is_gone(it: FakeWindow) -> None:
    it.window.activateWindow()
    page = FakeTracks()
    it.window.show_full_page(page)
    page.setFocus()
    it.window.show_library()
    assert it.window.focusWidget() is it.tracks
