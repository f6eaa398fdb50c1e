"""Patterns find what Python's own regular expressions find, and never take long."""

import re
import time
import warnings

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtplayer.core.folding import fold
from mtplayer.core.queries.pattern_syntax import unmarked
from mtplayer.core.queries.patterns import Pattern, why_refused

_ATOMS = st.one_of(
    st.sampled_from(["a", "b", "A", " ", "1", "_", "-", ".", r"\d", r"\W", r"\s", r"\w", r"\b",
                     r"\B", "^", "$", r"\A", r"\Z", "[ab]", "[^a]", "[a-c1]", r"[\d_]", r"[^\w]",
                     "[]a]", r"\.", r"\x61", "é"]),
)  # fmt: skip
_COUNTS = st.sampled_from(["", "", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{,2}", "{2,}"])


def _repeated(parts):
    counted = st.tuples(parts, _COUNTS).map(lambda pair: f"(?:{pair[0]}){pair[1]}")
    return st.one_of(
        st.lists(counted, max_size=4).map("".join),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: f"({'|'.join(some)})"),
    )


PATTERNS = st.recursive(_ATOMS, _repeated, max_leaves=8)
TEXTS = st.text(st.sampled_from("aAbBcé1_ -."), max_size=12)


@settings(max_examples=400, deadline=None)
@given(pattern=PATTERNS, text=TEXTS)
def test_exact_patterns_are_found_where_python_finds_them(pattern, text):
    assume(text or "B" not in pattern)  # before 3.14, nothing has no inside for Python
    assert Pattern(pattern, exact=True).is_in(text) == bool(re.search(pattern, text, re.DOTALL))


@settings(max_examples=200, deadline=None)
@given(pattern=PATTERNS, text=TEXTS)
def test_case_and_accents_make_no_difference_unless_asked(pattern, text):
    assume("Z" not in pattern and "W" not in pattern and "A" not in pattern and "B" not in pattern)
    found = re.search(unmarked(pattern), unmarked(text), re.DOTALL)
    assert Pattern(pattern).is_in(text) == bool(found)


@settings(max_examples=300, deadline=None)
@given(pattern=st.text(st.sampled_from("ab()[]{}^$*+?|\\.-,:<>P=!12dwbZ"), max_size=12))
def test_whatever_is_typed_is_read_as_python_reads_it_or_refused(pattern):
    if why_refused(pattern):
        return
    ours = Pattern(pattern, exact=True)
    try:
        with warnings.catch_warnings(action="ignore"):  # python warns of sets to come
            theirs = re.compile(pattern, re.DOTALL)
    except re.error as error:
        # As of "^?", which does no harm.
        assume(error.msg != "nothing to repeat")
        raise
    for text in ("", "a", "ab", "b1", "(", "aab b", "^-{", "2,", "<P>"):
        assert ours.is_in(text) == bool(theirs.search(text)), text


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "A bracket is not closed."),
        ("a)", "A closing bracket has no opening one."),
        ("[a", "A square bracket is not closed."),
        ("*a", "“*” repeats nothing."),
        ("a**", "“*” repeats a repetition."),
        ("a{300}", "More than 200 times is too often."),
        ("(?=a)", "Groups that look around are not understood."),
        (r"(a)\1", "“\\1” means nothing here."),
        ("[z-a]", "The range “z-a” is the wrong way round."),
        ("a\\", "A backslash stands at the end."),
        (r"\x6", "“6” is no code of a character."),
        ("(a{200}){200}", "That pattern is too long."),
        ("(" * 60 + ")" * 60, "That is nested too deep."),
    ],
)
def test_what_is_no_pattern_is_refused_with_a_reason(pattern, why):
    assert why_refused(pattern) == why


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){20}b", "(a?){60}a{60}c"])
def test_patterns_that_take_others_for_ever_take_milliseconds(pattern):
    looked_for = Pattern(pattern)
    begun = time.process_time()
    assert not looked_for.is_in("a" * 2000 + "!")
    # Measured 0.02 s; Python's own would not end.
    assert time.process_time() - begun < 2


def test_many_states_are_forgotten_before_they_fill_the_memory():
    pattern = Pattern("(a|b)*a(a|b){11}c")
    text = "".join(("ab"[(number * 2654435761).bit_count() % 2]) for number in range(9000))
    assert not pattern.is_in(text)
    assert pattern.is_in(text + "abbbbbbbbbbbc")
    assert len(pattern._states) < 2100


@settings(max_examples=400, deadline=None)
@given(pattern=PATTERNS, text=TEXTS)
def test_the_quick_way_finds_what_following_every_way_finds(pattern, text):
    ours = Pattern(pattern)
    plain = unmarked(text)
    assert ours.is_in(text) == ours._followed(plain)
    if ours._followed(plain):
        assert ours.needed in plain


@pytest.mark.parametrize(
    ("pattern", "is_quick"),
    [
        ("love.*tears", True),
        (".*love.*", True),
        ("^(the|a) .+", True),
        ("colou?r", True),
        (r"\d{4}", True),
        ("(a+)+$", True),
        ("b(a+)+c", False),
        (".*a.*b", True),
        ("a.*b.*c", False),
        ("(ab){2,}c", False),
        ("xa?b?c?d?e?f", False),
    ],
)
def test_only_patterns_with_few_ways_through_are_left_to_python(pattern, is_quick):
    assert (Pattern(pattern)._quick is not None) is is_quick


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("love.*tears", "tears"),
        ("Björk|Sigur", ""),
        ("^Sigur( Rós)?", "sigur"),
        ("(ab){2}c", "ab"),
        ("[a]bc?d", "ab"),
        ("a b", "a"),
        ("łódź", "odz"),
        ("x*", ""),
    ],
)
def test_letters_that_no_text_can_lack_are_known(pattern, needed):
    assert Pattern(pattern).needed == needed


def test_letters_that_a_pattern_needs_are_also_in_the_text_as_the_index_keeps_it():
    # SQLite looks for them there before the pattern is tried.
    latin = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
    for code in range(0x20, 0x30000):
        if latin.isdisjoint(unmarked(chr(code))):
            continue
        text = f"a{chr(code)}b"
        for run in re.findall("[a-z0-9]+", unmarked(text)):
            assert run in fold(text), hex(code)


def test_a_long_text_is_no_reason_to_take_long():
    pattern = Pattern("a.*b")
    begun = time.process_time()
    assert not pattern.is_in("a" * 20_000)
    assert time.process_time() - begun < 2
