"""Small queues, and what is heard of them."""

import random
from array import array

from mtplayer.core.events import Repeat
from mtplayer.core.playing.play_queue import PlayQueue


def filled(*tracks, start=0, shuffle=False, repeat=Repeat.OFF, seed=1, kin=None):
    queue = PlayQueue(random.Random(seed), kin=kin)
    queue.set_shuffle(on=shuffle)
    queue.repeat = repeat
    queue.replace(array("q", tracks), start, "Tracks")
    return queue


def tracks(queue):
    return list(queue.entries.tracks)


def playing(queue):
    return None if queue.current is None else queue.current.track


def played(queue, steps, *, manual=False):
    heard = [playing(queue)]
    for _ in range(steps):
        queue.next(manual=manual)
        heard.append(playing(queue))
    return heard


def entry(queue, track):
    return queue.entries.ids[tracks(queue).index(track)]
