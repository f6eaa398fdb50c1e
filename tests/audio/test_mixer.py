"""The mixer joins, fades and holds without losing a sample."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from mtplayer.audio.deck import DeckOrder, Playing
from mtplayer.audio.dsp.equalizer import spectra
from mtplayer.audio.dsp.fades import Curve
from mtplayer.audio.mixer import Mixer
from mtplayer.audio.pcm_stream import Cut, PcmStream
from mtplayer.audio.plans.decode_plan import PLAIN
from mtplayer.audio.voice import Voice, Wish
from mtplayer.core.sound.equalizer import graphic
from tests.fakes.programme import signal
from tests.fakes.tones import playable

RATE = 44_100


class NoDeck:
    def play(self, order: DeckOrder) -> PcmStream:
        return PcmStream(order.cut)

    def set_paused(self, *, paused: bool) -> None:
        """Nothing decodes here."""

    def stop(self) -> None:
        """Nothing decodes here."""

    def close(self) -> None:
        """Nothing decodes here."""


@dataclass
class Notes:
    done: list[Voice] = field(default_factory=list)
    near: list[Voice] = field(default_factory=list)

    def finished(self, voice: Voice) -> None:
        self.done.append(voice)

    def nears_its_end(self, voice: Voice) -> None:
        self.near.append(voice)


def voice_of(sound, rate: int = RATE, *, whole: bool = True, generation: int = 1, **wish) -> Voice:
    stream = PcmStream(Cut(PLAIN))
    stream.begin(rate)
    stream.put(sound.astype(np.float32))
    if whole:
        stream.end()
    file = playable(b"/x.wav", duration_ms=len(sound) * 1000 // rate)
    return Voice(Wish(file=file, generation=generation, **wish), Playing(NoDeck(), stream))


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def mixer(notes) -> Mixer:
    return Mixer(RATE, notes, prepare_ms=500)


def pulled(mixer: Mixer, frames: int, step: int = 441):
    parts = []
    while frames > 0:
        parts.append(mixer.pull(min(step, frames)))
        frames -= len(parts[-1])
    return np.concatenate(parts)


def test_pieces_join_to_the_sample_and_are_not_touched(mixer, notes) -> None:
    whole = signal(RATE, 40_001).astype(np.float32)
    first, second, third = (
        voice_of(whole[:12_345]),
        voice_of(whole[12_345:25_000]),
        voice_of(whole[25_000:]),
    )
    mixer.start(first, 0, Curve.EQUAL_GAIN)
    mixer.follow(second, 0)
    out = pulled(mixer, 13_000)
    mixer.follow(third, 0)
    out = np.concatenate((out, pulled(mixer, 28_000)))
    np.testing.assert_array_equal(out[:40_001], whole)
    assert not out[40_001:].any()
    assert [(join.at, join.frames) for join in mixer.joins] == [
        (12_345, 12_345),
        (25_000, 12_655),
        (40_001, 15_001),
    ]
    assert notes.done == [first, second, third]
    assert mixer.underruns == 0


def test_a_signal_cut_in_two_is_resampled_as_if_it_had_not_been(notes) -> None:
    whole = signal(RATE, 30_001).astype(np.float32)

    def heard(*cuts: int):
        mixer = Mixer(48_000, notes, prepare_ms=500)
        edges = [0, *cuts, len(whole)]
        voices = [voice_of(whole[a:b]) for a, b in pairwise(edges)]
        mixer.start(voices[0], 0, Curve.EQUAL_GAIN)
        out = []
        for follower in [*voices[1:], None]:
            if follower is not None:
                mixer.follow(follower, 0)
            out.append(pulled(mixer, 10_000))
        return np.concatenate([*out, pulled(mixer, 30_000)])[:32_000]

    np.testing.assert_array_equal(heard(), heard(11_111))


def test_a_join_into_another_rate_has_neither_gap_nor_overlap(mixer) -> None:
    mixer.start(voice_of(signal(RATE, 20_000)), 0, Curve.EQUAL_GAIN)
    mixer.follow(voice_of(signal(48_000, 24_000), 48_000), 0)
    out = pulled(mixer, 60_000)
    last = int(np.flatnonzero(np.abs(out).max(axis=1))[-1]) + 1
    assert last == pytest.approx(20_000 + 24_000 * RATE / 48_000, abs=2)


def test_ten_pauses_lose_no_sample(mixer) -> None:
    whole = signal(RATE, 60_000).astype(np.float32)
    mixer.start(voice_of(whole), 0, Curve.EQUAL_GAIN)
    heard = [pulled(mixer, 1000)]
    for _ in range(10):
        mixer.pause(0)
        assert not pulled(mixer, 700).any()
        mixer.resume(0)
        heard.append(pulled(mixer, 1234))
    np.testing.assert_array_equal(np.concatenate(heard), whole[: 1000 + 12_340])


def test_a_pause_fades_within_its_time_and_goes_on_with_the_next_sample(mixer) -> None:
    mixer.start(voice_of(np.full((50_000, 2), 0.5)), 0, Curve.EQUAL_GAIN)
    pulled(mixer, 4410)
    mixer.pause(20)
    out = pulled(mixer, 4410)[:, 0]
    assert not out[1000:].any()
    assert np.all(np.diff(out) <= 0)
    assert np.abs(np.diff(out)).max() < 0.5 * np.pi / 2 / 882 * 1.01
    place = mixer.voice.ms
    mixer.resume(20)
    pulled(mixer, 2000)
    assert mixer.voice.ms == pytest.approx(place + 2000 / 44.1)


def test_a_crossfade_has_equal_power_within_a_tenth_of_a_decibel(mixer) -> None:
    length, overlap = 3 * RATE, 2000
    left = np.stack([np.ones(length), np.zeros(length)], 1) * 0.5
    mixer.start(voice_of(left), 0, Curve.EQUAL_GAIN)
    mixer.follow(voice_of(left[:, ::-1]), overlap)
    out = pulled(mixer, 5 * RATE)
    begin = int(np.flatnonzero(out[:, 1])[0])
    assert begin == pytest.approx(RATE, abs=500)
    inside = out[begin:length]
    power = 10 * np.log10((inside**2).sum(axis=1) / 0.25)
    assert np.abs(power).max() < 0.1
    place = (np.arange(len(inside)) + 0.5) / len(inside)
    np.testing.assert_allclose(inside[:, 1], 0.5 * np.sin(place * np.pi / 2), atol=1e-3)
    assert not out[length:, 0].any()


def test_a_follower_that_is_taken_back_never_sounds(mixer, notes) -> None:
    first, second, third = (voice_of(np.full((5000, 2), level)) for level in (0.1, 0.2, 0.3))
    mixer.start(first, 0, Curve.EQUAL_GAIN)
    mixer.follow(second, 0)
    pulled(mixer, 4000)
    mixer.follow(third, 0)
    out = pulled(mixer, 6000)
    assert second in notes.done
    assert sorted({round(float(v), 3) for v in out[:, 0]}) == [0.1, 0.3]


def test_what_was_asked_for_sounds_only_when_its_deck_has_begun(mixer) -> None:
    old = voice_of(np.full((90_000, 2), 0.25))
    new = voice_of(np.zeros((0, 2)), whole=False, start_ms=1000.0)
    mixer.start(old, 0, Curve.EQUAL_GAIN)
    pulled(mixer, 1000)
    mixer.start(new, 20, Curve.EQUAL_GAIN)
    assert np.all(pulled(mixer, 2000) == np.float32(0.25))
    new.playing.stream.put(np.full((40_000, 2), 0.5, np.float32))
    out = pulled(mixer, 3000)[:, 0]
    assert np.all(np.diff(out) >= 0)
    assert out[-1] == pytest.approx(0.5)


def test_consecutive_ranges_of_one_file_are_one_piece_of_sound(mixer, notes) -> None:
    whole = signal(RATE, 44_100).astype(np.float32)
    first = voice_of(whole, stop_ms=333.333)
    file = playable(b"/x.wav", duration_ms=500)
    second = Voice(Wish(file=file, generation=2, start_ms=333.333), first.playing, shared=True)
    mixer.start(first, 0, Curve.EQUAL_GAIN)
    mixer.follow(second, 0)
    np.testing.assert_array_equal(pulled(mixer, 44_100), whole)
    assert not mixer.pull(10).any()
    assert mixer.joins[0].at == 14_700
    assert notes.done == [second]


def test_a_deck_that_is_late_makes_a_hole_but_loses_nothing(mixer) -> None:
    voice = voice_of(np.full((8000, 2), 0.5), whole=False)
    mixer.start(voice, 0, Curve.EQUAL_GAIN)
    pulled(mixer, 9000)
    assert mixer.underruns == 1000
    voice.playing.stream.put(np.full((3000, 2), 0.5, np.float32))
    voice.playing.stream.end()
    assert np.count_nonzero(pulled(mixer, 4000)[:, 0]) == 3000


def test_the_equalizer_is_turned_on_and_off_without_losing_a_sample(mixer) -> None:
    flat = np.full((80_000, 2), 0.25)
    mixer.start(voice_of(flat), 0, Curve.EQUAL_GAIN)
    out = [pulled(mixer, 5000)]
    mixer.equalize(spectra(graphic((0,) * 9 + (6,)), 0, RATE))
    out.append(pulled(mixer, 40_000))
    mixer.equalize(None)
    out.append(pulled(mixer, 40_000))
    heard = np.concatenate(out)[:, 0]
    assert np.count_nonzero(np.abs(heard) > 0.2) == pytest.approx(80_000, abs=2)
    steady = heard[:5000]
    np.testing.assert_array_equal(steady, np.float32(0.25))
    assert np.abs(np.diff(heard[:79_990])).max() < 0.01


def test_the_volume_changes_without_zipper_noise(mixer) -> None:
    t = np.arange(RATE * 2)
    tone = np.stack([0.5 * np.sin(2 * np.pi * 1000 * t / RATE)] * 2, 1)
    mixer.start(voice_of(tone), 0, Curve.EQUAL_GAIN)
    out = []
    for step in range(100):
        mixer.volume.set(1 - step / 200)
        out.append(pulled(mixer, 441))
    heard = np.concatenate(out)[:, 0][4410:]
    spectrum = np.abs(np.fft.rfft(heard * np.blackman(len(heard)))) ** 2
    hertz = np.fft.rfftfreq(len(heard), 1 / RATE)
    noise = spectrum[(hertz > 3000)].sum() / spectrum.sum()
    assert 10 * np.log10(noise) < -90


def test_the_timeline_tells_what_is_heard_when(mixer) -> None:
    first, second = (
        voice_of(np.full((8820, 2), 0.1)),
        voice_of(np.full((8820, 2), 0.2), start_ms=5000.0),
    )
    mixer.start(first, 0, Curve.EQUAL_GAIN)
    mixer.follow(second, 0)
    pulled(mixer, 17_640, 1000)
    mixer.pull(100)
    timeline = mixer.timeline
    assert [mark.voice for mark in timeline.reached(4410)][-1] is first
    assert timeline.ms_at(4410) == pytest.approx(100)
    assert [mark.voice for mark in timeline.reached(8820)] == [second]
    assert timeline.ms_at(8820 + 441) == pytest.approx(5010)
    assert [mark.voice for mark in timeline.reached(20_000)] == [None]


def test_trimming_leaves_out_silence_at_both_ends(mixer) -> None:
    sound = np.zeros((30_000, 2))
    sound[9000:12_000] = 0.5
    mixer.start(voice_of(sound, trim=True), 0, Curve.EQUAL_GAIN)
    out = pulled(mixer, 30_000)
    assert np.flatnonzero(out[:, 0])[0] == 0
    assert np.count_nonzero(out[:, 0]) == 3000
    assert mixer.joins[0].at < 4000


def test_a_join_right_after_a_hole_is_still_told_of(mixer) -> None:
    first, second = voice_of(np.full((8000, 2), 0.5), whole=False), voice_of(np.zeros((9000, 2)))
    mixer.start(first, 0, Curve.EQUAL_GAIN)
    mixer.follow(second, 0)
    pulled(mixer, 9000, 3000)
    first.playing.stream.put(np.full((100, 2), 0.5, np.float32))
    first.playing.stream.end()
    pulled(mixer, 3000, 3000)
    passed = mixer.timeline.reached(12_000)
    assert [mark.ended for mark in passed if mark.ended is not None] == [first]
    assert passed[-1].voice is second
