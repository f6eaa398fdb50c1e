import time
from array import array

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest

from mtplayer.core.events import CoverReady, PlaybackState
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import mime
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.queue.queue_panel import QueuePanel
from mtplayer.ui.queue.queue_places import Part
from mtplayer.ui.queue.queue_tools import QueueTools
from mtplayer.ui.widgets.row_drops import Dropped
from tests.fakes.queue import FakeQueue
from tests.fakes.rows import Rows, track_row
from tests.fakes.services import fake_services

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class FakePlayback(QObject):
    state_changed: TypedSignal[PlaybackState] = signal()

    def __init__(self):
        super().__init__()
        self.state = PlaybackState.STOPPED
        self.played = []

    def play_entry(self, entry):
        self.played.append(entry)


class NoCovers(QObject):
    ready: TypedSignal[CoverReady] = signal()

    def pixmap(self, album, edge, radius, ratio):
        return None


class Panel:
    def __init__(self, qtbot, theme, tracks, by_hand=()):
        self.queue = FakeQueue(tracks, "liked")
        self.queue.queue.play_next(by_hand)
        self.playback = FakePlayback()
        self.model = QueueModel(self.queue, Rows())
        self.asked = []
        self.services, self.actions = fake_services(), Actions()
        self.widget = QueuePanel(
            theme,
            self.queue,
            self.playback,
            self.model,
            NoCovers(),
            self.lengths,
            QueueTools(theme, self.services, self.actions),
        )
        self.list = self.widget._list
        self.widget.resize(320, 700)
        qtbot.addWidget(self.widget)
        self.widget.show()

    def lengths(self, tracks, done):
        self.asked.append(list(tracks))
        done(47 * 60_000)

    @property
    def tracks(self):
        return list(self.queue.snapshot.tracks)

    def middle(self, row):
        return self.list.row_rect(row).center()

    def click(self, at):
        QTest.mouseClick(self.list.viewport(), LEFT, PLAIN, at)

    def select(self, first, last):
        self.list.select([range(first, last + 1)], first)

    def key(self, key, modifiers=PLAIN):
        QTest.keyClick(self.list, key, modifiers)

    def drop(self, data, row, below=2):
        at = self.list.row_rect(row).topLeft() + QPoint(100, below)
        everything = (Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, data, LEFT, PLAIN)
        self.list.dragMoveEvent(QDragMoveEvent(at, *everything))
        self.list.dropEvent(QDropEvent(QPointF(at), *everything))


@pytest.fixture
def make_panel(qtbot, theme):
    """Make panels that live until the test is over, and not only until it returns."""
    made = []

    def make(tracks, by_hand=()):
        made.append(Panel(qtbot, theme, tracks, by_hand))
        return made[-1]

    yield make
    made.clear()


@pytest.fixture
def panel(make_panel):
    return make_panel(range(12))


def test_a_double_click_plays_that_place_of_the_queue(panel):
    QTest.mouseDClick(panel.list.viewport(), LEFT, PLAIN, panel.middle(3))
    assert panel.playback.played == [panel.model.entry(3).id]


def test_enter_plays_the_current_row_and_delete_removes_the_selected_ones(panel):
    panel.select(4, 5)
    panel.key(Qt.Key.Key_Return)
    assert panel.playback.played == [panel.model.entry(4).id]
    panel.key(Qt.Key.Key_Delete)
    assert panel.tracks == [0, 1, 2, 3, 6, 7, 8, 9, 10, 11]
    # The keys go on where the rows were.
    panel.key(Qt.Key.Key_Delete)
    assert panel.tracks == [0, 1, 2, 3, 7, 8, 9, 10, 11]


def test_the_cross_removes_its_row_only(panel):
    panel.select(5, 6)
    cross = panel.list._painter.remove_box(panel.list.row_rect(2)).center()
    panel.click(cross)
    assert 2 not in panel.tracks
    assert len(panel.tracks) == 11
    assert panel.playback.played == []


def test_what_plays_has_no_cross(panel):
    panel.click(panel.list._painter.remove_box(panel.list.row_rect(0)).center())
    assert panel.tracks == list(range(12))


def test_clicks_select_with_control_and_shift(panel):
    view = panel.list.viewport()
    panel.click(panel.middle(2))
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.ShiftModifier, panel.middle(4))
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, panel.middle(7))
    assert list(panel.list.selected()) == [range(2, 5), range(7, 8)]
    panel.key(Qt.Key.Key_Delete)
    assert panel.tracks == [0, 1, 5, 6, 8, 9, 10, 11]


def test_b4_a_drag_within_the_list_moves_exactly_those_entries(panel):
    entries = panel.model.entries([range(7, 9)])
    data = mime.place_data(mime.ENTRIES, entries.ids, entries.tracks)
    # A drop event of a test has no source: the list takes it for tracks from elsewhere.
    panel.list.dropped.emit(Dropped(2, own=True, data=data))
    assert panel.tracks == [0, 1, 7, 8, 2, 3, 4, 5, 6, 9, 10, 11]


def test_pulled_rows_are_carried_as_places_of_the_queue_and_as_tracks(panel, monkeypatch):
    carried = []
    drag = panel.widget._drag
    monkeypatch.setattr(drag, "start", lambda *what: carried.append(what))
    panel.select(7, 8)
    panel.list.startDrag(Qt.DropAction.CopyAction)
    ((tracks, entries, kind),) = carried
    assert (list(tracks), kind) == ([7, 8], mime.ENTRIES)
    assert entries == panel.model.entries([range(7, 9)]).ids


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def test_files_go_to_the_line_once_they_are_found_whatever_moved_meanwhile(panel):
    asked = []
    panel.services.find_files = lambda paths, done: asked.append((paths, done))
    panel.drop(files("/music/a.flac", "/music/b.flac"), 3)
    ((paths, found),) = asked
    assert paths == ["/music/a.flac", "/music/b.flac"]
    panel.queue.remove_ranges([range(1, 2)])
    found(array("q", [70, 71]))
    assert panel.tracks == [0, 2, 70, 71, *range(3, 12)]
    found(array("q"))
    assert len(panel.tracks) == 13


def test_rows_are_cut_and_put_elsewhere_but_not_before_what_plays(panel):
    panel.select(7, 8)
    QTest.keySequence(panel.list, QKeySequence.StandardKey.Cut)
    panel.select(2, 2)
    QTest.keySequence(panel.list, QKeySequence.StandardKey.Paste)
    assert panel.tracks == [0, 1, 7, 8, 2, 3, 4, 5, 6, 9, 10, 11]
    panel.select(4, 4)
    QTest.keySequence(panel.list, QKeySequence.StandardKey.Cut)
    panel.select(0, 0)
    QTest.keySequence(panel.list, QKeySequence.StandardKey.Paste)
    assert panel.tracks == [0, 2, 1, 7, 8, 3, 4, 5, 6, 9, 10, 11]


def test_tracks_from_elsewhere_go_to_the_line(panel):
    panel.drop(mime.track_data(array("q", [50, 51])), 3)
    assert panel.tracks == [0, 1, 2, 50, 51, *range(3, 12)]
    panel.drop(mime.track_data(array("q", [60])), 3, below=40)
    assert panel.tracks[:5] == [0, 1, 2, 50, 60]


def test_b31_nothing_can_be_dropped_before_what_plays(panel):
    panel.drop(mime.track_data(array("q", [50])), 0)
    assert panel.tracks[:3] == [0, 50, 1]


def test_keys_move_the_selected_rows_but_not_before_what_plays(panel):
    panel.select(2, 3)
    panel.key(Qt.Key.Key_Up, CONTROL_SHIFT)
    panel.key(Qt.Key.Key_Up, CONTROL_SHIFT)
    assert panel.tracks[:5] == [0, 2, 3, 1, 4]
    panel.key(Qt.Key.Key_Down, CONTROL_SHIFT)
    assert panel.tracks[:5] == [0, 1, 2, 3, 4]
    assert list(panel.list.selected()) == [range(2, 4)]


def test_what_is_selected_stays_selected_while_the_queue_moves_on(panel):
    panel.select(4, 5)
    panel.queue.did(panel.queue.queue.next(manual=True))
    panel.queue.did(panel.queue.queue.play_next([70]))
    assert list(panel.list.selected()) == [range(4, 6)]
    assert [panel.model.entry(row).track for row in (4, 5)] == [4, 5]


def test_what_is_seen_stays_in_place_while_the_queue_moves_on(make_panel):
    panel = make_panel(range(200))
    panel.list.verticalScrollBar().setValue(panel.list.places.y(50) + 7)
    seen = panel.model.entry(50)
    panel.queue.did(panel.queue.queue.next(manual=True))
    panel.queue.did(panel.queue.queue.play_next([300, 301]))
    row = panel.list.indexAt(QPoint(10, 1)).row()
    assert panel.model.entry(row) == seen


def test_what_is_seen_stays_in_place_while_rows_all_over_go_and_come_back(make_panel):
    panel = make_panel(range(1000))
    panel.list.select([range(520, 521)], 520)
    panel.list.verticalScrollBar().setValue(panel.list.places.y(500) + 7)
    queue, top = panel.queue.queue, panel.list.row_rect(500)
    panel.queue.did(queue.remove([range(row, row + 1) for row in range(2, 1000, 9)]))
    gone = len(range(2, 500, 9))
    assert (panel.list.row_rect(500 - gone), panel.list.currentIndex().row()) == (top, 518 - gone)
    assert panel.model.entry(500 - gone).track == 500
    panel.queue.did(queue.undo())
    assert (panel.list.row_rect(500), panel.list.currentIndex().row()) == (top, 520)
    panel.queue.did(queue.move_rows([range(row, row + 1) for row in range(5, 1000, 9)], 1000))
    assert panel.model.entry(panel.list.currentIndex().row()).track == 520


def actions_of(panel):
    return {action.text(): action for action in panel.widget.menu().actions() if action.text()}


def test_the_menu_of_selected_rows(panel):
    panel.select(3, 4)
    actions = actions_of(panel)
    assert list(actions)[1:5] == ["Play now", "Move to top", "Remove", "Remove all below"]
    assert list(actions)[5:] == ["Add to playlist", "Go to artist", "Go to album", "Why this?"]
    actions["Move to top"].trigger()
    assert panel.tracks[:5] == [0, 3, 4, 1, 2]
    panel.select(5, 5)
    actions_of(panel)["Remove all below"].trigger()
    assert panel.tracks == [0, 3, 4, 1, 2, 5]
    panel.select(0, 0)
    assert "Move to top" not in actions_of(panel)
    actions_of(panel)["Play now"].trigger()
    assert panel.playback.played == [panel.model.entry(0).id]


def test_selected_rows_are_added_to_a_playlist_from_their_menu(panel):
    panel.select(3, 4)
    picker = actions_of(panel)["Add to playlist"].menu()
    picker.aboutToShow.emit()
    new = next(action for action in picker.actions() if action.text() == "New playlist")
    new.trigger()
    ((_, _, named),) = panel.services.playlists.calls
    assert list(named["tracks"]) == [3, 4]


def test_the_panel_says_which_queue_plays_and_where_it_stops(panel):
    panel.services.sessions.hold("Sunday jazz", "Queue")
    assert panel.widget._name.accessibleName() == "Sunday jazz"
    panel.services.sessions.hold("Queue", "Sunday jazz")
    assert panel.widget._name.accessibleName() == ""
    assert not panel.widget._strip.isVisible()
    panel.services.sleep.after_track()
    assert panel.widget._strip.isVisible()
    assert panel.widget._strip.words.accessibleName() == "Fades at the end of this track"


def test_a_queue_can_be_saved_as_soon_as_it_is_filled_again(panel):
    saved = []
    panel.actions.on(commands.SAVE_QUEUE, lambda: saved.append(panel.tracks))
    panel.queue.did(panel.queue.queue.clear())
    assert not panel.widget._save.isVisible()
    assert not panel.actions[commands.SAVE_QUEUE].isEnabled()
    panel.queue.insert(0, [7, 8])
    QTest.mouseClick(panel.widget._save, LEFT)
    assert saved == [[7, 8]]


def test_clear_takes_out_what_was_queued_by_hand(make_panel):
    panel = make_panel(range(5), by_hand=[50, 51, 52])
    group = panel.list.places.groups[1]
    assert group.part is Part.BY_HAND
    heading = panel.list._heading_rect(group)
    panel.click(panel.list._painter.link_box("Clear", heading).center())
    assert panel.tracks == [0, 1, 2, 3, 4]


def test_the_foot_says_how_many_tracks_and_how_long_they_play(qtbot, panel):
    assert panel.widget._total.text() == "12 tracks"
    qtbot.waitUntil(lambda: panel.widget._total.text() == "12 tracks · 47 min")
    for _ in range(5):
        panel.queue.did(panel.queue.queue.next(manual=True))
    qtbot.waitUntil(lambda: panel.widget._total.text() == "7 tracks · 47 min")
    assert panel.asked == [list(range(12)), list(range(5, 12))]


def test_an_empty_queue_says_what_helps(panel):
    panel.queue.did(panel.queue.queue.clear())
    assert panel.widget._empty.isVisible()
    assert not panel.list.isVisible()
    panel.queue.did(panel.queue.queue.undo())
    assert panel.list.isVisible()
    assert panel.widget._total.text() == "12 tracks"


def test_every_state_paints_in_both_directions(make_panel, theme):
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        panel = make_panel(range(40), by_hand=[50])
        panel.widget.setLayoutDirection(direction)
        panel.select(3, 4)
        panel.list._hover(panel.middle(2))
        panel.list.drops.row = 5
        image = panel.widget.grab().toImage()
        assert image.pixelColor(160, 2) == theme.colors.bg_chrome
        accent = theme.colors.accent
        assert any(image.pixelColor(160, y) == accent for y in range(image.height())), (
            "the drop line"
        )


@pytest.mark.budget
def test_a_repaint_of_a_million_entries_stays_within_a_frame(make_panel):
    panel = make_panel(range(1_000_000))
    image = QImage(320, 700, QImage.Format.Format_ARGB32_Premultiplied)
    taken = []
    for row in range(0, 900_000, 90_000):
        panel.list.scrollTo(panel.model.index(row, 0))
        panel.widget.render(QPainter(image), QPoint())
        start = time.perf_counter()
        panel.list.viewport().render(image)
        taken.append((time.perf_counter() - start) * 1000)
    assert min(taken) < 30, taken


def headings(panel):
    return {part: (h.words, h.strong, h.after) for part, h in panel.list._headings.items()}


def test_the_headings_name_the_list_as_the_sidebar_does(panel):
    assert headings(panel)[Part.FOLLOWING] == ("Next from", "Liked", "")
    panel.queue.did(panel.queue.queue.set_shuffle(on=True))
    assert headings(panel)[Part.FOLLOWING] == ("Next from", "Liked", "· shuffled")
    panel.queue.did(panel.queue.queue.replace(range(5), 0, "of old"))
    assert headings(panel)[Part.FOLLOWING][:2] == ("Next", "")


def test_only_what_is_cut_is_said_in_a_tooltip(make_panel):
    panel = make_panel([1, 2])
    panel.model._source.special[2] = track_row(2, title="A very long title " * 5, artist="Someone")
    assert panel.list.cut_words(0) == ""
    assert panel.list.cut_words(1) == "A very long title " * 5 + "\nSomeone"
    assert panel.list.cut_words(-1) == ""
