from hypothesis import given
from hypothesis import strategies as st

from mtplayer.ui.albums.tile_layout import Step, columned, tiled


def grid(count=100, across=1208, tile=172, mirrored=False):
    from dataclasses import replace

    placed = tiled(count, across, tile=tile, text=44, gap=22, sides=(20, 44), mirrored=mirrored)
    return replace(placed, top=8, bottom=12, step_y=tile + 68)


layouts = st.builds(
    grid,
    count=st.integers(1, 500),
    across=st.integers(200, 3000),
    tile=st.integers(120, 280),
    mirrored=st.booleans(),
)
lists = st.builds(
    columned,
    count=st.integers(1, 60),
    across=st.integers(200, 1500),
    row=st.just(30),
    least=st.just(300),
    gap=st.just(28),
    mirrored=st.booleans(),
)


def test_as_many_columns_as_the_design_counts():
    assert grid().columns == (1208 - 64 + 22) // (172 + 22) == 6
    assert grid(across=1968, tile=192).columns == 9


@given(st.one_of(layouts, lists), st.integers(-1, 40), st.integers(0, 900))
def test_every_tile_is_found_where_it_is(placed, gap_row, gap):
    placed = placed.with_gap(min(gap_row, placed.rows - 1), gap)
    for number in range(0, placed.count, max(placed.count // 20, 1)):
        x, y, width, height = placed.box(number)
        assert placed.at(x, y) == number
        assert placed.at(x + width - 1, y + height - 1) == number
        assert number in placed.numbers(placed.row_of(number))
        assert placed.row_of(number) in placed.rows_between(y, y + height - 1)
        assert y + height <= placed.content_height


@given(st.one_of(layouts, lists), st.sampled_from(list(Step)), st.integers(0, 499))
def test_every_key_leads_to_a_tile(placed, step, number):
    assert 0 <= placed.stepped(min(number, placed.count - 1), step, 600) < placed.count


def test_keys_go_by_rows_and_stay_in_their_column():
    placed = grid(count=14)
    assert placed.stepped(1, Step.DOWN, 600) == 7
    assert placed.stepped(7, Step.DOWN, 600) == 13
    assert placed.stepped(9, Step.DOWN, 600) == 13
    assert placed.stepped(13, Step.DOWN, 600) == 13
    assert placed.stepped(3, Step.UP, 600) == 3
    assert placed.stepped(3, Step.END, 600) == 13
    assert placed.stepped(-1, Step.DOWN, 600) == 0


def test_mirrored_keys_follow_the_eye():
    assert grid(mirrored=True).stepped(0, Step.LEFT, 600) == 1


def test_a_gap_moves_what_is_below_it_and_is_no_tile():
    placed, open_ = grid(), grid().with_gap(0, 300)
    assert open_.box(5) == placed.box(5)
    assert open_.box(6)[1] == placed.box(6)[1] + 300
    assert open_.at(100, open_.gap_y + 10) == -1


def test_a_million_cost_what_ten_do():
    placed = grid(count=1_000_000)
    assert placed.at(*placed.box(999_999)[:2]) == 999_999
