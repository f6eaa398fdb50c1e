"""Lists in and out of the window: what is asked, what is shown, and what is then done."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from mtplayer.core.exchange.foreign_library import ForeignReport, Player
from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.ids import PlaylistId, TrackId
from mtplayer.core.lists.list_files import ListedEntry, ListFile, ListFormat
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.list_matching import NOT_FOUND, By, Known, among, sure
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.problems import Problem
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.main_menu import main_menu
from mtplayer.ui.dialogs.export_list import ExportList
from mtplayer.ui.dialogs.import_lists import ImportLists
from mtplayer.ui.dialogs.take_over_from import ChoosePlayer, ForeignFound
from mtplayer.ui.playlists.list_exchange import Outgoing
from mtplayer.ui.sidebar.nav_drop import NOWHERE
from mtplayer.ui.sidebar.nav_view import Dropped
from tests.fakes.window import FakeWindow, drop_on

ROW = PlaylistRow(
    id=PlaylistId(7),
    parent=None,
    kind=PlaylistKind.LIST,
    name="Late trains",
    position=0,
    note="",
    rules=None,
    artwork="",
    entries=3,
    revision=1,
    created_at=0,
    changed_at=0,
    deleted_at=None,
)


def known(track):
    return Known(TrackId(track), b"/m/a.flac", f"Song {track}", "A", "B", "A", 200_000)


def an_import(name="Late trains", **values):
    entries = tuple(ListedEntry(title=f"Entry {n}", artist="X") for n in range(4))
    verdicts = (
        sure(known(1), By.PATH),
        among([known(2), known(3)]),
        NOT_FOUND,
        sure(known(1), By.TAGS),
    )
    playlist = ListFile(name=name, entries=entries)
    return ListImport(source=b"/x.m3u", playlist=playlist, verdicts=verdicts, **values)


@pytest.fixture
def it(theme, qtbot):
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(1440, 900)
    with qtbot.waitExposed(it.window):
        it.window.show()
    return it


@pytest.fixture
def exchange(it):
    return it.services.exchange


def sheet(it, kind):
    return next(one for one in it.window.findChildren(kind) if one.isVisible())


def texts(widget):
    return [one.accessibleName() for one in widget.panel.findChildren(QWidget)]


def test_dropped_playlists_are_looked_at_and_folders_still_added(it, exchange):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/Mix.M3U8"), QUrl.fromLocalFile("/x/music")])
    assert drop_on(it.window, data)
    assert exchange.looked == [["/x/Mix.M3U8"]]
    assert it.services.scan.calls == [("add", ["/x/music"])]


def test_what_would_come_is_shown_before_anything_is_taken(it, exchange):
    exchange.answer = ([an_import(on_disk=1)], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    asked = sheet(it, ImportLists)
    assert asked.accessibleName() == "Import “\u2068Late trains\u2069”"
    assert exchange.taken == []
    labels = texts(asked)
    assert "\u2068X\u2069 — \u2068Entry 1\u2069" in labels
    assert "May be one of several · 1" in labels
    assert "Not here · 1" in labels
    assert asked.way is None
    asked.buttons[0].click()
    ((imports, replaces),) = exchange.taken
    assert replaces is False
    assert [verdict.track for verdict in imports[0].verdicts] == [1, None, None, 1]


def test_somebody_chooses_among_several(it, exchange):
    exchange.answer = ([an_import()], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    asked = sheet(it, ImportLists)
    (field,) = asked.choosing
    field.picked.emit(2)
    asked.buttons[0].click()
    ((imports, _),) = exchange.taken
    assert imports[0].verdicts[1].track == 3
    assert imports[0].found[By.CHOICE] == 1


def test_a_namesake_may_be_replaced(it, exchange):
    exchange.answer = ([an_import(namesake=PlaylistId(7))], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    asked = sheet(it, ImportLists)
    asked.way.pressed.emit(1)
    asked.buttons[0].click()
    assert exchange.taken[0][1] is True


def test_a_list_may_only_be_played(it, exchange):
    exchange.answer = ([an_import()], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    sheet(it, ImportLists).buttons[1].click()
    assert exchange.taken == []
    assert it.services.playback.calls == [("play", [1, 1], 0, "files")]


def test_escape_takes_nothing(it, exchange, qtbot):
    exchange.answer = ([an_import()], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    qtbot.keyClick(sheet(it, ImportLists), Qt.Key.Key_Escape)
    assert exchange.taken == []
    assert not [one for one in it.window.findChildren(ImportLists) if one.isVisible()]


def test_a_file_that_cannot_be_read_is_told_of(it, exchange):
    told = []
    it.window.openings.lists.told.connect(told.append)
    exchange.answer = ([], [Problem(title="The playlist could not be read", sentence="Why.")])
    it.window.openings.lists.take_in(["/x.m3u"])
    assert [(one.text, one.detail, one.is_error) for one in told] == [
        ("The playlist could not be read", "Why.", True)
    ]


def test_a_sheet_with_hundreds_of_lines_stays_inside_the_window(it, exchange):
    entries = tuple(ListedEntry(title=f"Entry {n}") for n in range(900))
    one = ListImport(
        source=b"/x", playlist=ListFile(name="Mix", entries=entries), verdicts=(NOT_FOUND,) * 900
    )
    exchange.answer = ([one], [])
    it.window.openings.lists.take_in(["/x.m3u"])
    asked = sheet(it, ImportLists)
    assert asked.rect().contains(asked.panel.geometry())
    assert len(texts(asked)) < 450


def test_a_playlist_goes_out_in_the_format_and_with_the_paths_that_were_chosen(it, exchange):
    lists = it.window.openings.lists
    lists.ask_where(ROW)
    asked = sheet(it, ExportList)
    asked.formats.pressed.emit(3)
    asked.paths.pressed.emit(1)
    chosen = []
    asked._done = lambda kind, relative: chosen.append((kind, relative))
    asked.buttons[0].click()
    assert chosen == [(ListFormat.XSPF, False)]
    # Both are remembered for the next time.
    lists.ask_where(ROW)
    again = [one for one in it.window.findChildren(ExportList) if one.isVisible()][-1]
    assert (again.formats.chosen, again.paths.chosen) == (3, 1)
    told = []
    lists.told.connect(told.append)
    goes = Outgoing(ROW.name, ROW.id)
    lists.export(goes, ListFormat.XSPF, "/out/Late trains.xspf", relative=False)
    written = ("Late trains", "/out/Late trains.xspf", ListFormat.XSPF, False, 7)
    assert exchange.written == [written]
    assert [one.text for one in told] == ["Exported 3 tracks to “Late trains.xspf”"]


def test_what_another_player_knew_is_shown_and_then_taken(it):
    foreign = it.services.foreign
    foreign.report = ForeignReport(
        found=4, updated=3, plays=10, left_out=(LeftOut("tracks", 1, "their file is not here"),)
    )
    it.window.actions_[commands.IMPORT_FROM].trigger()
    asked = sheet(it, ChoosePlayer)
    assert next(iter(asked.players)) is Player.STRAWBERRY
    assert len(asked.players) == len(Player)
    asked.players[Player.STRAWBERRY].click()
    path = foreign.found[Player.STRAWBERRY]
    assert foreign.begun == [(Player.STRAWBERRY, path, True)]
    shown = sheet(it, ForeignFound)
    labels = texts(shown)
    assert "3 tracks get their history" in labels
    assert "10 plays" in labels
    shown.buttons[0].click()
    assert foreign.begun[1:] == [(Player.STRAWBERRY, path, False)]


def test_where_nothing_is_new_there_is_nothing_to_take(it):
    it.window.actions_[commands.IMPORT_FROM].trigger()
    sheet(it, ChoosePlayer).players[Player.STRAWBERRY].click()
    assert len(sheet(it, ForeignFound).buttons) == 1


def test_everything_goes_out_as_lines(it, exchange, monkeypatch):
    opened, told = [], []
    it.window.openings.lists.told.connect(told.append)

    def note(dialog):
        opened.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", note)
    it.window.actions_[commands.EXPORT_LIBRARY].trigger()
    (dialog,) = opened
    assert (dialog.defaultSuffix(), dialog.acceptMode()) == ("jsonl", dialog.AcceptMode.AcceptSave)
    dialog.fileSelected.emit("/tmp/all.jsonl")
    assert exchange.written == ["/tmp/all.jsonl"]
    assert told[-1].text == "Exported everything to “all.jsonl”, 2,001 lines"


def test_both_are_in_the_main_menu(it, theme):
    menu = main_menu(theme, it.window.actions_, it.services.settings, it.window)
    there = {
        action.text(): [one.text() for one in action.menu().actions()]
        for action in menu.actions()
        if action.menu()
    }
    assert "Import playlists…" in there["Playlists"]
    assert "Take over from another player…" in there["Library"]
    assert "Export everything…" in there["Library"]


def test_a_dropped_list_in_the_sidebar_is_imported_and_tracks_go_into_playlists(it, exchange):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/Mix.xspf")])
    asked = it.services.lists_in_and_out.asked
    it.window._lists.drop(Dropped(NOWHERE, data))
    assert asked == [["/x/Mix.xspf"]]


def test_the_menu_of_a_playlist_exports_it(it):
    menu = it.window._lists.menu(ROW)
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    assert it.services.lists_in_and_out.asked == [ROW]
