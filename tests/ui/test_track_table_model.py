from array import array

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from mtplayer.core.problems import LibraryLocked
from mtplayer.ui.sidebar.places import steps
from mtplayer.ui.tracks.columns import COLUMNS, INDEX
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.rows import Ahead, Rows, track_row


def model_of(*ids, ahead=None):
    source = Rows()
    model = TrackTableModel(source, ahead)
    model.set_ids(array("q", ids))
    return model, source


def test_the_model_is_consistent(qtmodeltester):
    model, _ = model_of(*range(450))
    qtmodeltester.check(model)


def test_every_row_can_be_dragged():
    model, _ = model_of(1, 2)
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_an_empty_model_is_consistent(qtmodeltester):
    model, _ = model_of()
    qtmodeltester.check(model)


def test_only_the_page_that_is_looked_at_is_fetched():
    model, source = model_of(*range(100_000))
    assert model.data(model.index(50_000, INDEX["title"])) == "Title 50000"
    assert source.calls == 1


def test_another_query_forgets_the_rows():
    model, source = model_of(1, 2, 3)
    model.row(0)
    model.set_ids(array("q", [3]))
    assert model.row(0).id == 3
    assert source.calls == 2


def test_a_track_that_left_the_library_is_a_blank_row():
    model, source = model_of(1, 2, 3)
    source.gone = {2}
    assert [model.row(n).title for n in range(3)] == ["Title 1", "", "Title 3"]
    assert [model.row(n).id for n in range(3)] == [1, 2, 3]


def test_changed_rows_are_read_again_and_redrawn_where_visible(qtbot):
    model, source = model_of(*range(1000))
    model.row(5)
    source.special[5] = track_row(5, title="New words")
    with qtbot.waitSignal(model.dataChanged) as drawn:
        model.refresh({5}, 0, 20)
    assert (drawn.args[0].row(), drawn.args[1].row()) == (0, 20)
    assert drawn.args[1].column() == len(COLUMNS) - 1
    assert model.row(5).title == "New words"


def test_a_change_out_of_sight_redraws_nothing(qtbot):
    model, _ = model_of(*range(1000))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh({500}, 0, 20)


def test_the_next_page_comes_from_a_job():
    ahead = Ahead()
    model, source = model_of(*range(1000), ahead=ahead)
    model.look_ahead(200)
    model.look_ahead(399)
    assert [list(ids) for ids, _ in ahead.waiting] == [list(range(200, 400))]
    ahead.arrive(source)
    calls = source.calls
    assert model.row(250).id == 250
    assert source.calls == calls


def test_a_page_asked_for_before_another_query_is_dropped():
    ahead = Ahead()
    model, source = model_of(*range(1000), ahead=ahead)
    model.look_ahead(200)
    model.set_ids(array("q", range(5000, 6000)))
    ahead.arrive(source)
    assert model.row(200).id == 5200


def test_nothing_is_fetched_ahead_beyond_the_ends():
    ahead = Ahead()
    model, _ = model_of(*range(100), ahead=ahead)
    model.look_ahead(-1)
    model.look_ahead(100)
    assert ahead.waiting == []


def test_a_screen_reader_hears_the_whole_row():
    model, source = model_of(1)
    source.special[1] = track_row(
        1,
        title="Kitchen Light",
        artist="Glasshouse Radio",
        album="Slow Weather",
        duration_ms=227_000,
        rating=100,
        liked_at=1,
    )
    model.playing = 1
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Kitchen Light, Glasshouse Radio, Slow Weather, 3 minutes 47, 5 stars, liked, playing"
    )


def test_a_missing_row_ends_with_file_missing():
    model, source = model_of(1)
    source.special[1] = track_row(1, state="missing", liked_at=None, rating=None)
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("file missing")


def test_rows_that_cannot_be_read_are_blank(caplog):
    model, source = model_of(1, 2)

    def broken(ids):
        raise LibraryLocked("Another program holds the library.")

    source.rows = broken
    with caplog.at_level("WARNING"):
        assert [model.row(number).title for number in range(2)] == ["", ""]
    assert "Another program" in caplog.text


IDS = st.lists(st.integers(0, 10_000), unique=True, max_size=40)


@given(IDS, st.lists(st.tuples(IDS, IDS), max_size=6))
def test_following_steps_ends_at_the_new_ids(ids, changes):
    model, _ = model_of(*ids)
    inserted, removed = [], []
    model.rowsInserted.connect(lambda _, first, last: inserted.append(last - first + 1))
    model.rowsRemoved.connect(lambda _, first, last: removed.append(last - first + 1))
    for gone, come in changes:
        old = list(model.ids)
        added = [id_ + 20_000 for id_ in come if id_ + 20_000 not in old]
        new = [id_ for id_ in old if id_ not in set(gone)]
        for at, id_ in enumerate(added):
            new.insert(at * 3 % (len(new) + 1), id_)
        found = steps(model.ids, array("q", new), set(gone), set(added), most=1000)
        assert found is not None
        before = len(old), sum(inserted), sum(removed)
        model.follow(found, array("q", new))
        assert list(model.ids) == new
        assert model.rowCount() == len(new)
        assert before[0] + sum(inserted) - before[1] - (sum(removed) - before[2]) == len(new)
        assert [model.row(n).id for n in range(len(new))] == new
