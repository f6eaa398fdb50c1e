import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.queries.questions import words
from mtplayer.ui.search.found import found


def marked(text, query):
    return [text[first:last] for first, last in found(text, words(query))]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Kitchen Light", "kit", ["Kit"]),
        ("Kitchen Light", "li kit", ["Kit", "Li"]),
        ("Kitchen Light", "itchen", []),
        ("Björk", "bjo", ["Bjö"]),
        ("Bjo\u0308rk", "bjo", ["Bjo\u0308"]),
        ("Straße", "strass", ["Straß"]),
        ("AC/DC Live", "ac/dc", ["AC/DC"]),
        ("夜行観測所", "行観", ["行観"]),
        ("The The", "the", ["The", "The"]),
        ("Don't go", "don't", ["Don't"]),
        ("100% Love", "%", []),
    ],
)
def test_the_beginnings_of_words_are_found(text, query, expected):
    assert marked(text, query) == expected


@given(st.text(max_size=30), st.text(max_size=8))
def test_ranges_lie_in_the_text_and_apart(text, query):
    last = 0
    for start, end in found(text, words(query)):
        assert last <= start < end <= len(text)
        last = end
