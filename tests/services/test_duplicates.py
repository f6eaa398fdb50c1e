"""Several tracks become one where all of their sound is the same, and several again by undo."""

import pytest

from mtplayer.core.library.library_state import Done
from mtplayer.services.library.duplicates import DuplicatesService
from mtplayer.storage.library import library_state
from mtplayer.storage.library.duplicates import NotTheSame
from mtplayer.storage.listening.listens import Heard
from tests.fakes import music, tagging
from tests.fakes.library import FakeTrack
from tests.services.world import World

HISTORY = (
    "SELECT plays, skips, base_plays, last_played_at, liked_at, rating, added_at FROM tracks"
    " WHERE id = ?"
)


@pytest.fixture
def world(tmp_path, qtbot):
    folder = tmp_path / "music"
    folder.mkdir()
    for name, frequency in (("a", 440), ("b", 440), ("c", 440), ("d", 880)):
        path = folder / f"{name}.mp3"
        path.write_bytes(music.music("mp3", frequency))
        tagging.id3_tag(path, {"title": f"Title {name}", "comment": name * 99})
    tracks = [
        FakeTrack(name=b"a.mp3", plays=2, rating=40, added_at=30, last_played_at=7),
        FakeTrack(name=b"b.mp3", plays=5, liked_at=9, added_at=20, last_played_at=8),
        FakeTrack(name=b"c.mp3", added_at=10, state="missing"),
        FakeTrack(name=b"d.mp3"),
    ]
    world = World(tmp_path / "library.db", tracks, mount=tmp_path)
    world.duplicates = DuplicatesService(
        world.storage, world.read, world.write, world.library, world.undo, world.problems.append
    )
    world.heard = []
    world.library.changed.connect(world.heard.append)
    yield world
    world.close()


def history(world, track):
    return world.rows(HISTORY, track)[0]


def test_equal_tracks_become_one_with_all_of_their_history(world, qtbot):
    a, b, c, d = world.ids
    before = world.rows("SELECT * FROM tracks ORDER BY id")
    add_listen(world, a)
    world.storage.write(lambda unit: add_entry(unit, a))
    world.storage.write(lambda unit: unit.places.add_bookmark(a, 5000, "", 1))
    with qtbot.waitSignal(world.undo.offered) as offered:
        world.duplicates.merge([a, b])
    assert offered.args[0].text == "Merged 2 equal tracks into one"
    assert [change.merged for change in world.heard] == [((a, b),)]
    # The one that came first is left.
    assert history(world, b) == (7, 0, 0, 8, 9, 40, 20)
    assert world.column("SELECT id FROM tracks WHERE listed") == [b, c, d]
    assert world.column("SELECT track_id FROM listens") == [b]
    assert world.column("SELECT track_id FROM playlist_entries") == [b]
    assert world.column("SELECT track_id FROM bookmarks") == [b]
    assert world.column("SELECT state FROM files ORDER BY id") == [
        "removed", "present", "missing", "present",
    ]  # fmt: skip
    (done,) = library_state.done_by_hand(world.database, 5)
    assert (done.kind, done.undone_at) == (Done.MERGED, None)
    with qtbot.waitSignal(world.library.changed) as changed:
        world.undo.undo()
    assert (changed.args[0].added, changed.args[0].updated) == ((a,), (b,))
    assert world.rows("SELECT * FROM tracks ORDER BY id") == before
    assert world.column("SELECT track_id FROM listens") == [a]
    assert world.column("SELECT track_id FROM playlist_entries") == [a]
    assert world.column("SELECT track_id FROM bookmarks") == [a]
    with qtbot.waitSignal(world.library.changed):
        world.undo.redo()
    assert history(world, b) == (7, 0, 0, 8, 9, 40, 20)


def test_what_was_heard_since_stays_when_a_merge_is_taken_back(world, qtbot):
    a, b = world.ids[:2]
    with qtbot.waitSignal(world.undo.offered):
        world.duplicates.merge([a, b])
    world.storage.write(lambda unit: unit.favorites.rate([b], 100))
    add_listen(world, b, counted=True)
    with qtbot.waitSignal(world.library.changed):
        world.undo.undo()
    assert history(world, b)[0] == 6
    assert history(world, b)[5] == 100
    assert history(world, a)[0] == 2


def test_different_recordings_are_not_merged(world, qtbot):
    a, _, c, d = world.ids
    for tracks in ([a, d], [a], [a, c]):
        world.duplicates.merge(tracks)
        qtbot.waitUntil(lambda: bool(world.problems))
        assert isinstance(world.problems.pop(), NotTheSame)
    assert world.column("SELECT count(*) FROM tracks WHERE listed") == [4]
    assert world.column("SELECT count(*) FROM operations") == [0]


def test_ignored_tracks_are_shown_again_by_undo(world, qtbot):
    c = world.ids[2]
    with qtbot.waitSignal(world.undo.offered) as offered:
        world.library.ignore(world.ids)
    assert offered.args[0].text == "Ignored 1 missing track"
    assert world.column("SELECT id FROM tracks WHERE NOT listed") == [c]
    assert library_state.missing_places(world.database) == []
    with qtbot.assertNotEmitted(world.undo.offered, wait=200):
        world.library.ignore(world.ids)
    world.restart()
    (done,) = library_state.done_by_hand(world.database, 5)
    with qtbot.waitSignal(world.library.changed) as changed:
        world.undo.undo_operation(done.operation)
    assert changed.args[0].added == (c,)
    assert world.column("SELECT id FROM tracks WHERE NOT listed") == []


def add_listen(world, track, *, counted=False):
    heard = Heard(
        track=track, started_at=5, listened_ms=1, duration_ms=2, counted=counted, completed=True,
        skipped=False, source="tracks",
    )  # fmt: skip
    world.storage.write(lambda unit: unit.listens.record(heard))


def add_entry(unit, track):
    unit.connection.exec_driver_sql(
        "INSERT INTO playlists (id, kind, name, position, created_at, changed_at)"
        " VALUES (1, 'list', 'Mix', 0, 1, 1)"
    )
    unit.connection.exec_driver_sql(
        "INSERT INTO playlist_entries (playlist_id, track_id, rank, added_at, snapshot)"
        f" VALUES (1, {track}, 1, 1, '')"
    )
