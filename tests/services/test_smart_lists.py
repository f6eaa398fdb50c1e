"""Smart playlists: kept, counted again only when it matters, frozen."""

import pytest

from mtplayer.core.events import SmartListsChanged
from mtplayer.core.lists.playlists import PlaylistKind
from mtplayer.core.queries.smart_lists import Choice, Limit, SmartList, from_json
from mtplayer.services.lists.smart_lists import SmartListsService

RULES = "SELECT rules FROM playlists WHERE id = ?"
LIKED = SmartList(query="is:liked")
RATED = SmartList(query="rating:>=4", limit=Limit(10), choice=Choice.HIGHEST_RATED)
ALL = SmartList(choice=Choice.TITLE)


@pytest.fixture
def smart(world):
    return SmartListsService(
        world.readers,
        world.read,
        world.playlists,
        world.library,
        world.favorites,
        world.problems.append,
    )


def made(world, smart, qtbot, name, rules):
    found = []
    with qtbot.waitSignal(smart.changed):
        smart.create(name, rules, found.append)
    return found[0]


def counted(smart, qtbot, act, *args, **named):
    with qtbot.waitSignal(smart.changed) as caught:
        act(*args, **named)
    return set(caught.args[0].lists)


def test_a_smart_playlist_is_stored_and_counted(world, smart, qtbot):
    playlist = made(world, smart, qtbot, "Everything", ALL)
    assert from_json(world.column(RULES, playlist)[0]) == ALL == smart.smart(playlist)
    assert smart.counts == {playlist: 3}


def test_only_lists_that_ask_for_what_changed_are_counted_again(world, smart, qtbot):
    liked = made(world, smart, qtbot, "Liked", LIKED)
    rated = made(world, smart, qtbot, "Rated", RATED)
    every = made(world, smart, qtbot, "All", ALL)
    likes = counted(smart, qtbot, world.favorites.toggle, world.ids[:1])
    assert likes == {liked}
    assert counted(smart, qtbot, world.favorites.rate, world.ids[:2], 80) == {rated}
    assert smart.counts == {liked: 1, rated: 2, every: 3}
    gone = counted(smart, qtbot, world.library.remove, world.ids[:1])
    assert gone == {liked, rated, every}
    assert smart.counts == {liked: 0, rated: 1, every: 2}


def test_a_playlist_that_changes_is_counted_where_it_is_asked_for(world, smart, qtbot):
    world.playlists.create("Trains", tracks=world.ids[:1])
    inside = made(world, smart, qtbot, "Inside", SmartList(query='in:"Trains"'))
    made(world, smart, qtbot, "All", ALL)
    assert smart.counts[inside] == 1
    trains = next(row.id for row in world.playlists.rows if row.name == "Trains")
    assert counted(smart, qtbot, world.playlists.add, trains, world.ids[1:]) == {inside}
    assert smart.counts[inside] == 3


def test_other_rules_are_stored_counted_and_taken_back(world, smart, qtbot):
    playlist = made(world, smart, qtbot, "All", ALL)
    refused = []
    counted(smart, qtbot, smart.change, playlist, "Best", RATED, refused.append)
    assert from_json(world.column(RULES, playlist)[0]) == RATED
    assert world.playlists.row(playlist).name == "Best"
    assert smart.counts == {playlist: 0}
    with qtbot.waitSignal(smart.changed):
        world.undo.undo()
    assert smart.smart(playlist) == ALL
    assert refused == []


def test_a_name_that_is_taken_is_said(world, smart, qtbot):
    made(world, smart, qtbot, "Liked", LIKED)
    playlist = made(world, smart, qtbot, "All", ALL)
    refused = []
    smart.change(playlist, "Liked", ALL, refused.append)
    qtbot.waitUntil(lambda: bool(refused))


def test_a_frozen_list_holds_what_the_smart_one_held(world, smart, qtbot):
    playlist = made(world, smart, qtbot, "All", ALL)
    frozen = []
    smart.freeze(playlist, frozen.append)
    qtbot.waitUntil(lambda: bool(frozen))
    row = world.playlists.row(frozen[0])
    assert (row.kind, row.name) == (PlaylistKind.LIST, "All (2)")
    with world.reader() as reader:
        assert reader.playlists.tracks([frozen[0]]).tolist() == reader.smart.ids(ALL).tolist()


def test_a_preview_has_counts_and_the_first_rows(world, smart, qtbot):
    answers = []
    smart.preview(ALL, 2, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].tracks == 3
    assert [row.title for row in answers[0].rows] == ["Barometer", "Blue Hour"]


def test_only_the_newest_preview_of_an_asker_is_answered(world, smart, qtbot):
    answers = []
    for limit in range(1, 20):
        smart.preview(SmartList(limit=Limit(limit)), 1, answers.append, asker="editor")
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(50)
    assert [answer.tracks for answer in answers][-1:] == [3]
    assert len(answers) <= 2


def test_lists_that_pass_with_time_are_counted_again_by_themselves(world, smart, qtbot):
    new = made(world, smart, qtbot, "New", SmartList(query="added:<1h"))
    made(world, smart, qtbot, "All", ALL)
    assert counted(smart, qtbot, smart._time_passed) == {new}


def test_what_is_announced_is_a_value():
    assert SmartListsChanged(lists=()) == SmartListsChanged(lists=())
