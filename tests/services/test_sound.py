"""What is really heard: the services over libVLC and PulseAudio, recorded behind the server."""

import time

import numpy as np
import pytest

from mtplayer.audio.vlc_player import VlcPlayer
from tests.fakes.sound_server import RATE, SoundServer
from tests.fakes.tones import chirp, convert, tone, write_wav
from tests.services.stage import PAUSED, PLAYING, Stage

pytestmark = [pytest.mark.sound, pytest.mark.vlc]

HERTZ = (440, 660, 880)
CHIRP = 3


@pytest.fixture(scope="module")
def music(tmp_path_factory):
    """Three tones in three formats and a chirp whose pitch tells the time: 500 + 250 t."""
    folder = tmp_path_factory.mktemp("music")
    for hertz in HERTZ:
        write_wav(folder / f"{hertz}.wav", tone(hertz, 20))
    write_wav(folder / "chirp.wav", chirp(12))
    return [
        folder / "440.wav",
        convert(folder / "660.wav", folder / "660.mp3", "-b:a", "128k"),
        convert(folder / "880.wav", folder / "880.ogg", "-c:a", "libvorbis"),
        convert(folder / "chirp.wav", folder / "chirp.flac"),
    ]


@pytest.fixture
def server(monkeypatch):
    made = SoundServer()
    made.start()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()


@pytest.fixture
def stage(server, music, tmp_path, qtbot):
    made = Stage(tmp_path, qtbot, paths=music, player=VlcPlayer, settings={"playback.volume": 100})
    yield made
    made.close()


def until_heard(stage, server, hertz):
    stage.until(lambda: (heard := server.pitch()) is not None and abs(heard - hertz) < 3)


def until_silent(stage, server):
    stage.until(lambda: server.pitch() is None)


def test_the_clicked_track_sounds_and_next_and_previous_change_it(stage, server) -> None:
    stage.double_click(0)
    until_heard(stage, server, 440)
    stage.playback.next()
    until_heard(stage, server, 660)
    stage.playback.next()
    until_heard(stage, server, 880)
    stage.playback.previous()
    until_heard(stage, server, 660)


def test_a_pause_is_silent_and_goes_on_where_it_was(stage, server) -> None:
    stage.double_click(CHIRP)
    stage.until(lambda: stage.playback.position().ms > 1500)
    stage.playback.pause()
    until_silent(stage, server)
    before = last_place(server)
    stage.qtbot.wait(500)
    assert server.pitch() is None
    stage.playback.play()
    stage.until(lambda: server.pitch() is not None)
    stage.qtbot.wait(250)
    assert last_place(server) - before < 1.0


def test_a_seek_lands_within_100_ms_of_what_is_shown(stage, server) -> None:
    stage.double_click(CHIRP)
    stage.until(lambda: stage.playback.position().ms > 300)
    for target in (7000, 2500, 9000):
        began = server.seconds
        stage.playback.seek(target)
        stage.until(lambda target=target: stage.playback.position().ms > target + 700)
        first, at = first_place_near(server.samples(began), target / 1000)
        assert abs(first - target / 1000) < 0.12
        assert at < 1.0
        shown = stage.playback.position().ms / 1000
        # The sound server holds some sound back, and the last window is 75 ms old.
        assert abs(last_place(server) - shown) < 0.35


def test_volume_is_cubic_and_stays_with_mute_on_the_next_track(stage, server) -> None:
    stage.double_click(0)
    until_heard(stage, server, 440)
    assert server.loudness() == pytest.approx(0.5, rel=0.05)
    stage.playback.set_volume(50)
    stage.until(lambda: server.loudness() == pytest.approx(0.5 * 0.125, rel=0.1))
    stage.playback.next()
    until_heard(stage, server, 660)
    stage.qtbot.wait(500)
    assert server.loudness() == pytest.approx(0.5 * 0.125, rel=0.15)
    stage.playback.set_muted(muted=True)
    until_silent(stage, server)
    began = server.seconds
    stage.playback.next()
    stage.qtbot.wait(1200)
    heard = np.abs(server.samples(began))
    assert np.count_nonzero(heard > 0.001) < 0.05 * RATE
    stage.playback.set_muted(muted=False)
    until_heard(stage, server, 880)


def test_a_track_ends_in_full_before_the_next_one_begins(stage, server, music) -> None:
    short = music[0].parent / "short.wav"
    write_wav(short, tone(1000, 2.5))
    track = stage.ids[0]
    stage.files[track] = stage.files[track].__class__(
        track=track, path=str(short).encode(), duration_ms=2500
    )
    stage.double_click(0)
    until_heard(stage, server, 660)
    heard = server.samples()
    loud = np.flatnonzero(np.abs(heard) > 0.05)[0]
    first = heard[loud : loud + int(2.45 * RATE)]
    assert np.sqrt(np.mean(first**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_a_restart_goes_on_at_the_same_place(stage, server) -> None:
    stage.double_click(CHIRP)
    stage.until(lambda: stage.playback.position().ms > 300)
    stage.playback.seek(5000)
    stage.until(lambda: stage.playback.position().ms > 5500)
    at = stage.playback.position().ms
    stage.restart()
    stage.qtbot.wait(400)
    assert server.pitch() is None
    assert stage.playback.state is PAUSED
    assert stage.playback.position().ms == pytest.approx(at, abs=100)
    began = server.seconds
    stage.playback.play()
    stage.until(lambda: stage.playback.position().ms > at + 700)
    first, _ = first_place_near(server.samples(began), at / 1000)
    assert abs(first - at / 1000) < 0.2


def test_a_lost_sound_server_is_told_and_its_return_goes_on(stage, server) -> None:
    stage.double_click(0)
    until_heard(stage, server, 440)
    server.stop()
    stage.playback.next()
    stage.until(lambda: stage.playback.state is PAUSED, timeout=12_000)
    assert [notice.text for notice in stage.seen.notices] == ["Sound is not available"]
    assert stage.seen.failed == []
    server.start()
    stage.playback.play()
    until_heard(stage, server, 660)
    assert stage.playback.state is PLAYING


def test_keys_pressed_at_random_leave_the_right_tone(stage, server) -> None:
    chance = np.random.default_rng(11)
    actions = (
        stage.playback.next,
        stage.playback.previous,
        stage.playback.play_pause,
        lambda: stage.playback.seek(float(chance.uniform(0, 20_000))),
        lambda: stage.double_click(int(chance.integers(3))),
    )
    began = time.monotonic()
    for _ in range(150):
        actions[chance.integers(len(actions))]()
        stage.qtbot.wait(int(chance.integers(40)))
    assert time.monotonic() - began < 30
    stage.double_click(2)
    until_heard(stage, server, 880)


def place(samples) -> float:
    """Return where in the chirp the middle of these samples is, in seconds."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 17))
    return (float(spectrum.argmax()) * RATE / (1 << 17) - 500) / 250


def last_place(server) -> float:
    """Return the place of the last sound that was heard."""
    samples = server.samples(max(0.0, server.seconds - 3))
    loud = np.flatnonzero(np.abs(samples) > 0.05)[-1]
    return place(samples[max(0, loud - 4096) : loud]) + 2048 / RATE


def first_place_near(samples, wanted: float) -> tuple[float, float]:
    """Return the place of the first sound after a seek, and when it was heard."""
    size = 2048
    for begin in range(0, len(samples) - size, size // 2):
        window = samples[begin : begin + size]
        if np.abs(window).min(initial=1) >= 0 and np.abs(window).max() > 0.3:
            found = place(window) - size / 2 / RATE
            if abs(found - wanted) < 0.6:
                return found, begin / RATE
    raise AssertionError("nothing near was heard")
