"""What is a skip: going on to another track, and nothing else."""

SKIPPED = "SELECT skipped FROM listens"


def test_next_skips_the_last_track_too(make) -> None:
    stage = make(count=1)
    stage.double_click()
    stage.until_playing(stage.ids[0], 1100)
    stage.playback.next()
    stage.until(lambda: stage.world.column(SKIPPED) == [1])


def test_stopping_is_no_skip(make) -> None:
    stage = make(count=2)
    stage.double_click()
    stage.until_playing(stage.ids[0], 1100)
    stage.playback.stop()
    stage.until(lambda: stage.world.column(SKIPPED) == [0])
