"""Now Playing: how it comes and goes, what stands in it, and what moves only while it is seen."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mtplayer.core import options
from mtplayer.core.events import (
    LyricsReady,
    Notice,
    PlaybackState,
    Position,
    SoundPicture,
    WaveformReady,
)
from mtplayer.core.ids import TrackId
from mtplayer.core.playing.lyrics import parse_lyrics
from mtplayer.core.playing.stations import OnAir, Reception
from mtplayer.ui.commands import commands
from mtplayer.ui.lyrics.view import LyricsView
from mtplayer.ui.now_playing.head import Beside
from mtplayer.ui.now_playing.page import NowPlaying, NowPlayingParts
from mtplayer.ui.parts import Parts
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.widgets.label import Label
from tests.fakes.queue import FakeQueue as EntryQueue
from tests.fakes.services import FakePlayback
from tests.fakes.window import FakeWindow

LRC = "[00:01.00]One\n[00:01.30]Two\n[00:01.60]Three\n[00:01.90]\n[01:00.00]Last"


class Running(FakePlayback):
    """A player whose position goes on by itself."""

    def __init__(self):
        super().__init__()
        self.begun = time.monotonic()

    def position(self):
        if self.state is not PlaybackState.PLAYING:
            return super().position()
        ms = round((time.monotonic() - self.begun) * 1000)
        return Position(ms=ms, at=time.monotonic(), duration_ms=120_000)


class It:
    """A window with the page in it, and a track that plays."""

    def __init__(self, qtbot, theme, monkeypatch):
        self.qtbot = qtbot
        self.made = []
        monkeypatch.setattr("tests.fakes.window.Parts", self._parts)
        self.theme = theme
        self.fake = FakeWindow(theme)
        self.services, self.window = self.fake.services, self.fake.window
        self.window.resize(1440, 900)
        self.window.show()
        self.services.queue.stand_on(5)

    def _parts(self, **given):
        return Parts(**{**given, "now_playing": self._make})

    def _make(self, actions, controls):
        queue = EntryQueue(tracks=range(1, 30))
        page = NowPlaying(
            NowPlayingParts(
                theme=self.theme,
                services=self.services,
                covers=self.fake.covers,
                state=self.fake.state,
                actions=actions,
                controls=controls,
                queue=queue,
                playback=self.services.playback,
                model=QueueModel(queue, self.services.rows),
            )
        )
        self.made.append(page)
        return page

    @property
    def page(self):
        return self.made[0]

    def press(self, key, modifier=Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(self.window, key, modifier)

    def open(self):
        self.press(Qt.Key.Key_P)
        return self.page

    def sing(self, text=LRC, track=5):
        self.services.lyrics.ready.emit(
            LyricsReady(track=TrackId(track), lyrics=parse_lyrics(text, "song.lrc"))
        )

    def said(self, widget):
        return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


@pytest.fixture
def it(qtbot, theme, monkeypatch):
    theme.reduce_motion(reduced=True)
    made = It(qtbot, theme, monkeypatch)
    yield made
    made.window.close()
    theme.reduce_motion(reduced=False)


def test_it_comes_by_its_key_and_goes_by_escape(it) -> None:
    shell = it.window.centralWidget()
    page = it.open()
    assert page.isVisible()
    assert page.geometry() == it.window.rect()
    assert not shell.isVisible()
    it.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not page.isVisible()
    assert shell.isVisible()
    it.press(Qt.Key.Key_P)
    assert page.isVisible()
    it.press(Qt.Key.Key_P)
    assert not page.isVisible()


def test_the_key_of_lyrics_turns_to_them_while_it_is_open(it) -> None:
    page = it.open()
    page.show_beside(Beside.COVER)
    it.press(Qt.Key.Key_L)
    assert page.beside is Beside.LYRICS
    it.window.resize(960, 640)
    it.press(Qt.Key.Key_U)
    assert page.beside is Beside.UP_NEXT


def test_it_says_that_a_song_has_no_words_only_when_that_is_known(it) -> None:
    view = it.open().lyrics
    assert view._nothing == ("", "")
    it.sing("")
    assert view._nothing[0] == "No lyrics for this song"
    it.sing()
    it.services.queue.stand_on(None)
    assert view._nothing[0] == "Nothing plays"
    assert view.lyrics.lines == ()


def test_going_somewhere_else_closes_it(it) -> None:
    page = it.open()
    it.press(Qt.Key.Key_2)
    assert not page.isVisible()


def test_it_slides_when_things_may_move(it) -> None:
    it.theme.reduce_motion(reduced=False)
    page = it.open()
    assert page.y() > 0
    it.qtbot.waitUntil(lambda: page.y() == 0)
    it.qtbot.waitUntil(lambda: not it.window.centralWidget().isVisible())


def test_it_shows_what_plays_and_follows(it) -> None:
    page = it.open()
    row = it.services.rows.rows([5])[0]
    assert row.title in it.said(page.card)
    assert it.services.lyrics.asked == [5]
    it.services.queue.stand_on(6)
    assert it.services.rows.rows([6])[0].title in it.said(page.card)
    assert it.services.lyrics.asked == [5, 6]
    it.services.waveforms.ready.emit(WaveformReady(track=TrackId(5), shape=b"x" * 1000))
    assert page.seek.bar._shape == b""
    it.services.waveforms.ready.emit(WaveformReady(track=TrackId(6), shape=b"x" * 1000))
    assert page.seek.bar._shape == b"x" * 1000


def test_the_line_that_is_sung_stands_out_within_twenty_milliseconds(
    qtbot, theme, monkeypatch
) -> None:
    playback = Running()
    view = LyricsView(theme, playback)
    qtbot.addWidget(view)
    view.resize(500, 500)
    view.show()
    late: dict[int, int] = {}

    def stand() -> None:
        if view.now >= 0:
            late[view.now] = playback.position().ms - view.lyrics.lines[view.now].at_ms

    monkeypatch.setattr(view, "_stand", stand)
    view.show_lyrics(parse_lyrics(LRC, "song.lrc"))
    playback.begun = time.monotonic()
    playback.be(PlaybackState.PLAYING)
    qtbot.waitUntil(lambda: 3 in late, timeout=10_000)
    assert min(late.values()) >= 0
    # A busy machine may be late now and then, but not each time.
    assert min(late.values()) <= 20


def test_a_click_on_a_line_goes_to_its_place(it) -> None:
    page = it.open()
    it.sing()
    it.services.playback.be(PlaybackState.PAUSED, ms=1000, duration_ms=120_000)
    assert page.lyrics.now == 0
    top = page.lyrics._tops[2] + 10 - page.lyrics.verticalScrollBar().value()
    QTest.mouseClick(page.lyrics.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, top))
    assert it.services.playback.calls[-1] == ("seek", 1600)
    assert page.seek.bar.caption(1400) == "“Two”"


def test_who_scrolls_is_left_alone_until_they_want_back(it) -> None:
    page = it.open()
    it.sing("\n".join(f"[00:{n:02}.00]Line {n}" for n in range(50)))
    it.services.playback.be(PlaybackState.PAUSED, ms=20_000)
    bar = page.lyrics.verticalScrollBar()
    stood = bar.value()
    assert stood > 0
    page.lyrics._scrolled_at = time.monotonic()
    bar.setValue(0)
    it.services.playback.be(PlaybackState.PAUSED, ms=21_000)
    assert bar.value() == 0
    assert page.lyrics._back.isVisible()
    page.lyrics._back.click()
    assert bar.value() > stood


def test_pictures_are_made_only_while_they_are_seen(it) -> None:
    it.theme.reduce_motion(reduced=False)
    page = it.open()
    visualiser = it.services.visualiser
    assert not visualiser.watched
    page.show_beside(Beside.VISUALISER)
    assert visualiser.watched
    visualiser.pictured.emit(SoundPicture(bars=(0.5,) * 64, levels=(0.5, 0.4)))
    assert page.bars.picture.levels == (0.5, 0.4)
    page.show_beside(Beside.COVER)
    assert not visualiser.watched
    page.show_beside(Beside.VISUALISER)
    it.press(Qt.Key.Key_P)
    it.qtbot.waitUntil(lambda: not visualiser.watched)


def test_with_reduced_motion_the_bars_stand_still(it) -> None:
    page = it.open()
    page.show_beside(Beside.VISUALISER)
    assert not it.services.visualiser.watched


def test_a_small_window_shows_one_thing_beside_the_cover(it) -> None:
    page = it.open()
    assert page.lyrics.isVisible()
    assert page.up_next.isVisible()
    it.window.resize(960, 640)
    assert page.lyrics.isVisible()
    assert not page.up_next.isVisible()
    page.show_beside(Beside.UP_NEXT)
    assert page.up_next.isVisible()
    assert not page.lyrics.isVisible()
    it.window.resize(760, 520)
    for part in (page.head, page.card, page.up_next, page.seek, page.foot):
        assert page.rect().contains(part.geometry().adjusted(30, 30, -30, -30))


def test_what_stands_beside_the_cover_is_remembered(it) -> None:
    it.open().show_beside(Beside.COVER)
    assert it.fake.state.get("now_playing.beside", "") == "cover"
    assert not it.page.up_next.isVisible()


def test_a_station_is_shown(it) -> None:
    page = it.open()
    station = it.services.stations.station_at("Test FM", "http://x")
    it.services.playback.receive(
        OnAir(station=station, reception=Reception.PLAYING, title="Perigee", artist="Low Orbit")
    )
    assert "Test FM" in it.said(page.head)
    assert not page.seek.bar.isEnabled()
    it.services.playback.stop()
    assert it.services.rows.rows([5])[0].title in it.said(page.card)


def test_toasts_come_up_over_it_and_go_with_it(it) -> None:
    def card(host):
        return host.mapTo(it.window, host.rect().center())

    it.services.playback.notice.emit(Notice(text="Before"))
    toasts = it.window.notices.toasts
    page = it.open()
    it.services.playback.notice.emit(Notice(text="“x.mp3” ended early"))
    assert toasts.texts() == ["Before", "“x.mp3” ended early"]
    assert toasts.isVisible()
    at = card(toasts)
    assert toasts in (it.window.childAt(at), *_above(it.window.childAt(at), it.window))
    assert page.rect().contains(toasts.geometry())
    assert toasts.geometry().bottom() < page.seek.geometry().top()
    it.window.resize(960, 640)
    assert toasts.geometry().bottom() < page.seek.geometry().top()
    it.press(Qt.Key.Key_P)
    assert toasts.isVisible()
    assert page.isAncestorOf(toasts) is False
    at = card(toasts)
    assert toasts in _above(it.window.childAt(at), it.window)


def _above(widget, window):
    found = []
    while widget is not None and widget is not window:
        found.append(widget)
        widget = widget.parentWidget()
    return found


def test_the_first_toast_may_come_while_it_is_open(it) -> None:
    page = it.open()
    it.services.playback.notice.emit(Notice(text="“x.mp3” ended early"))
    assert page.isAncestorOf(it.window.notices.toasts)
    assert it.window.notices.toasts.isVisible()


def test_a_row_of_up_next_plays(it) -> None:
    page = it.open()
    played = []
    it.services.playback.play_entry = played.append
    first = QPoint(40, 32 + 10)
    QTest.mouseClick(page.up_next, Qt.MouseButton.LeftButton, pos=first)
    assert len(played) == 1


def test_stars_rate_the_track(it) -> None:
    page = it.open()
    rated = []
    it.services.favorites.rate = lambda ids, rating: rated.append((ids, rating))
    stars = page.card._stars
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    QTest.keyClick(stars, Qt.Key.Key_Right)
    assert rated[0][0] == [5]
    assert rated[0][1] in range(10, 101, 10)
    assert it.window.actions_.answered(commands.NOW_PLAYING)
    assert it.services.settings.get(options.REDUCED_MOTION)
