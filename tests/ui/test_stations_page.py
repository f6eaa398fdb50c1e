"""The page of stations, from what is clicked and typed to the rows of the library."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mtplayer.core.events import PlaybackState
from mtplayer.core.playing.stations import OnAir, Reception
from mtplayer.ui.dialogs.address_sheet import AddressSheet
from mtplayer.ui.dialogs.open_address import ask_for_address
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.radio.stations import StationsPage
from mtplayer.ui.widgets.label import Label
from tests.fakes.radio import Radio
from tests.fakes.services import fake_services
from tests.fakes.window import FakeWindow
from tests.services.listener import Listener

pytestmark = pytest.mark.vlc


class Page:
    """A page on real stations and a real player."""

    def __init__(self, folder, qtbot, theme):
        self.listener = Listener(folder, qtbot)
        self.qtbot = qtbot
        self.services = replace(
            fake_services(), playback=self.listener.playback, stations=self.listener.stations
        )
        self.page = StationsPage(theme, self.services, None)
        self.page.resize(900, 600)
        self.page.show()
        self.page.visit()
        self.until(lambda: not self.page.waiting)

    @property
    def names(self):
        return [station.name for station in self.page.list.rows.stations]

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def type_address(self, url, name=""):
        self.page.ask_for_one()
        sheet = self.page.findChild(AddressSheet)
        sheet.url_field.setText(url)
        sheet.name_field.setText(name)
        sheet.buttons[0].click()

    def choose(self, row):
        self.page.list.setCurrentIndex(self.page.list.rows.index(row))

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.page.list, key, modifier)


@pytest.fixture
def page(tmp_path, qtbot, theme):
    made = Page(tmp_path, qtbot, theme)
    yield made
    made.page.close()
    made.listener.close()


@pytest.fixture
def radio():
    made = Radio().start()
    yield made
    made.stop()


def test_a_station_is_added_played_and_written_down(page, radio) -> None:
    page.type_address(radio.url, "Test FM")
    page.until(lambda: page.names == ["Test FM"])
    page.choose(0)
    page.press(Qt.Key.Key_Return)
    page.until(lambda: page.listener.playback.on_air.title == "Kitchen Light")
    # What sounds for a second is written down; its name may come after two.
    named_at = page.listener.playback.position().ms
    page.until(lambda: page.listener.playback.position().ms > named_at + 1500)
    page.listener.playback.stop()
    page.until(page.listener.heard)
    station = page.page.list.rows.stations[0].id
    row = ("Kitchen Light", "Glasshouse Radio", "stations", None, station)
    assert page.listener.heard() == [row]


def test_stations_are_deleted_brought_back_and_put_in_order_by_keys(page) -> None:
    page.listener.stations.add([("One", "http://1"), ("Two", "http://2"), ("Three", "http://3")])
    page.until(lambda: page.names == ["One", "Two", "Three"])
    page.choose(0)
    page.press(
        Qt.Key.Key_Down,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page.until(lambda: page.names == ["Two", "One", "Three"])
    page.choose(0)
    page.press(Qt.Key.Key_Delete)
    page.until(lambda: page.names == ["One", "Three"])
    page.listener.world.undo.undo()
    page.until(lambda: page.names == ["Two", "One", "Three"])


def test_stations_of_playlist_files_are_kept(page, tmp_path) -> None:
    m3u, pls = tmp_path / "a.m3u", tmp_path / "b.pls"
    m3u.write_text("#EXTM3U\n#EXTINF:-1,One FM\nhttp://one.example/live\nsong.mp3\n")
    pls.write_text("[playlist]\nFile1=https://two.example/live\nTitle1=Two FM\nNumberOfEntries=1\n")
    page.services.stations.read_files([str(m3u), str(pls)])
    page.until(lambda: page.names == ["One FM", "Two FM"])
    assert page.listener.world.rows("SELECT url FROM stations ORDER BY position") == [
        ("http://one.example/live",),
        ("https://two.example/live",),
    ]


def test_an_address_is_opened_and_kept(page, radio) -> None:
    sheet = ask_for_address(page.page.theme, page.services, page.page)
    sheet.url_field.setText("hello")
    assert not sheet.buttons[0].isEnabled()
    sheet.url_field.setText(radio.url)
    sheet.buttons[1].click()
    page.until(lambda: len(page.names) == 1)
    page.listener.until_heard()
    assert page.listener.playback.on_air.station.url == radio.url


def test_the_bar_shows_what_is_on_air_and_how_it_comes_in(theme, qtbot) -> None:
    it = FakeWindow(theme)
    it.window.show()
    playback = it.services.playback
    station = it.services.stations.station_at("Test FM", "http://x")

    def said():
        song = it.window.findChild(type(it.window._player_bar.song))
        return [label.text() for label in song.findChildren(Label)]

    playback.tune_in(station)
    assert said() == ["Test FM", "Connecting…"]
    tuned = OnAir(station=station, reception=Reception.PLAYING, title="Perigee", artist="Low Orbit")
    playback.receive(tuned)
    assert said() == [f"{isolate('Low Orbit')} — {isolate('Perigee')}", isolate("Test FM")]
    playback.receive(replace(tuned, reception=Reception.BUFFERING))
    assert said()[1] == "Waiting for the station…"
    playback.receive(replace(tuned, reception=Reception.RECONNECTING))
    assert said()[1] == "The line was cut. Connecting again…"
    bar = it.window._player_bar.seek.bar
    assert not bar.isEnabled()
    playback.receive(replace(tuned, length_ms=90_000, seekable=True))
    assert (bar.maximum(), bar.isEnabled()) == (90_000, True)
    playback.receive(replace(tuned, length_ms=90_000))
    playback.be(PlaybackState.PLAYING, 1000, 90_000)
    assert (bar.maximum(), bar.isEnabled()) == (90_000, False)
    playback.stop()
    assert said()[0] == "Nothing playing"
    it.window.close()
