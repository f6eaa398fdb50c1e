"""A question about tracks as a tree: what is tested, and how the tests are joined.

The search field, commands and smart lists share it. Limits and orders live outside.
"""

import dataclasses
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from mtplayer.core.folding import fold_phrase, fold_symbols
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.record import short_record


class Span(NamedTuple):
    """Where in the typed text something stands."""

    start: int
    end: int


NOWHERE = Span(0, 0)


class Op(StrEnum):
    """How a value is compared with what a track has. Text is compared folded but for SAME."""

    HAS = "has"
    """Neighbouring words, the last one by its beginning."""
    PHRASE = "phrase"
    """Neighbouring words, all of them whole."""
    IS = "is"
    SAME = "same"
    """Letter for letter, with case and accents."""
    STARTS = "starts"
    ENDS = "ends"
    CONTAINS = "contains"
    """Anywhere, also inside words."""
    MATCHES = "matches"
    """As a regular expression says, anywhere."""
    MATCHES_EXACTLY = "matches_exactly"
    """The same, letter for letter."""
    EMPTY = "empty"
    """There is no value."""
    EQUAL = "equal"
    """As precise as it was typed: 2024 is a year, 3.5 stars a rating that shows as 3.5."""
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    """From ``value`` to ``upper``, both included."""


class Match(StrEnum):
    """How many parts of a group have to be true."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@short_record
class Amount:
    """A number in the unit of its column, as it was typed.

    Comparisons take ``fine`` on both sides as the same, as the table rounds; equality ``half``.
    """

    text: str
    value: float
    fine: float = 0.0
    half: float = 0.0


@short_record
class When:
    """A day, month, year or a time ago, as it was typed; what that is depends on the clock."""

    text: str
    ago: bool = False


Value: TypeAlias = str | Amount | When


@short_record
class Term:
    """One column, compared with a value; EMPTY has none."""

    field: Field
    op: Op
    value: Value = ""
    upper: Amount | When | None = None
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@short_record
class Unknown:
    """What looks like a term but is none; it finds its words or nothing, and excludes nothing."""

    key: str
    value: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@short_record
class Group:
    """Several parts; an empty group says nothing."""

    match: Match
    parts: "tuple[Node, ...]" = ()
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


Node: TypeAlias = Term | Unknown | Group

EVERYTHING = Group(Match.ALL)


def terms(node: Node) -> Iterator[Term]:
    """Yield every term of a tree, wherever it stands."""
    if isinstance(node, Group):
        for part in node.parts:
            yield from terms(part)
    elif isinstance(node, Term):
        yield node


def all_of(*nodes: Node) -> Node:
    """Return what is true where all of them are, without groups in between."""
    parts: list[Node] = []
    for node in nodes:
        if isinstance(node, Group) and node.match is Match.ALL:
            parts.extend(node.parts)
        else:
            parts.append(node)
    return normal(Group(Match.ALL, tuple(parts)))


def normal(node: Node) -> Node:
    """Return the same question as its text would be read: no empty or needless groups.

    Words of symbols count only when nothing else is asked: "Björk - Jóga" has two words.
    """
    bare = not any(_says_something(part) for part in _leaves(node))
    return _normal(node, symbols=bare) or EVERYTHING


def _leaves(node: Node) -> Iterator[Term | Unknown]:
    if isinstance(node, Group):
        for part in node.parts:
            yield from _leaves(part)
    else:
        yield node


def _says_something(leaf: Term | Unknown) -> bool:
    return not _is_word(leaf) or bool(fold_phrase(str(leaf.value)))


def _is_word(leaf: Term | Unknown) -> bool:
    return isinstance(leaf, Term) and leaf.field is Field.ANY and leaf.op is Op.HAS


def _normal(node: Node, *, symbols: bool) -> Node | None:
    if isinstance(node, Term):
        return _one_word_each(node, symbols=symbols)
    if isinstance(node, Unknown):
        return node
    found = (_normal(one, symbols=symbols) for one in node.parts)
    parts = tuple(part for part in found if part is not None)
    if node.match is Match.NONE:
        if len(parts) == 1 and isinstance(only := parts[0], Group) and only.match is Match.ANY:
            parts = only.parts
    elif len(parts) == 1:
        return parts[0]
    return Group(node.match, parts, node.span) if parts else None


def _one_word_each(test: Term, *, symbols: bool) -> Node | None:
    if test.op is not Op.HAS or not isinstance(test.value, str):
        return test
    words = test.value.split()
    if len(words) == 1 and words[0] == test.value:
        return test if not _is_word(test) or _counts(test.value, symbols=symbols) else None
    each = tuple(Term(test.field, Op.HAS, word, span=test.span) for word in words)
    return _normal(Group(Match.ALL, each, test.span), symbols=symbols)


def _counts(word: str, *, symbols: bool) -> bool:
    return bool(fold_phrase(word) or (symbols and fold_symbols(word)))


def without_unknown(node: Node, is_found: Callable[[Unknown], bool]) -> Node:
    """Return the tree with the words of unknown terms where they are found, else without them."""
    return _known(node, is_found, excluded=False) or EVERYTHING


def _known(node: Node, is_found: Callable[[Unknown], bool], *, excluded: bool) -> Node | None:
    if isinstance(node, Term):
        return node
    if isinstance(node, Unknown):
        if excluded or not is_found(node):
            return None
        return Term(Field.ANY, Op.HAS, f"{node.key} {node.value}", span=node.span)
    excluded = excluded != (node.match is Match.NONE)
    found = (_known(part, is_found, excluded=excluded) for part in node.parts)
    parts = tuple(part for part in found if part is not None)
    return Group(node.match, parts, node.span) if parts else None
