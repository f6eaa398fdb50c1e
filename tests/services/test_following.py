"""The queue alone decides what follows, up to the moment it is heard."""

import os

from mtplayer.core.events import Repeat
from mtplayer.core.ports import PlayerEnded


def test_a_track_is_joined_on_without_being_loaded(make) -> None:
    stage = make(count=3, speed=300)
    loads, ended = [], []
    load = stage.player.load
    stage.player.load = lambda file, *rest, **named: (
        loads.append(file.track),
        load(file, *rest, **named),
    )
    stage.player.happened.connect(
        lambda event: ended.append(event.followed_by) if isinstance(event, PlayerEnded) else None
    )
    stage.double_click()
    stage.until_stopped()
    assert loads == stage.ids[:1]
    assert [one is not None for one in ended] == [True, True, False]
    assert stage.world.column("SELECT count(*) FROM listens") is not None


def test_a_change_of_mind_before_the_join_is_honoured(stage) -> None:
    queued = []
    queue_next = stage.player.queue_next
    stage.player.queue_next = lambda file, number: (
        queued.append(file and file.track),
        queue_next(file, number),
    )
    stage.double_click()
    stage.until(lambda: queued == [stage.ids[1]])
    stage.queue.play_next([stage.ids[4]])
    stage.until(lambda: queued[-1] == stage.ids[4])
    assert queued == [stage.ids[1], None, stage.ids[4]]
    stage.queue.remove_rows([1])
    stage.until(lambda: queued[-1] == stage.ids[1])
    stage.queue.set_repeat(Repeat.ONE)
    stage.until(lambda: queued[-1] == stage.ids[0])


def test_what_was_joined_on_but_is_not_wanted_any_more_is_replaced(make) -> None:
    stage = make(count=3)
    stage.double_click()
    stage.until_playing(stage.ids[0], 20)
    stage.queue.remove_rows([1])
    generation = stage.playback._generation
    stage.player.happened.emit(PlayerEnded(generation=generation, followed_by=999))
    stage.until_playing(stage.ids[2])
    assert stage.player.file.track == stage.ids[2]


def test_a_file_that_is_away_is_left_for_its_turn(make) -> None:
    stage = make(count=2)
    queued = []
    stage.player.queue_next = lambda file, number: queued.append(file)

    os.remove(stage.files[stage.ids[1]].path)
    stage.double_click()
    stage.until_playing(stage.ids[0], 100)
    assert queued == []
