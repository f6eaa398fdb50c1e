import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtplayer.core.events import Entries, Entry, Repeat
from mtplayer.core.playing.entry_order import (
    EntryOrder,
    Inserted,
    Moved,
    Removed,
    Replaced,
    inverse,
)
from mtplayer.core.playing.play_queue import PlayQueue, QueueEdits, QueueState
from mtplayer.core.playing.queue_record import NO_EDITS, QueueHead, QueueWrite, everything, joined
from mtplayer.core.playing.scattered_rows import Gathered, Thinned
from mtplayer.storage.engine import Storage
from mtplayer.storage.migrate import prepare
from mtplayer.storage.playing import queue as stored_queue
from mtplayer.storage.playing.queue import QueueOutOfStep
from mtplayer.storage.playing.queue_reader import read_queue
from tests.fakes.library import FakeTrack, make_library

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "remove", "move", "replace", "thin", "gather", "undo"]),
        st.integers(0, 200),
        st.integers(0, 200),
        st.integers(0, 60),
    ),
    max_size=25,
)


def pack(pairs):
    return Entries.of([Entry(*pair) for pair in pairs])


def pairs(entries):
    return list(zip(entries.ids, entries.tracks, strict=True))


def only_order(*edits):
    return QueueEdits(order=edits, original=(), history=())


def written(edits, base=None, revision=1, head=None):
    return QueueWrite(head=head or QueueHead(), edits=edits, base=base, revision=revision, at=5)


def store(storage, write):
    storage.write(lambda unit: unit.queue.repeat(write))


@pytest.fixture
def storage(database):
    storage = Storage(database)
    yield storage
    storage.close()


@pytest.fixture(scope="module")
def one_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("queue") / "library.db"
    prepare(path)
    return path


def scattered(order, kind, rows, to):
    parts = tuple(range(row, row + 1) for row in rows)
    if kind == "gather":
        return Gathered(parts, to % (len(order) - len(parts) + 1))
    return Thinned(parts, pack([order[row] for row in rows]))


def applied(edit, order):
    made = EntryOrder()
    made.become(pack(order))
    made.apply(edit)
    return pairs(made.snapshot())


def edits_of(plan):
    """Turn numbers into edits that fit, beside the list that they make."""
    order, edits, number = [], [], 1
    for kind, one, two, count in plan:
        new = [(number + i, i % 7) for i in range(count)]
        first = one % (len(order) + 1)
        part = order[first : first + count]
        if kind == "insert":
            edits.append(Inserted(first, pack(new)))
            order[first:first] = new
        elif kind == "remove" and part:
            edits.append(Removed(first, pack(part)))
            del order[first : first + count]
        elif kind == "move" and part:
            del order[first : first + count]
            to = two % (len(order) + 1)
            edits.append(Moved(first, first + len(part) - 1, to))
            order[to:to] = part
        elif kind == "replace":
            edits.append(Replaced(pack(order), pack(new)))
            order = new
        elif kind in {"thin", "gather"} and part:
            edits.append(scattered(order, kind, range(first, len(order), one % 5 + 2), two))
            order = applied(edits[-1], order)
        elif kind == "undo" and edits:
            edits.append(inverse(edits[-1]))
            order = applied(edits[-1], order)
        number += count
    return edits, order


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=EDITS, step=st.sampled_from([32, 1 << 32]))
def test_chunks_hold_what_the_edits_make(one_database, monkeypatch, plan, step):
    monkeypatch.setattr(stored_queue, "CHUNK", 4)
    monkeypatch.setattr(stored_queue, "MOST_IN_CHUNK", 8)
    # With little room between the numbers of chunks they have to be spread.
    monkeypatch.setattr(stored_queue, "STEP", step)
    edits, order = edits_of(plan)
    storage = Storage(one_database)
    store(storage, written(everything(QueueState())))
    for revision, edit in enumerate(edits, 1):
        store(storage, written(only_order(edit), revision, revision + 1))
    storage.close()
    assert pairs(read_queue(one_database).state.order) == order


def test_a_change_rewrites_only_the_chunks_it_touches(storage, database):
    tracks = pack((n, n) for n in range(1, 50_001))
    store(storage, written(everything(QueueState(order=tracks))))

    def chunks():
        with closing(sqlite3.connect(database)) as connection:
            return set(connection.execute("SELECT number, hex(entries) FROM queue_chunks"))

    before = chunks()
    store(storage, written(only_order(Inserted(20_000, pack([(60_000, 1)]))), 1, 2))
    assert len(before - chunks()) == 1
    before = chunks()
    store(storage, written(only_order(Moved(30_000, 30_100, 5)), 2, 3))
    assert len(before - chunks()) == 2
    assert len(chunks()) >= 13


def test_the_whole_queue_comes_back(storage, database):
    tracks = make_library(database, [FakeTrack(title=str(n)) for n in range(20)])
    queue = PlayQueue()
    queue.repeat = Repeat.ALL
    queue.set_shuffle(on=True)
    queue.replace(tracks, 4, "Liked")
    queue.next(manual=True)
    queue.play_next(tracks[:2])
    queue.next(manual=True)
    state = queue.state
    head = QueueHead(
        current=state.current,
        position_ms=81_250,
        next_entry=state.next_entry,
        shuffle=True,
        repeat=Repeat.ALL,
        source="Liked",
        heard=state.heard,
        by_hand=state.by_hand,
    )
    store(storage, written(everything(state), None, 7, head))
    stored = read_queue(database)
    assert stored.state == state
    assert (stored.position_ms, stored.revision) == (81_250, 7)


def test_without_a_stored_queue_there_is_an_empty_one(database):
    assert read_queue(database).state == QueueState()


def test_a_write_that_misses_an_earlier_one_changes_nothing(storage, database):
    store(storage, written(everything(QueueState(order=pack([(1, 1), (2, 2)])))))
    lost = written(only_order(Removed(0, pack([(1, 1)]))), base=4, revision=5)
    with pytest.raises(QueueOutOfStep):
        store(storage, lost)
    too_long = written(only_order(Removed(1, pack([(2, 2), (3, 3)]))), base=1, revision=2)
    with pytest.raises(QueueOutOfStep):
        store(storage, too_long)
    assert pairs(read_queue(database).state.order) == [(1, 1), (2, 2)]
    assert read_queue(database).revision == 1


def test_b30_a_replaced_queue_is_one_transaction(storage, database):
    old = QueueState(order=pack([(1, 1), (2, 2)]))
    store(storage, written(everything(old)))
    new = everything(QueueState(order=pack((n, 1) for n in range(10, 40_000))))
    broken = replace(new, history=(Inserted(0, pack([(9, 404)])),))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store(storage, written(broken, 1, 2))
    assert read_queue(database).state.order == old.order


def test_the_history_grows_and_shrinks_at_its_end(storage, database):
    tracks = make_library(database, [FakeTrack(title=str(n)) for n in range(3)])
    played = [(10, tracks[0]), (11, tracks[1]), (12, tracks[2])]
    grow = QueueEdits(
        order=(), original=(), history=tuple(Inserted(0, pack([entry])) for entry in played)
    )
    store(storage, written(grow, 0, 1))
    shrink = QueueEdits(order=(), original=(), history=(Removed(2, pack(played[2:])),))
    store(storage, written(shrink, 1, 2))
    assert pairs(read_queue(database).state.history) == played[:2]
    forget = QueueEdits(order=(), original=(), history=(Replaced(pack([]), pack(played[1:2])),))
    store(storage, written(forget, 2, 3))
    assert pairs(read_queue(database).state.history) == played[1:2]


def test_edits_before_a_replacement_need_not_be_stored():
    one = only_order(Inserted(0, pack([(1, 1)])))
    two = only_order(Replaced(pack([(1, 1)]), pack([])), Inserted(0, pack([(2, 2)])))
    assert joined(one, two) == two
    assert joined(NO_EDITS, one) == one
    assert joined(one, one).order == one.order * 2
