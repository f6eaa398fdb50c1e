"""What the field offers while somebody types."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtplayer.core.queries.query import Span
from mtplayer.core.queries.query_completion import (
    Choice,
    Completing,
    all_keys,
    chosen,
    completing,
    explained,
    keys,
    mended,
    names,
    usual_values,
)
from mtplayer.core.queries.query_fields import FIELDS, Field
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_reference import markdown


@pytest.mark.parametrize(
    ("typed", "field", "part"),
    [
        ("gen", None, "gen"),
        ("moth gen", None, "gen"),
        ("genre:", Field.GENRE, ""),
        ("-genre:", Field.GENRE, ""),
        ("(genre:", Field.GENRE, ""),
        ("g:am", Field.GENRE, "am"),
        ('artist:"sigur r', Field.ARTIST, "sigur r"),
        ("artist:=sig", Field.ARTIST, "sig"),
        ("genre:(ambient | dr", Field.GENRE, "dr"),
        ("is:lik", Field.IS, "lik"),
        ("in:la", Field.IN, "la"),
        ("added:<9", Field.ADDED, "9"),
    ],
)
def test_the_part_that_is_typed_is_known(typed, field, part):
    found = completing(typed, len(typed))
    assert (found.field, found.typed) == (field, part)


@pytest.mark.parametrize("typed", ["", "moth ", '"moth', "moth (", "genre:rock ", "a |"])
def test_elsewhere_nothing_is_completed(typed):
    assert completing(typed, len(typed)) is None


@given(st.text(max_size=30), st.integers(0, 30))
def test_no_text_and_no_place_is_too_odd(typed, at):
    part = completing(typed, min(at, len(typed)))
    if part is not None:
        assert 0 <= part.span.start <= part.span.end <= len(typed)


def test_keys_begin_as_the_word_does():
    assert [choice.text for choice in keys(completing("ge", 2))] == ["genre:"]
    assert [choice.text for choice in keys(completing("alb", 3))] == [
        *("album:", "albumartist:", "albumsort:", "albumartistsort:", "albumgain:", "albumpeak:"),
        *("albumtracks:", "albumplays:"),
    ]
    assert keys(completing("g", 1)) == []
    assert len(all_keys(0)) == len(FIELDS)


def test_usual_values_are_there_without_a_look_into_the_library():
    assert [choice.text for choice in usual_values(completing("is:li", 5))] == ["liked"]
    assert "<90d" in [choice.text for choice in usual_values(completing("added:", 6))]
    assert [choice.text for choice in usual_values(completing("format:fl", 9))] == ["flac"]


def test_names_are_quoted_and_kept_as_they_are():
    part = Completing(Span(3, 5), "la", Field.IN)
    assert [choice.text for choice in names(part, ["Late trains", 'a "b"'])] == [
        *('"Late trains"', '"a \\"b\\""')
    ]
    part = completing("artist:si", 9)
    assert [choice.text for choice in names(part, ["Sigur Rós"])] == ['"Sigur Rós"']


@pytest.mark.parametrize(
    ("typed", "text", "result"),
    [
        ("moth gen", "genre:", "moth genre:"),
        ("genre:am", "ambient", "genre:ambient "),
        ('artist:"sig', '"Sigur Rós"', 'artist:"Sigur Rós" '),
        ("genre:(a | dr", '"Drone"', 'genre:(a | "Drone" '),
    ],
)
def test_what_is_chosen_takes_the_place_of_what_was_typed(typed, text, result):
    part = completing(typed, len(typed))
    assert chosen(typed, Choice(text, "", part.span)) == (result, len(result))


def test_a_fault_is_explained_and_mended():
    typed = "moth genr:rock"
    (fault,) = parse(typed).faults
    assert explained(typed, fault) == "There is no key “genr”."
    choice = mended(typed, fault)
    assert (choice.text, choice.label) == ("genre", "instead of “genr”")
    assert chosen(typed, choice)[0] == "moth genre:rock"
    typed = "year:soon"
    (fault,) = parse(typed).faults
    assert explained(typed, fault) == "“soon” is no value of year. Try year:1994..2006."
    assert mended(typed, fault) is None


def test_the_reference_says_what_the_language_is():
    page = Path(__file__).parents[2] / "resources/help/search.md"
    assert page.read_text(encoding="utf-8") == markdown(), (
        "write mtplayer.core.queries.query_reference.markdown() to resources/help/search.md"
    )


def test_every_example_of_the_reference_is_understood():
    examples = re.findall(r"`([^`]+)`", markdown().replace(r"\|", "|"))
    understood = [one for one in examples if ":" in one or " " in one or '"' in one]
    assert len(understood) > len(FIELDS)
    for example in understood:
        assert parse(example).faults == (), example
