import pytest

from mtplayer.core import options
from mtplayer.core.events import Repeat, SleepChanged, StopAfter
from mtplayer.core.ports import PlayerEnded
from mtplayer.services.playing.sleep_timer import MINUTE_MS, SleepTimer
from tests.services.stage import LENGTH, PAUSED, PLAYING, STOPPED

FADE_MS = 20_000


class Day:
    """The clock of the day, turned by hand."""

    def __init__(self):
        self.now = 1_700_000_000_000

    def __call__(self):
        return self.now


@pytest.fixture
def day():
    return Day()


@pytest.fixture
def sleep(stage, day):
    timer = SleepTimer(stage.playback, stage.queue, lambda: FADE_MS, clock=day)
    yield timer
    timer.cancel()


def volumes(stage, monkeypatch):
    heard = []
    monkeypatch.setattr(stage.player, "set_volume", heard.append)
    return heard


def test_the_music_stops_after_the_track_and_play_goes_on_with_the_next(make):
    stage = make(speed=400.0)
    stage.double_click(0)
    stage.queue.set_stop_after(StopAfter.TRACK)
    stage.until_stopped()
    assert stage.queue.current.track == stage.ids[1]
    assert stage.queue.modes.stop_after is StopAfter.NEVER
    stage.playback.play()
    stage.until(lambda: stage.playback.entry.track == stage.ids[1])


def test_a_follower_that_was_handed_over_is_taken_back(make):
    stage = make(speed=60.0)
    stage.double_click(0)
    stage.until_playing(stage.ids[0], beyond_ms=1000)
    stage.queue.set_stop_after(StopAfter.TRACK)
    stage.until_stopped()
    assert stage.queue.current.track == stage.ids[1]


def test_a_track_that_fails_is_not_the_one_after_which_it_stops(make):
    stage = make(speed=400.0)
    stage.broken = {stage.ids[0]}
    stage.double_click(0)
    stage.queue.set_stop_after(StopAfter.TRACK)
    stage.until_stopped()
    assert stage.queue.current.track == stage.ids[2]


def test_the_music_stops_after_the_queue_though_it_repeats(make):
    stage = make(count=2, speed=400.0)
    stage.queue.set_repeat(Repeat.ALL)
    stage.double_click(0)
    stage.queue.set_stop_after(StopAfter.QUEUE)
    stage.until_stopped()
    assert stage.queue.modes.stop_after is StopAfter.NEVER
    assert stage.queue.current.track == stage.ids[0]


def test_once_more_is_heard_twice_and_then_the_next(make):
    stage = make(speed=400.0)
    stage.queue.set_repeat(Repeat.ONE)
    stage.queue.set_once_more(on=True)
    ends = []
    stage.player.happened.connect(
        lambda event: isinstance(event, PlayerEnded) and ends.append(stage.playback.entry.track)
    )
    stage.double_click(0)
    stage.until(lambda: stage.playback.entry.track == stage.ids[1])
    stage.playback.stop()
    assert stage.queue.modes.repeat is Repeat.OFF
    assert len(ends) == 2


def test_the_music_fades_and_pauses_and_the_volume_comes_back(stage, sleep, day, monkeypatch):
    stage.playback.set_volume(50)
    stage.double_click()
    stage.until_playing(stage.ids[0])
    heard = volumes(stage, monkeypatch)
    sleep.after_minutes(30)
    assert sleep.state == SleepChanged(at=day.now + 30 * MINUTE_MS)
    day.now += 30 * MINUTE_MS - FADE_MS // 2
    sleep.look()
    assert heard == [25]
    day.now += FADE_MS // 4
    sleep.look()
    day.now += FADE_MS
    sleep.look()
    assert heard == [25, 12, 0]
    assert stage.playback.state is PAUSED
    assert not sleep.state.is_set
    stage.until(lambda: heard == [25, 12, 0, 50])
    assert stage.settings.get(options.VOLUME) == 50
    assert not sleep.state.is_set


def test_the_timer_looks_by_itself(stage, sleep, day):
    stage.double_click()
    stage.until_playing(stage.ids[0])
    sleep.at(day.now + 1)
    day.now += 1000
    stage.until(lambda: stage.playback.state is PAUSED)


def test_a_cancelled_timer_gives_the_volume_back_and_plays_on(stage, sleep, day, monkeypatch):
    stage.double_click()
    stage.until_playing(stage.ids[0])
    heard = volumes(stage, monkeypatch)
    sleep.at(day.now + FADE_MS // 4)
    assert heard == [20]
    sleep.cancel()
    assert heard == [20, 80]
    day.now += MINUTE_MS
    sleep.look()
    assert stage.playback.state is PLAYING


def test_sleeping_at_the_end_of_the_track_fades_and_stops_there(make, monkeypatch):
    stage = make(speed=30.0)
    timer = SleepTimer(stage.playback, stage.queue, lambda: LENGTH)
    heard = volumes(stage, monkeypatch)
    told = []
    timer.changed.connect(told.append)
    stage.double_click()
    stage.until_playing(stage.ids[0])
    timer.after_track()
    stage.until(lambda: stage.playback.state is STOPPED)
    assert told == [SleepChanged(after_track=True), SleepChanged()]
    assert stage.queue.current.track == stage.ids[1]
    stage.until(lambda: heard[-1:] == [80])
    fading = heard[:-1]
    assert fading == sorted(fading, reverse=True)
    assert len(fading) > 0


def test_a_moment_that_has_passed_pauses_at_once_and_gives_the_volume_back(
    stage, sleep, day, monkeypatch
):
    stage.double_click()
    stage.until_playing(stage.ids[0])
    heard, told = volumes(stage, monkeypatch), []
    sleep.changed.connect(told.append)
    sleep.at(day.now - 1)
    assert stage.playback.state is PAUSED
    assert told == [SleepChanged(at=day.now - 1), SleepChanged()]
    stage.until(lambda: heard == [0, 80])


def test_whoever_plays_on_at_once_hears_it_as_loud_as_before(stage, sleep, day, monkeypatch):
    stage.double_click()
    stage.until_playing(stage.ids[0])
    heard = volumes(stage, monkeypatch)
    sleep.at(day.now + FADE_MS // 2)
    day.now += FADE_MS
    sleep.look()
    assert heard == [40, 0]
    stage.playback.play()
    assert heard == [40, 0, 80]


def test_taking_the_stop_back_takes_the_timer_back(stage, sleep):
    stage.double_click()
    sleep.after_track()
    stage.queue.set_stop_after(StopAfter.NEVER)
    assert not sleep.state.is_set


def test_another_appointment_takes_the_place_of_the_first(stage, sleep, day):
    stage.double_click()
    sleep.after_track()
    sleep.after_minutes(10)
    assert sleep.state == SleepChanged(at=day.now + 10 * MINUTE_MS)
    assert stage.queue.modes.stop_after is StopAfter.NEVER
