"""Rules as rows: the same question as the text, both ways, and what a row lacks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtplayer.core.queries.query import EVERYTHING, Match, Op, normal
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_text import text
from mtplayer.core.queries.rules import (
    DEEPEST,
    MOST_RULES,
    NotShown,
    Relation,
    Rule,
    RuleGroup,
    node_of,
    problem,
    rules,
    rules_of,
)
from tests.core.query_trees import trees


def shown(typed):
    found = rules_of(parse(typed).node)
    assert isinstance(found, RuleGroup), found
    return found


@settings(max_examples=300, deadline=None)
@given(node=trees(leaves=10))
def test_every_question_becomes_rows_and_the_same_question_again(node):
    node = normal(node)
    found = rules_of(node)
    if isinstance(found, NotShown):
        assert found.why
        return
    assert node_of(found) == node
    assert parse(text(node_of(found))).node == node
    assert rules_of(node_of(found)) == found


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(node=trees(leaves=20))
def test_many_long_questions_become_rows_and_the_same_again(node):
    node = normal(node)
    found = rules_of(node)
    if isinstance(found, RuleGroup):
        assert parse(text(node_of(found))).node == node


@settings(max_examples=300, deadline=None)
@given(typed=st.text(st.sampled_from('ab1 :()|-"/\\=<>~genreyraddi'), max_size=30))
def test_whatever_is_typed_is_shown_or_said_to_be_no_rule(typed):
    node = parse(typed).node
    found = rules_of(node)
    if isinstance(found, RuleGroup) and not any(map(problem, rules(found))):
        assert node_of(found) == normal(node)


def test_the_query_of_the_design_is_the_rows_of_the_design():
    typed = (
        "genre:(=ambient | =drone | =downtempo) plays:<=1 -lastplayed:<6mo"
        ' (rating:>=4 | is:liked) -in:"Late trains"'
    )
    assert shown(typed) == RuleGroup(
        Match.ALL,
        (
            Rule(Field.GENRE, Relation(Op.IS), ("ambient", "drone", "downtempo")),
            Rule(Field.PLAYS, Relation(Op.AT_MOST), ("1",)),
            Rule(Field.LAST_PLAYED, Relation(Op.LESS, negated=True, ago=True), ("6mo",)),
            RuleGroup(
                Match.ANY,
                (
                    Rule(Field.RATING, Relation(Op.AT_LEAST), ("4",)),
                    Rule(Field.IS, Relation(Op.IS), ("liked",)),
                ),
            ),
            Rule(Field.IN, Relation(Op.IS, negated=True), ("Late trains",)),
        ),
    )
    assert text(node_of(shown(typed))) == typed


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("", RuleGroup()),
        ("moth parade", RuleGroup(
            Match.ALL, (Rule(Field.ANY, Relation(Op.HAS), ("moth parade",)),)
        )),
        ("-genre:(a | b)", RuleGroup(
            Match.ALL, (Rule(Field.GENRE, Relation(Op.HAS, negated=True), ("a", "b")),)
        )),
        ("-(genre:a | year:1)", RuleGroup(
            Match.NONE,
            (
                Rule(Field.GENRE, Relation(Op.HAS), ("a",)),
                Rule(Field.YEAR, Relation(Op.EQUAL), ("1",)),
            ),
        )),
        ("year:1994..2006", RuleGroup(
            Match.ALL, (Rule(Field.YEAR, Relation(Op.BETWEEN), ("1994", "2006")),)
        )),
        ("year:none", RuleGroup(Match.ALL, (Rule(Field.YEAR, Relation(Op.EMPTY)),))),
    ],
)  # fmt: skip
def test_what_is_typed_is_shown_as_few_rows(typed, group):
    assert shown(typed) == group


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("genr:rock", "“genr:rock” is no rule."),
        ("year:soon a", "“year:soon” is no rule."),
        ("(a (b | (c (d | (e (f | (g (h | i)))))))) | j", f"Only {DEEPEST} groups inside each"),
        (" | ".join(f"year:{year}" for year in range(1900, 2000)), f"Only {MOST_RULES} rules"),
    ],
)
def test_what_cannot_be_shown_as_rows_is_said(typed, why):
    found = rules_of(parse(typed).node)
    assert isinstance(found, NotShown)
    assert found.why.startswith(why)


@pytest.mark.parametrize(
    ("rule", "lacks"),
    [
        (Rule(Field.COMMENT, Relation(Op.CONTAINS), ("",)), "Type something to look for, or"),
        (Rule(Field.COMMENT, Relation(Op.CONTAINS)), "Type something to look for, or"),
        (Rule(Field.IN, Relation(Op.IS), ("",)), "Choose a playlist, or remove"),
        (Rule(Field.YEAR, Relation(Op.BETWEEN), ("1990", "")), "Type something to look for"),
        (Rule(Field.YEAR, Relation(Op.LESS), ("soon",)), "“soon” is no whole number."),
        (Rule(Field.ADDED, Relation(Op.LESS), ("soon",)), "“soon” is no date: 2024-05-31"),
        (Rule(Field.TITLE, Relation(Op.MATCHES), ("(a",)), "A bracket is not closed."),
        (Rule(Field.IS, Relation(Op.IS), ("loved",)), "“loved” is no such state."),
        (Rule(Field.TITLE, Relation(Op.EMPTY)), ""),
    ],
)
def test_what_a_row_lacks_is_said_and_asks_nothing(rule, lacks):
    assert problem(rule).startswith(lacks)
    if lacks:
        other = Rule(Field.YEAR, Relation(Op.EQUAL), ("1994",))
        assert text(node_of(RuleGroup(Match.ALL, (rule, other)))) == "year:1994"
        assert node_of(RuleGroup(Match.ALL, (rule,))) == EVERYTHING


def test_no_kind_of_value_is_without_a_word_for_what_it_lacks():
    for field, facts in FIELDS.items():
        op = Op.EQUAL if facts.kind not in (Kind.TEXT, Kind.LIST, Kind.WORD) else Op.IS
        assert problem(Rule(field, Relation(op), ()))
        if op is Op.EQUAL:
            assert problem(Rule(field, Relation(op), ("?",)))
