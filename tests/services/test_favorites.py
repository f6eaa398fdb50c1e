import pytest

from mtplayer.core.events import FavoritesChanged

LIKED = "SELECT id FROM tracks WHERE liked_at IS NOT NULL ORDER BY id"
RATINGS = "SELECT rating FROM tracks ORDER BY id"


def test_a_heart_is_stored_before_it_is_announced(world, qtbot):
    with qtbot.waitSignal(world.favorites.changed) as caught:
        world.favorites.changed.connect(lambda _: seen.append(world.column(LIKED)))
        seen = []
        world.favorites.set_liked(world.ids[:2], liked=True)
    assert caught.args == [FavoritesChanged(added=tuple(world.ids[:2]))]
    assert seen == [world.ids[:2]]


def test_liking_twice_changes_nothing_and_keeps_the_time(world, qtbot):
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.set_liked(world.ids[:1], liked=True)
    before = world.column("SELECT liked_at FROM tracks ORDER BY id")
    with qtbot.waitSignal(world.favorites.changed) as caught:
        world.favorites.set_liked(world.ids, liked=True)
    assert caught.args[0].added == tuple(world.ids[1:])
    assert world.column("SELECT liked_at FROM tracks ORDER BY id")[0] == before[0]


def test_toggle_likes_all_unless_all_are_liked(world, qtbot):
    for expected in ([1], [1, 2, 3], []):
        with qtbot.waitSignal(world.favorites.changed):
            world.favorites.toggle(world.ids[:1] if expected == [1] else world.ids)
        assert world.column(LIKED) == expected


def test_undo_gives_each_track_its_own_heart_back(world, qtbot):
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.set_liked(world.ids[:1], liked=True)
    times = world.column("SELECT liked_at FROM tracks ORDER BY id")
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.set_liked(world.ids, liked=True)
    with qtbot.waitSignal(world.favorites.changed) as caught:
        world.undo.undo()
    assert caught.args[0].removed == tuple(world.ids[1:])
    assert world.column("SELECT liked_at FROM tracks ORDER BY id") == times
    with qtbot.waitSignal(world.favorites.changed):
        world.undo.redo()
    assert world.column(LIKED) == world.ids


def test_only_many_hearts_offer_an_undo_button(world, qtbot):
    offers = []
    world.undo.offered.connect(offers.append)
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.toggle(world.ids[:1])
    assert offers == []
    with qtbot.waitSignal(world.undo.offered) as caught:
        world.favorites.toggle(world.ids)
    assert caught.args[0].text == "Liked 2 tracks"


def test_ratings_can_be_set_cleared_and_taken_back(world, qtbot):
    for rating in (90, None):
        with qtbot.waitSignal(world.library.changed) as caught:
            world.favorites.rate(world.ids[:2], rating)
        assert caught.args[0].updated == tuple(world.ids[:2])
        assert world.column(RATINGS) == [rating, rating, None]
    with qtbot.waitSignal(world.library.changed):
        world.undo.undo()
    assert world.column(RATINGS) == [90, 90, None]


@pytest.mark.parametrize("rating", [-1, 101])
def test_a_rating_outside_is_refused(world, rating):
    with pytest.raises(ValueError, match="0-100"):
        world.favorites.rate(world.ids, rating)


def test_more_tracks_than_a_statement_has_variables(world, qtbot):
    many = [*world.ids, *range(1000, 42_000)]
    with qtbot.waitSignal(world.favorites.changed) as caught:
        world.favorites.set_liked(many, liked=True)
    assert caught.args[0].added == tuple(world.ids)
