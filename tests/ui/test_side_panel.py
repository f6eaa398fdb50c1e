"""The right panel: its tabs by key, mouse and memory, and the words of the song in it."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mtplayer.core.events import LyricsReady, PlaybackState
from mtplayer.core.ids import StationId, TrackId
from mtplayer.core.library.tracks import Gains, PlayableFile
from mtplayer.core.playing.lyrics import moved, parse_lyrics
from mtplayer.core.playing.stations import OnAir, Reception, Station
from mtplayer.core.sound.sound import SignalPath
from mtplayer.services.playing.lyrics import LyricsService
from mtplayer.ui.commands import commands
from mtplayer.ui.info_panel import InfoPanel
from mtplayer.ui.lyrics.panel import LyricsPanel
from mtplayer.ui.side_panel import SidePanel
from mtplayer.ui.views import Tab
from tests.fakes.rows import track_row
from tests.fakes.services import fake_services
from tests.fakes.window import FakeWindow
from tests.services.stage import FileReader
from tests.services.world import World, three

LRC = "[00:01.00]One\n[00:01.30]Two\n[00:01.60]Three\n[00:01.90]\n[01:00.00]Last"
LEFT = Qt.MouseButton.LeftButton


def named(it, name, within):
    """Return the widget that screen readers call so."""
    return next(w for w in within.findChildren(QWidget) if w.accessibleName() == name)


class Page(QWidget):
    """A page with a field in it, and one beside the tabs."""

    def __init__(self):
        super().__init__()
        self.field, self._head = QLineEdit(self), QLineEdit()
        self.setFocusProxy(self.field)

    def head(self):
        return self._head

    def widget(self):
        return self


class It:
    """A window whose panel is real, with a queue that is not."""

    def __init__(self, theme, remembered=None):
        self.theme, self.made, self.queue = theme, [], Page()
        self.fake = FakeWindow(theme, remembered, panel=self._panel)
        self.services, self.window = self.fake.services, self.fake.window
        self.window.resize(1440, 900)
        self.window.show()

    def _panel(self, fake, actions, controls):
        def lyrics():
            page = LyricsPanel(self.theme, fake.services, actions, controls, fake.state)
            self.made.append(page)
            return page

        def info():
            self.info = InfoPanel(self.theme, fake.services, controls)
            return self.info

        pages = {Tab.QUEUE: lambda: self.queue, Tab.LYRICS: lyrics, Tab.INFO: info}
        self.panel = SidePanel(self.theme, fake.state, pages)
        return self.panel

    @property
    def lyrics(self):
        return self.made[0]

    def press(self, key):
        QTest.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)

    def checked(self, command):
        return self.window.actions_[command].isChecked()

    def sing(self, text=LRC, track=5, by_ms=0):
        lyrics = moved(parse_lyrics(text, "song.lrc"), by_ms)
        self.services.lyrics.ready.emit(LyricsReady(track=TrackId(track), lyrics=lyrics))


@pytest.fixture
def it(theme, qtbot):
    made = It(theme)
    yield made
    made.window.close()


def test_each_key_shows_its_page_and_hides_the_panel_that_shows_it(it) -> None:
    assert (it.panel.tab, it.made) == (Tab.QUEUE, [])
    it.press(Qt.Key.Key_L)
    assert it.lyrics.isVisible()
    assert (it.checked(commands.LYRICS), it.checked(commands.QUEUE_PANEL)) == (True, False)
    it.press(Qt.Key.Key_U)
    assert it.queue.isVisible()
    assert (it.checked(commands.LYRICS), it.checked(commands.QUEUE_PANEL)) == (False, True)
    it.press(Qt.Key.Key_U)
    assert not it.panel.isVisible()
    it.press(Qt.Key.Key_L)
    assert it.lyrics.isVisible()
    it.press(Qt.Key.Key_L)
    assert not it.panel.isVisible()
    assert not it.checked(commands.LYRICS)


def test_in_a_narrow_window_it_comes_as_a_drawer(it) -> None:
    it.window.resize(960, 640)
    assert not it.panel.isVisible()
    it.press(Qt.Key.Key_L)
    assert it.lyrics.isVisible()
    assert it.panel.width() == 320
    it.window.actions_[commands.CLOSE].trigger()
    assert not it.panel.isVisible()
    assert not it.checked(commands.LYRICS)


def test_a_click_turns_the_page_and_the_next_start_remembers_it(it, theme) -> None:
    QTest.mouseClick(named(it, "Lyrics", it.panel.tabs), LEFT)
    assert it.lyrics.isVisible()
    again = It(theme, {"window.panel_tab": it.fake.state.get("window.panel_tab", "")})
    assert again.lyrics.isVisible()
    assert again.checked(commands.LYRICS)
    again.window.close()


def test_the_tab_key_goes_from_the_tabs_into_the_page_that_is_shown(it, qtbot) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    it.sing()
    it.window.activateWindow()
    it.panel.tabs.last().setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(it.panel.tabs.last().hasFocus)
    walked = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    page = it.lyrics
    assert walked[:5] == [page.larger, page.more, page.view, page.earlier, page.later]


def test_words_are_looked_for_only_while_they_are_seen(it) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    assert it.services.lyrics.asked == [5]
    it.press(Qt.Key.Key_U)
    it.services.queue.stand_on(6)
    assert it.services.lyrics.asked == [5]
    it.press(Qt.Key.Key_L)
    assert it.services.lyrics.asked == [5, 6]


def test_a_click_on_a_line_goes_to_its_place(it) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    it.sing()
    it.services.playback.be(PlaybackState.PAUSED, ms=1000, duration_ms=120_000)
    view = it.lyrics.view
    assert view.now == 0
    top = view._tops[2] + 10 - view.verticalScrollBar().value()
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(20, top))
    assert it.services.playback.calls[-1] == ("seek", 1600)


def test_words_are_moved_and_stay_where_they_are(it) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    it.sing("\n".join(f"[00:{n:02}.00]Line {n}" for n in range(59)))
    it.services.playback.be(PlaybackState.PAUSED, ms=30_050)
    stood = it.lyrics.view.verticalScrollBar().value()
    assert (stood > 0, it.lyrics.view.now) == (True, 30)
    it.lyrics.later.click()
    assert it.services.lyrics.moved == [(5, 100)]
    it.sing("\n".join(f"[00:{n:02}.00]Line {n}" for n in range(59)), by_ms=100)
    assert it.lyrics._shift.text() == "+0.1 s"
    assert it.lyrics.view.now == 29
    assert 0 < stood - it.lyrics.view.verticalScrollBar().value() < 60
    it.lyrics.earlier.click()
    back = next(one for one in it.lyrics.menu().actions() if one.text() == "Times as they were")
    back.trigger()
    assert it.services.lyrics.moved[1:] == [(5, 0), (5, 0)]


def test_it_says_where_words_are_from_and_why_there_are_none(it) -> None:
    it.press(Qt.Key.Key_L)
    page = it.lyrics
    assert page.nothing.isVisible()
    assert page.nothing.message.title == "Nothing plays"
    it.services.queue.stand_on(5)
    assert not page.nothing.isVisible()
    it.sing()
    assert page._source.text() == "Synced · from song.lrc"
    assert page.later.isVisible()
    it.sing("Just words")
    assert page._source.text() == "Without times · from song.lrc"
    assert not page.later.isVisible()
    it.sing("")
    assert page.nothing.message.title == "No lyrics for this song"
    assert it.services.rows.rows([5])[0].title in page.nothing.message.body
    station = Station(id=StationId(1), name="Test FM", url="http://x")
    it.services.playback.receive(OnAir(station=station, reception=Reception.PLAYING))
    assert page.nothing.message.title == "No lyrics on the radio"
    it.services.playback.receive(None)
    assert it.services.lyrics.asked == [5, 5]


def test_lines_stand_at_the_side_that_one_reads_from(it) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    it.sing()
    view = it.lyrics.view
    assert view._layout_of(0).lineAt(0).naturalTextRect().left() == 0
    it.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    it.sing(f"{LRC}\n[01:10.00]More")
    right = view._layout_of(0).lineAt(0).naturalTextRect().right()
    assert right > view.viewport().width() - 2


def test_words_are_copied_and_larger_where_one_wants_them_so(it) -> None:
    it.press(Qt.Key.Key_L)
    it.services.queue.stand_on(5)
    it.sing()
    before = it.lyrics.view._tops[1]
    it.lyrics.larger.click()
    assert it.lyrics.view._tops[1] > before
    assert it.fake.state.get("lyrics.large", default=False)
    it.lyrics.menu().actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "One\nTwo\nThree\n\nLast"


def test_what_is_known_of_the_track_is_said_where_it_is_asked_for(it) -> None:
    file = PlayableFile(
        track=TrackId(5),
        path=b"/music/Glasshouse Radio/03.flac",
        duration_ms=1,
        gains=Gains(track_db=-7.84),
    )
    asked = []
    library = it.services.library
    library.files = lambda ids, done: asked.append(list(ids)) or done([file])
    it.services.rows.special[5] = track_row(5, title="Kitchen Light", rating=90, disc_number=2)
    it.services.queue.stand_on(5)
    assert asked == []
    it.press(Qt.Key.Key_I)
    assert it.info.isVisible()
    facts = {name: value for section in it.info.sections for name, value in section.facts}
    assert (facts["Title"], facts["Rating"]) == ("Kitchen Light", "4.5 of 5 stars")
    assert (facts["Name"], facts["Folder"]) == ("03.flac", "/music/Glasshouse Radio")
    assert facts["Track gain"] == "\u22127.8 dB"
    assert "Album gain" not in facts
    path = SignalPath(
        file_rate=96_000,
        file_bits=24,
        decoder="libVLC",
        gain_db=-7.84,
        equalized=False,
        volume=80,
        speed=1.0,
        device_rate=48_000,
        backend="PulseAudio",
        device="",
        exclusive=False,
    )
    it.services.playback.path_changed.emit(path)
    assert any("Resampled to 48" in line for s in it.info.sections for line in s.lines)
    assert asked == [[5]]
    station = Station(id=StationId(1), name="Test FM", url="http://x")
    it.services.playback.receive(OnAir(station=station, reception=Reception.PLAYING, title="Song"))
    assert ("Station", "Test FM") in it.info.sections[0].facts
    it.services.playback.receive(None)
    it.services.queue.stand_on(None)
    assert it.info.nothing.isVisible()


def test_info_makes_room_for_itself_where_now_playing_is_open(it) -> None:
    it.press(Qt.Key.Key_P)
    it.press(Qt.Key.Key_I)
    assert not it.checked(commands.NOW_PLAYING)
    assert it.info.isVisible()


def test_words_that_were_moved_are_moved_again_after_a_restart(
    theme, qtbot, tmp_path, monkeypatch
) -> None:
    files, database = {}, tmp_path / "library.db"
    world = World(database, three(), lambda: FileReader(files, database))
    track = world.ids[0]
    files[track] = PlayableFile(track=track, path=bytes(tmp_path / "x.wav"), duration_ms=1000)
    (tmp_path / "x.lrc").write_text("[00:01.50]so the dark", "utf-8")

    def offset_is(ms):
        return world.column("SELECT offset_ms FROM lyrics") == [ms]

    for count in range(2):
        lyrics = LyricsService(
            database, world.readers, world.storage, world.read, world.write, world.problems.append
        )
        given = replace(fake_services(), lyrics=lyrics)
        monkeypatch.setattr("tests.fakes.window.fake_services", lambda given=given: given)
        it = It(theme)
        it.window.actions_[commands.LYRICS].trigger()
        it.services.queue.stand_on(track)
        qtbot.waitUntil(lambda it=it: it.lyrics.view.lyrics.synced)
        assert it.lyrics.view.lyrics.moved_ms == -100 * count
        QTest.mouseClick(it.lyrics.earlier, LEFT)
        qtbot.waitUntil(partial(offset_is, -100 * (count + 1)))
        it.window.close()
    world.close()
