"""Songs, broadcasts in pieces and https at an address: heard, ended, or refused with a reason."""

import ssl

import pytest

from mtplayer.audio import vlc_engine
from mtplayer.core.events import PlaybackState
from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Reception, Station
from mtplayer.online.fetch import NotFetched, fetch
from mtplayer.online.obstacles import obstacle
from mtplayer.online.silence import why_silent
from tests.fakes.web import Web, certify, sing
from tests.services.listener import Listener


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Music, made once."""
    made = tmp_path_factory.mktemp("web")
    sing(made, seconds=2)
    return made


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate that nobody trusts, and its key."""
    return certify(tmp_path_factory.mktemp("trusted"))


@pytest.fixture
def web(folder):
    made = Web(folder)
    yield made
    made.close()


@pytest.fixture
def safe_web(folder, certificate):
    made = Web(folder, *certificate)
    yield made
    made.close()


@pytest.fixture
def listener(tmp_path, qtbot):
    made = Listener(tmp_path, qtbot)
    yield made
    made.close()


def open_address(listener, url):
    listener.playback.tune_in(Station(id=StationId(0), name="Somewhere", url=url))


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3", "playlist.m3u8"])
def test_a_song_at_an_address_is_heard_once_to_its_end(listener, web, name) -> None:
    open_address(listener, web.url(name))
    listener.until_heard()
    listener.until(lambda: listener.playback.state is PlaybackState.PAUSED)
    assert listener.playback.on_air.reception is Reception.OFF
    assert listener.playback.position().ms > 1200
    assert listener.notices == []
    assert Reception.RECONNECTING not in {one.reception for one in listener.seen if one}
    listener.playback.play()
    listener.until_heard()


@pytest.mark.vlc
def test_a_broadcast_in_pieces_goes_on_as_long_as_there_are_some(listener, web) -> None:
    open_address(listener, web.url("live.m3u8"))
    listener.until_heard()
    listener.until(lambda: listener.playback.position().ms > 800)
    # Nothing follows the last piece: it waits, or calls again, but does not take that for the end.
    waits = (Reception.BUFFERING, Reception.RECONNECTING)
    listener.until(lambda: listener.playback.on_air.reception in waits)
    assert listener.playback.state is PlaybackState.PLAYING


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3", "playlist.m3u8"])
def test_https_is_heard_where_the_certificate_is_trusted(
    listener, safe_web, certificate, monkeypatch, name
) -> None:
    trusts = f"--gnutls-dir-trust={certificate[0].parent}"
    monkeypatch.setattr(vlc_engine, "COMMON_OPTIONS", (*vlc_engine.COMMON_OPTIONS, trusts))
    open_address(listener, safe_web.url(name))
    listener.until_heard()
    listener.until(lambda: listener.playback.position().ms > 300)


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3", "playlist.m3u8"])
def test_a_certificate_of_its_own_is_refused_at_once_and_said(listener, safe_web, name) -> None:
    open_address(listener, safe_web.url(name))
    listener.until(lambda: listener.notices)
    (notice,) = listener.notices
    assert notice.text == "“Somewhere” could not be played"
    assert notice.detail.startswith("Its certificate is not trusted: self")
    assert notice.is_error
    assert listener.playback.on_air.problem == notice.detail
    assert listener.playback.on_air.reception is Reception.LOST
    assert Reception.RECONNECTING not in {one.reception for one in listener.seen if one}


@pytest.mark.vlc
@pytest.mark.parametrize(
    ("name", "why"),
    [("none.mp3", "There is nothing at this address."), ("", "It is a web page, not music.")],
)
def test_what_will_never_be_music_is_not_called_again(listener, web, name, why) -> None:
    open_address(listener, web.url(name))
    listener.until(lambda: listener.notices)
    assert listener.notices[0].detail == why
    assert listener.playback.state is PlaybackState.PAUSED
    assert Reception.RECONNECTING not in {one.reception for one in listener.seen if one}


def test_every_obstacle_has_its_words(web, safe_web) -> None:
    assert why_silent(web.url("song.mp3")) is None
    gone = Web(".")
    gone.close()
    assert why_silent(gone.url("x")).sentence.endswith("nothing answers at this address.")
    assert not why_silent(gone.url("x")).lasting
    other = web.url("song.mp3").replace("http:", "https:")
    assert why_silent(other).sentence == "“127.0.0.1” does not answer by https."
    assert "no network" in why_silent("http://nowhere.invalid/x").sentence
    assert obstacle("http://a/b", TimeoutError()).sentence == "“a” does not answer."
    assert obstacle("http://a/b", OSError()).sentence == "“a” cannot be reached."
    assert obstacle("http://a/b", ssl.SSLEOFError()).lasting
    with pytest.raises(NotFetched, match="certificate is not trusted"):
        fetch(safe_web.url("list.pls"), 100)
