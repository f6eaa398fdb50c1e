"""Songs, broadcasts in pieces and https at an address: heard, ended, or refused with a reason."""

import ssl

import pytest

from mtplayer.audio import vlc_engine
from mtplayer.core import options
from mtplayer.core.events import PlaybackState
from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Reception, Station
from mtplayer.online.certificates import certificate_of
from mtplayer.online.fetch import NotFetched, fetch
from mtplayer.online.obstacles import obstacle
from mtplayer.online.silence import why_silent
from tests.fakes.tones import chirp, convert, pitch, write_wav
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


LONG_S = 16
SOUGHT_MS = 8000


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


@pytest.fixture(scope="session")
def chirps(tmp_path_factory):
    """Songs whose pitch tells the time, in three formats and as HLS."""
    made = tmp_path_factory.mktemp("chirps")
    write_wav(made / "song.wav", chirp(LONG_S))
    for name in ("song.mp3", "song.ogg", "song.flac"):
        convert(made / "song.wav", made / name)
    convert(
        made / "song.wav",
        made / "song.m3u8",
        *["-c:a", "aac", "-hls_time", "2", "-hls_list_size", "0"],
    )
    return made


@pytest.fixture
def seekable_web(chirps):
    made = Web(chirps, ranges=True)
    yield made
    made.close()


def pitch_now(listener):
    """Return what is heard: 500 hertz at the beginning, 250 more each second."""
    rate, frames = listener.player.look(8192)
    return pitch(frames[:, 0].astype(float), rate)


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3?token=1", "song.ogg", "song.flac", "song.m3u8"])
def test_what_ends_at_an_address_shows_its_length_and_can_be_sought(
    listener, seekable_web, name
) -> None:
    playback = listener.playback
    open_address(listener, seekable_web.url(name))
    listener.until(lambda: playback.on_air.length_ms)
    listener.until(lambda: playback.on_air.reception is Reception.PLAYING)
    assert playback.on_air.length_ms == pytest.approx(LONG_S * 1000, abs=700)
    assert playback.on_air.seekable
    assert playback.position().duration_ms == playback.on_air.length_ms
    playback.seek(SOUGHT_MS)
    assert playback.position().ms == SOUGHT_MS
    listener.until(lambda: playback.position().ms > SOUGHT_MS + 500)
    assert playback.position().ms < SOUGHT_MS + 5000
    expected = 500 + 250 * playback.position().ms / 1000
    # HLS is sought by pieces.
    assert pitch_now(listener) == pytest.approx(expected, abs=600 if "m3u8" in name else 60)
    playback.seek_by(-2000)
    assert playback.position().ms < SOUGHT_MS + 3000


@pytest.mark.vlc
def test_a_song_at_an_address_goes_on_where_it_was_paused(listener, seekable_web) -> None:
    playback = listener.playback
    open_address(listener, seekable_web.url("song.mp3"))
    listener.until(lambda: playback.on_air.seekable)
    playback.seek(SOUGHT_MS)
    listener.until(lambda: playback.position().ms > SOUGHT_MS + 300)
    playback.pause()
    stood = playback.position().ms
    playback.seek(stood + 1000)
    playback.play()
    assert playback.position().ms == stood + 1000
    assert playback.position().duration_ms
    listener.until(lambda: playback.position().ms > stood + 1300)
    assert pitch_now(listener) == pytest.approx(500 + 0.25 * playback.position().ms, abs=60)
    assert playback.position().ms < stood + 5000


@pytest.mark.vlc
def test_what_cannot_be_sought_shows_its_length_alone(listener, web) -> None:
    open_address(listener, web.url("song.mp3"))
    listener.until(lambda: listener.playback.on_air.length_ms)
    assert not listener.playback.on_air.seekable
    before = listener.playback.position().ms
    listener.playback.seek(0)
    assert listener.playback.position().ms >= before


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


def server_of(web):
    """Return a server with its port."""
    return web.url("").removeprefix("https://").rstrip("/")


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3", "playlist.m3u8"])
def test_a_certificate_of_its_own_is_refused_at_once_and_asked_about(
    listener, safe_web, name
) -> None:
    open_address(listener, safe_web.url(name))
    listener.until(lambda: listener.doubts)
    (doubt,) = listener.doubts
    assert doubt.host == server_of(safe_web)
    assert doubt.reason.startswith("Its certificate is not trusted: self")
    assert listener.playback.on_air.problem == doubt.reason
    assert listener.playback.on_air.reception is Reception.LOST
    assert listener.playback.state is PlaybackState.PAUSED
    assert Reception.RECONNECTING not in {one.reception for one in listener.seen if one}
    assert listener.notices == []


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["song.mp3", "playlist.m3u8", "moved/song.mp3"])
def test_what_was_accepted_is_heard_until_it_is_revoked(listener, safe_web, name) -> None:
    open_address(listener, safe_web.url(name))
    listener.until(lambda: listener.doubts)
    listener.trust(listener.doubts[0].host, listener.doubts[0].certificate)
    open_address(listener, safe_web.url(name))
    listener.until_heard()
    listener.until(lambda: listener.playback.position().ms > 300)
    listener.settings.set(options.TRUSTED_SERVERS, "")
    open_address(listener, safe_web.url(name))
    listener.until(lambda: len(listener.doubts) == 2)
    assert listener.playback.on_air.reception is Reception.LOST


@pytest.mark.vlc
def test_another_certificate_than_the_one_that_was_accepted_is_asked_about(
    listener, safe_web
) -> None:
    listener.trust(server_of(safe_web), "0" * 64)
    open_address(listener, safe_web.url("song.mp3"))
    listener.until(lambda: listener.doubts)
    (doubt,) = listener.doubts
    assert doubt.reason == "Its certificate is not the one that you accepted."
    assert doubt.certificate == certificate_of(doubt.host, 5)
    assert Reception.PLAYING not in {one.reception for one in listener.seen if one}


@pytest.mark.vlc
def test_what_else_is_wrong_with_an_accepted_server_is_said(listener, safe_web) -> None:
    host = server_of(safe_web)
    listener.trust(host, certificate_of(host, 5))
    open_address(listener, safe_web.url("none.mp3"))
    listener.until(lambda: listener.notices)
    assert listener.notices[0].detail == "There is nothing at this address."
    assert listener.doubts == []


@pytest.mark.vlc
def test_what_is_heard_from_an_accepted_server_can_be_sought(listener, chirps, certificate) -> None:
    web = Web(chirps, *certificate, ranges=True)
    host = server_of(web)
    listener.trust(host, certificate_of(host, 5))
    open_address(listener, web.url("song.mp3"))
    listener.until(lambda: listener.playback.on_air.seekable)
    listener.playback.seek(SOUGHT_MS)
    listener.until(lambda: listener.playback.position().ms > SOUGHT_MS + 300)
    assert pitch_now(listener) == pytest.approx(
        500 + 0.25 * listener.playback.position().ms, abs=60
    )
    web.close()


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
