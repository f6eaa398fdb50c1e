import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mtplayer.core.events import Repeat
from mtplayer.core.playing import editable_queue
from mtplayer.ui.queue.queue_model import QueueModel, Sections
from tests.fakes.queue import FakeQueue
from tests.fakes.rows import Rows, track_row

pytestmark = pytest.mark.usefixtures("qapp")

OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "add",
                "play_next",
                "insert",
                "remove",
                "move",
                "thin",
                "idle",
                "gather",
                "jump",
                "next",
                "previous",
                "shuffle",
                "undo",
                "redo",
                "clear",
                "replace",
            ]
        ),
        st.integers(0, 40),
        st.integers(0, 40),
        st.integers(1, 5),
    ),
    max_size=20,
)


@pytest.fixture(autouse=True, scope="module")
def _few_edits():
    """Move all parts in one go already for a handful of rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editable_queue, "MOST_EDITS", 3)
        yield


def shown(model):
    return [model.entry(row) for row in range(model.rowCount())]


def expected(fake):
    row = fake.queue.current_row or 0
    return list(fake.queue.entries)[row:]


def do(fake, name, one, two, count):
    queue, size = fake.queue, len(fake.queue)
    rows = range(one % (size + 1), min(one % (size + 1) + count, size))
    if name in {"add", "play_next"}:
        changes = getattr(queue, name)(range(count))
    elif name == "insert":
        changes = queue.insert(one % (size + 1), range(count))
    elif name == "remove":
        changes = queue.remove([rows, range(size - 1, size)] if two % 2 else [rows])
    elif name == "move":
        changes = queue.move_rows([rows], two % (size + 1))
    elif name in {"thin", "gather"}:
        odd = [range(row, row + 1) for row in range(one % 3, size, 2)]
        changes = queue.move_rows(odd, two % (size + 1)) if name == "gather" else queue.remove(odd)
    elif name == "jump":
        changes = queue.jump(queue.entries.ids[one % size]) if size else ()
    elif name == "next":
        changes = queue.next(manual=True)
    elif name == "shuffle":
        changes = queue.set_shuffle(on=not queue.shuffle)
    elif name == "replace":
        changes = queue.replace(range(one), None if two % 2 else 0)
    else:
        changes = getattr(queue, name)()
    fake.did(changes)


def test_the_model_is_consistent(qtmodeltester):
    qtmodeltester.check(QueueModel(FakeQueue(range(450)), Rows()))


@given(operations=OPERATIONS, repeat=st.sampled_from(Repeat))
def test_any_change_of_the_queue_is_the_same_change_of_the_rows(qapp, operations, repeat):
    fake = FakeQueue(range(12))
    fake.queue.repeat = repeat
    model = QueueModel(fake, Rows())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for operation in operations:
        if operation[0] == "idle":
            model._own()
        else:
            do(fake, *operation)
        assert shown(model) == expected(fake)
        assert [model.row(row).id for row in range(model.rowCount())] == [
            entry.track for entry in expected(fake)
        ]
    del tester


@pytest.mark.parametrize("step", [1, 2, 7, 100, 900])
def test_what_was_queued_by_hand_is_counted_also_where_rows_of_it_were_taken_out(qapp, step):
    fake = FakeQueue(range(10))
    fake.did(fake.queue.play_next(range(1000)))
    model = QueueModel(fake, Rows())
    gone = [range(row, row + 1) for row in range(step, 1001, step)]
    fake.did(fake.queue.remove(gone if step > 1 else gone[::2]))
    by_hand = [fake.queue.is_by_hand(entry) for entry in fake.queue.entries.ids]
    assert model.sections == Sections(1, sum(by_hand), 9)


def signals_of(model):
    seen = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved"):
        getattr(model, name).connect(
            lambda *args, name=name: seen.append(
                (name, *(a for a in args if not isinstance(a, QModelIndex)))
            )
        )
    model.modelReset.connect(lambda: seen.append(("modelReset",)))
    return seen


def test_rows_follow_one_to_one():
    fake = FakeQueue(range(10))
    model = QueueModel(fake, Rows())
    seen = signals_of(model)
    fake.did(fake.queue.play_next([50, 51]))
    fake.did(fake.queue.move_rows([range(3, 5)], 8))
    fake.did(fake.queue.remove_rows([9]))
    fake.did(fake.queue.next(manual=True))
    fake.did(fake.queue.previous())
    fake.did(fake.queue.set_shuffle(on=True))
    assert seen == [
        ("rowsInserted", 1, 2),
        ("rowsMoved", 3, 4, 8),
        ("rowsRemoved", 9, 9),
        ("rowsRemoved", 0, 0),
        ("rowsInserted", 0, 0),
        ("modelReset",),
    ]


def test_b33_rows_begin_with_the_current_entry_also_while_shuffled():
    fake = FakeQueue(range(30))
    model = QueueModel(fake, Rows())
    fake.did(fake.queue.set_shuffle(on=True))
    for _ in range(5):
        fake.did(fake.queue.next(manual=True))
    assert model.entry(0) == fake.current
    assert model.rowCount() == 25


def test_what_happens_before_the_current_entry_moves_no_row():
    fake = FakeQueue(range(10))
    for _ in range(5):
        fake.did(fake.queue.next(manual=True))
    model = QueueModel(fake, Rows())
    seen = signals_of(model)
    fake.did(fake.queue.insert(2, [70]))
    fake.did(fake.queue.remove_rows([0, 1]))
    assert seen == []
    assert shown(model) == expected(fake)


def test_sections_count_what_plays_what_was_queued_and_what_follows():
    fake = FakeQueue(range(10))
    model = QueueModel(fake, Rows())
    assert model.sections == Sections(1, 0, 9)
    fake.did(fake.queue.play_next([50]))
    fake.did(fake.queue.play_next([51, 52]))
    assert model.sections == Sections(1, 3, 9)
    fake.did(fake.queue.next(manual=True))
    assert model.sections == Sections(1, 2, 9)
    fake.did(fake.queue.move_rows([range(6, 7)], 2))
    assert model.sections == Sections(1, 3, 8)
    fake.did(fake.queue.clear())
    assert model.sections == Sections(0, 0, 0)


def test_without_a_current_entry_everything_follows():
    fake = FakeQueue(range(3))
    model = QueueModel(fake, Rows())
    for _ in range(3):
        fake.did(fake.queue.next(manual=True))
    assert fake.current is None
    assert model.sections == Sections(0, 0, 3)
    assert model.rowCount() == 3


def test_a_screen_reader_hears_what_plays():
    model = QueueModel(FakeQueue([7, 8]), Rows())
    said = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said[0].endswith("playing")
    assert not said[1].endswith("playing")


def test_a_changed_library_is_read_again(qtbot):
    rows = Rows()
    model = QueueModel(FakeQueue([7, 8]), rows)
    model.row(0)
    rows.special[7] = track_row(7, title="Other words")
    with qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert model.row(0).title == "Other words"


@pytest.mark.budget
def test_a_million_entries_follow_within_a_frame():
    fake = FakeQueue(range(1_000_000))
    model = QueueModel(fake, Rows())
    fake.did(fake.queue.add([1]))
    taken = {}
    for name, act in {
        "play next": lambda: fake.queue.play_next(range(5000)),
        "sections": lambda: model.sections and (),
        "move": lambda: fake.queue.move_rows([range(100_000, 105_000)], 900_000),
        "remove": lambda: fake.queue.remove_rows(range(500_000, 505_000)),
        "next": lambda: fake.queue.next(manual=True),
        "read a row": lambda: model.row(700_000) and (),
    }.items():
        start = time.perf_counter()
        fake.did(act())
        taken[name] = (time.perf_counter() - start) * 1000
    # Ten times what was measured, so that only a wrong order of magnitude fails.
    assert max(taken.values()) < 150, taken
