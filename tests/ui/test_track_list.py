"""One question at a time, and what stays where it is when the answer comes."""

from array import array

import pytest
from PySide6.QtCore import QObject

from mtplayer.core.events import FavoritesChanged, LibraryChanged
from mtplayer.core.library.tracks import Scope, SortKey, TrackQuery
from mtplayer.runtime.jobs import Jobs
from mtplayer.ui.tracks import track_list
from mtplayer.ui.tracks.track_list import Keep, TrackList
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows

ROW = 28


class Library(QObject):
    """Answers when the test says so; only the newest question of an asker is answered."""

    def __init__(self):
        super().__init__()
        self.revision = 0
        self.asked = []

    def ids(self, query, done, failed=None, *, asker=None, first=None):
        self.asked.append((query, done, failed))
        self.first = first

    def begin(self, ids):
        self.first(array("q", ids))

    def answer(self, ids):
        _, done, _ = self.asked[-1]
        done(array("q", ids))

    def change(self, track_list, **change):
        self.revision += 1
        track_list.library_changed(LibraryChanged(revision=self.revision, **change))


class World:
    def __init__(self, theme, qtbot):
        self.source, self.library, self.jobs = Rows(), Library(), Jobs("read", 1)
        self.model = TrackTableModel(self.source)
        self.table = TrackTable(self.model, theme, NoCovers())
        self.problems = []
        self.list = TrackList(self.table, self.model, self.library, self.jobs, self.problems.append)
        self.table.resize(900, 28 + 10 * ROW)
        qtbot.addWidget(self.table)
        self.table.show()
        qtbot.waitExposed(self.table)

    def show(self, ids, keep=Keep.NOTHING, **query):
        self.list.ask(TrackQuery(**query), keep)
        self.library.answer(ids)


@pytest.fixture
def world(theme, qtbot, monkeypatch):
    monkeypatch.setattr(track_list, "LIVE_EVERY_MS", 60)
    world = World(theme, qtbot)
    world.show(range(100))
    yield world
    assert world.jobs.close(5000)


def wait_for_questions(world, qtbot, count):
    qtbot.waitUntil(lambda: len(world.library.asked) >= count)


def test_an_answer_is_shown_and_announced(world):
    shown = []
    world.list.shown.connect(shown.append)
    world.show([3, 1, 2], Keep.SELECTION, text="x")
    assert list(world.model.ids) == [3, 1, 2]
    assert shown == [TrackQuery(text="x")]


def test_another_view_begins_at_the_top_without_a_selection(world):
    world.table.select_blocks([(5, 8)])
    world.table.verticalScrollBar().setValue(300)
    world.show(range(100), scope=Scope.LIKED)
    assert world.table.selected_count() == 0
    assert world.table.verticalScrollBar().value() == 0


def test_c9_a_selection_does_not_leak_into_another_view(world):
    world.table.select_blocks([(5, 8)])
    world.list.ask(TrackQuery(scope=Scope.LIKED), Keep.NOTHING)
    world.list.ask(TrackQuery(scope=Scope.LIKED, text="x"), Keep.SELECTION)
    world.library.answer(range(100))
    assert world.table.selected_count() == 0


def test_a_search_keeps_the_selection_and_shows_the_first_result(world):
    world.table.select_blocks([(50, 52)])
    world.table.verticalScrollBar().setValue(50 * ROW)
    world.show(range(0, 100, 2), Keep.SELECTION, text="x")
    assert list(world.table.selected_ids()) == [50, 52]
    assert world.table.verticalScrollBar().value() == 0


def test_another_order_keeps_the_current_row_where_it_is_on_screen(world):
    world.table.verticalScrollBar().setValue(50 * ROW)
    world.table.select_blocks([(53, 53)])
    world.table._set_current(53)
    y = 53 * ROW - world.table.verticalScrollBar().value()
    world.show(reversed(range(100)), Keep.CURRENT, sort=SortKey.TITLE)
    assert list(world.table.selected_ids()) == [53]
    assert 46 * ROW - world.table.verticalScrollBar().value() == y


def test_another_order_without_a_visible_current_row_begins_at_the_top(world):
    world.table._set_current(0)
    world.table.verticalScrollBar().setValue(50 * ROW)
    world.show(reversed(range(100)), Keep.CURRENT, sort=SortKey.TITLE)
    assert world.table.verticalScrollBar().value() == 0


def test_changed_rows_are_redrawn_without_a_question(world, qtbot):
    questions = len(world.library.asked)
    with qtbot.waitSignal(world.model.dataChanged):
        world.library.change(world.list, updated=(3,))
    qtbot.wait(100)
    assert len(world.library.asked) == questions


def test_c21_removed_tracks_vanish_and_everything_else_stays(world, qtbot):
    world.table.select_blocks([(50, 52), (60, 60)])
    world.table.verticalScrollBar().setValue(40 * ROW + 5)
    world.library.change(world.list, removed=(3, 51))
    wait_for_questions(world, qtbot, 2)
    world.library.answer(id_ for id_ in range(100) if id_ not in {3, 51})
    assert list(world.table.selected_ids()) == [50, 52, 60]
    top, offset = divmod(world.table.verticalScrollBar().value(), ROW)
    assert (world.model.ids[top], offset) == (40, 5)


def test_c2_new_tracks_come_into_the_list_that_is_shown_and_no_other(world, qtbot):
    world.show([1, 2], scope=Scope.LIKED)
    world.library.change(world.list, added=(200, 201))
    wait_for_questions(world, qtbot, 3)
    assert world.library.asked[-1][0] == TrackQuery(scope=Scope.LIKED)
    world.library.answer([1, 2, 201])
    assert list(world.model.ids) == [1, 2, 201]


def test_during_a_scan_the_question_is_asked_once_a_while(world, qtbot, monkeypatch):
    world.library.change(world.list, added=(200,))
    wait_for_questions(world, qtbot, 2)
    world.library.answer([*range(100), 200])
    for number in range(201, 240):
        world.library.change(world.list, added=(number,))
    qtbot.wait(10)
    assert len(world.library.asked) == 2
    wait_for_questions(world, qtbot, 3)
    assert len(world.library.asked) == 3


def test_a_change_while_the_answer_is_on_its_way_is_not_missed(world, qtbot):
    world.library.change(world.list, added=(200,))
    wait_for_questions(world, qtbot, 2)
    world.library.change(world.list, added=(201,))
    world.library.answer([*range(100), 200])
    wait_for_questions(world, qtbot, 3)
    world.library.answer([*range(100), 200, 201])
    assert world.model.ids[-1] == 201


def test_too_many_changes_to_list_ask_again(world, qtbot):
    world.table.select_blocks([(5, 5)])
    world.library.change(world.list, complete=False)
    wait_for_questions(world, qtbot, 2)
    world.library.answer(range(5, 105))
    assert list(world.model.ids) == list(range(5, 105))
    assert list(world.table.selected_ids()) == [5]


def test_c21_plays_move_rows_in_the_lists_made_of_them(world, qtbot):
    world.show([1, 2, 3], scope=Scope.TOP)
    world.table.select_blocks([(2, 2)])
    world.library.change(world.list, updated=(3,))
    wait_for_questions(world, qtbot, 3)
    world.library.answer([3, 1, 2])
    assert list(world.model.ids) == [3, 1, 2]
    assert list(world.table.selected_ids()) == [3]


def test_hearts_come_and_go_in_the_liked_list_only(world, qtbot):
    change = FavoritesChanged(added=(5,), removed=(6,))
    world.list.favorites_changed(change)
    qtbot.wait(100)
    assert len(world.library.asked) == 1
    world.show([6, 7], scope=Scope.LIKED)
    world.list.favorites_changed(change)
    wait_for_questions(world, qtbot, 3)
    world.library.answer([5, 7])
    assert list(world.model.ids) == [5, 7]


def test_a_slow_answer_shows_skeleton_rows(world, qtbot):
    world.list.ask(TrackQuery(scope=Scope.LIKED), Keep.NOTHING)
    assert len(world.model.ids) == 100
    qtbot.waitUntil(lambda: len(world.model.ids) == 0)
    assert world.table._loading
    world.library.answer([1])
    assert not world.table._loading
    assert list(world.model.ids) == [1]


def test_first_rows_are_shown_until_the_answer_comes(world, qtbot):
    world.list.ask(TrackQuery(scope=Scope.LIKED), Keep.NOTHING)
    world.list.show_first(array("q", [7, 8]))
    qtbot.wait(200)
    assert list(world.model.ids) == [7, 8]
    assert not world.table._loading
    world.library.answer([7, 8, 9])
    assert list(world.model.ids) == [7, 8, 9]
    world.list.show_first(array("q", [1]))
    assert list(world.model.ids) == [7, 8, 9]


def test_a_quick_answer_shows_none(world, qtbot):
    world.show([1], scope=Scope.LIKED)
    qtbot.wait(200)
    assert not world.table._loading


def test_a_failure_is_reported_and_the_list_stays(world, qtbot):
    world.list.ask(TrackQuery(text="x"), Keep.SELECTION)
    error = RuntimeError("the disk is gone")
    world.library.asked[-1][2](error)
    assert world.problems == [error]
    assert len(world.model.ids) == 100
    world.library.change(world.list, added=(1,))
    wait_for_questions(world, qtbot, 3)


def test_a11_a_view_that_fails_does_not_show_the_rows_of_the_one_before(world):
    world.list.ask(TrackQuery(scope=Scope.LIKED), Keep.NOTHING)
    world.library.asked[-1][2](RuntimeError("the disk is gone"))
    assert len(world.problems) == 1
    assert len(world.model.ids) == 0


def test_in_a_long_list_a_selection_is_found_by_a_job(world, qtbot):
    many = 200_000
    world.show(range(many))
    world.table.select_blocks([(number, number) for number in range(0, 100, 2)])
    world.list.ask(TrackQuery(sort=SortKey.TITLE), Keep.CURRENT)
    world.library.answer(reversed(range(many)))
    assert world.model.ids[0] == 0
    qtbot.waitUntil(lambda: world.model.ids[0] == many - 1)
    assert sorted(world.table.selected_ids()) == list(range(0, 100, 2))


def test_what_is_selected_while_the_job_runs_counts(world, qtbot):
    many = 200_000
    world.show(range(many))
    world.table.select_blocks([(number, number) for number in range(0, 100, 2)])
    world.list.ask(TrackQuery(sort=SortKey.TITLE), Keep.CURRENT)
    world.library.answer(reversed(range(many)))
    world.table.select_blocks([(7, 7)])
    qtbot.waitUntil(lambda: world.model.ids[0] == many - 1)
    assert list(world.table.selected_ids()) == [7]


def test_everything_selected_stays_so_in_another_order(world):
    world.table.selectAll()
    world.show(reversed(range(100)), Keep.CURRENT, sort=SortKey.TITLE)
    assert world.table.selected_count() == 100


def test_everything_found_is_no_more_than_that_when_the_search_is_cleared(world):
    world.show([5, 7], Keep.SELECTION, text="x")
    world.table.selectAll()
    world.show(range(100), Keep.SELECTION)
    assert list(world.table.selected_ids()) == [5, 7]


# ---- the first rows of a long answer -------------------------------------------------------------


def test_the_first_rows_of_a_search_are_shown_before_the_others(world):
    begun = []
    world.list.begun.connect(begun.append)
    world.show(range(1, 31))
    query = TrackQuery(text="a")
    world.list.ask(query, Keep.SELECTION)
    world.library.begin([3, 5])
    assert list(world.model.ids) == [3, 5]
    assert begun == [query]
    assert world.list.waiting
    world.library.answer([3, 5, 9])
    assert list(world.model.ids) == [3, 5, 9]
    assert not world.list.waiting


def test_what_is_selected_waits_for_all_rows(world):
    world.show(range(1, 31))
    world.table.select_blocks([(19, 20)])
    world.list.ask(TrackQuery(text="a"), Keep.SELECTION)
    world.library.begin([3, 5])
    assert len(world.model.ids) == 30
    world.library.answer([3, 5, 20, 21])
    assert list(world.table.selected_ids()) == [20, 21]


def test_first_rows_of_another_question_are_not_shown(world):
    world.show(range(1, 31))
    world.list.ask(TrackQuery(text="a"), Keep.SELECTION)
    stale = world.library.first
    world.list.ask(TrackQuery(text="ab"), Keep.SELECTION)
    stale(array("q", [7]))
    assert len(world.model.ids) == 30


def test_another_order_never_shows_less_than_all(world):
    world.show(range(1, 31))
    world.list.ask(TrackQuery(text="", descending=True), Keep.CURRENT)
    world.library.begin([3])
    assert len(world.model.ids) == 30
