"""Records are compared by what they hold, whichever way they are declared."""

import copy
import pickle
from dataclasses import dataclass, field, replace

import pytest

from mtplayer.core.record import record, short_record


@record
class Place:
    name: str
    number: int = 3
    seen: str = field(default="", compare=False)
    hidden: str = field(default="secret", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    name: str
    number: int = 3
    seen: str = field(default="", compare=False)
    hidden: str = field(default="secret", repr=False)


@short_record
class Pair:
    left: int
    right: int


@record
class Nothing:
    pass


@record
class Basket:
    holds: list[str] = field(default_factory=list)


@record
class LargeBasket(Basket):
    label: str
    size: int = 2


def test_records_with_the_same_fields_are_equal_and_have_one_hash():
    assert Place(name="a") == Place(name="a", number=3, seen="yesterday")
    assert hash(Place(name="a")) == hash(Place(name="a", seen="yesterday"))
    assert Place(name="a") != Place(name="b")
    assert Place(name="a") != Like(name="a")
    assert {Pair(1, 2), Pair(1, 2), Pair(2, 1)} == {Pair(1, 2), Pair(2, 1)}
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_they_read_as_data_classes_do():
    assert repr(Place(name="a")) == repr(Like(name="a")).replace("Like", "Place")
    assert repr(Pair(1, 2)) == "Pair(left=1, right=2)"
    match Pair(1, 2):
        case Pair(left, right):
            assert (left, right) == (1, 2)


def test_a_copy_with_other_values_and_one_from_another_process_are_records():
    assert replace(Place(name="a"), number=4) == Place(name="a", number=4)
    assert pickle.loads(pickle.dumps(Pair(1, 2))) == Pair(1, 2)
    assert copy.copy(Pair(1, 2)) == Pair(1, 2)


def test_defaults_are_made_anew_for_each_and_those_given_are_taken():
    given = ["x"]
    assert Basket().holds == []
    assert Basket().holds is not Basket().holds
    assert Basket(holds=given).holds is given
    assert LargeBasket(label="b") == LargeBasket(holds=[], label="b", size=2)


def test_what_is_missing_is_named():
    with pytest.raises(TypeError, match=r"__init__.*'name'"):
        Place()


def test_only_fields_can_be_given_and_only_by_keyword_where_it_says_so():
    with pytest.raises(TypeError):
        Place("a")
    with pytest.raises(AttributeError):
        Pair(1, 2).middle = 3
