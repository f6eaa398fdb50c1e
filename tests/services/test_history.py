from contextlib import closing
from functools import partial

import pytest

from mtplayer.core.listening.history import Correction, Ending, HistoryQuery
from mtplayer.services.listening.history import HistoryService
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.fakes.varied_library import add_listen
from tests.services.world import World, three

COUNTS = "SELECT plays, skips, last_played_at FROM tracks WHERE id = ?"
ENDINGS = {
    Ending.FINISHED: {"counted": True, "completed": True, "skipped": False},
    Ending.PLAYED: {"counted": True, "completed": False, "skipped": False},
    Ending.SKIPPED: {"counted": False, "completed": False, "skipped": True},
}


def service(world):
    return HistoryService(
        world.readers,
        world.storage,
        world.read,
        world.write,
        world.library,
        world.undo,
        world.problems.append,
        rows=LibraryReader(world.database).history,
    )


@pytest.fixture
def world(qtbot, tmp_path):
    database = tmp_path / "library.db"
    world = World(database, three(), partial(LibraryReader, database))
    yield world
    world.close()


@pytest.fixture
def history(world):
    return service(world)


def log(world, track, at, ending=Ending.FINISHED):
    """Log a listen as playing does: with its count."""
    how = ENDINGS[ending]
    with closing(open_writer(world.database)) as connection:
        connection.execute(
            "UPDATE tracks SET plays = plays + ?, skips = skips + ?, last_played_at ="
            " CASE WHEN ? THEN max(coalesce(last_played_at, 0), ?) ELSE last_played_at END"
            " WHERE id = ?",
            (how["counted"], how["skipped"], how["counted"], at, track),
        )
        return add_listen(connection, track, at, **how)


def do(qtbot, history, act, *arguments):
    with qtbot.waitSignal(history.changed) as caught:
        act(*arguments)
    return caught.args[0]


def test_a_listen_that_is_removed_is_not_counted_any_more(world, history, qtbot):
    track = world.ids[0]
    first, second = log(world, track, 1000), log(world, track, 2000)
    change = do(qtbot, history, history.remove, [second])
    assert change.library.updated == (track,)
    assert world.rows(COUNTS, track) == [(1, 0, 1000)]
    assert world.column("SELECT id FROM listens") == [first]


def test_imported_counts_stay_when_the_log_is_emptied(world, history, qtbot):
    track = world.ids[0]
    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql(
            f"UPDATE tracks SET plays = 7, base_plays = 7, base_last_played_at = 500,"
            f" last_played_at = 500 WHERE id = {track}"
        )
    )
    listens = [log(world, track, 1000), log(world, track, 2000, Ending.SKIPPED)]
    assert world.rows(COUNTS, track) == [(8, 1, 1000)]
    do(qtbot, history, history.remove, listens)
    assert world.rows(COUNTS, track) == [(7, 0, 500)]


def test_removing_can_be_taken_back_also_after_a_restart(world, history, qtbot):
    track = world.ids[0]
    listens = [log(world, track, 1000), log(world, track, 2000, Ending.SKIPPED)]
    before = world.rows("SELECT * FROM listens")
    do(qtbot, history, history.remove, listens)
    world.restart()
    again = service(world)
    do(qtbot, again, world.undo.undo)
    assert world.rows("SELECT * FROM listens") == before
    assert world.rows(COUNTS, track) == [(1, 1, 1000)]
    do(qtbot, again, world.undo.redo)
    assert world.rows("SELECT * FROM listens") == []
    assert world.rows(COUNTS, track) == [(0, 0, None)]


def test_a_listen_comes_back_beside_the_one_that_has_its_number_now(world, history, qtbot):
    track, other = world.ids[:2]
    taken = log(world, track, 1000)
    do(qtbot, history, history.remove, [taken])
    assert log(world, other, 3000) == taken
    do(qtbot, history, world.undo.undo)
    assert world.rows("SELECT track_id, started_at FROM listens ORDER BY started_at") == [
        (track, 1000),
        (other, 3000),
    ]
    do(qtbot, history, world.undo.redo)
    assert world.column("SELECT track_id FROM listens") == [other]


def test_a_listen_of_another_track_moves_the_count(world, history, qtbot):
    track, other = world.ids[:2]
    listen = log(world, track, 1000)
    do(qtbot, history, history.correct, listen, Correction(track=other))
    assert world.rows(COUNTS, track) == [(0, 0, None)]
    assert world.rows(COUNTS, other) == [(1, 0, 1000)]
    assert world.column("SELECT title FROM listens") == ["Undertow"]
    do(qtbot, history, world.undo.undo)
    assert world.rows(COUNTS, track) == [(1, 0, 1000)]
    assert world.rows(COUNTS, other) == [(0, 0, None)]
    assert world.column("SELECT title FROM listens") == ["Barometer"]


@pytest.mark.parametrize(
    ("ending", "counts"),
    [(Ending.FINISHED, (1, 0)), (Ending.PLAYED, (1, 0)), (Ending.SKIPPED, (0, 1))],
)
def test_how_a_listen_went_decides_what_is_counted(world, history, qtbot, ending, counts):
    track = world.ids[0]
    listen = log(world, track, 1000, Ending.SKIPPED)
    do(qtbot, history, history.correct, listen, Correction(ending=ending, started_at=4000))
    ((plays, skips, last),) = world.rows(COUNTS, track)
    assert (plays, skips) == counts
    assert last == (4000 if plays else None)


def test_a_scrobble_that_waits_outlives_its_listen(world, history, qtbot):
    listen = log(world, world.ids[0], 1000)
    with closing(open_writer(world.database)) as connection:
        connection.execute(
            "INSERT INTO scrobbles (service, listen_id, payload, state, made_at)"
            " VALUES ('lastfm', ?, '{}', 'waiting', 0)",
            (listen,),
        )
    do(qtbot, history, history.remove, [listen])
    assert world.column("SELECT listen_id FROM scrobbles") == [None]
    do(qtbot, history, world.undo.undo)
    assert world.column("SELECT listen_id FROM scrobbles") == [listen]


def test_the_tracks_of_listens_come_once_and_in_their_order(world, history, qtbot):
    a, b, c = world.ids
    listens = [log(world, track, at) for at, track in enumerate([b, a, b, c])]
    found = []
    history.tracks(listens, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert list(found[0]) == [b, a, c]


def test_the_newest_question_of_a_page_counts(world, history, qtbot):
    log(world, world.ids[0], 1000)
    found = []
    history.listens(HistoryQuery(text="nothing"), found.append, asker=1)
    history.listens(HistoryQuery(text="barometer"), found.append, asker=1)
    qtbot.waitUntil(lambda: any(one.listens for one in found))
    assert found[-1].listens == 1
