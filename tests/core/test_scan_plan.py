"""Known against found: what a scan may conclude."""

from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.library.scan_plan import Found, Known, Trace, compare, is_braked, match_moves
from mtplayer.core.library.tracks import FileState

names = st.sampled_from([b"a.mp3", b"b.mp3", b"c.flac", b"d\xff.ogg", b"e.wav"])
sizes = st.integers(1, 3)
states = st.sampled_from([FileState.PRESENT.value, FileState.MISSING.value])
disks = st.dictionaries(names, st.tuples(sizes, sizes))
libraries = st.dictionaries(names, st.tuples(sizes, sizes, states))


def plan_of(library, disk):
    known = {
        name: Known(number, size, mtime, state)
        for number, (name, (size, mtime, state)) in enumerate(library.items(), 1)
    }
    found = [Found(name, size, mtime, 0, 0) for name, (size, mtime) in disk.items()]
    return known, compare(known, found)


@given(libraries, disks)
def test_a_plan_carried_out_makes_the_library_what_is_on_the_disk(library, disk):
    known, plan = plan_of(library, disk)
    by_id = {file.id: name for name, file in known.items()}
    after = dict(library)
    for file in plan.added:
        assert file.name not in library
        after[file.name] = (file.size, file.mtime_ns, "present")
    for before, file in plan.updated:
        assert by_id[before.id] == file.name
        after[file.name] = (file.size, file.mtime_ns, "present")
    for file in plan.returned:
        size, mtime, _ = after[by_id[file.id]]
        after[by_id[file.id]] = (size, mtime, "present")
    for file in plan.gone:
        size, mtime, _ = after[by_id[file.id]]
        after[by_id[file.id]] = (size, mtime, "missing")
    present = {name: (size, mtime) for name, (size, mtime, s) in after.items() if s == "present"}
    assert present == disk
    assert set(after) == set(library) | set(disk)  # no row was lost


@given(libraries, disks)
def test_every_file_is_told_of_once(library, disk):
    _, plan = plan_of(library, disk)
    here = len(plan.added) + len(plan.updated) + len(plan.returned) + plan.unchanged
    assert here == len(disk)
    assert len(plan.gone) == sum(
        name not in disk and state == "present" for name, (*_, state) in library.items()
    )


@given(disks)
def test_a_second_look_finds_nothing(disk):
    library = {name: (size, mtime, "present") for name, (size, mtime) in disk.items()}
    _, plan = plan_of(library, disk)
    assert (plan.added, plan.updated, plan.returned, plan.gone) == ([], [], [], [])
    assert plan.unchanged == len(disk)


def trace(number, key=None, **changes):
    values = {"name": b"x", "size": 9, "inode": None, "device": None} | changes
    return Trace(id=number, audio_key=key, **values)


keys = st.sampled_from([None, b"k1", b"k2"])
traces = st.builds(
    Trace,
    id=st.just(0),
    name=names,
    size=sizes,
    inode=st.sampled_from([None, 1, 2]),
    device=st.sampled_from([None, 7, 8]),
    audio_key=keys,
    since=st.integers(0, 2),
)


def numbered(found):
    return [trace._replace(id=number) for number, trace in enumerate(found, 1)]


@given(st.lists(traces, max_size=8), st.lists(traces, max_size=8))
def test_moves_pair_each_file_once_and_only_by_identity(gone, arrived):
    gone, arrived = numbered(gone), numbered(arrived)
    pairs = match_moves(gone, arrived)
    assert len({old for old, _ in pairs}) == len(pairs) == len({new for _, new in pairs})
    for old_id, new_id in pairs:
        old, new = gone[old_id - 1], arrived[new_id - 1]
        if old.audio_key and new.audio_key:
            assert old.audio_key == new.audio_key
        else:
            assert old.inode
            assert (old.inode, old.device, old.size) == (new.inode, new.device, new.size)


@given(st.lists(keys, max_size=8), st.lists(keys, max_size=8))
def test_as_many_moves_are_found_as_there_are(gone, arrived):
    pairs = match_moves(
        [trace(number, key) for number, key in enumerate(gone)],
        [trace(number, key) for number, key in enumerate(arrived)],
    )
    assert len(pairs) == sum(min(gone.count(key), arrived.count(key)) for key in (b"k1", b"k2"))


def test_an_inode_alone_is_no_identity():
    assert match_moves([trace(1, inode=5, device=1, size=10)], [trace(2, inode=5, device=1)]) == []
    assert match_moves([trace(1, inode=5, device=2)], [trace(2, inode=5, device=1)]) == []


def test_a_reused_inode_with_another_sound_is_another_file():
    old = trace(1, b"old", inode=5, device=1)
    assert match_moves([old], [trace(2, b"new", inode=5, device=1)]) == []


def test_of_several_the_one_with_the_same_name_moved():
    gone = [trace(1, b"k", name=b"a.mp3"), trace(2, b"k", name=b"b.mp3")]
    assert match_moves(gone, [trace(9, b"k", name=b"b.mp3")]) == [(2, 9)]


def test_what_went_just_now_comes_before_what_is_long_gone():
    gone = [trace(1, b"k", since=1_700_000_000_000), trace(2, b"k")]
    assert match_moves(gone, [trace(9, b"k")]) == [(2, 9)]


def test_the_brake_needs_many_files_and_a_large_share():
    assert not is_braked(50, 50)
    assert is_braked(51, 60)
    assert not is_braked(200, 1000)
    assert is_braked(201, 1000)
