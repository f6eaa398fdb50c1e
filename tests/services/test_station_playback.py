"""Radio: from tuning in to the rows of what was heard, and back to the queue."""

import pytest

from mtplayer.core.events import PlaybackState
from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Reception, Station
from tests.fakes.radio import Radio
from tests.services.listener import Listener

pytestmark = pytest.mark.vlc


@pytest.fixture
def listener(tmp_path, qtbot):
    made = Listener(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def radio():
    made = Radio().start()
    yield made
    made.stop()


def test_titles_of_a_station_become_listens_without_a_track(listener, radio) -> None:
    (station,) = listener.keep(("Test FM", radio.url))
    listener.playback.tune_in(station)
    listener.until(lambda: listener.playback.on_air.title == "Kitchen Light")
    assert listener.playback.on_air.artist == "Glasshouse Radio"
    listener.until(lambda: listener.playback.position().ms > 1600)
    radio.title = "Perigee"
    listener.until(lambda: listener.playback.on_air.title == "Perigee")
    listener.until(listener.heard)
    assert listener.heard() == [("Kitchen Light", "Glasshouse Radio", "stations", None, station.id)]


def test_a_line_that_is_cut_is_taken_up_again(listener, radio) -> None:
    (station,) = listener.keep(("Test FM", radio.url))
    listener.playback.tune_in(station)
    listener.until_heard()
    radio.stop()
    listener.until(lambda: listener.playback.on_air.reception is Reception.RECONNECTING)
    assert listener.playback.state is PlaybackState.PLAYING
    radio.start()
    listener.until_heard()
    assert listener.notices == []


def test_an_address_that_gives_nothing_is_told_of_and_left_alone(listener, radio) -> None:
    radio.refuses = True
    listener.playback.tune_in(Station(id=StationId(0), name="Nowhere", url=radio.url))
    listener.until(lambda: listener.notices)
    assert listener.notices[0].text == "“Nowhere” could not be played"
    assert listener.playback.on_air.reception is Reception.LOST
    assert listener.playback.state is PlaybackState.PAUSED
    assert listener.heard() == []


def test_the_queue_waits_where_it_was(listener, radio) -> None:
    listener.playback.play_tracks(listener.world.ids, 1, "tracks")
    listener.until(lambda: listener.playback.position().ms > 400)
    (station,) = listener.keep(("Test FM", radio.url))
    listener.playback.tune_in(station)
    listener.until_heard()
    stood = listener.queue.position_ms
    assert stood > 400
    listener.playback.stop()
    assert listener.playback.on_air is None
    assert listener.playback.state is PlaybackState.PAUSED
    assert listener.queue.current.track == listener.world.ids[1]
    assert listener.playback.position().ms == stood
    listener.playback.play()
    listener.until(lambda: listener.playback.position().ms > stood + 100)


def test_a_track_that_is_played_ends_the_radio(listener, radio) -> None:
    (station,) = listener.keep(("Test FM", radio.url))
    listener.playback.tune_in(station)
    listener.until_heard()
    listener.playback.play_tracks(listener.world.ids, 0, "tracks")
    assert listener.playback.on_air is None
    listener.until(lambda: listener.playback.position().ms > 100)
    listener.until(lambda: radio.listeners == 0)


def test_pause_hangs_up_and_play_calls_again(listener, radio) -> None:
    (station,) = listener.keep(("Test FM", radio.url))
    listener.playback.tune_in(station)
    listener.until_heard()
    listener.playback.play_pause()
    assert listener.playback.on_air.reception is Reception.OFF
    listener.until(lambda: radio.listeners == 0)
    listener.playback.play_pause()
    listener.until_heard()


def test_next_goes_through_the_stations_round_and_round(listener, radio) -> None:
    first, second = listener.keep(("One", radio.url), ("Two", f"{radio.url}?2"))
    listener.playback.tune_in(first)
    listener.playback.next()
    assert listener.playback.on_air.station == second
    listener.playback.next()
    assert listener.playback.on_air.station == first
    listener.playback.previous()
    listener.until_heard(second)
