"""Long silence inside of a track is passed over, where the waveform shows it."""

import pytest
from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.events import WaveformReady
from mtplayer.core.sound.waves import PEAKS, Silence, silences
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.silence import SilenceSkipper

LENGTH = 60_000


class FakeWaveforms(QObject):
    ready: TypedSignal[WaveformReady] = signal()


def shape(*silent: tuple[int, int]) -> bytes:
    """Return a minute that is silent from one second to another."""
    heights = bytearray([200] * PEAKS)
    for begin, end in silent:
        heights[begin * PEAKS // 60 : end * PEAKS // 60] = bytes((end - begin) * PEAKS // 60)
    return bytes(heights)


def test_silences_are_found_but_not_at_the_end() -> None:
    found = silences(shape((0, 5), (20, 30), (40, 42), (50, 60)), LENGTH, 3000)
    assert [(round(one.begin_ms, -2), round(one.end_ms, -2)) for one in found] == [
        (100, 4900),
        (20_100, 29_900),
    ]
    assert silences(bytes(PEAKS), LENGTH, 3000) == []
    assert silences(b"", LENGTH, 3000) == []
    assert isinstance(found[0], Silence)


@pytest.fixture
def skipping(stage):
    waveforms = FakeWaveforms()
    skipper = SilenceSkipper(stage.playback, waveforms, stage.settings)
    stage.double_click(0)
    stage.until_playing(stage.ids[0])
    waveforms.ready.emit(WaveformReady(track=stage.ids[0], shape=shape((20, 30))))
    yield stage
    skipper.deleteLater()


def test_what_is_silent_for_long_is_skipped(skipping) -> None:
    skipping.settings.set(options.SKIP_SILENCE, True)
    skipping.playback.seek(19_800)
    skipping.until_playing(skipping.ids[0], 29_000)
    assert skipping.playback.position().ms < 31_000


def test_without_the_setting_silence_is_heard(skipping) -> None:
    skipping.playback.seek(20_700)
    skipping.until_playing(skipping.ids[0], 21_300)
    assert skipping.playback.position().ms < 29_000
