from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.lists.playlists import (
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistKind,
    PlaylistQuery,
    PlaylistRenamed,
    PlaylistsReordered,
    PlaylistTracksChanged,
    RevisionKind,
)
from mtplayer.storage.lists import playlist_history
from tests.fakes.library import FakeTrack, make_library

ORDER = (
    "SELECT track_id FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL"
    " ORDER BY rank, id"
)
NAMES = "SELECT name FROM playlists WHERE deleted_at IS NULL ORDER BY position, id"


def made(world, qtbot, name="Late trains", **named):
    with qtbot.waitSignal(world.playlists.changed) as caught:
        world.playlists.create(name, **named)
    return caught.args[0].playlists[0]


def did(world, qtbot, act, *args, **named):
    with qtbot.waitSignal(world.playlists.changed) as caught:
        act(*args, **named)
    return caught.args[0]


def order(world, playlist):
    return world.column(ORDER, playlist)


def entries(world, qtbot, query):
    query = query if isinstance(query, PlaylistQuery) else PlaylistQuery(playlist=query)
    answers = []
    world.playlists.reads.entries(query, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def asked(qtbot, ask, *args):
    answers = []
    ask(*args, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


# ---- the tree ---------------------------------------------------------------------------------


def test_a_new_playlist_is_stored_and_in_the_tree_before_it_is_announced(world, qtbot):
    seen = []
    world.playlists.changed.connect(
        lambda _: seen.append(([row.name for row in world.playlists.rows], world.column(NAMES)))
    )
    made(world, qtbot, "Late trains", tracks=world.ids)
    assert seen == [(["Late trains"], ["Late trains"])]
    assert world.playlists.rows[0].entries == 3


def test_a_new_playlist_gets_the_next_free_name(world, qtbot):
    for _ in range(3):
        made(world, qtbot, "")
    made(world, qtbot, "", kind=PlaylistKind.FOLDER)
    assert world.column(NAMES) == [
        "New playlist", "New playlist (2)", "New playlist (3)", "New folder",
    ]  # fmt: skip


def test_c14_a_new_playlist_stands_at_the_bottom_after_reordering(world, qtbot):
    first, second = made(world, qtbot, "First"), made(world, qtbot, "Second")
    change = did(world, qtbot, world.playlists.put, [second], None, first)
    assert change == PlaylistsReordered()
    made(world, qtbot, "Third")
    assert world.column(NAMES) == ["Second", "First", "Third"]


def test_c13_a_name_that_is_taken_is_refused_in_words(world, qtbot):
    made(world, qtbot, "Late trains")
    other = made(world, qtbot, "Sunday")
    refusals = []
    for name in ("  Late trains ", "   "):
        world.playlists.rename(other, name, refusals.append)
    qtbot.waitUntil(lambda: len(refusals) == 2)
    assert str(refusals[0]) == "“Late trains” is the name of another playlist."
    assert str(refusals[1]) == "A playlist needs a name."
    change = did(world, qtbot, world.playlists.rename, other, " late trains ", refusals.append)
    assert change == PlaylistRenamed(playlist=other, name="late trains")
    did(world, qtbot, world.undo.undo)
    assert world.column(NAMES) == ["Late trains", "Sunday"]


def test_a_deleted_folder_comes_back_with_all_that_was_in_it_also_after_a_restart(world, qtbot):
    folder = made(world, qtbot, "Radio show", kind=PlaylistKind.FOLDER)
    inner = made(world, qtbot, "Late trains", parent=folder, tracks=world.ids)
    change = did(world, qtbot, world.playlists.delete, [folder])
    assert change == PlaylistDeleted(playlists=(folder, inner))
    assert world.playlists.rows == ()
    world.restart()
    change = did(world, qtbot, world.undo.undo)
    assert change == PlaylistCreated(playlists=(folder, inner))
    assert world.playlists.row(inner).parent == folder
    assert order(world, inner) == world.ids


def test_a_deleted_playlist_is_found_and_brought_back_under_a_free_name(world, qtbot):
    old = made(world, qtbot, "Late trains", tracks=world.ids[:2])
    did(world, qtbot, world.playlists.delete, [old])
    made(world, qtbot, "Late trains")
    (found,) = asked(qtbot, world.playlists.reads.deleted)
    assert (found.id, found.name, found.entries) == (old, "Late trains", 2)
    did(world, qtbot, world.playlists.bring_back, [old])
    assert world.playlists.row(old).name == "Late trains (2)"
    assert order(world, old) == world.ids[:2]


def test_a_folder_never_goes_into_itself(world, qtbot):
    outer = made(world, qtbot, "Outer", kind=PlaylistKind.FOLDER)
    inner = made(world, qtbot, "Inner", kind=PlaylistKind.FOLDER, parent=outer)
    world.playlists.put([outer], inner)
    did(world, qtbot, world.playlists.rename, inner, "Still inside", lambda _: None)
    assert world.playlists.row(outer).parent is None
    assert world.playlists.row(inner).parent == outer


def test_moving_into_a_folder_can_be_taken_back(world, qtbot):
    folder = made(world, qtbot, "Radio show", kind=PlaylistKind.FOLDER)
    one, two = made(world, qtbot, "One"), made(world, qtbot, "Two")
    did(world, qtbot, world.playlists.put, [two, one], folder)
    assert [row.name for row in world.playlists.rows if row.parent == folder] == ["Two", "One"]
    did(world, qtbot, world.undo.undo)
    assert {row.parent for row in world.playlists.rows} == {None}
    assert world.column(NAMES) == ["Radio show", "One", "Two"]


def test_a_duplicate_has_entries_notes_and_its_place_behind(world, qtbot):
    one = made(world, qtbot, "One", tracks=world.ids)
    made(world, qtbot, "Two")
    first = entries(world, qtbot, one).ids[0]
    did(world, qtbot, world.playlists.note, one, {first: "from the top"})
    copy = did(world, qtbot, world.playlists.duplicate, one).playlists[0]
    assert world.column(NAMES) == ["One", "One (2)", "Two"]
    assert order(world, copy) == world.ids
    assert list(entries(world, qtbot, copy).notes.values()) == ["from the top"]


# ---- entries ----------------------------------------------------------------------------------


def test_what_is_there_already_is_left_out_until_somebody_says_anyway(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b])
    with qtbot.waitSignal(world.playlists.added) as caught:
        world.playlists.add(one, [b, c, a])
    assert (len(caught.args[0].entries), caught.args[0].already) == (1, (b, a))
    assert order(world, one) == [a, b, c]
    did(world, qtbot, world.playlists.add, one, [b, a], anyway=True)
    assert order(world, one) == [a, b, c, b, a]


def test_adding_offers_to_be_taken_back(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a])
    with qtbot.waitSignal(world.undo.offered) as caught:
        world.playlists.add(one, [b, c])
    assert caught.args[0].text == "Added 2 tracks to “Late trains”"


def test_tracks_go_in_front_of_an_entry(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b])
    second = entries(world, qtbot, one).ids[1]
    did(world, qtbot, world.playlists.add, one, [c], before=second)
    assert order(world, one) == [a, c, b]


def test_c1_an_entry_is_removed_and_moved_by_its_identity_in_any_view(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[c, a, b])
    by_title = PlaylistQuery(playlist=one, sort=SortKey.TITLE)
    shown = entries(world, qtbot, by_title)
    assert list(shown.tracks) == [a, c, b]
    did(world, qtbot, world.playlists.remove, one, [shown.ids[0]])
    assert order(world, one) == [c, b]
    assert list(entries(world, qtbot, one).tracks) == [c, b]


def test_moves_are_stored_and_taken_back_also_after_a_restart(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b, c])
    ids = entries(world, qtbot, one).ids
    change = did(world, qtbot, world.playlists.move, one, [ids[2]], ids[0])
    assert isinstance(change, PlaylistTracksChanged)
    assert order(world, one) == [c, a, b]
    world.restart()
    did(world, qtbot, world.undo.undo)
    assert order(world, one) == [a, b, c]
    did(world, qtbot, world.undo.redo)
    assert order(world, one) == [c, a, b]


def test_removed_entries_come_back_to_their_places(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b, c, a])
    ids = entries(world, qtbot, one).ids
    did(world, qtbot, world.playlists.remove, one, [ids[0], ids[2]])
    assert order(world, one) == [b, a]
    assert world.playlists.row(one).entries == 2
    did(world, qtbot, world.undo.undo)
    assert order(world, one) == [a, b, c, a]
    assert list(entries(world, qtbot, one).ids) == list(ids)


def test_clearing_and_replacing_are_one_step_each(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b])
    did(world, qtbot, world.playlists.replace, one, [c, c])
    assert order(world, one) == [c, c]
    did(world, qtbot, world.playlists.clear, one)
    assert order(world, one) == []
    for wanted in ([c, c], [a, b]):
        did(world, qtbot, world.undo.undo)
        assert order(world, one) == wanted
    for wanted in ([c, c], []):
        did(world, qtbot, world.undo.redo)
        assert order(world, one) == wanted


def test_a_search_in_a_playlist_keeps_its_order_and_its_duplicates(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[c, b, a, c])
    found = entries(world, qtbot, PlaylistQuery(playlist=one, text="b"))
    assert list(found.tracks) == [c, a, c]
    by_title = PlaylistQuery(playlist=one, text="b", sort=SortKey.TITLE, descending=True)
    assert list(entries(world, qtbot, by_title).tracks) == [c, c, a]


def test_a_removed_track_stays_greyed_with_its_tags(world, qtbot):
    one = made(world, qtbot, tracks=world.ids)
    with qtbot.waitSignal(world.library.changed):
        world.library.remove(world.ids[:1])
    shown = entries(world, qtbot, one)
    assert list(shown.tracks) == world.ids
    by_title = PlaylistQuery(playlist=one, sort=SortKey.TITLE)
    assert list(entries(world, qtbot, by_title).tracks) == [*sorted(world.ids[1:], reverse=True),
                                                             world.ids[0]]  # fmt: skip
    with world.reader() as reader:
        row = reader.playlists.rows(shown.ids)[0]
    assert (row.id, row.title, row.state) == (world.ids[0], "Barometer", "removed")


def test_a_place_of_a_track_that_nobody_has_shows_the_tags_it_kept(world, qtbot):
    one = made(world, qtbot, tracks=world.ids[:1])
    world.run("UPDATE playlist_entries SET track_id = NULL")
    shown = entries(world, qtbot, one)
    assert list(shown.tracks) == [0]
    with world.reader() as reader:
        (row,) = reader.playlists.rows(shown.ids)
    assert (row.title, row.artist, row.duration_ms) == ("Barometer", "Glasshouse Radio", 200_000)
    assert asked(qtbot, world.playlists.reads.tracks, [one]).tolist() == []
    facts = asked(qtbot, world.playlists.reads.facts, one)
    assert (facts.entries, facts.duration_ms) == (1, 200_000)


def test_the_tracks_of_a_folder_are_those_of_its_lists_in_their_order(world, qtbot):
    a, b, c = world.ids
    folder = made(world, qtbot, "Folder", kind=PlaylistKind.FOLDER)
    made(world, qtbot, "One", parent=folder, tracks=[c, a])
    made(world, qtbot, "Two", parent=folder, tracks=[b])
    assert asked(qtbot, world.playlists.reads.tracks, [folder]).tolist() == [c, a, b]


def test_the_head_knows_the_first_four_albums(world, qtbot):
    more = make_library(
        world.database, [FakeTrack(title=name, album=f"Album {name}") for name in "VWXYZ"]
    )
    one = made(world, qtbot, tracks=[*world.ids, *more])
    facts = asked(qtbot, world.playlists.reads.facts, one)
    albums = [world.column("SELECT title FROM albums WHERE id = ?", id_)[0] for id_ in facts.albums]
    assert albums == ["Slow Weather", "Album V", "Album W", "Album X"]


def test_a_search_knows_what_is_in_a_playlist_and_what_was_taken_out(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, "Late trains", tracks=[a, b])

    def found(words):
        answers = []
        world.library.ids(TrackQuery(text=words, sort=SortKey.ADDED), answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return sorted(answers[0])

    assert found('in:"Late trains"') == [a, b]
    assert found("-in:late") == [c]
    did(world, qtbot, world.playlists.remove, one, [entries(world, qtbot, one).ids[0]])
    assert found('in:"Late trains"') == [b]
    assert found("in:none") == [a, c]
    did(world, qtbot, world.playlists.delete, [one])
    assert found("in:none") == [a, b, c]


# ---- the time machine -------------------------------------------------------------------------


def test_every_change_is_a_revision_that_can_be_compared_and_restored(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b, c, a])
    ids = entries(world, qtbot, one).ids
    did(world, qtbot, world.playlists.move, one, [ids[3]], ids[0])
    did(world, qtbot, world.playlists.remove, one, [ids[1]])
    added = did(world, qtbot, world.playlists.add, one, [b])
    world.restart()
    history = asked(qtbot, world.playlists.reads.revisions, one)
    assert [(each.kind, each.touched, each.entries) for each in history] == [
        (RevisionKind.ADDED, 1, 4),
        (RevisionKind.REMOVED, 1, 3),
        (RevisionKind.MOVED, 1, 4),
        (RevisionKind.ADDED, 4, 4),
        (RevisionKind.CREATED, 0, 0),
    ]
    full = history[3].number
    compared = asked(qtbot, world.playlists.reads.compare, one, full)
    assert list(compared.then) == list(ids)
    assert (compared.gone, compared.moved) == (frozenset({ids[1]}), frozenset({ids[3]}))
    assert len(compared.new) == 1
    did(world, qtbot, world.playlists.restore, one, full)
    assert order(world, one) == [a, b, c, a]
    did(world, qtbot, world.undo.undo)
    assert order(world, one) == [a, a, c, b]
    assert world.playlists.row(one).revision > added.revision


def test_single_entries_come_back_behind_what_they_stood_behind(world, qtbot):
    a, b, c = world.ids
    one = made(world, qtbot, tracks=[a, b, c, a, b])
    ids = entries(world, qtbot, one).ids
    full = asked(qtbot, world.playlists.reads.revisions, one)[0].number
    did(world, qtbot, world.playlists.remove, one, [ids[0], ids[2], ids[3]])
    did(world, qtbot, world.playlists.add, one, [c])
    did(world, qtbot, world.playlists.restore, one, full, [ids[3], ids[0]])
    assert order(world, one) == [a, b, a, b, c]
    did(world, qtbot, world.undo.undo)
    assert order(world, one) == [b, b, c]


def test_notes_are_part_of_the_history(world, qtbot):
    one = made(world, qtbot, tracks=world.ids)
    first = entries(world, qtbot, one).ids[0]
    before = asked(qtbot, world.playlists.reads.revisions, one)[0].number
    did(world, qtbot, world.playlists.note, one, {first: "slower live"})
    assert entries(world, qtbot, one).notes == {first: "slower live"}
    did(world, qtbot, world.playlists.restore, one, before)
    assert entries(world, qtbot, one).notes == {}
    did(world, qtbot, world.undo.undo)
    assert entries(world, qtbot, one).notes == {first: "slower live"}


def test_the_whole_order_is_kept_now_and_then_and_read_while_others_write(
    world, qtbot, monkeypatch
):
    monkeypatch.setattr(playlist_history, "STATE_EVERY", 3)
    playlist = made(world, qtbot, tracks=world.ids)
    first, second, third = world.column("SELECT id FROM playlist_entries ORDER BY rank")
    did(world, qtbot, world.playlists.move, playlist, [first])
    did(world, qtbot, world.playlists.move, playlist, [second])
    kept = "SELECT number FROM playlist_revisions WHERE state IS NOT NULL"
    qtbot.waitUntil(lambda: bool(world.column(kept)), timeout=20_000)
    number = world.column(kept)[0]
    did(world, qtbot, world.playlists.move, playlist, [third])
    ranks, _ = world.storage.write(
        lambda unit: unit.playlists.entries.history.state(playlist, number)
    )
    moved = {3: [second, third, first], 4: [third, first, second]}
    assert sorted(ranks, key=ranks.__getitem__) == moved[number]
