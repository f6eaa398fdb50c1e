"""What only the player on decks can get wrong: verdicts, devices that go, ranges, settings."""

import os
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.ear import STALLED
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import Gains, PlayableFile
from mtplayer.core.ports import (
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerPath,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
)
from mtplayer.core.sound.equalizer import EqualizerCurve, graphic
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.core.sound.sound_choices import GainMode, OnUnplug
from tests.fakes.no_device import said_without_device
from tests.fakes.programme import encode, signal, write_pcm
from tests.fakes.sound_server import SoundServer
from tests.fakes.tape import Tape
from tests.fakes.tones import broken_files, convert, playable, tone, write_wav

pytestmark = pytest.mark.vlc


class Player:
    """A player, its tape and everything that it said."""

    def __init__(self, qtbot, make_output=None) -> None:
        self.tape = Tape()
        self.made = DeckPlayer(make_output or (lambda _: ClockOutput(self.tape)))
        self.events: list[PlayerEvent] = []
        self.qtbot = qtbot
        self.made.happened.connect(self.events.append)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, kind: type, timeout: int = 8000):
        self.qtbot.waitUntil(lambda: bool(self.of(kind)), timeout=timeout)
        return self.of(kind)[-1]

    def wait_until_at(self, ms: int) -> None:
        self.qtbot.waitUntil(lambda: any(e.ms >= ms for e in self.of(PlayerPosition)), timeout=8000)

    def heard(self):
        frames = self.tape.frames()
        loud = np.flatnonzero(np.abs(frames).max(axis=1))
        return frames[loud[0] : loud[-1] + 1] if len(loud) else frames[:0]


@pytest.fixture
def player(qtbot):
    made = Player(qtbot)
    yield made
    made.made.close(5000)


def test_ranges_of_one_file_are_joined_without_another_decoder(player, tmp_path) -> None:
    whole = signal(44_100, 3 * 44_100)
    path = encode(write_pcm(tmp_path / "a.wav", whole, 44_100), tmp_path, "flac")
    ranges = [
        PlayableFile(
            track=TrackId(number),
            path=bytes(path),
            duration_ms=1000,
            start_ms=begin,
            end_ms=None if begin == 2053 else begin + length,
        )
        for number, (begin, length) in enumerate([(0, 1013), (1013, 1040), (2053, 0)], 1)
    ]
    player.made.set_sound(SoundSettings(fade_ms=0))
    rest = list(ranges[1:])

    def follow(event: PlayerEvent) -> None:
        if isinstance(event, PlayerEnded) and event.followed_by is not None:
            file = rest.pop(0) if rest else None
            player.made.queue_next(file, 10 + len(rest))

    player.made.happened.connect(follow)
    player.made.load(ranges[0], 1, start_ms=0, paused=False)
    player.made.queue_next(rest.pop(0), 5)
    player.qtbot.waitUntil(lambda: len(player.of(PlayerEnded)) == 3, timeout=8000)
    np.testing.assert_array_equal(player.heard(), whole[1:] if not whole[0].any() else whole)
    assert max(e.ms for e in player.of(PlayerPosition)) <= 1045


@pytest.fixture(scope="module")
def odd_files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    wav = folder / "a.wav"
    write_wav(wav, tone(440, 3))
    flac, m4a = convert(wav, folder / "a.flac"), convert(wav, folder / "a.m4a", "-c:a", "aac")
    broken_files(folder, flac, m4a)
    (folder / "half.flac").write_bytes(flac.read_bytes()[: flac.stat().st_size // 2])
    (folder / "half.wav").write_bytes(wav.read_bytes()[: wav.stat().st_size // 2])
    mp3 = convert(wav, folder / "a.mp3", "-c:a", "libmp3lame")
    (folder / "half.mp3").write_bytes(mp3.read_bytes()[: mp3.stat().st_size // 2])
    (folder / "folder.mp3").mkdir()
    return folder


UNPLAYABLE = (
    "text.mp3", "page.ogg", "noise.flac", "header.flac", "cut.m4a", "empty.mp3", "byte.wav",
    "folder.mp3", "missing.flac",
)  # fmt: skip


@pytest.mark.parametrize("name", UNPLAYABLE)
def test_what_has_no_sound_gets_one_verdict_within_six_seconds(player, odd_files, name) -> None:
    player.made.load(playable(odd_files / name), 1, start_ms=0, paused=False)
    player.wait_for(PlayerFailed, timeout=6000)
    player.qtbot.wait(200)
    assert [type(e) for e in player.events] == [PlayerFailed]
    # libVLC says so at once; nobody waits for a first frame.
    assert player.events[0].problem != STALLED


@pytest.mark.parametrize(
    ("name", "early"), [("half.flac", True), ("half.mp3", True), ("a.mp3", False)]
)
def test_a_file_that_breaks_off_is_played_and_said_to_have_ended_early(
    player, odd_files, name, early
) -> None:
    player.made.load(playable(odd_files / name), 1, start_ms=0, paused=False)
    ended = player.wait_for(PlayerEnded)
    assert ended.early is early
    assert len(player.of(PlayerStarted)) == 1
    assert player.of(PlayerFailed) == []


def test_a_broken_follower_is_told_of_when_its_turn_comes(player, odd_files) -> None:
    player.made.load(playable(odd_files / "a.wav"), 1, start_ms=2000, paused=False)
    player.made.queue_next(playable(odd_files / "text.mp3"), 2)
    failed = player.wait_for(PlayerFailed)
    assert failed.generation == 2
    assert [e.followed_by for e in player.of(PlayerEnded)] == [2]


def test_settings_of_the_sound_are_heard_at_once(player, tmp_path) -> None:
    write_wav(tmp_path / "a.wav", tone(1000, 20))
    file = PlayableFile(
        track=TrackId(1),
        path=bytes(tmp_path / "a.wav"),
        duration_ms=20_000,
        gains=Gains(track_db=-8.0, track_peak=0.5),
    )
    player.made.load(file, 1, start_ms=0, paused=False)
    player.wait_until_at(300)

    def level() -> float:
        player.qtbot.wait(250)
        latest = player.tape.frames()[-4410:, 0]
        return 20 * np.log10(np.sqrt(2 * (latest**2).mean()) / 0.5)

    assert level() == pytest.approx(0, abs=0.1)
    player.made.set_sound(SoundSettings(gain_mode=GainMode.TRACK))
    assert level() == pytest.approx(-8.0, abs=0.1)
    gains = [0.0] * 10
    gains[5] = 6.0
    player.made.set_sound(SoundSettings(equalizer=EqualizerCurve(bands=graphic(tuple(gains)))))
    assert level() == pytest.approx(6.0, abs=0.1)
    player.made.set_sound(SoundSettings())
    assert level() == pytest.approx(0, abs=0.1)
    path = player.of(PlayerPath)[-1].path
    assert (path.file_rate, path.device_rate, path.untouched) == (44_100, 44_100, True)


def test_another_speed_keeps_the_pitch(player, tmp_path) -> None:
    write_wav(tmp_path / "a.wav", tone(1000, 6))
    player.made.set_sound(SoundSettings(speed=2.0))
    begun = time.monotonic()
    player.made.load(playable(tmp_path / "a.wav", duration_ms=6000), 1, start_ms=0, paused=False)
    player.wait_for(PlayerEnded)
    assert 2.3 < time.monotonic() - begun < 4.5
    heard = player.heard()[22_050:88_200, 0]
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert spectrum.argmax() * 44_100 / len(heard) == pytest.approx(1000, abs=5)


@pytest.mark.sound
def test_a_sound_server_that_dies_and_comes_back_is_found_again(
    qtbot, tmp_path, monkeypatch
) -> None:
    write_wav(tmp_path / "a.wav", tone(440, 60))
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    player = Player(qtbot, lambda _: SystemOutput())
    player.made.load(playable(tmp_path / "a.wav", duration_ms=60_000), 1, start_ms=0, paused=False)
    player.wait_until_at(1000)
    server.stop()
    qtbot.wait(800)
    server.start()
    before = len(player.events)
    qtbot.waitUntil(lambda: server.loudness() > 0.3, timeout=8000)
    player.wait_until_at(2000)
    assert not [e for e in player.events[before:] if isinstance(e, PlayerUnavailable)]
    positions = [e.ms for e in player.of(PlayerPosition)]
    assert positions == sorted(positions)
    server.stop()
    gone = player.wait_for(PlayerUnavailable, timeout=12_000)
    assert gone.ms == pytest.approx(positions[-1], abs=4000)
    server.start()
    player.made.resume()
    qtbot.waitUntil(lambda: server.loudness() > 0.3, timeout=8000)
    player.made.close(5000)
    server.close()


def pactl(server: SoundServer, *words: str) -> str:
    done = subprocess.run(
        ["pactl", *words],
        env={**os.environ, **server.environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.sound
@pytest.mark.parametrize("on_unplug", [OnUnplug.MOVE, OnUnplug.PAUSE])
def test_an_unplugged_device_is_left_as_set(qtbot, tmp_path, monkeypatch, on_unplug) -> None:
    write_wav(tmp_path / "a.wav", tone(440, 60))
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    plug = ("module-null-sink", "sink_name=desk", "sink_properties=device.description=Desk")
    desk = pactl(server, "load-module", *plug)
    player = Player(qtbot, lambda _: SystemOutput())
    player.made.set_sound(SoundSettings(device="Desk", on_unplug=on_unplug))
    player.made.load(playable(tmp_path / "a.wav", duration_ms=60_000), 1, start_ms=0, paused=False)
    player.wait_until_at(1500)
    assert server.loudness() == 0
    pactl(server, "unload-module", desk)
    if on_unplug is OnUnplug.MOVE:
        qtbot.waitUntil(lambda: server.loudness() > 0.3, timeout=8000)
    else:
        gone = player.wait_for(PlayerUnavailable, timeout=12_000)
        assert 1000 < gone.ms < 6000
        pactl(server, "load-module", *plug)
        player.made.resume()
        player.wait_until_at(gone.ms + 1000)
        assert server.loudness() == 0
    player.made.close(5000)
    server.close()


@pytest.mark.sound
def test_a_device_that_cannot_be_had_alone_is_shared_and_the_path_says_so(
    qtbot, tmp_path, monkeypatch
) -> None:
    write_wav(tmp_path / "a.wav", tone(440, 20))
    server = SoundServer()
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    player = Player(qtbot, lambda _: SystemOutput())
    player.made.set_sound(SoundSettings(exclusive=True))
    player.made.load(playable(tmp_path / "a.wav", duration_ms=20_000), 1, start_ms=0, paused=False)
    path = player.wait_for(PlayerPath).path
    assert not path.exclusive
    qtbot.waitUntil(lambda: server.loudness() > 0.3, timeout=8000)
    before = len(os.listdir("/proc/self/fd"))
    player.made.set_sound(SoundSettings())
    player.made.set_sound(SoundSettings(exclusive=True))
    player.wait_until_at(1500)
    assert abs(len(os.listdir("/proc/self/fd")) - before) <= 5
    player.made.close(5000)
    server.close()


@pytest.mark.parametrize(
    ("prelude", "words"),
    [
        ("", "No sound device was found"),
        ("import sys; sys.modules['vlc'] = None", "libVLC is not installed"),
        ("import sys; sys.modules['soxr'] = None; sys.modules['vlc'] = None", "libVLC is not"),
    ],
    ids=["no device", "no library", "no resampler"],
)
def test_without_sound_it_says_so_and_waits(prelude, words, tmp_path) -> None:
    made = "from mtplayer.services.sound.sound import open_player\nplayer = open_player()\n"
    said = said_without_device(prelude, made, tmp_path)
    assert f"Sound is not available | {words}" in said
    assert said.endswith("| 700\n"), "nothing of it was heard"
