from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.library.tracks import Scope
from mtplayer.ui.tracks.column_layout import (
    ColumnState,
    arrange,
    is_wanted,
    order_of,
    read_state,
    traded,
)
from mtplayer.ui.tracks.columns import COLUMNS, DEFAULTS, INDEX

AS_DRAWN = ["number", "cover", "title", "liked", "artist", "album", "added", "rating", "duration"]


def test_a_window_of_1440_shows_the_columns_of_the_design():
    assert list(arrange(ColumnState(), Scope.TRACKS, 878)) == AS_DRAWN


def test_a_small_window_drops_added_and_rating():
    sizes = arrange(ColumnState(), Scope.TRACKS, 894, small=True)
    assert list(sizes) == [key for key in AS_DRAWN if key not in {"added", "rating"}]


def test_a_wide_table_shows_more_before_anyone_asks():
    assert {"genre", "year", "plays", "last_played"} <= set(
        arrange(ColumnState(), Scope.TRACKS, 1600)
    )


def test_title_artist_and_album_share_what_is_left():
    sizes = arrange(ColumnState(), Scope.TRACKS, 1000)
    assert sum(sizes.values()) == 1000
    assert abs(sizes["title"] / sizes["artist"] - 1.45) < 0.03
    assert abs(sizes["album"] / sizes["artist"] - 1.1) < 0.03


def test_columns_leave_in_the_order_of_the_design():
    state = ColumnState(shown={column.key: True for column in COLUMNS})
    gone = []
    for width in range(2400, 300, -4):
        seen = arrange(state, Scope.TRACKS, width)
        gone += [c.key for c in COLUMNS if c.key not in seen and c.key not in gone]
    expected = ["bpm", "codec", "last_played", "plays", "added", "genre", "year", "rating", "album"]
    assert [key for key in gone if key in expected] == expected


def test_a_column_that_was_asked_for_stays_and_another_leaves():
    state = ColumnState(shown={"composer": True, "bpm": True})
    assert {"composer", "bpm"} <= set(arrange(state, Scope.TRACKS, 878))
    assert "added" not in arrange(state, Scope.TRACKS, 878)


def test_title_number_cover_and_time_never_leave():
    for width in range(1, 3000, 37):
        assert {"number", "cover", "title", "duration"} <= set(
            arrange(ColumnState(), Scope.TRACKS, width)
        )


@given(st.integers(600, 3000), st.sets(st.sampled_from([c.key for c in COLUMNS])), st.booleans())
def test_fitted_columns_fill_the_room_exactly(width, hidden, small):
    state = ColumnState(shown={c.key: c.key not in hidden for c in COLUMNS})
    sizes = arrange(state, Scope.TRACKS, width, small=small)
    assert sum(sizes.values()) == width
    assert all(size > 0 for size in sizes.values())


def test_a_width_the_user_gave_follows_the_window():
    state = ColumnState(widths={"title": 300, "artist": 100, "album": 100})
    narrow, wide = (arrange(state, Scope.TRACKS, width) for width in (878, 1178))
    assert abs(narrow["title"] / narrow["artist"] - 3) < 0.1
    assert abs(wide["title"] / wide["artist"] - 3) < 0.1


def test_without_fit_every_column_keeps_its_width():
    state = ColumnState(fit=False, widths={"genre": 222}, shown={"genre": True})
    sizes = arrange(state, Scope.TRACKS, 300)
    assert sizes["genre"] == 222
    assert sizes["title"] == COLUMNS[INDEX["title"]].width
    assert set(AS_DRAWN) < set(sizes)


def test_each_list_shows_its_own_date_or_count():
    shown = {
        scope: {k for k in ("added", "last_played", "plays") if k in DEFAULTS[scope]}
        for scope in Scope
    }
    assert shown == {
        Scope.TRACKS: {"added"},
        Scope.LIKED: {"added"},
        Scope.RECENTLY_PLAYED: {"last_played"},
        Scope.RECENTLY_ADDED: {"added"},
        Scope.TOP: {"plays"},
    }


def test_number_cover_and_title_cannot_be_hidden():
    state = ColumnState(shown={"number": False, "cover": False, "title": False, "artist": False})
    assert is_wanted("title", state, Scope.TRACKS, 900)
    assert not is_wanted("artist", state, Scope.TRACKS, 900)


def test_a_column_new_to_the_state_stands_beside_its_neighbour():
    state = ColumnState(order=("number", "artist", "cover", "title"))
    order = order_of(state)
    assert order.index("liked") == order.index("title") + 1
    assert sorted(order) == sorted(c.key for c in COLUMNS)


def test_dragging_an_edge_takes_from_the_next_column_that_can_give():
    sizes = {"number": 60, "title": 200, "liked": 30, "artist": 150, "album": 150}
    assert traded(sizes, "title", 220) == sizes | {"title": 220, "artist": 130}
    assert traded(sizes, "title", 180) == sizes | {"title": 180, "artist": 170}
    assert traded(sizes, "album", 180) == sizes
    assert traded(sizes, "liked", 60) == sizes


@given(
    st.sampled_from(["title", "artist", "album", "added", "rating", "duration", "number"]),
    st.integers(-500, 2000),
)
def test_an_edge_cannot_be_dragged_beyond_what_there_is(key, width):
    sizes = arrange(ColumnState(), Scope.TRACKS, 900)
    after = traded(sizes, key, width)
    assert sum(after.values()) == 900
    assert list(after) == list(sizes)
    assert all(after[k] >= min(COLUMNS[INDEX[k]].minimum, sizes[k]) for k in after)


def test_what_was_stored_comes_back():
    state = ColumnState(
        order=("number", "title"), widths={"title": 300}, shown={"bpm": True}, fit=False
    )
    assert read_state(state.stored()) == state


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_nonsense_in_the_file_is_as_it_comes(value):
    nonsense = {"order": value, "widths": value, "shown": value, "fit": value, "more": value}
    for stored in (value, nonsense, {"widths": {"title": True, "artist": 10**9, "nobody": 3}}):
        state = read_state(stored)
        assert state.widths == {}
        assert sum(arrange(state, Scope.TRACKS, 900).values()) > 0
