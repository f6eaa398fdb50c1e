"""Changes of very many places of a playlist: in steps, undoable as one, old or new to who looks."""

from contextlib import closing

import pytest

from mtplayer.core.lists.playlists import PlaylistQuery, PlaylistTracksChanged, RevisionKind
from mtplayer.services.exchange import list_catalogue
from mtplayer.services.lists import long_changes, playlist_changes, playlist_writes, playlists
from mtplayer.storage.connection import open_reader
from mtplayer.storage.engine import Storage
from mtplayer.storage.exchange import library_dump
from mtplayer.storage.lists import playlist_undo
from mtplayer.storage.lists.playlist_history import PlaylistBusy
from mtplayer.storage.reader import LibraryReader
from tests.services.test_playlists import asked, did, entries, made, order

REVISIONS = "SELECT number FROM playlist_revisions WHERE playlist_id = ? ORDER BY number"


@pytest.fixture(autouse=True)
def _few_are_very_many(monkeypatch):
    for module in (playlists, playlist_writes, long_changes, playlist_undo):
        monkeypatch.setattr(module, "LONG_CHANGE", 5)
    monkeypatch.setattr(playlist_changes, "AT_ONCE", 4)


@pytest.fixture
def writes(world, monkeypatch):
    """Count the transactions of the window."""
    counted, write = [], world.storage.write

    def counting(work, **named):
        counted.append(work)
        return write(work, **named)

    monkeypatch.setattr(world.storage, "write", counting)
    return counted


@pytest.fixture
def playlist(world, qtbot):
    return made(world, qtbot, tracks=world.ids * 10)


def kinds(world, qtbot, playlist):
    revisions = asked(qtbot, world.playlists.reads.revisions, playlist)
    return [revision.kind for revision in revisions]


CHANGES = {
    "clear": (lambda lists, ids, tracks: lists.clear(ids), []),
    "replace": (lambda lists, ids, tracks: lists.replace(ids, tracks[::-1] * 9), [3, 2, 1] * 9),
    "add": (lambda lists, ids, tracks: lists.add(ids, tracks * 4, anyway=True), [1, 2, 3] * 14),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_long_change_is_many_transactions_one_revision_and_one_step_back(
    world, qtbot, playlist, writes, name
):
    change, after = CHANGES[name]
    before = order(world, playlist)
    did(world, qtbot, change, world.playlists, playlist, world.ids)
    assert order(world, playlist) == [world.ids[number - 1] for number in after]
    assert len(writes) > len(before) // 4
    numbers = world.column(REVISIONS, playlist)
    assert numbers == list(range(1, len(numbers) + 1))
    assert world.playlists.row(playlist).entries == len(after)
    del writes[:]
    did(world, qtbot, world.undo.undo)
    assert order(world, playlist) == before
    assert len(writes) > 5
    did(world, qtbot, world.undo.redo)
    assert order(world, playlist) == [world.ids[number - 1] for number in after]
    assert world.playlists.row(playlist).entries == len(after)


def test_selected_places_are_removed_and_dragged_in_steps(world, qtbot, playlist, writes):
    ids = list(entries(world, qtbot, playlist).ids)
    odd = ids[1::2]
    did(world, qtbot, world.playlists.move, playlist, odd, ids[0])
    assert list(entries(world, qtbot, playlist).ids) == odd + ids[0::2]
    did(world, qtbot, world.playlists.remove, playlist, ids[0::2])
    assert list(entries(world, qtbot, playlist).ids) == odd
    assert len(writes) > 8
    for _ in range(2):
        did(world, qtbot, world.undo.undo)
    assert list(entries(world, qtbot, playlist).ids) == ids
    newest = [RevisionKind.UNDONE, RevisionKind.UNDONE, RevisionKind.REMOVED, RevisionKind.MOVED]
    assert kinds(world, qtbot, playlist)[:4] == newest


def test_a_long_list_is_duplicated_in_steps_with_notes_and_dates(world, qtbot, playlist, writes):
    ids = list(entries(world, qtbot, playlist).ids)
    did(world, qtbot, world.playlists.note, playlist, {ids[3]: "the live one"})
    world.run("UPDATE playlist_entries SET added_at = id")
    did(world, qtbot, world.playlists.describe, playlist, "on the train")
    did(world, qtbot, world.playlists.duplicate, playlist)
    other = world.playlists.rows[-1]
    assert (other.name, other.note, other.entries) == ("Late trains (2)", "on the train", 30)
    kept = "SELECT track_id, rank, note, added_at FROM playlist_entries WHERE playlist_id = ?"
    assert world.rows(kept, other.id) == world.rows(kept, playlist)
    assert len(writes) > 8
    did(world, qtbot, world.undo.undo)
    assert [row.id for row in world.playlists.rows] == [playlist]


def test_a_revision_is_restored_in_steps_with_its_notes(world, qtbot, playlist):
    ids = list(entries(world, qtbot, playlist).ids)
    did(world, qtbot, world.playlists.note, playlist, {ids[3]: "the live one"})
    then = world.playlists.row(playlist).revision
    did(world, qtbot, world.playlists.clear, playlist)
    did(world, qtbot, world.playlists.note, playlist, {ids[3]: ""})
    did(world, qtbot, world.playlists.restore, playlist, then)
    found = entries(world, qtbot, playlist)
    assert (list(found.ids), found.notes) == (ids, {ids[3]: "the live one"})


def test_tracks_that_are_there_already_are_left_out_of_very_many(world, qtbot, playlist):
    told = []
    world.playlists.added.connect(told.append)
    did(world, qtbot, world.playlists.remove, playlist, entries(world, qtbot, playlist).ids[2:])
    did(world, qtbot, world.playlists.add, playlist, world.ids * 3)
    assert order(world, playlist) == world.ids
    (added,) = told
    assert (len(added.entries), list(added.already)) == (1, world.ids[:2])


def test_what_comes_meanwhile_waits_and_others_write_in_between(world, qtbot, playlist):
    told = []
    world.playlists.changed.connect(told.append)
    with qtbot.waitSignal(world.favorites.changed):
        world.playlists.clear(playlist)
        world.playlists.add(playlist, world.ids[:1])
        world.undo.undo()
        world.favorites.set_liked(world.ids[:1], liked=True)
    # The heart did not wait for all of it.
    assert len(told) < 3
    qtbot.waitUntil(lambda: len(told) == 3)
    qtbot.waitUntil(lambda: order(world, playlist) == [])


def half_done(world, playlist):
    """Begin to clear a list, and leave it in the middle."""
    storage = Storage(world.database)
    plans = long_changes.planned(storage, [lambda plans: plans.cleared(playlist)])
    prepared = long_changes.prepared(plans)
    for step in long_changes.places_of(prepared)[:4]:
        storage.write(step)
    return storage, prepared


@pytest.mark.blocking
def test_who_looks_in_the_middle_sees_the_list_as_it_was(world, qtbot, playlist):
    before = entries(world, qtbot, playlist)
    revisions = kinds(world, qtbot, playlist)
    storage, _ = half_done(world, playlist)
    live = "SELECT count(*) FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL"
    assert 0 < world.column(live, playlist)[0] < len(before.ids)
    assert entries(world, qtbot, playlist) == before
    assert list(asked(qtbot, world.playlists.reads.tracks, [playlist])) == list(before.tracks)
    assert kinds(world, qtbot, playlist) == revisions
    titles = [entry.title for entry in list_catalogue.entries(world.database, named(world))]
    assert len(titles) == len(before.ids)
    with closing(LibraryReader(world.database)) as reader:
        assert reader.playlists.compare(playlist, before.revision).gone == frozenset()
        assert reader.playlists.long_way_back(playlist) is None
    storage.close()


def named(world):
    return list_catalogue.named(world.database, "Late trains")


@pytest.mark.blocking
def test_an_export_in_the_middle_has_the_list_as_it_was(world, qtbot, playlist):
    before = list(entries(world, qtbot, playlist).tracks)
    storage, _ = half_done(world, playlist)
    with closing(open_reader(world.database)) as connection:
        found = library_dump.objects(connection, "test", 0)
        tracks = [one["track"] for one in found if one["type"] == "entry"]
    assert tracks == before
    storage.close()


@pytest.mark.blocking
def test_what_was_cut_short_is_taken_back_at_the_next_start(world, qtbot, playlist):
    before = order(world, playlist)
    numbers = world.column(REVISIONS, playlist)
    half_done(world, playlist)[0].close()
    assert world.column(REVISIONS, playlist) != numbers
    world.playlists.mend()
    qtbot.waitUntil(lambda: world.column(REVISIONS, playlist) == numbers)
    assert order(world, playlist) == before
    change = did(world, qtbot, world.playlists.clear, playlist)
    assert change == PlaylistTracksChanged(playlist=playlist, revision=numbers[-1] + 1)


@pytest.mark.blocking
def test_nobody_goes_on_with_a_change_that_another_program_took_back(world, qtbot, playlist):
    storage, prepared = half_done(world, playlist)
    for step in long_changes.mending(storage):
        storage.write(step)
    with pytest.raises(PlaylistBusy):
        storage.write(long_changes.places_of(prepared)[4])
    storage.close()


@pytest.mark.blocking
def test_a_list_is_looked_at_as_it_was_when_it_is_ordered_otherwise(world, qtbot, playlist):
    query = PlaylistQuery(playlist=playlist, descending=True)
    half_done(world, playlist)[0].close()
    assert len(entries(world, qtbot, query).ids) == 30
