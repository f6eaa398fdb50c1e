from array import array

import pytest

from mtplayer.core.events import Repeat, StopAfter
from mtplayer.core.playing.spread import Kin
from tests.fakes.queues import filled, playing


def kin(tracks):
    """Tracks of one ten are one album."""
    return Kin(array("q", tracks), array("q", [track // 10 for track in tracks]))


def test_the_music_stops_after_the_track_whatever_follows():
    queue = filled(1, 2, 3)
    assert (queue.stops, queue.peek().track) == (False, 2)
    queue.stop_after = StopAfter.TRACK
    assert (queue.stops, queue.peek()) == (True, None)


def test_the_music_stops_after_the_album_at_its_last_track():
    queue = filled(11, 12, 21, kin=kin)
    queue.stop_after = StopAfter.ALBUM
    assert not queue.stops
    queue.next(manual=False)
    assert queue.stops


def test_the_end_of_the_queue_is_the_end_of_an_album():
    queue = filled(11, start=0, kin=kin)
    queue.stop_after = StopAfter.ALBUM
    assert queue.stops


@pytest.mark.parametrize("repeat", [Repeat.OFF, Repeat.ALL])
def test_the_music_stops_after_the_queue_also_where_it_repeats(repeat):
    queue = filled(1, 2, repeat=repeat)
    queue.stop_after = StopAfter.QUEUE
    assert queue.peek().track == 2
    queue.next(manual=False)
    assert queue.stops


def test_once_more_plays_a_track_again_and_then_goes_on_without_repeat():
    queue = filled(1, 2, 3, repeat=Repeat.ONE)
    queue.once_more = True
    assert queue.peek().track == 1
    queue.next(manual=False)
    assert (playing(queue), queue.repeat) == (1, Repeat.ONE)
    assert queue.peek().track == 2
    queue.next(manual=False)
    assert (playing(queue), queue.repeat) == (2, Repeat.OFF)


def test_once_more_counts_anew_for_a_track_that_was_skipped_to():
    queue = filled(1, 2, 3, repeat=Repeat.ONE)
    queue.once_more = True
    queue.next(manual=False)
    queue.next(manual=True)
    queue.next(manual=False)
    assert (playing(queue), queue.repeat) == (2, Repeat.ONE)
