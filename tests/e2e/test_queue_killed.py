"""Kill a program in the middle of changes to its queue: what is stored is a whole queue."""

import random
import sqlite3
from contextlib import closing

import pytest

from mtplayer.storage.playing.queue_reader import read_queue
from tests.e2e.killing import KILLS, TRACKS, kill_while_editing, new_library

EDITOR = """
import random, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from mtplayer.core.events import PlaybackState, Position, Repeat
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.queue_sessions import QueueSessions
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.playing.queue_reader import read_queue

application = QCoreApplication([])
database, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
storage, write = Storage(database), Jobs("write", 1)

def failed(error):
    print("failed", repr(error), flush=True)

class Playback:
    state = PlaybackState.PAUSED

    def position(self):
        return Position(ms=chance.randrange(90_000), at=0.0)

    def restore(self, ms):
        pass

undo = UndoService(storage, write, failed)
queue = QueueService(storage, write, undo, failed)
sessions = QueueSessions(storage, database, write, queue, Playback(), undo, failed)
sessions.load()
queue.restore(read_queue(database))
queue.set_repeat(Repeat.ALL)
tracks = list(range(1, 21))

def change():
    size = len(queue)
    choice = chance.randrange(40)
    others = [one for one in sessions.sessions if not one.active]
    if choice > 36 and size:
        name = f"aside {chance.random()}"
        chance.choice([sessions.put_aside, lambda name: sessions.rename(1, name)])(name)
        return
    if choice > 34 and others:
        one = chance.choice(others).id
        (sessions.switch if len(others) < 4 else sessions.delete)(one)
        return
    choice %= 8
    if choice == 0 or not size:
        queue.replace(tracks * 700, chance.randrange(100), "Tracks")
    elif choice == 1:
        queue.play_next(chance.sample(tracks, 5))
    elif choice == 2:
        first = chance.randrange(size)
        queue.remove_ranges([range(first, first + 50)])
    elif choice == 3:
        first = chance.randrange(size)
        queue.move_ranges([range(first, first + 500)], chance.randrange(size + 1))
    elif choice == 4:
        queue.set_shuffle(on=not queue.modes.shuffle)
    elif choice == 5:
        queue.previous()
    else:
        queue.next(manual=True)

timer = QTimer()
timer.setInterval(2)
timer.timeout.connect(change)

def begin():
    if queue.unsaved:
        QTimer.singleShot(5, begin)
    else:
        print("changing", flush=True)
        timer.start()

change()
begin()
application.exec()
"""


def check_all(database):
    """Return every queue; one of them plays."""
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT id, active FROM queues").fetchall()
        orphans = "SELECT count(*) FROM queue_chunks WHERE queue_id NOT IN (SELECT id FROM queues)"
        assert connection.execute(orphans).fetchone() == (0,)
    assert [active for _, active in found].count(1) == 1
    return {queue: read_queue(database, queue) for queue, _ in found}


def check_whole(state):
    """Nothing twice, nothing lost between the two orders, the cursor on an entry."""
    ids = list(state.order.ids)
    assert len(ids) == len(set(ids))
    assert all(entry < state.next_entry for entry in ids)
    assert state.current is None or state.current in set(ids)
    if state.shuffle:
        assert set(ids) <= set(state.original.ids)
    assert set(state.order.tracks) <= set(TRACKS)


@pytest.mark.e2e
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_b30_a_queue_survives_being_killed_at_any_moment(tmp_path):
    database, chance = new_library(tmp_path), random.Random(30)
    revisions, writes = {}, 0
    for seed in range(KILLS):
        assert kill_while_editing(EDITOR, database, seed, chance) == []
        stored = check_all(database)
        for queue, one in stored.items():
            assert one.revision >= revisions.get(queue, 0)
            writes += one.revision - revisions.get(queue, 0)
            check_whole(one.state)
        revisions = {queue: one.revision for queue, one in stored.items()}
    assert writes > KILLS
