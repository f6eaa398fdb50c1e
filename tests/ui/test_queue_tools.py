import time
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import LibraryChanged, StopAfter
from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.services.playing.why import Why
from mtplayer.ui import text
from mtplayer.ui.bar.stop_button import StopButton
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.queue.queue_controls import QueueControls
from mtplayer.ui.queue.queue_tools import QueueTools, StopStrip, stop_menu
from mtplayer.ui.queue.queue_words import sleep_time, why_lines
from mtplayer.ui.widgets.line_sheet import LineSheet
from mtplayer.ui.widgets.menu import plain as plain_text
from tests.fakes.rows import track_row
from tests.fakes.services import fake_services

NOW = 1_750_000_000_000
DAY = 86_400_000


class Tools:
    def __init__(self, qtbot, theme):
        self.theme = theme
        self.services, self.actions = fake_services(), Actions()
        self.services.queue.stand_on(1)
        self.window = QWidget()
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        self.window.show()
        self.controls = QueueControls(theme, self.services, self.actions, self.window)
        self.tools = QueueTools(theme, self.services, self.actions)

    def trigger(self, command):
        self.actions[command].trigger()

    def sheet(self):
        return next(s for s in self.window.findChildren(LineSheet) if s.isVisible())

    def answer(self, words):
        sheet = self.sheet()
        sheet.field.setText(words)
        QTest.keyClick(sheet.field, Qt.Key.Key_Return)
        return sheet

    def texts(self, menu):
        return [action.text() for action in menu.actions() if action.text()]


@pytest.fixture
def it(qtbot, theme):
    return Tools(qtbot, theme)


def test_a_stop_point_is_set_by_its_command_and_taken_back_by_it(it):
    it.trigger(commands.STOP_AFTER_ALBUM)
    assert it.services.queue.modes.stop_after is StopAfter.ALBUM
    assert it.actions[commands.STOP_AFTER_ALBUM].isChecked()
    assert not it.actions[commands.STOP_AFTER_TRACK].isChecked()
    it.trigger(commands.STOP_AFTER_ALBUM)
    assert it.services.queue.modes.stop_after is StopAfter.NEVER
    assert not it.actions[commands.STOP_AFTER_ALBUM].isChecked()


def test_bar_and_panel_say_when_it_stops_and_the_cross_takes_it_back(it, qtbot):
    strip = StopStrip(it.theme, it.services, it.window)
    moon = StopButton(it.theme, it.services, it.actions, it.window)
    assert (strip.isVisible(), moon.isVisible()) == (False, False)
    it.trigger(commands.STOP_AFTER_TRACK)
    assert (strip.isVisible(), moon.isVisible()) == (True, True)
    assert moon.accessibleName() == strip.accessibleName() == "Stops after this track"
    it.trigger(commands.SLEEP_MINUTES[45])
    at = text.clock(1_700_000_000_000 + 45 * 60_000)
    assert strip.accessibleName() == f"Fades and pauses at {at}"
    QTest.mouseClick(strip.cross, Qt.MouseButton.LeftButton)
    assert (strip.isVisible(), moon.isVisible()) == (False, False)
    assert it.services.queue.modes.stop_after is StopAfter.NEVER
    assert not it.services.sleep.state.is_set


def test_the_stop_menu_offers_points_and_times(it):
    menu = stop_menu(it.theme, it.actions, it.window)
    assert it.texts(menu)[:5] == [
        "Stop after this track",
        "Stop after this album",
        "Stop after the queue",
        "Sleep at the end of this track",
        "Sleep in 15 minutes",
    ]
    assert not it.actions[commands.SLEEP_OFF].isEnabled()
    it.trigger(commands.SLEEP_AFTER_TRACK)
    assert it.actions[commands.SLEEP_OFF].isEnabled()
    it.trigger(commands.SLEEP_OFF)
    assert not it.services.sleep.state.is_set


def test_the_sleep_timer_takes_minutes_or_a_time_and_says_what_it_does_not_know(it):
    it.trigger(commands.SLEEP_AT)
    sheet = it.answer("soon")
    assert sheet.isVisible()
    assert sheet.problem.accessibleName() == "Minutes as 45, or a time as 23:30."
    before = int(time.time() * 1000)
    it.answer("45")
    ((_, at),) = it.services.sleep.calls
    assert before + 45 * 60_000 <= at <= before + 46 * 60_000


@pytest.mark.parametrize("words", ["", "0", "-5", "1441", "24:00", "12:60", "1:2:3", "noon", "9 9"])
def test_what_is_no_time_is_refused(words):
    assert sleep_time(words, NOW) is None


def test_a_time_of_day_is_the_next_one():
    now = datetime.fromtimestamp(NOW / 1000).astimezone()
    later, earlier = f"{now.hour}:59", f"{now.hour}.00"
    assert 0 < sleep_time(later, NOW) - NOW <= 3_600_000
    assert 22 * 3_600_000 <= sleep_time(earlier, NOW) - NOW <= 25 * 3_600_000


def test_a_queue_is_put_aside_under_a_name_that_is_free(it):
    it.services.sessions.hold("Queue", "Sunday jazz")
    it.trigger(commands.PUT_QUEUE_ASIDE)
    assert it.sheet().field.text().startswith("Queue of ")
    sheet = it.answer("Sunday jazz")
    assert sheet.problem.accessibleName() == "There is a queue with this name."
    it.answer("")
    it.answer("Work")
    assert it.services.sessions.calls == [("aside", "Work")]


def test_the_menu_leads_to_queues_that_are_put_aside(it):
    it.services.sessions.hold("Work", "Sunday jazz")
    assert it.tools.name == "Work"
    menu = it.tools.menu(it.window)
    assert it.texts(menu) == [
        "Save as playlist…",
        "Export the queue…",
        "Put the queue aside…",
        "Put aside",
        "Sunday jazz",
        "Stop and sleep",
        "Clear the queue",
    ]
    jazz = next(action.menu() for action in menu.actions() if action.text() == "Sunday jazz")
    heading, *actions = jazz.actions()
    assert heading.text().startswith("312 tracks · ")
    for action in actions:
        action.trigger()
    it.answer("Late jazz")
    calls = it.services.sessions.calls
    assert calls == [("switch", 2), ("delete", 2), ("rename", 2, "Late jazz")]


def test_an_empty_queue_can_only_be_left(it):
    it.tools.show_filled(filled=False)
    menu = it.tools.menu(it.window)
    off = [action.text() for action in menu.actions() if action.text() and not action.isEnabled()]
    assert off == [
        "Save as playlist…",
        "Export the queue…",
        "Put the queue aside…",
        "Clear the queue",
    ]
    it.tools.show_filled(filled=True)
    assert all(action.isEnabled() for action in menu.actions() if action.text() in off)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("playlist:7", "Late trains"),
        ("smart:7", "Late trains"),
        ("playlist:8", ""),
        ("liked", "Liked"),
        ("album:3", "Slow Weather"),
        ("artist:4", "Moth Parade"),
        ("genre:5", "Ambient"),
        ("genre:6", ""),
        ("folders:2024: live", "2024: live"),
        ("search:kitchen light", "“kitchen light”"),
        ("files", "opened files"),
        ("nothing:of this", ""),
        ("", ""),
    ],
)
def test_what_the_queue_came_from_is_called_as_people_call_it(it, source, name):
    it.services.playlists.rows = (playlist_row(7, "Late trains"),)
    it.services.tiles.hold(albums={3: "Slow Weather"}, artists={4: "Moth Parade"})
    it.services.library.named_genres = {5: "Ambient"}
    assert it.tools.names.name(source) == name


def test_names_are_read_again_when_the_library_changed(it, qtbot):
    it.services.tiles.hold(albums={3: "Slow Wether"})
    names = it.tools.names
    assert names.name("album:3") == "Slow Wether"
    it.services.tiles.hold(albums={3: "Slow Weather"})
    assert names.name("album:3") == "Slow Wether"
    with qtbot.waitSignal(names.changed):
        it.services.library.changed.emit(LibraryChanged(revision=2, complete=False))
    assert names.name("album:3") == "Slow Weather"


def test_the_queue_goes_out_as_a_file_under_its_name(it):
    it.trigger(commands.EXPORT_QUEUE)
    it.services.sessions.hold("Sunday jazz", "Queue")
    it.trigger(commands.EXPORT_QUEUE)
    (first, tracks), named = it.services.lists_in_and_out.asked
    assert first.startswith("Queue of ")
    assert tracks == [1, 2, 3]
    assert named == ("Sunday jazz", [1, 2, 3])


def test_what_is_asked_has_room_for_all_of_it(it):
    it.trigger(commands.PUT_QUEUE_ASIDE)
    sheet = it.sheet()
    for part in (sheet.field, *sheet.buttons):
        assert part.height() >= part.sizeHint().height()
        assert sheet.panel.rect().contains(part.geometry())


def test_an_ampersand_in_a_name_is_shown(it):
    it.services.sessions.hold("Work", "Soul & jazz")
    texts = it.texts(it.tools.menu(it.window))
    assert [plain_text(words) for words in texts][4] == "Soul & jazz"
    assert plain_text("&Play") == "Play"


def test_the_queue_becomes_a_playlist(it):
    it.trigger(commands.SAVE_QUEUE)
    it.answer("Road")
    ((_, name, named),) = it.services.playlists.calls
    assert (name, list(named["tracks"]), named["offer"]) == ("Road", [1, 2, 3], True)


def playlist_row(number, name):
    return PlaylistRow(
        id=PlaylistId(number),
        parent=None,
        kind=PlaylistKind.LIST,
        name=name,
        position=1,
        note="",
        rules=None,
        artwork="",
        entries=2,
        revision=1,
        created_at=NOW,
        changed_at=NOW,
        deleted_at=None,
    )


def why(**facts):
    known = {
        "track": replace_row(last_played_at=NOW - 412 * DAY),
        "by_hand": False,
        "shuffled": True,
        "round": 1284,
        "source": "tracks",
        "before": 37,
        "after": None,
    }
    return Why(**{**known, **facts})


def replace_row(**facts):
    return track_row(1)._replace(artist="Moth Parade", **facts)


def plain(lines):
    return [line.replace("\u2068", "").replace("\u2069", "") for line in lines]


def test_why_this_says_when_it_was_heard_and_how_far_its_artist_is():
    first, heard, artist = plain(why_lines(why(), "Tracks", NOW))
    assert first == "Drawn by shuffle: each of 1,284 plays once before any comes again"
    assert heard.startswith("Last heard 412 days ago, ")
    assert artist == "The last one by Moth Parade is 37 tracks before"


def test_why_this_knows_what_was_queued_by_hand_and_what_just_follows():
    assert plain(why_lines(why(by_hand=True), "Tracks", NOW))[0] == "You queued it"
    assert plain(why_lines(why(shuffled=False), "Tracks", NOW))[0] == "It follows in Tracks"
    fresh = why(track=replace_row(last_played_at=None), before=None)
    assert plain(why_lines(fresh, "", NOW))[1:] == [
        "Not heard yet",
        "Nothing else by Moth Parade is near",
    ]
    both = plain(why_lines(replace(why(), before=1, after=2), "", NOW))
    assert both[2:] == [
        "The last one by Moth Parade is 1 track before",
        "The next one by Moth Parade is 2 tracks later",
    ]


def test_the_card_opens_from_the_row(it, qtbot):
    it.services.why.why = why()
    menu = it.tools.explanation(why(), it.window)
    assert it.texts(menu)[1:][0].startswith("Drawn by shuffle")
