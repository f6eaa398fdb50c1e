"""Long lists, the quick way and the plain way."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtplayer.storage import id_lists
from mtplayer.storage.id_lists import (
    Ids,
    grouped_by,
    no_ids,
    only,
    parse,
    parse_groups,
    reversed_groups,
    without,
)

GROUPS = st.lists(st.lists(st.integers(1, 10**12), min_size=1, max_size=4), max_size=12)
EITHER_WAY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=["short", "long"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id_lists, "STEP", 3)
    if request.param == "long":
        monkeypatch.setattr(id_lists, "LONG_LIST", 0)
        monkeypatch.setattr(id_lists, "LONG_TEXT", 1)


def ids(numbers: list[int]) -> Ids:
    made = no_ids()
    made.extend(numbers)
    return made


def never() -> None:
    """Nothing asks to stop."""


@pytest.mark.usefixtures("_way")
@EITHER_WAY
@given(GROUPS)
def test_groups_are_read_and_turned_whole(groups: list[list[int]]) -> None:
    text = ";".join(",".join(map(str, group)) for group in groups)
    flat, lengths = parse_groups(text, never)
    assert flat.tolist() == [number for group in groups for number in group]
    assert lengths.tolist() == [len(group) for group in groups]
    turned = reversed_groups(flat, lengths)
    assert turned.tolist() == [number for group in reversed(groups) for number in group]


@pytest.mark.usefixtures("_way")
@EITHER_WAY
@given(st.lists(st.integers(1, 30), unique=True), st.lists(st.integers(1, 40), unique=True))
def test_a_list_is_cut_without_changing_its_order(every: list[int], some: list[int]) -> None:
    assert only(ids(every), ids(some)).tolist() == [n for n in every if n in some]
    assert without(ids(every), ids(some)).tolist() == [n for n in every if n not in some]


@given(st.permutations(range(1, 9)), st.permutations(range(1, 9)), st.lists(st.integers(1, 3)))
def test_groups_take_the_order_of_another_list_inside(
    order: list[int], grouped: list[int], sizes: list[int]
) -> None:
    groups, rest = [], list(grouped)
    for size in sizes:
        if rest:
            groups.append(rest[:size])
            rest = rest[size:]
    flat = ids([n for group in groups for n in group])
    made = grouped_by(ids(order), flat, [len(group) for group in groups])
    assert made.tolist() == [n for group in groups for n in sorted(group, key=order.index)]


@given(st.lists(st.integers(1, 2**62)))
def test_any_ids_are_read_back(numbers: list[int]) -> None:
    assert parse(",".join(map(str, numbers)), never).tolist() == numbers


def test_reading_can_be_stopped_between_two_steps() -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        parse("1,2,3", stop)
    assert parse(None, stop) == no_ids()
