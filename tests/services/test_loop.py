"""What plays is heard again and again between two marks."""

import pytest

from mtplayer.core.playing.loops import NO_LOOP, Loop
from mtplayer.services.playing.loop import LoopService


@pytest.fixture
def loop(stage):
    return LoopService(stage.player, stage.playback, stage.queue)


def test_two_marks_make_the_track_go_round_until_they_are_taken_back(stage, loop) -> None:
    stage.double_click(0)
    stage.until_playing(stage.ids[0], 100)
    loop.begin_here(1000)
    loop.end_here(2100)
    assert loop.marks.loop == Loop(1000, 2100)
    stage.playback.seek(1900)
    stage.until(lambda: stage.playback.position().ms < 1500)
    assert stage.playback.position().ms >= 900
    loop.clear()
    stage.playback.seek(2000)
    stage.until_playing(stage.ids[0], 2300)


def test_an_end_behind_the_sound_goes_back_at_once(stage, loop) -> None:
    stage.double_click(0)
    stage.until_playing(stage.ids[0], 100)
    stage.playback.seek(30_000)
    loop.begin_here(20_000)
    loop.end_here(25_000)
    stage.until(lambda: 20_000 <= stage.playback.position().ms < 22_000)


def test_another_track_is_heard_to_its_end(stage, loop) -> None:
    told = []
    loop.changed.connect(told.append)
    stage.double_click(0)
    stage.until_playing(stage.ids[0])
    loop.begin_here(1000)
    loop.end_here(3000)
    stage.playback.next()
    stage.until_playing(stage.ids[1])
    assert loop.marks == NO_LOOP
    assert told[-1] == NO_LOOP
