"""Long changes of playlists: others write in between, nobody sees half of one, one step back."""

import threading

import pytest

from mtplayer.services.clock import now_ms
from mtplayer.services.exchange import list_import
from mtplayer.services.lists import playlist_changes
from tests.services.test_exchange import Stand

DAYS_MS = 2 * 24 * 3600 * 1000
ENTRIES = ["disk/music/01.flac", "gone.mp3", "disk/music/02.flac", "disk/music/03.flac"] * 3
REVISIONS = "SELECT kind FROM playlist_revisions ORDER BY id"


@pytest.fixture
def stand(tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(playlist_changes, "AT_ONCE", 2)
    made = Stand(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def expected(stand):
    one, two, three = stand.world.ids
    return [one, None, two, three] * 3


@pytest.fixture
def held(stand):
    """Holds the writing thread until it is told to go on."""
    go_on = threading.Event()
    stand.world.write.run(lambda _: go_on.wait(20), lambda _: None, lambda _: None)
    yield go_on
    go_on.set()


def watched(stand):
    """Note what is there after every write."""
    seen, write = [], stand.world.storage.write

    def noted(work, **named):
        done = write(work, **named)
        seen.append((stand.lists(), stand.world.column("SELECT id FROM tracks WHERE liked_at > 0")))
        return done

    stand.world.storage.write = noted
    return seen


def imported(stand, name="Mix.m3u", lines=ENTRIES):
    return stand.look(stand.file(name, *lines))[0]


def test_another_write_comes_first_and_nobody_sees_half_a_playlist(stand, held, expected):
    imports = imported(stand)
    seen, taken = watched(stand), []
    stand.service.take(imports, done=taken.append)
    stand.world.favorites.toggle([stand.world.ids[0]])
    held.set()
    stand.qtbot.waitUntil(lambda: bool(taken), timeout=20_000)
    lists, liked = zip(*seen[:9], strict=True)
    assert liked[0] == [stand.world.ids[0]]
    assert lists[:8] == ({},) * 8
    assert lists[8] == {"Mix": expected}
    assert stand.world.column(REVISIONS) == ["created", "added"]
    assert [row.entries for row in stand.world.playlists.rows] == [12]


def test_it_is_taken_back_and_done_again_in_one_step(stand, expected):
    stand.take(imported(stand))
    stand.world.undo.undo()
    stand.qtbot.waitUntil(lambda: stand.lists() == {}, timeout=20_000)
    stand.world.undo.redo()
    stand.qtbot.waitUntil(lambda: stand.lists() == {"Mix": expected}, timeout=20_000)


def test_a_namesake_holds_what_it_held_until_all_is_there(stand, expected):
    stand.take(imported(stand, lines=["disk/music/03.flac"] * 9))
    before = {"Mix": [stand.world.ids[2]] * 9}
    seen = watched(stand)
    stand.take(imported(stand), replace=True)
    assert [lists for lists, _ in seen[:8]] == [before] * 7 + [{"Mix": expected}]
    stand.world.undo.undo()
    stand.qtbot.waitUntil(lambda: stand.lists() == before, timeout=20_000)
    stand.world.undo.redo()
    stand.qtbot.waitUntil(lambda: stand.lists() == {"Mix": expected}, timeout=20_000)


def test_a_namesake_that_is_deleted_meanwhile_comes_back(stand, held, expected):
    held.set()
    stand.take(imported(stand, lines=["disk/music/03.flac"] * 9))
    (found,) = imported(stand)
    change = list_import.take([found], replace=True)
    for step in change.steps:
        stand.world.storage.write(step)
    stand.world.storage.write(lambda unit: unit.playlists.delete([found.namesake], now_ms()))
    stand.world.storage.write(change.last)
    assert stand.lists() == {"Mix": expected}


def test_what_was_not_finished_is_nowhere_and_swept_away_later(stand):
    change = list_import.take(imported(stand), replace=False)
    for step in change.steps[:4]:
        stand.world.storage.write(step)
    assert stand.lists() == {}
    with stand.world.reader() as reader:
        assert reader.playlists.deleted() == ()
    assert stand.world.column("SELECT count(*) FROM playlist_entries") == [6]
    stand.world.storage.write(lambda unit: unit.playlists.begin(now_ms()))
    assert stand.world.column("SELECT count(*) FROM playlists") == [2]
    stand.world.storage.write(lambda unit: unit.playlists.begin(now_ms() + DAYS_MS))
    assert stand.world.column("SELECT count(*) FROM playlists") == [1]
    assert stand.world.column("SELECT count(*) FROM playlist_entries") == [0]


def test_after_a_step_that_failed_there_are_no_others_and_it_is_told_once(stand, held):
    (found,) = imported(stand)
    write = stand.world.storage.write
    tried = []

    def fails(work, **named):
        tried.append(work)
        if len(tried) == 3:
            raise OSError("no room")
        return write(work, **named)

    stand.world.storage.write = fails
    stand.service.take([found])
    held.set()
    stand.qtbot.waitUntil(lambda: bool(stand.world.problems), timeout=20_000)
    assert stand.world.write.drain(20_000)
    assert len(tried) == 3
    assert [str(problem) for problem in stand.world.problems] == ["no room"]
    stand.world.problems.clear()
    assert stand.lists() == {}


def test_a_playlist_of_many_tracks_is_made_in_steps(stand, held):
    tracks = list(stand.world.ids) * 4
    seen, made = watched(stand), []
    stand.world.playlists.create("Many", tracks=tracks, done=made.append)
    held.set()
    stand.qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    assert [lists for lists, _ in seen[:8]] == [{}] * 7 + [{"Many": tracks}]
    stand.world.undo.undo()
    stand.qtbot.waitUntil(lambda: stand.lists() == {}, timeout=20_000)
