"""What only libVLC can get wrong: formats, landing, broken files, recording, missing devices."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.media_source import AVFORMAT, media_source
from mtplayer.audio.vlc_events import StreamEvent, VlcEvents
from mtplayer.audio.vlc_player import VlcPlayer
from mtplayer.core.ports import (
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerLength,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
)
from tests.fakes.no_device import said_without_device
from tests.fakes.tones import (
    broken_files,
    chirp,
    convert,
    pitch,
    playable,
    read_wav,
    tone,
    write_wav,
)

pytestmark = pytest.mark.vlc

ENCODERS = {
    "aac.aac": ("-c:a", "aac"),
    "aac.m4a": ("-c:a", "aac"),
    "aiff.aiff": (),
    "alac.m4a": ("-c:a", "alac"),
    "flac.flac": (),
    "flac.mka": ("-c:a", "flac"),
    "flac.ogg": ("-c:a", "flac", "-f", "ogg"),
    "mp3.mp3": ("-b:a", "128k"),
    "opus.opus": (),
    "speex.spx": ("-c:a", "libspeex", "-ar", "32000"),
    "tta.tta": (),
    "untagged vbr.mp3": ("-write_xing", "0", "-q:a", "4"),
    "vbr.mp3": ("-q:a", "4"),
    "vorbis.ogg": ("-c:a", "libvorbis"),
    "wavpack.wv": (),
    "wma.wma": ("-c:a", "wmav2"),
}
# One block is a second of sound: a start lands at the next one.
SECOND_BLOCKS = ("tta.tta", "wavpack.wv")


@pytest.fixture(scope="session")
def chirps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chirps")
    write_wav(folder / "wav.wav", chirp(8))
    for name, options in ENCODERS.items():
        convert(folder / "wav.wav", folder / name, *options)
    return folder


def run_to_the_end(player: VlcPlayer, wait: Callable[..., None]) -> list[PlayerEvent]:
    events: list[PlayerEvent] = []
    player.happened.connect(events.append)
    verdicts = (PlayerEnded, PlayerFailed, PlayerUnavailable)
    wait(lambda: any(isinstance(e, verdicts) for e in events), timeout=15000)
    return events


@pytest.mark.parametrize("name", ["wav.wav", *(n for n in ENCODERS if n != "speex.spx")])
def test_a_start_in_the_middle_lands_within_100_ms(name, chirps, tmp_path, qtbot) -> None:
    player = VlcPlayer(record_to=tmp_path / "out.wav")
    events: list[PlayerEvent] = []
    player.happened.connect(events.append)
    player.load(playable(chirps / name, duration_ms=8000), 1, start_ms=3700, paused=False)
    qtbot.waitUntil(lambda: any(isinstance(e, PlayerPosition) for e in events), timeout=4000)
    qtbot.wait(400)
    player.close(5000)
    samples, rate = read_wav(tmp_path / "out.wav")
    begin, size = rate // 4, 4096
    heard = pitch(samples[begin : begin + size], rate)
    landed_ms = ((heard - 500) / 250 - (begin + size / 2) / rate) * 1000
    assert abs(landed_ms - 3700) < (1100 if name in SECOND_BLOCKS else 100)
    positions = [e.ms for e in events if isinstance(e, PlayerPosition)]
    assert 3600 < positions[0] < 4900


@pytest.mark.parametrize("name", ["flac.ogg", "mp3.mp3", "opus.opus", "speex.spx", "vorbis.ogg"])
def test_a_format_of_a_poor_demuxer_begins_at_0(name, chirps, tmp_path, qtbot) -> None:
    player = VlcPlayer(record_to=tmp_path / "out.wav")
    events: list[PlayerEvent] = []
    player.happened.connect(events.append)
    player.load(playable(chirps / name, duration_ms=8000), 1, start_ms=0, paused=False)
    qtbot.waitUntil(lambda: any(isinstance(e, PlayerStarted) for e in events), timeout=4000)
    qtbot.wait(250)
    player.close(5000)
    samples, rate = read_wav(tmp_path / "out.wav")
    begin, size = rate // 10, 4096
    landed_ms = (
        (pitch(samples[begin : begin + size], rate) - 500) / 250 - (begin + size / 2) / rate
    ) * 1000
    assert abs(landed_ms) < 50


def test_each_file_without_music_fails_once_within_six_seconds(chirps, tmp_path, qtbot) -> None:
    player = VlcPlayer(null=True)
    files = broken_files(tmp_path, chirps / "flac.flac", chirps / "aac.m4a")
    folder = tmp_path / "folder.mp3"
    folder.mkdir()
    for number, path in enumerate([*files, folder, tmp_path / "missing.mp3"]):
        player.load(playable(path), number, start_ms=0, paused=False)
        events = run_to_the_end(player, qtbot.waitUntil)
        said = [type(e).__name__ for e in events if not isinstance(e, PlayerLength)]
        assert said == ["PlayerFailed"], path.name
    player.close(5000)


def test_a_truncated_file_plays_what_it_has(chirps, tmp_path, qtbot) -> None:
    half = tmp_path / "half.mp3"
    half.write_bytes((chirps / "mp3.mp3").read_bytes()[:20_000])
    player = VlcPlayer(null=True)
    player.load(playable(half), 1, start_ms=0, paused=False)
    events = run_to_the_end(player, qtbot.waitUntil)
    assert isinstance(events[-1], PlayerEnded)
    player.close(5000)


def test_a_range_of_a_file_plays_alone(chirps, tmp_path, qtbot) -> None:
    player = VlcPlayer(record_to=tmp_path / "out.wav")
    whole = playable(chirps / "wav.wav")
    part = type(whole)(
        track=whole.track, path=whole.path, duration_ms=1000, start_ms=2000, end_ms=3000
    )
    player.load(part, 1, start_ms=0, paused=False)
    events = run_to_the_end(player, qtbot.waitUntil)
    player.close(5000)
    samples, rate = read_wav(tmp_path / "out.wav")
    assert len(samples) / rate == pytest.approx(1.0, abs=0.1)
    assert pitch(samples[8192:12288], rate) == pytest.approx(500 + 250 * 2.23, abs=15)
    assert all(e.ms < 1200 for e in events if isinstance(e, PlayerPosition))


def test_recorded_streams_are_joined_into_one_file_of_one_rate(tmp_path, qtbot) -> None:
    write_wav(tmp_path / "a.wav", tone(440, 0.5))
    write_wav(tmp_path / "b.wav", tone(880, 0.5, 48000), 48000)
    player = VlcPlayer(record_to=tmp_path / "out.wav")
    for number, name in enumerate(("a.wav", "b.wav")):
        player.load(playable(tmp_path / name), number, start_ms=0, paused=False)
        run_to_the_end(player, qtbot.waitUntil)
    player.close(5000)
    samples, rate = read_wav(tmp_path / "out.wav")
    assert (rate, len(samples)) == (44100, 44100)
    assert pitch(samples[:22050], rate) == pytest.approx(440, abs=1)
    assert pitch(samples[22050:], rate) == pytest.approx(880, abs=1)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.01)
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []


def test_many_tracks_leave_no_handles_behind_b14(chirps, qtbot) -> None:
    player = VlcPlayer(null=True)

    def play(first: int, count: int) -> None:
        for generation in range(first, first + count):
            events: list[PlayerEvent] = []
            player.happened.connect(events.append)
            name = ("wav.wav", "mp3.mp3", "vorbis.ogg", "aac.m4a")[generation % 4]
            player.load(playable(chirps / name), generation, start_ms=1000, paused=False)
            qtbot.waitUntil(
                lambda heard=events: any(isinstance(e, PlayerStarted) for e in heard), timeout=8000
            )
            player.happened.disconnect(events.append)

    play(0, 4)
    before = len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))
    play(4, 40)
    after = len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))
    player.close(5000)
    # Fewer are no leak: threads of what was played before may still have been ending.
    assert after[0] - before[0] <= 5
    assert after[1] - before[1] <= 3


def test_speex_never_starts_in_the_middle_where_it_would_crash() -> None:
    assert media_source(playable(Path("x.spx")), 4000).options == (AVFORMAT,)


def test_a_callback_only_emits(qtbot) -> None:
    """A call into libVLC from its callback never returns."""
    events = VlcEvents()
    heard: list[StreamEvent] = []
    events.said.connect(heard.append)
    before = dict(vars(events))
    events.playing(None)
    events.ended(None)
    events.broken(None)
    assert vars(events) == before
    assert [e.name for e in heard] == ["playing", "ended", "broken"]


@pytest.mark.parametrize(
    ("prelude", "words"),
    [
        ("", "No sound device was found"),
        ("import sys; sys.modules['vlc'] = None", "libVLC is not installed"),
        ("import vlc; vlc.Instance = lambda arguments: None", "libVLC has no plug-ins"),
    ],
    ids=["no device", "no library", "no plug-ins"],
)
def test_without_sound_it_says_so_and_waits(prelude, words, tmp_path) -> None:
    made = "from mtplayer.audio.vlc_player import VlcPlayer\nplayer = VlcPlayer()\n"
    said = said_without_device(prelude, made, tmp_path)
    assert f"Sound is not available | {words}" in said
    assert said.endswith("| 700\n"), "nothing of it was heard"
