"""The query language: what is typed, as a tree, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.query import (
    EVERYTHING,
    Group,
    Match,
    Op,
    Term,
    Unknown,
    all_of,
    normal,
    without_unknown,
)
from mtplayer.core.queries.query_fields import FIELDS, KEYS, Field, Kind, field_of
from mtplayer.core.queries.query_parser import (
    DEEPEST,
    MOST_TERMS,
    FaultKind,
    TokenKind,
    parse,
)
from mtplayer.core.queries.query_text import text
from mtplayer.core.queries.query_values import amount, when
from mtplayer.core.queries.questions import asked, words
from tests.core.query_trees import DATES, NUMBERS, trees

SYNTAX = st.lists(
    st.sampled_from(
        [*'ab1.:-|()"\\ \t=<>~^$!', "genre:", "year:", "is:", "in:", "added:", "3:30", "none"]
    ),
    max_size=24,
).map("".join)


def word(value):
    return Term(Field.ANY, Op.HAS, value)


def group(match, *parts):
    return Group(match, parts)


# ---- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("", EVERYTHING),
        (" \t ", EVERYTHING),
        ("moth", word("moth")),
        ("moth parade", all_of(word("moth"), word("parade"))),
        ('"moth parade"', Term(Field.ANY, Op.PHRASE, "moth parade")),
        ("-moth", group(Match.NONE, word("moth"))),
        ("a | b", group(Match.ANY, word("a"), word("b"))),
        ("a|b", group(Match.ANY, word("a"), word("b"))),
        ("a b | c", group(Match.ANY, all_of(word("a"), word("b")), word("c"))),
        ("a (b | c)", all_of(word("a"), group(Match.ANY, word("b"), word("c")))),
        ("-(a | b)", group(Match.NONE, word("a"), word("b"))),
        ("-(a b)", group(Match.NONE, all_of(word("a"), word("b")))),
        ("title:kit", Term(Field.TITLE, Op.HAS, "kit")),
        ("Title:kit", Term(Field.TITLE, Op.HAS, "kit")),
        ('artist:"the who"', Term(Field.ARTIST, Op.PHRASE, "the who")),
        ("genre:=rock", Term(Field.GENRE, Op.IS, "rock")),
        ('genre:=="Hip Hop"', Term(Field.GENRE, Op.SAME, "Hip Hop")),
        ("title:^kit", Term(Field.TITLE, Op.STARTS, "kit")),
        ("title:$light", Term(Field.TITLE, Op.ENDS, "light")),
        ("title:~itch", Term(Field.TITLE, Op.CONTAINS, "itch")),
        ("title:!=kit", group(Match.NONE, Term(Field.TITLE, Op.IS, "kit"))),
        ("title:/^kit/", Term(Field.TITLE, Op.MATCHES, "^kit")),
        ("title:/Kit/c", Term(Field.TITLE, Op.MATCHES_EXACTLY, "Kit")),
        ("title:/Kit/d", Term(Field.TITLE, Op.MATCHES, "Kit")),
        ("/a b|c/", Term(Field.ANY, Op.MATCHES, "a b|c")),
        ("-/a/ b", all_of(group(Match.NONE, Term(Field.ANY, Op.MATCHES, "a")), word("b"))),
        ("title:!=/a/", group(Match.NONE, Term(Field.TITLE, Op.MATCHES, "a"))),
        (r"path:/a\/b/", Term(Field.PATH, Op.MATCHES, "a/b")),
        (r"path:/a\\\/b/", Term(Field.PATH, Op.MATCHES, r"a\\/b")),
        ("path:/home/me/", Term(Field.PATH, Op.HAS, "/home/me/")),
        ("path:~/home/", Term(Field.PATH, Op.CONTAINS, "/home/")),
        ("title:/kit", Term(Field.TITLE, Op.HAS, "/kit")),
        ("AC/DC", word("AC/DC")),
        (r"\/a/", word("/a/")),
        (
            "title:(/a/ | b)",
            group(Match.ANY, Term(Field.TITLE, Op.MATCHES, "a"), Term(Field.TITLE, Op.HAS, "b")),
        ),
        ("genre:none", Term(Field.GENRE, Op.EMPTY)),
        ('genre:"none"', Term(Field.GENRE, Op.PHRASE, "none")),
        ("-year:none", group(Match.NONE, Term(Field.YEAR, Op.EMPTY))),
        ("is:liked", Term(Field.IS, Op.IS, "liked")),
        ("IS:Liked", Term(Field.IS, Op.IS, "liked")),
        ("has:cover", Term(Field.WITH, Op.IS, "cover")),
        ('in:"Late trains"', Term(Field.IN, Op.IS, "Late trains")),
        ("in:late", Term(Field.IN, Op.HAS, "late")),
        ("in:none", Term(Field.IN, Op.EMPTY)),
        ("year:1994", Term(Field.YEAR, Op.EQUAL, amount(Kind.WHOLE, "1994"))),
        ("plays:>=10", Term(Field.PLAYS, Op.AT_LEAST, amount(Kind.WHOLE, "10"))),
        ("plays:!=10", group(Match.NONE, Term(Field.PLAYS, Op.EQUAL, amount(Kind.WHOLE, "10")))),
        (
            "year:1994..2006",
            Term(Field.YEAR, Op.BETWEEN, amount(Kind.WHOLE, "1994"), amount(Kind.WHOLE, "2006")),
        ),
        ("year:1994..", Term(Field.YEAR, Op.AT_LEAST, amount(Kind.WHOLE, "1994"))),
        ("year:..2006", Term(Field.YEAR, Op.AT_MOST, amount(Kind.WHOLE, "2006"))),
        ("length:3:30", Term(Field.LENGTH, Op.EQUAL, amount(Kind.LENGTH, "3:30"))),
        ("size:>50MB", Term(Field.SIZE, Op.MORE, amount(Kind.SIZE, "50mb"))),
        ("rating:3.5", Term(Field.RATING, Op.EQUAL, amount(Kind.STARS, "3.5"))),
        ("rating:★★★", Term(Field.RATING, Op.EQUAL, amount(Kind.STARS, "3"))),
        ("added:<90d", Term(Field.ADDED, Op.LESS, when("90d"))),
        ("added:90d", Term(Field.ADDED, Op.LESS, when("90d"))),
        ("added:2024-05", Term(Field.ADDED, Op.EQUAL, when("2024-05"))),
        ("added:2024-5-3", Term(Field.ADDED, Op.EQUAL, when("2024-05-03"))),
        ("added:today", Term(Field.ADDED, Op.EQUAL, when("today"))),
        (
            "genre:(ambient | drone)",
            group(
                Match.ANY,
                Term(Field.GENRE, Op.HAS, "ambient"),
                Term(Field.GENRE, Op.HAS, "drone"),
            ),
        ),
        (
            "genre:(rock -pop)",
            all_of(
                Term(Field.GENRE, Op.HAS, "rock"),
                group(Match.NONE, Term(Field.GENRE, Op.HAS, "pop")),
            ),
        ),
        ("foo:bar", Unknown("foo", "bar")),
        ("year:abc", Unknown("year", "abc")),
        ("is:likd", Unknown("is", "likd")),
        ("\\-moth", word("-moth")),
        ("foo\\:bar", word("foo:bar")),
    ],
)
def test_what_is_typed_is_read_so(typed, node):
    assert parse(typed).node == node


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("Björk - Jóga", "Björk Jóga"),
        ("Simon & Garfunkel", "Simon Garfunkel"),
        ("a OR b AND NOT c", '"a" OR b AND NOT c'.replace('"', "")),
        ("100% *", "100%"),
        ("moth genre:", "moth"),
        ("moth genre: parade", "moth parade"),
        ("moth -", "moth"),
        ("moth (", "moth"),
        ("moth | ", "moth"),
        ('moth "', "moth"),
        ('moth "para', "moth para"),
        ("(moth", "moth"),
        ("Live: tonight", "Live tonight"),
        ("year:2006..1994", "year:2006..1994"),
        ("rating:>=", ""),
        ("-genre:", ""),
    ],
)
def test_what_is_half_typed_or_pasted_harms_nothing(typed, like):
    folded = [test.value.rstrip(":") for test in _words_of(parse(typed).node)]
    assert folded == [test.value for test in _words_of(parse(like).node)]


def _words_of(node):
    parts = node.parts if isinstance(node, Group) else (node,)
    return [part for part in parts if isinstance(part, Term) and isinstance(part.value, str)]


@pytest.mark.parametrize("typed", ["%", "_", "*", "a*b", "a?c", "'", "NEAR(a b)", "a AND", "\x00"])
def test_c6_wildcards_and_words_of_other_languages_mean_nothing(typed):
    for test in _words_of(parse(typed).node):
        assert test.field is Field.ANY
        assert test.op is Op.HAS


@given(st.text(st.characters(), max_size=60) | SYNTAX)
def test_no_input_raises(typed):
    check(typed)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(st.text(st.characters(), max_size=200) | SYNTAX)
def test_ten_thousand_inputs_raise_nothing(typed):
    check(typed)


def check(typed):
    parsed = parse(typed)
    again = text(parsed.node)
    assert parse(again).node == parsed.node, again
    last = 0
    for token in parsed.tokens:
        assert last <= token.span.start < token.span.end <= len(typed)
        last = token.span.end
    for fault in parsed.faults:
        assert typed[fault.span.start : fault.span.end]


@pytest.mark.parametrize(
    "typed", ["(" * 5000, "-" * 5000, "genre:(" * 3000, '"' * 3001, "a|" * 3000]
)
def test_a_deep_or_long_text_is_read_too(typed):
    check(typed)


def test_a_pasted_book_is_cut_off():
    assert len(parse("word " * 9000).node.parts) == MOST_TERMS
    assert DEEPEST < 100


# ---- writing -------------------------------------------------------------------------------------


@settings(max_examples=400)
@given(trees())
def test_every_question_is_read_as_it_was_written(node):
    assert parse(text(node)).node == normal(node), text(node)


@pytest.mark.parametrize(
    "typed",
    [
        "added:<90d rating:>=3 -genre:podcast",
        'genre:(ambient | drone) plays:<=1 lastplayed:>6mo (rating:>=4 | is:liked) -in:"Late b"',
        'a b | "c d" -e',
        "((a b) c | d) e",
        "length:3:30..5:00 year:1994..2006 size:>1.5gb",
        "-genre:(rock | pop) -(a b) -(-a)",
        "title:^kit title:$light title:~itch genre:=rock genre:==Rock",
    ],
)
def test_the_usual_way_to_type_something_is_kept(typed):
    assert text(parse(typed).node) == typed


def test_every_field_takes_every_operator_of_its_kind():
    seen = set()
    for field, facts in FIELDS.items():
        for sign, op in _signs(facts.kind).items():
            sample = _sample(facts)
            parsed = parse(f"{field.value}:{sign}{sample}")
            assert parsed.faults == (), (field, sign)
            assert isinstance(parsed.node, Term), (field, sign)
            assert (parsed.node.field, parsed.node.op) == (field, op)
            seen.add(field)
        if facts.kind not in (Kind.WORD, Kind.MOMENT):
            assert parse(f"{field.value}:none").node == Term(field, Op.EMPTY)
    assert seen == set(Field)


def _signs(kind):
    if kind is Kind.WORD:
        return {"": Op.IS}
    if kind is Kind.MOMENT:
        return {"": Op.EQUAL, "=": Op.EQUAL}
    if kind in (Kind.TEXT, Kind.LIST):
        signs = {"": Op.HAS, "=": Op.IS, "==": Op.SAME, "^": Op.STARTS}
        return signs | {"$": Op.ENDS, "~": Op.CONTAINS}
    signs = {"=": Op.EQUAL, "<": Op.LESS, "<=": Op.AT_MOST, ">": Op.MORE, ">=": Op.AT_LEAST}
    return {"": Op.EQUAL} | signs


def _sample(facts):
    if facts.kind is Kind.WORD:
        return facts.words[0]
    if facts.kind in (Kind.DATE, Kind.MOMENT):
        return "2024-05"
    return NUMBERS[facts.kind][1] if facts.kind in NUMBERS else "light"


def test_every_key_and_every_other_name_of_it_is_known():
    assert len(KEYS) == len(FIELDS) + sum(len(facts.aliases) for facts in FIELDS.values())
    for key, field in KEYS.items():
        assert field_of(key.upper()) is field


# ---- tokens, faults, marks -----------------------------------------------------------------------


def test_each_part_of_the_text_has_its_kind():
    typed = 'moth rating:>=3 -genre:(a | "b c") foo:x'
    kinds = [(token.kind, typed[slice(*token.span)]) for token in parse(typed).tokens]
    assert kinds == [
        (TokenKind.WORD, "moth"),
        (TokenKind.KEY, "rating"),
        (TokenKind.OPERATOR, ":"),
        (TokenKind.VALUE, ">=3"),
        (TokenKind.NEGATION, "-"),
        (TokenKind.KEY, "genre"),
        (TokenKind.OPERATOR, ":"),
        (TokenKind.OPERATOR, "("),
        (TokenKind.VALUE, "a"),
        (TokenKind.OPERATOR, "|"),
        (TokenKind.VALUE, '"b c"'),
        (TokenKind.OPERATOR, ")"),
        (TokenKind.FAULT, "foo"),
        (TokenKind.OPERATOR, ":"),
        (TokenKind.VALUE, "x"),
    ]


def test_each_term_knows_where_it_stands():
    typed = "moth  -genre:rock (year:>1990 | b)"
    first, second, third = parse(typed).node.parts
    assert typed[slice(*first.span)] == "moth"
    assert typed[slice(*second.span)] == "-genre:rock"
    assert typed[slice(*third.parts[0].span)] == "year:>1990"


@pytest.mark.parametrize(
    ("typed", "kind", "marked", "fix"),
    [
        ("genr:rock", FaultKind.KEY, "genr", "genre"),
        ("-artst:moth", FaultKind.KEY, "artst", "artist"),
        ("reting:>3", FaultKind.KEY, "reting", "rating"),
        ("lastplaid:<2y", FaultKind.KEY, "lastplaid", "lastplayed"),
        ("is:likd", FaultKind.VALUE, "likd", "liked"),
        ("year:abc", FaultKind.VALUE, "abc", ""),
        ("added:soon", FaultKind.VALUE, "soon", ""),
    ],
)
def test_what_is_not_known_is_marked_with_what_was_meant(typed, kind, marked, fix):
    (fault,) = parse(typed).faults
    assert (fault.kind, typed[slice(*fault.span)], fault.fix) == (kind, marked, fix)


def test_unknown_terms_are_words_where_they_are_found_and_exclude_nothing():
    node = parse("moth foo:bar -foo:baz").node
    assert without_unknown(node, lambda _: False) == Group(Match.ALL, (word("moth"),))
    assert without_unknown(node, lambda _: True).parts == (word("moth"), word("foo bar"))
    assert without_unknown(parse("foo:bar").node, lambda _: False) == EVERYTHING


def test_found_words_are_those_that_are_wanted_in_title_artist_and_album():
    typed = 'moth -lamp title:"late train" genre:rock artist:(björk | -eno) year:1994'
    assert words(typed) == ("moth", "late train", "bjork")
    assert words("is:liked", "kit") == ("kit",)


def test_filters_are_further_terms():
    query = TrackQuery(text="a | b", filters=("is:liked", "in:none"))
    assert text(asked(query)) == "is:liked in:none (a | b)"
    assert asked(TrackQuery()) == EVERYTHING
    assert text(asked(TrackQuery(text='c"', filters=('"a b', "(x")))) == 'a b x c"'


# ---- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NUMBERS)
@given(typed=st.text("0123456789.,:-kmgbhzis★*é ", max_size=18))
def test_a_number_reads_as_itself_again(kind, typed):
    found = amount(kind, typed)
    if found is not None:
        assert amount(kind, found.text) == found


@pytest.mark.parametrize("typed", DATES)
def test_a_date_reads_as_itself_again(typed):
    assert when(when(typed).text) == when(typed)


@pytest.mark.parametrize("typed", ["2024-13", "2024-02-30", "0000", "soon", "5", "20241", "d"])
def test_what_is_no_date_is_none(typed):
    assert when(typed) is None
