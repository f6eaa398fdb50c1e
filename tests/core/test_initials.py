import pytest

from mtplayer.core.folding import EMPTY_KEY, sort_key
from mtplayer.core.library.initials import LATIN, rail_letter, rail_letters, rail_places


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Abba", "A"),
        ("Östersund", "O"),
        ("12 Songs", "#"),
        ("!!!", "#"),
        ("あかり", "あ"),
        ("カルト", "あ"),
        ("夜行観測所", "漢"),
        ("하늘", "가"),
        ("قمر", "ع"),
        ("Полярный", "Я"),
        ("", "#"),
    ],
)
def test_every_title_stands_under_a_letter(title, letter):
    assert rail_letter(sort_key(title)[0]) == letter


def test_places_are_where_each_letter_begins():
    assert rail_places("11aab" + "я" + EMPTY_KEY) == {"#": 0, "A": 2, "B": 4, "Я": 5}


def test_a_rail_shows_the_alphabet_and_then_the_scripts_that_are_there():
    assert rail_letters({"B": 0, "Я": 4, "漢": 5}) == ["#", *LATIN, "Я", "漢"]
    assert rail_letters({"漢": 0}) == ["漢"]
