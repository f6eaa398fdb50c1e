import threading
from array import array
from functools import partial

import pytest

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.tracks import Scope, SortKey, TrackQuery
from mtplayer.services.clock import now_ms
from mtplayer.services.settings import SettingsService
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack
from tests.services.world import World, three

LISTED = "SELECT id FROM tracks WHERE listed ORDER BY id"


def test_a_removal_keeps_the_file_and_everything_known_about_it(world, qtbot):
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.set_liked(world.ids, liked=True)
    with qtbot.waitSignal(world.library.changed) as caught:
        world.library.remove(world.ids[:2])
    assert caught.args[0].removed == tuple(world.ids[:2])
    assert world.column(LISTED) == world.ids[2:]
    assert world.column("SELECT state FROM files ORDER BY id") == ["removed", "removed", "present"]
    assert len(world.column("SELECT liked_at FROM tracks WHERE liked_at > 0")) == 3


def test_a14_a_removal_is_remembered_so_that_scans_pass_over_it(world, qtbot):
    with qtbot.waitSignal(world.library.changed):
        world.library.remove(world.ids[:1])
    assert world.column("SELECT path FROM ignored_paths") == [b"music/000001.flac"]
    with qtbot.waitSignal(world.library.changed) as caught:
        world.undo.undo()
    assert caught.args[0].added == tuple(world.ids[:1])
    assert world.column("SELECT path FROM ignored_paths") == []
    assert world.column(LISTED) == world.ids
    assert world.column("SELECT state FROM files") == ["present"] * 3
    with qtbot.waitSignal(world.library.changed):
        world.undo.redo()
    assert world.column(LISTED) == world.ids[1:]


def test_a_removal_offers_undo_also_after_a_restart(world, qtbot):
    with qtbot.waitSignal(world.undo.offered) as caught:
        world.library.remove(world.ids)
    assert caught.args[0].text == "Removed 3 tracks"
    world.restart()
    with qtbot.waitSignal(world.library.changed):
        world.undo.undo()
    assert world.column(LISTED) == world.ids


def test_removing_what_is_gone_says_nothing(world, qtbot):
    with qtbot.waitSignal(world.library.changed):
        world.library.remove(world.ids)
    with qtbot.assertNotEmitted(world.library.changed, wait=100):
        world.library.remove(world.ids)


def test_every_change_raises_the_revision(world, qtbot):
    seen = []
    world.library.changed.connect(lambda change: seen.append(change.revision))
    world.library.announce(LibraryChanged(revision=0, updated=(1,)))
    world.library.announce(LibraryChanged(revision=0))
    world.library.announce(LibraryChanged(revision=0, complete=False))
    assert seen == [1, 2]
    assert world.library.revision == 2


def answered(qtbot, ask, *values):
    answers = []
    ask(*values, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


@pytest.fixture
def real(qtbot, tmp_path):
    database = tmp_path / "library.db"
    tracks = [FakeTrack(title=f"{n}", plays=n, last_played_at=now_ms()) for n in range(1, 4)]
    world = World(database, tracks, lambda: LibraryReader(database))
    yield world
    world.close()


def test_the_lists_are_as_long_as_the_settings_say(real, qtbot):
    query = TrackQuery(scope=Scope.TOP, sort=SortKey.PLAYS, descending=True)
    assert list(answered(qtbot, real.library.ids, query)) == real.ids[::-1]
    settings = SettingsService({}, lambda stored: None)
    real.library.follow_settings(settings)
    with qtbot.waitSignal(real.library.changed) as caught:
        settings.set(options.TOP_COUNT, 2)
    assert not caught.args[0].complete
    assert list(answered(qtbot, real.library.ids, query)) == real.ids[:0:-1]
    assert answered(qtbot, real.library.count_scopes)[Scope.TOP] == 2
    assert answered(qtbot, real.library.totals, query).tracks == 2
    settings.save_now()


def test_c2_a_change_elsewhere_does_not_turn_a_list_into_everything(real, qtbot):
    with qtbot.waitSignal(real.favorites.changed):
        real.favorites.set_liked(real.ids[1:2], liked=True)
    liked = TrackQuery(scope=Scope.LIKED, sort=SortKey.TITLE)
    everything = TrackQuery(sort=SortKey.TITLE)
    answers = {}
    for name, query in (("liked", liked), ("all", everything)):
        real.library.ids(query, partial(answers.__setitem__, name), asker=name)
    real.library.announce(LibraryChanged(revision=0, complete=False))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert (list(answers["liked"]), list(answers["all"])) == (real.ids[1:2], real.ids)
    assert list(answered(qtbot, real.library.ids, liked)) == real.ids[1:2]


def test_a_change_is_seen_by_the_next_question(real, qtbot):
    query = TrackQuery(sort=SortKey.TITLE)
    assert list(answered(qtbot, real.library.ids, query)) == real.ids
    with qtbot.waitSignal(real.library.changed):
        real.library.remove(real.ids[:1])
    assert list(answered(qtbot, real.library.ids, query)) == real.ids[1:]


class SlowReader:
    """Answers when it is interrupted or let go."""

    def __init__(self):
        self.stop = threading.Event()
        self.closed = False
        self.asked = 0

    def ids(self, query, revision):
        self.asked += 1
        if query.text == "slow":
            assert self.stop.wait(5)
            raise RuntimeError("interrupted")
        return array("q", [len(query.text)])

    def rows(self, ids):
        return [("row", id_) for id_ in ids]

    def playable(self, ids):
        return [("file", id_) for id_ in ids]

    def interrupt(self):
        self.stop.set()

    def close(self):
        self.closed = True


@pytest.fixture
def slow(qtbot, tmp_path):
    made = []

    def open_reader():
        made.append(SlowReader())
        return made[-1]

    world = World(tmp_path / "library.db", three(), open_reader)
    yield world
    world.close()
    assert all(reader.closed for reader in made)


def test_only_the_newest_question_is_answered_and_the_running_one_interrupted(slow, qtbot):
    answers = []
    slow.library.ids(TrackQuery(text="slow"), answers.append, answers.append, asker="page")
    qtbot.wait(20)
    slow.library.ids(TrackQuery(text="lo"), answers.append, answers.append, asker="page")
    slow.library.ids(TrackQuery(text="love"), answers.append, answers.append, asker="other")
    qtbot.waitUntil(lambda: len(answers) == 2)
    qtbot.wait(50)
    assert sorted(list(answer) for answer in answers) == [[2], [4]]


def test_tracks_are_described_and_found_on_a_job(slow, qtbot):
    answers = []
    slow.library.rows([3, 1], answers.append)
    slow.library.files([2], answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [("file", 2)] in answers
    assert [("row", 3), ("row", 1)] in answers


def test_what_is_asked_in_order_goes_to_one_reader_that_keeps_orders(slow, qtbot):
    answers = []
    slow.library.ids(TrackQuery(text="lo"), answers.append, asker="page")
    slow.library.rows([1], answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    slow.library.ids(TrackQuery(text="love"), answers.append, asker="page")
    slow.library.ids(TrackQuery(text="lov"), answers.append, asker="other")
    qtbot.waitUntil(lambda: len(answers) == 4)
    assert slow.readers._ordering.asked == 3


def test_the_first_tracks_of_a_search_are_told_before_all_of_them(real, qtbot, monkeypatch):
    monkeypatch.setattr("mtplayer.storage.reader.PROBED", (1, 1, 1))
    monkeypatch.setattr("mtplayer.services.library.library.FIRST_ROWS", 1)
    told = []
    query = TrackQuery(text="plays:>0", sort=SortKey.TITLE)
    real.library.ids(
        query,
        lambda ids: told.append(("all", list(ids))),
        first=lambda ids: told.append(("first", list(ids))),
    )
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("first", real.ids[:1]), ("all", real.ids)]
