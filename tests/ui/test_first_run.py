"""A new library: what is offered, what is scanned, what is shown while it arrives."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core.events import LibraryChanged, Outcome, ScanFinished, ScanPhase, ScanProgress
from mtplayer.core.exchange.mt_library import MtFound, MtReport
from mtplayer.core.ids import AlbumId, ScanId
from mtplayer.core.library.tracks import Arrivals
from mtplayer.core.problems import Problem
from mtplayer.services.library.music_places import MusicPlace, PlaceKind
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.dialogs.take_over_from import ChoosePlayer
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.first_run.cover_motifs import MOTIFS, motif
from mtplayer.ui.first_run.folder_card import about
from mtplayer.ui.first_run.pace import Pace
from mtplayer.ui.first_run.scanning import rough_length, time_left
from mtplayer.ui.look.theme import Theme
from tests.fakes.window import FakeWindow

LEFT = Qt.MouseButton.LeftButton


def place(path: str, kind: PlaceKind, files: int = 500, *, complete: bool = True) -> MusicPlace:
    return MusicPlace(path=path, kind=kind, files=files, complete=complete)


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> FakeWindow:
    it = FakeWindow(theme)
    it.services.places.here = [
        place("/home/ada/Music", PlaceKind.MUSIC, 22_140),
        place("/mnt/nas/Music", PlaceKind.DRIVE, 58_120, complete=False),
        place("/home/ada/Downloads", PlaceKind.DOWNLOADS, 43),
    ]
    qtbot.addWidget(it.window)
    it.window.resize(1280, 800)
    with qtbot.waitExposed(it.window):
        it.window.show()
    return it


def shown(it: FakeWindow) -> QWidget:
    return it.window._stack.currentWidget()


def texts(it: FakeWindow) -> set[str]:
    return {w.accessibleName() for w in shown(it).findChildren(QWidget) if w.isVisible()}


def click(it: FakeWindow, qtbot: QtBot, name: str) -> None:
    found = next(w for w in shown(it).findChildren(QWidget) if w.accessibleName() == name)
    qtbot.mouseClick(found, LEFT)


def drop(it: FakeWindow, path: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    copy, plain = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    at = QPoint(5, 5)
    QApplication.sendEvent(it.window, QDragEnterEvent(at, copy, data, LEFT, plain))
    QApplication.sendEvent(it.window, QDropEvent(QPointF(at), copy, data, LEFT, plain))


def test_folders_with_music_are_offered_and_downloads_wait_to_be_checked(
    it: FakeWindow, qtbot: QtBot
) -> None:
    it.window.show_welcome()
    rows = shown(it).findChildren(CheckRow)
    assert [(row.accessibleName(), row.isChecked()) for row in rows] == [
        ("/home/ada/Music", True),
        ("/mnt/nas/Music", True),
        ("/home/ada/Downloads", False),
    ]
    assert rows[1].accessibleDescription().startswith("On the drive “nas”, more than 58")
    click(it, qtbot, "/mnt/nas/Music")
    click(it, qtbot, "Scan 1 folder")
    assert it.services.scan.calls == [("add", ["/home/ada/Music"])]


def test_dropped_and_chosen_folders_join_the_list_instead_of_being_scanned(
    it: FakeWindow,
) -> None:
    it.window.show_welcome()
    drop(it, "/music/more here")
    it.window.add_folders(["/music/{other}"])
    rows = shown(it).findChildren(CheckRow)
    assert {row.accessibleName() for row in rows if row.isChecked()} >= {
        "/music/more here",
        "/music/{other}",
    }
    assert "12 files" in {row.accessibleDescription().split(", ")[-1] for row in rows}
    assert it.services.scan.calls == []
    assert "Scan 4 folders" in texts(it)


def test_without_any_folder_the_button_asks_for_one(it: FakeWindow, qtbot: QtBot) -> None:
    it.services.places.here = []
    wanted: list[object] = []
    it.window.show_welcome()
    it.window._first_run.folder_wanted.disconnect(it.window._folder_wanted)
    it.window._first_run.folder_wanted.connect(wanted.append)
    assert "There is no music in the usual places." in texts(it)
    for name in ("Add a folder…", "Choose a folder…"):
        click(it, qtbot, name)
    assert len(wanted) == 2


def test_a_library_of_mt_is_offered_and_taken_over_before_its_folders_are_scanned(
    it: FakeWindow, qtbot: QtBot
) -> None:
    taking = it.services.taking_over
    taking.found = MtFound(path=Path("/home/ada/mt.db"), tracks=8214, playlists=12)
    it.window.show_welcome()
    click(it, qtbot, "Take over 8,214 tracks and 12 playlists")
    assert "Taking over what mt knew …" in texts(it)
    ((path, done, refused),) = taking.begun
    assert path == Path("/home/ada/mt.db")
    refused(Problem(title="No", sentence="“mt.db” is in use. Close mt, then try again."))
    assert "“mt.db” is in use. Close mt, then try again." in texts(it)
    click(it, qtbot, "Take over 8,214 tracks and 12 playlists")
    done(MtReport(added=8214))
    assert it.services.scan.calls == ["scan", ("add", ["/home/ada/Music", "/mnt/nas/Music"])]
    assert "Your music is here" not in texts(it)


def test_without_a_library_of_mt_nothing_is_said_of_it(it: FakeWindow) -> None:
    it.window.show_welcome()
    assert not shown(it).take_over.isVisible()


def test_skipping_opens_the_library_and_folders_are_then_scanned_at_once(
    it: FakeWindow, qtbot: QtBot
) -> None:
    it.window.show_welcome()
    click(it, qtbot, "Skip for now")
    assert shown(it) is it.window._shell
    drop(it, "/music/later")
    assert it.services.scan.calls == [("add", ["/music/later"])]


def test_folders_found_after_the_page_is_gone_are_for_nobody(it: FakeWindow) -> None:
    late: list = []
    it.services.places.find = late.append
    it.window.show_welcome()
    assert it.window.waiting
    it.window.show_library()
    assert not it.window.waiting
    (found,) = late
    found(it.services.places.here)
    assert shown(it) is it.window._shell


def test_the_scan_fills_in_counts_covers_and_trouble(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.show_welcome()
    click(it, qtbot, "Scan 2 folders")
    it.services.scan.progress.emit(
        ScanProgress(
            scan=ScanId(1),
            phase=ScanPhase.READING,
            done=50,
            total=200,
            failed=3,
            folder="/home/ada/Music/Moth",
        )
    )
    it.services.library.arrived = Arrivals(
        tracks=48, albums=5, artists=4, duration_ms=9_000_000, newest=(AlbumId(1), AlbumId(2))
    )
    it.services.library.changed.emit(LibraryChanged(revision=2, complete=False))
    seen = texts(it)
    assert {"50 of 200 files", "48", "5", "4", "2 h", "3 files could not be read."} <= seen
    page = shown(it)
    assert page._wall._albums == [1, 2]
    page.grab()
    it.services.scan.finished.emit(
        ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED, added=48, failed=3)
    )
    assert "Your music is here" in texts(it)
    assert "Stop" not in texts(it)
    click(it, qtbot, "Open library")
    assert shown(it) is it.window._shell


def test_who_comes_from_another_player_is_asked_which_once_the_music_is_here(
    it: FakeWindow, qtbot: QtBot
) -> None:
    it.window.show_welcome()
    click(it, qtbot, "Scan 2 folders")
    assert "Coming from another player?" not in texts(it)
    it.services.scan.finished.emit(
        ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED, added=48)
    )
    click(it, qtbot, "Coming from another player?")
    assert shown(it) is it.window._shell
    assert it.window.findChildren(ChoosePlayer)


def test_music_plays_while_it_is_being_read(it: FakeWindow) -> None:
    it.window.show_scanning()
    it.window.actions_[playback_commands.NEXT].trigger()
    assert it.services.playback.calls == ["next"]


def test_covers_keep_their_places_and_no_more_come_than_fit(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.show_scanning()
    wall = shown(it)._wall
    qtbot.wait(1)
    places = wall.places
    wall.add([AlbumId(1), AlbumId(2), AlbumId(1)])
    assert wall._albums == [1, 2]
    wall.add([AlbumId(number) for number in range(3, 3 + 2 * places)])
    assert len(wall._albums) == places
    assert wall._albums[:2] == [1, 2]


def test_a_larger_window_is_filled_with_covers_also_after_the_scan(
    it: FakeWindow, qtbot: QtBot
) -> None:
    it.services.library.arrived = Arrivals(newest=tuple(map(AlbumId, range(1, 400))))
    it.window.show_scanning()
    it.services.scan.finished.emit(ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED))
    wall = shown(it)._wall
    it.window.resize(1000, 700)
    qtbot.waitUntil(lambda: len(wall._albums) == wall.places)
    few = wall.places
    it.window.resize(1600, 1000)
    qtbot.waitUntil(lambda: wall.places > few and len(wall._albums) == wall.places)
    assert "Albums appear as they are found" not in shown(it)._line.text()


@pytest.mark.parametrize(
    ("files", "complete", "words"),
    [
        (1, True, "1 file"),
        (43, True, "43 files"),
        (143, True, "about 140 files"),
        (999, False, "more than 990 files"),
    ],
    ids=["one", "few", "many", "unfinished"],
)
def test_counts_are_as_exact_as_they_are_known(files: int, complete: bool, words: str) -> None:
    assert about(place("/m", PlaceKind.MUSIC, files, complete=complete)) == words


def test_the_pace_looks_back_a_few_seconds_and_starts_over_with_the_next_phase() -> None:
    pace = Pace()
    assert pace.seconds_left(100) is None
    for second in range(20):
        pace.note(second * (10 if second < 10 else 20), at=float(second))
    assert pace.rate == pytest.approx((380 - 220) / 8)
    assert pace.seconds_left(780) == 20
    pace.note(5, at=21.0)
    assert pace.rate == 0


def test_times_are_said_in_their_largest_unit() -> None:
    assert [rough_length(hours * 3_600_000) for hours in (0, 5, 49)] == ["0 min", "5 h", "2 d"]
    assert [time_left(seconds) for seconds in (44, 100)] == [
        "about 44 s left",
        "about 2 min left",
    ]


def test_every_painted_cover_is_whole_and_no_two_are_alike(theme: Theme) -> None:
    pictures = [motif(number, theme.art, 48) for number in range(2 * len(MOTIFS))]
    content = {bytes(picture.constBits()) for picture in pictures}
    assert len(content) == len(pictures)
    assert all(picture.pixelColor(x, 24).alpha() == 255 for picture in pictures for x in (0, 47))
    assert QColor(theme.art[0][0]).isValid()


def test_the_wall_of_covers_is_painted_for_both_sides(it: FakeWindow, qtbot: QtBot) -> None:
    it.window.show_welcome()
    wall = shown(it)._wall
    qtbot.waitUntil(lambda: bool(wall._tiles))
    ground = QColor(it.window._theme.colors.bg_content)
    right = wall.grab().toImage().pixelColor(wall.width() - 1, 300)
    assert right.name() == ground.name()
    wall.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    wall._wall = None
    left = wall.grab().toImage().pixelColor(0, 300)
    assert left.name() == ground.name()
