import sqlite3
from contextlib import closing

import pytest

from mtplayer.core import options
from mtplayer.core.problems import LibraryLocked
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.settings import SettingsService

TRACK = "SELECT plays, skips, last_played_at IS NOT NULL FROM tracks WHERE id = ?"
LISTEN = "SELECT listened_ms, counted, completed, skipped, source, title FROM listens"


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(qtbot):
    return SettingsService({}, lambda values: None)


@pytest.fixture
def listens(world, clock, settings):
    return ListensService(
        world.storage,
        world.write,
        world.library,
        settings,
        world.problems.append,
        clock=clock,
    )


def hear(listens, clock, seconds):
    listens.resume()
    clock.now += seconds
    listens.pause()


def end(listens, qtbot, **how):
    with qtbot.waitSignal(listens.recorded) as caught:
        listens.end(**how)
    return caught.args[0]


def test_half_a_track_counts_once(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 100)
    assert end(listens, qtbot, finished=False).counted
    assert world.rows(TRACK, world.ids[0]) == [(1, 0, 1)]
    assert world.rows(LISTEN) == [(100_000, 1, 0, 0, "Tracks", "Barometer")]


def test_who_stops_or_quits_does_not_skip(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 99)
    assert not end(listens, qtbot, finished=False, skips=False).skipped
    assert world.rows(TRACK, world.ids[0]) == [(0, 0, 0)]
    assert world.rows(LISTEN) == [(99_000, 0, 0, 0, "Tracks", "Barometer")]


def test_less_is_a_skip(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 99)
    recorded = end(listens, qtbot, finished=False)
    assert recorded.skipped
    assert not recorded.counted
    assert world.rows(TRACK, world.ids[0]) == [(0, 1, 0)]


def test_b26_only_time_that_was_heard_counts(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    for _ in range(3):
        hear(listens, clock, 10)
        clock.now += 1000
    assert not end(listens, qtbot, finished=False).counted


def test_four_minutes_of_a_long_track_count(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 3_600_000, "Tracks")
    hear(listens, clock, 240)
    assert end(listens, qtbot, finished=False).counted


def test_d1_the_settings_decide(world, listens, clock, settings, qtbot):
    settings.set(options.LISTEN_PERCENT, 90)
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 150)
    assert not end(listens, qtbot, finished=False).counted


def test_b18_a_track_of_unknown_length_counts_at_its_end(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 0, "Tracks")
    hear(listens, clock, 90)
    assert end(listens, qtbot, finished=True).counted
    qtbot.waitUntil(lambda: world.rows(LISTEN)[0][:4] == (90_000, 1, 1, 0))


def test_it_counts_while_it_plays_so_that_a_crash_loses_nothing(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 20, "Tracks")
    with qtbot.waitSignal(listens.recorded):
        listens.resume()
        clock.now += 0.01
    assert world.rows(TRACK, world.ids[0]) == [(1, 0, 1)]
    clock.now += 5
    listens.end(finished=True)
    qtbot.waitUntil(lambda: world.rows(LISTEN)[0][2] == 1)
    assert world.rows(LISTEN)[0][:4] == (5010, 1, 1, 0)
    assert world.rows(TRACK, world.ids[0]) == [(1, 0, 1)]


def test_a_glance_leaves_nothing(world, listens, clock, qtbot):
    for track in world.ids:
        listens.begin(track, 200_000, "Tracks")
        hear(listens, clock, 0.5)
    with qtbot.assertNotEmitted(listens.recorded, wait=100):
        listens.end(finished=False)
    assert world.rows(LISTEN) == []


def test_the_next_track_ends_the_listen_before(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 200)
    with qtbot.waitSignal(listens.recorded):
        listens.begin(world.ids[1], 200_000, "Tracks")
    qtbot.waitUntil(lambda: world.rows(LISTEN)[0][2] == 1)
    assert world.rows(TRACK, world.ids[1]) == [(0, 0, 0)]


def test_c21_lists_hear_of_every_count(world, listens, clock, qtbot):
    listens.begin(world.ids[0], 200_000, "Tracks")
    hear(listens, clock, 150)
    with qtbot.waitSignal(world.library.changed) as caught:
        listens.end(finished=False)
    assert caught.args[0].updated == (world.ids[0],)


@pytest.fixture
def held(world):
    """The library, held by another program; ``rollback`` lets go of it."""
    other = sqlite3.connect(world.database, isolation_level=None)
    with closing(sqlite3.connect(world.database)) as first:
        first.execute("PRAGMA journal_mode = WAL")
    world.storage.write(lambda unit: unit.connection.exec_driver_sql("PRAGMA busy_timeout = 20"))
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_what_a_locked_library_refuses_is_stored_when_it_is_free(
    world, listens, clock, qtbot, held
):
    first, second = world.ids[:2]
    listens.begin(first, 200_000, "Tracks")
    hear(listens, clock, 150)
    listens.begin(second, 100_000, "Tracks")
    hear(listens, clock, 2)
    listens.end(finished=False)
    qtbot.waitUntil(lambda: len(world.problems) == 1)
    assert isinstance(world.problems.pop(), LibraryLocked)
    qtbot.waitUntil(lambda: len(listens._unstored) == 3)
    assert world.problems == [], "told once"
    held.execute("ROLLBACK")
    with qtbot.waitSignals([listens.recorded, listens.recorded]):
        listens.store_again()
    assert world.rows(TRACK, first) == [(1, 0, 1)]
    assert world.rows(TRACK, second) == [(0, 1, 0)]
    assert world.rows(LISTEN) == [
        (150_000, 1, 0, 0, "Tracks", "Barometer"),
        (2_000, 0, 0, 1, "Tracks", "Undertow"),
    ]
