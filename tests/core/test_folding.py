"""Words and sort keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.folding import (
    EMPTY_KEY,
    KEY_LENGTH,
    article_words,
    fold,
    fold_phrase,
    place,
    sort_key,
)
from mtplayer.core.queries.questions import words

ANY_TEXT = st.text(st.characters(), max_size=40)
DEFAULT_ARTICLES = article_words("the, le, la, los, a")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Björk", "bjork", id="umlaut"),
        pytest.param("Bjo\u0308rk", "bjork", id="decomposed"),
        pytest.param("Łąki", "laki", id="polish"),
        pytest.param("Żółw", "zolw", id="stroke"),
        pytest.param("Straße", "strasse", id="sharp-s"),
        pytest.param("STRASSE", "strasse", id="upper"),
        pytest.param("Mø", "mo", id="danish"),
        pytest.param("Ænima", "aenima", id="ligature"),
        pytest.param("Đorđe", "dorde", id="serbian"),
        pytest.param("ılık İstanbul", "ilik istanbul", id="turkish"),
        pytest.param("Dvořák", "dvorak", id="czech"),
        pytest.param("Việt", "viet", id="vietnamese"),
        pytest.param("Ёлка Йод", "елка иод", id="cyrillic"),
        pytest.param("Σίσυφος", "σισυφοσ", id="greek-final-sigma"),
        pytest.param("東京事変", "東 京 事 変", id="cjk"),
        pytest.param("がき", "が き", id="kana-keeps-its-voice"),
        pytest.param("か\u3099き", "が き", id="kana-decomposed"),
        pytest.param("방탄", "방 탄", id="hangul"),
        pytest.param("\u1107\u1161\u11bc\u1110\u1161\u11ab", "방 탄", id="hangul-decomposed"),
        pytest.param("㈎ ㌔", "가 キ ロ", id="signs-in-one-sign"),
        pytest.param("ｆｕｌｌ　Ｗｉｄｔｈ", "full width", id="full-width"),
        pytest.param("हिन्दी", "हिनदी", id="devanagari-keeps-its-vowels"),
        pytest.param("AC/DC", "ac dc", id="slash"),
        pytest.param("Don't go", "don t go dont", id="apostrophe"),
        pytest.param("L’Amour", "l amour lamour", id="elision"),
        pytest.param("'til", "til", id="leading-apostrophe"),
        pytest.param("  Sigur   Rós ", "sigur ros", id="spaces"),
        pytest.param("!!!", "!!!", id="only-symbols"),
        pytest.param("❤\ufe0f ★", "❤ ★", id="only-pictures"),
        pytest.param("★ Blackstar", "blackstar", id="symbol-and-word"),
        pytest.param("co\u00adoperate", "cooperate", id="soft-hyphen"),
        pytest.param("a\x00b\ud800c", "a b c", id="nul-and-surrogate"),
        pytest.param("", "", id="empty"),
    ],
)
def test_folding_takes_case_and_marks_off(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


@given(ANY_TEXT)
def test_what_is_folded_can_be_stored(text: str) -> None:
    fold(text).encode()
    sort_key(text, DEFAULT_ARTICLES).encode()
    for word in words(text):
        word.encode()


@given(ANY_TEXT)
def test_every_word_of_a_text_is_found_in_its_folded_words(text: str) -> None:
    kept = f" {fold(text)} "
    if fold_phrase(text):
        assert all(f" {word}" in kept for word in words(text))


def test_a_typed_word_that_the_index_splits_becomes_neighbours() -> None:
    assert words("AC/DC  don't 東京") == ("ac dc", "don t", "東 京")


def test_symbols_are_searched_only_when_nothing_else_is_typed() -> None:
    assert words("foo - bar") == ("foo", "bar")
    assert words("!!!") == ("!!!",)
    assert words(" \t ") == ()


def test_numbers_sort_by_their_value() -> None:
    titles = ["Track 10", "Track 2", "track 1", "Track 100", "Track 0", "Track 123456789012"]
    assert sorted(titles, key=sort_key) == [
        "Track 0",
        "track 1",
        "Track 2",
        "Track 10",
        "Track 100",
        "Track 123456789012",
    ]


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_any_two_numbers_sort_by_their_value(one: int, other: int) -> None:
    assert (sort_key(f"{one}") < sort_key(f"{other}")) == (one < other)


def test_symbols_digits_letters_and_nothing_sort_in_this_order() -> None:
    names = ["zed", "!!!", "", "Äther", "2 Unlimited", "deadmau5", "Zoo", "\U0001f600", "東京"]
    assert sorted(names, key=sort_key) == [
        "!!!",
        "2 Unlimited",
        "Äther",
        "deadmau5",
        "zed",
        "Zoo",
        "東京",
        "\U0001f600",
        "",
    ]
    assert sort_key(" ") == EMPTY_KEY


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("The Beatles", "beatles", id="article"),
        pytest.param("THE  BEATLES", "beatles", id="any-case"),
        pytest.param("The", "the", id="only-an-article"),
        pytest.param("A-ha", "a ha", id="no-space-after"),
        pytest.param("The The", "the", id="once"),
        pytest.param("Theory", "theory", id="part-of-a-word"),
        pytest.param("Los Lobos", "lobos", id="spanish"),
        pytest.param("Don't", "dont", id="apostrophe"),
    ],
)
def test_articles_are_passed_over_once(name: str, key: str) -> None:
    assert sort_key(name, DEFAULT_ARTICLES) == key


def test_without_articles_names_sort_as_they_stand() -> None:
    assert sort_key("The Beatles") == "the beatles"


def test_long_texts_have_short_keys() -> None:
    assert len(sort_key("x" * 5000)) == KEY_LENGTH


def test_a_place_sorts_by_disc_then_track_and_unnumbered_last() -> None:
    places = [place(1, 1), place(None, 2), place(1, None), place(2, 1), place(2, None)]
    assert places == sorted(places)
    assert place(-5, -5) == place(0, 0)
    assert place(1, 10**9) == place(1, None)


@pytest.mark.long
def test_folding_any_character_of_unicode_twice_changes_nothing_more() -> None:
    assert [code for code in range(0x110000) if fold(fold(chr(code))) != fold(chr(code))] == []
