"""Playing the queue: the transport, its positions, and what survives."""

import math
import random
from dataclasses import replace

import pytest

from mtplayer.core import options
from mtplayer.core.events import Repeat
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.ports import PlayerEnded
from tests.services.stage import LENGTH, PAUSED, PLAYING, STOPPED


def test_a_double_click_plays_the_clicked_row_and_what_follows_b20(stage) -> None:
    stage.double_click(2)
    stage.until_playing(stage.ids[2])
    assert list(stage.queue.track_ids) == stage.ids[2:]
    assert stage.seen.states == [PLAYING]


def test_a_double_click_with_shuffle_plays_the_clicked_row_first(stage) -> None:
    stage.queue.set_shuffle(on=True)
    stage.double_click(2)
    stage.until_playing(stage.ids[2])
    assert sorted(stage.queue.track_ids) == stage.ids


def test_tracks_follow_each_other_and_the_end_stops_with_the_track_kept_b24(make) -> None:
    stage = make(count=3, speed=200)
    stage.double_click()
    stage.until_stopped()
    assert stage.playback.entry.track == stage.ids[2]
    assert stage.playback.position().ms == 0
    assert stage.seen.notices == []


def test_play_after_the_end_of_the_queue_really_plays_b6(make) -> None:
    stage = make(count=2, speed=200)
    stage.double_click()
    stage.until_stopped()
    stage.playback.play()
    stage.until_playing(stage.ids[0])
    stage.until_stopped()
    assert stage.world.column("SELECT count(*) FROM listens") is not None


def test_removing_the_playing_track_plays_its_successor_once_b5(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.queue.remove_rows([0])
    stage.until_playing(stage.ids[1], 20)
    stage.playback.next()
    stage.until_playing(stage.ids[2])


def test_removing_the_current_track_while_paused_stays_paused(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.pause()
    stage.queue.remove_rows([0])
    stage.until(lambda: stage.player.file and stage.player.file.track == stage.ids[1])
    assert stage.playback.state is PAUSED


def test_clearing_the_queue_stops(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.queue.clear()
    assert (stage.playback.state, stage.playback.entry) == (STOPPED, None)
    assert stage.player.file is None
    assert stage.playback.position().ms == stage.playback.current_duration_ms == 0


def test_a_hundred_rapid_nexts_end_where_a_hundred_slow_ones_would_b13(make) -> None:
    stage = make(count=150)
    stage.double_click()
    for number in range(100):
        stage.playback.next()
        if number % 7 == 0:
            stage.qtbot.wait(1)
    stage.until_playing(stage.ids[100])
    for _ in range(100):
        stage.playback.previous()
    stage.until_playing(stage.ids[0])
    assert stage.seen.failed == []


def test_random_keys_never_leave_player_and_queue_apart_b13(stage) -> None:
    chance = random.Random(5)
    actions = [
        stage.playback.next,
        stage.playback.previous,
        stage.playback.play_pause,
        stage.playback.stop,
        lambda: stage.playback.seek(chance.uniform(-5000, 90_000)),
        lambda: stage.double_click(chance.randrange(6)),
        lambda: stage.queue.set_shuffle(on=chance.random() < 0.5),
        lambda: stage.qtbot.wait(1),
    ]
    stage.queue.set_repeat(Repeat.ALL)
    for _ in range(300):
        chance.choice(actions)()
    stage.double_click(3)
    stage.until_playing(stage.ids[3], 30)
    assert stage.playback.entry == stage.queue.current


def test_next_and_previous_begin_at_zero_b36(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.seek(30_000)
    stage.playback.next()
    assert stage.playback.position().ms == 0
    stage.until_playing(stage.ids[1], 20)
    stage.playback.previous()
    assert stage.playback.position().ms == 0
    stage.until_playing(stage.ids[0])
    assert stage.playback.position().ms < 10_000


def test_previous_after_three_seconds_begins_again(stage) -> None:
    stage.double_click(1)
    stage.until_playing(stage.ids[1])
    stage.playback.seek(20_000)
    stage.until_playing(stage.ids[1], 20_000)
    stage.playback.previous()
    stage.until(lambda: 0 < stage.playback.position().ms < 5000)
    assert stage.player.file.track == stage.ids[1]


def test_the_position_does_not_move_while_paused_b36(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 50)
    stage.playback.pause()
    before = stage.playback.position().ms
    stage.qtbot.wait(150)
    told = len(stage.seen.positions)
    stage.qtbot.wait(300)
    assert stage.playback.position().ms == before
    assert len(stage.seen.positions) == told


def test_positions_are_told_ten_times_a_second_and_never_go_back(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0])
    stage.seen.positions.clear()
    stage.qtbot.wait(1000)
    told = [position.ms for position in stage.seen.positions]
    assert 5 <= len(told) <= 11
    assert told == sorted(told)
    for target in range(0, 20_000, 1000):
        stage.playback.seek(target)
    assert len(stage.seen.positions) <= 13


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        (math.nan, 0),
        (-math.inf, 0),
        (-5, 0),
        (math.inf, LENGTH),
        (10 * LENGTH, LENGTH),
        (1234.5, 1234),
    ],
)
def test_a_seek_is_clamped_b19(stage, asked, landed) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.pause()
    stage.playback.seek(asked)
    assert stage.playback.position().ms == landed


def test_the_position_stays_where_a_seek_put_it_b16(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.seen.positions.clear()
    stage.playback.seek(40_000)
    stage.qtbot.wait(400)
    told = [position.ms for position in stage.seen.positions]
    assert min(told[1:]) >= 40_000
    assert max(told) < 41_500


def test_what_plays_and_where_is_known_before_the_player_answers_b15(stage) -> None:
    stage.double_click(1)
    assert stage.playback.entry.track == stage.ids[1]
    assert stage.playback.state is PLAYING
    stage.playback.seek(5000)
    assert stage.playback.position().ms == 5000
    stage.until_playing(stage.ids[1], 5000)
    assert stage.playback.position().ms < 7000, "it began where the seek went"


def test_a_seek_is_kept_at_once_also_after_a_kill(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.seek(40_000)
    assert 40_000 <= stage.queue.position_ms < 40_500


def test_a_seek_while_paused_stays_paused_there(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.pause()
    stage.playback.seek_by(10_000)
    assert stage.playback.state is PAUSED
    assert 10_000 <= stage.playback.position().ms < 11_000
    stage.playback.play()
    stage.until_playing(stage.ids[0], 10_050)


@pytest.mark.parametrize("unknown", [0, -1])
def test_a_length_of_0_or_minus_1_is_unknown_and_the_decoder_tells_it_b17_b35(
    stage, unknown
) -> None:
    track = stage.ids[0]
    stage.world.rows("UPDATE tracks SET duration_ms = 0 WHERE id = ?", track)
    stage.files[track] = PlayableFile(
        track=track, path=stage.files[track].path, duration_ms=unknown
    )
    stage.player._lengths = lambda file: 42_000
    stage.double_click()
    assert stage.playback.current_duration_ms == 0
    stage.until_playing(track, 20)
    assert stage.playback.current_duration_ms == 42_000
    query = f"SELECT duration_ms FROM tracks WHERE id = {track}"
    stage.until(lambda: stage.world.column(query) == [42_000])


def test_a_track_longer_than_the_library_says_corrects_the_library_b17(stage) -> None:
    track = stage.ids[0]
    stage.files[track] = replace(stage.files[track], duration_ms=400)
    stage.world.rows("UPDATE tracks SET duration_ms = 400 WHERE id = ?", track)
    stage.player._lengths = lambda file: 2500
    stage.double_click()
    stage.until_playing(track, 390)
    assert stage.playback.current_duration_ms == 400
    stage.until(lambda: stage.playback.current_duration_ms == 0)
    stage.until_playing(stage.ids[1])
    query = f"SELECT duration_ms FROM tracks WHERE id = {track}"
    stage.until(lambda: stage.world.column(query) == [pytest.approx(2500, abs=100)])


def test_a_seek_of_unknown_length_is_not_clamped_to_zero_b17(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback._place.duration_ms = 0
    stage.playback.pause()
    stage.playback.seek(20_000)
    assert stage.playback.position().ms == 20_000
    stage.playback.seek(math.inf)
    assert stage.playback.position().ms == 0


def test_play_with_an_empty_queue_plays_what_the_view_shows_b25(stage) -> None:
    stage.playback.play_pause()
    assert stage.playback.state is STOPPED, "no view is there yet"
    stage.playback.set_fill(stage.double_click)
    stage.playback.play_pause()
    stage.until_playing(stage.ids[0])


def test_what_plays_next_does_not_depend_on_the_view_b34(stage) -> None:
    stage.playback.set_fill(lambda: stage.playback.play_tracks([stage.ids[5]], 0, "other"))
    stage.double_click()
    stage.until_playing(stage.ids[0])
    stage.playback.stop()
    stage.playback.play()
    stage.until_playing(stage.ids[0])
    stage.playback.next()
    stage.until_playing(stage.ids[1])


def test_volume_0_and_mute_survive_tracks_and_restarts_b22(make) -> None:
    stage = make()
    stage.playback.set_volume(0)
    stage.double_click()
    stage.until_playing(stage.ids[0], 10)
    stage.playback.next()
    stage.until_playing(stage.ids[1], 10)
    assert stage.player.loudness == 0
    stage.playback.set_volume(37)
    stage.playback.set_muted(muted=True)
    stage.playback.next()
    assert stage.player.loudness == 0
    stage.settings.save_now()
    again = make(settings=stage.stored)
    assert (again.playback.volume, again.playback.muted) == (37, True)
    assert again.player.loudness == 0
    again.playback.set_muted(muted=False)
    assert again.player.loudness == 37


def test_turning_the_volume_while_muted_is_heard_b23(stage) -> None:
    stage.playback.set_muted(muted=True)
    stage.playback.set_volume(250)
    assert (stage.player.loudness, stage.playback.volume) == (100, 100)
    assert stage.settings.get(options.VOLUME) == 100
    assert not stage.playback.muted


def test_only_what_was_heard_counts_as_a_listen_b26(make) -> None:
    stage = make()
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.playback.seek(0.95 * LENGTH)
    stage.qtbot.wait(1200)
    stage.playback.next()
    query = "SELECT counted, listened_ms < 3000 FROM listens"
    stage.until(lambda: stage.world.rows(query) == [(0, 1)])


def test_a_whole_track_is_one_counted_listen(make) -> None:
    stage = make(count=2)
    for track in stage.ids:
        stage.files[track] = PlayableFile(
            track=track, path=stage.files[track].path, duration_ms=1500
        )
    stage.double_click()
    stage.until_stopped()
    query = "SELECT track_id, counted, completed, skipped, source FROM listens ORDER BY id"
    stage.until(
        lambda: stage.world.rows(query) == [(track, 1, 1, 0, "tracks") for track in stage.ids]
    )
    assert stage.world.column("SELECT plays FROM tracks ORDER BY id") == [1, 1]


def test_an_unfinished_listen_and_the_position_are_kept_at_quit_and_it_is_no_skip(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 1100)
    stage.playback.seek(20_000)
    stage.until_playing(stage.ids[0], 20_000)
    at = stage.playback.position().ms
    stage.playback.close()
    assert stage.queue.position_ms == pytest.approx(at, abs=100)
    stage.until(lambda: stage.world.column("SELECT skipped FROM listens") == [0])
    assert stage.world.column("SELECT sum(skips) FROM tracks") == [0]


def test_the_position_is_kept_every_five_seconds_while_playing(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 50)
    assert stage.playback._keeper.interval() == 5000
    stage.playback._keeper.timeout.emit()
    assert stage.queue.position_ms >= 50
    stage.playback.pause()
    assert not stage.playback._keeper.isActive()


def test_a_session_goes_on_paused_where_it_ended(stage) -> None:
    stage.double_click(1)
    stage.until_playing(stage.ids[1], 20)
    stage.playback.next()
    stage.until_playing(stage.ids[2], 20)
    stage.playback.seek(12_345)
    stage.until_playing(stage.ids[2], 12_345)
    at = stage.playback.position().ms
    stage.restart()
    stage.until(lambda: stage.playback.current_duration_ms == LENGTH)
    assert stage.playback.state is PAUSED
    assert stage.playback.position().ms == pytest.approx(at, abs=100)
    assert list(stage.queue.track_ids) == stage.ids[1:]
    stage.playback.play()
    stage.until_playing(stage.ids[2], at)
    stage.playback.seek(0)
    stage.playback.previous()
    stage.until_playing(stage.ids[1])


def test_a_restored_track_whose_drive_came_back_plays(stage) -> None:
    track = stage.ids[0]
    there = stage.files[track]
    stage.files[track] = PlayableFile(track=track, path=b"/nowhere/x.wav", duration_ms=LENGTH)
    stage.queue.replace(stage.ids, 0, "tracks")
    stage.playback.restore(5000)
    stage.until(lambda: stage.playback.current_duration_ms == LENGTH)
    assert (stage.playback.state, stage.seen.notices) == (PAUSED, [])
    stage.files[track] = there
    stage.playback.play()
    stage.until_playing(track, 5000)


def test_repeat_one_plays_the_same_track_again(make) -> None:
    stage = make(count=2, speed=300)
    stage.queue.set_repeat(Repeat.ONE)
    ended = []
    stage.player.happened.connect(
        lambda event: (
            ended.append(stage.player.file.track) if isinstance(event, PlayerEnded) else None
        )
    )
    stage.double_click()
    stage.until(lambda: len(ended) >= 3)
    assert set(ended) == {stage.ids[0]}
