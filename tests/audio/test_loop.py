"""A loop is as long as it was marked, to the sample, time after time."""

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.core.playing.loops import NO_LOOP, Loop, LoopMarks
from mtplayer.core.ports import PlayerEnded, PlayerPosition
from mtplayer.core.sound.sound import SoundSettings
from tests.fakes.programme import encode, found_at, signal, write_pcm
from tests.fakes.tape import Tape
from tests.fakes.tones import playable

RATE = 44_100


@pytest.mark.vlc
@pytest.mark.parametrize("kind", ["flac", "v0.mp3"])
def test_each_time_round_lasts_as_long_as_the_loop(qtbot, tmp_path, kind) -> None:
    whole = signal(RATE, 8 * RATE)
    path = encode(write_pcm(tmp_path / "a.wav", whole, RATE), tmp_path, kind)
    tape, events = Tape(), []
    player = DeckPlayer(lambda _: ClockOutput(tape))
    player.happened.connect(events.append)
    player.set_sound(SoundSettings(fade_ms=0))
    player.load(playable(path, duration_ms=8000), 1, start_ms=0, paused=False)
    qtbot.waitUntil(lambda: any(isinstance(e, PlayerPosition) for e in events), timeout=5000)
    loop = Loop(2000, 3250)
    player.set_loop(loop)
    player.seek(2500)

    qtbot.waitUntil(lambda: len(player.joins) >= 3, timeout=12_000)
    player.set_loop(None)
    qtbot.waitUntil(lambda: any(e.ms > 4500 for e in events[-3:] if isinstance(e, PlayerPosition)))
    player.close(5000)
    heard = tape.frames()[:, 1]
    frames = round((loop.end_ms - loop.begin_ms) * RATE / 1000)
    assert [join.frames for join in player.joins[1:3]] == [frames, frames]
    begin = whole[2000 * RATE // 1000 + 500 :][:20_000, 1]
    first = found_at(heard[: player.joins[0].at + 30_000], begin) - 500
    for number in range(3):
        at = first + number * frames
        assert found_at(heard[at - 3000 : at + 30_000], begin) == 3500
        # Softened: no step where the end meets the beginning.
        assert np.abs(heard[at - 2 : at + 2]).max() < 0.02
    assert not [e for e in events if isinstance(e, PlayerEnded)]
    assert player.underruns == 0


def test_marks_become_a_loop_that_is_never_too_short() -> None:
    assert NO_LOOP.with_begin(5000).loop is None
    assert NO_LOOP.with_begin(5000).with_end(9000).loop == Loop(5000, 9000)
    assert NO_LOOP.with_end(9000).loop == Loop(0, 9000)
    assert NO_LOOP.with_begin(5000).with_end(5100).loop == Loop(4100, 5100)
    assert LoopMarks(5000, 9000).with_begin(8900) == LoopMarks(8900, None)
    assert LoopMarks(5000, 9000).with_begin(2000).loop == Loop(2000, 9000)
