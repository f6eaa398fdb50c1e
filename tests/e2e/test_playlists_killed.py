"""Kill a program in the middle of changes to playlists: what was committed is there, and whole."""

import random
import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.lists.playlist_delta import in_order
from mtplayer.services.lists import long_changes
from mtplayer.storage.engine import Storage
from mtplayer.storage.lists.playlist_history import state_at
from tests.e2e.killing import KILLS, kill_while_editing, new_library

EDITOR = """
import random, sqlite3, sys
from functools import partial
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from mtplayer.core.lists.playlists import PlaylistTracksChanged
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.lists import long_changes, playlist_changes, playlist_writes, playlists
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.lists import playlist_undo
from mtplayer.storage.reader import LibraryReader

if sys.argv[3:]:
    # What is a handful is very many: most changes are made in steps.
    for module in (playlists, playlist_writes, long_changes, playlist_undo):
        module.LONG_CHANGE = 3
    playlist_changes.AT_ONCE = 2

application = QCoreApplication([])
database, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
storage, write, read = Storage(database), Jobs("write", 1), Jobs("read", 1)

def failed(error):
    print("failed", repr(error), flush=True)

undo = UndoService(storage, write, failed)
readers = Readers(partial(LibraryReader, database))
lists = PlaylistsService(storage, write, read, readers, undo, failed)
look = sqlite3.connect(database, isolation_level=None)
ORDER = ("SELECT id FROM playlist_entries WHERE playlist_id = 1 AND removed_at IS NULL"
         " ORDER BY rank, id")

def order():
    return [row[0] for row in look.execute(ORDER)]

def tell(change):
    if isinstance(change, PlaylistTracksChanged):
        print(change.revision, *order(), flush=True)
    QTimer.singleShot(0, alter)

def alter():
    ids, tracks = order(), list(range(1, 21))
    choice = chance.randrange(9)
    if choice == 0 or len(ids) < 10:
        before = chance.choice([None, *ids])
        lists.add(1, chance.sample(tracks, 12), before=before, anyway=True)
    elif choice in (1, 2):
        lists.move(1, chance.sample(ids, 5), chance.choice([None, *ids]))
    elif choice == 3:
        lists.remove(1, chance.sample(ids, 4))
    elif choice == 4:
        lists.note(1, {chance.choice(ids): str(chance.random())})
    elif choice == 5:
        lists.replace(1, chance.sample(tracks, 15))
    elif choice == 6:
        undo.undo()
    elif choice == 7:
        lists.restore(1, chance.randrange(1, lists.row(1).revision + 1))
    else:
        lists.describe(1, str(chance.random()))

def begin(_):
    # SQLAlchemy has been loaded for the first change.
    print("changing", flush=True)
    lists.changed.connect(tell)
    QTimer.singleShot(0, alter)

lists.create("Another", done=begin)
application.exec()
"""


def orders_in(lines):
    """Return what the editor saw committed: the order of each revision."""
    numbers = ([*map(int, line.split())] for line in lines)
    return {revision: order for revision, *order in numbers}


def check_whole(database, seen):
    """What was seen committed is in the history, and the present is what the history leads to."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        revision, entries = connection.execute(
            "SELECT revision, entries FROM playlists WHERE id = 1"
        ).fetchone()
        live = "SELECT count(*) FROM playlist_entries WHERE playlist_id = 1 AND removed_at IS NULL"
        assert connection.execute(live).fetchone() == (entries,)
        numbers = connection.execute(
            "SELECT count(*), coalesce(max(number), 0) FROM playlist_revisions"
            " WHERE playlist_id = 1"
        ).fetchone()
        assert numbers == (revision, revision)
        for number, order in seen.items():
            assert number <= revision
            ranks, _ = state_at(connection.execute, 1, number)
            assert list(in_order(ranks)) == order
    return revision


def mended(database):
    """Go back out of what was cut short, as the window does when it opens; return if it was."""
    storage = Storage(database)
    steps = long_changes.mending(storage)
    for step in steps:
        storage.write(step)
    storage.close()
    return bool(steps)


@pytest.mark.e2e
@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", [(), ("in steps",)])
def test_playlists_survive_being_killed_at_any_moment(tmp_path, how):
    database, chance = new_library(tmp_path), random.Random(0)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO playlists (kind, name, position, created_at, changed_at)"
            " VALUES ('list', 'Late trains', 0, 0, 0)"
        )
    revision = committed = cut_short = 0
    for seed in range(KILLS):
        seen = orders_in(kill_while_editing(EDITOR, database, seed, chance, *how))
        committed += len(seen)
        cut_short += mended(database)
        after = check_whole(database, seen)
        assert after >= revision
        revision = after
    assert committed > KILLS
    assert bool(cut_short) == bool(how)
