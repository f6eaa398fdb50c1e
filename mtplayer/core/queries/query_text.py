"""Writes a question as the text that is read as the same question."""

import re
from typing import Final

from mtplayer.core.queries.query import (
    Amount,
    Group,
    Match,
    Node,
    Op,
    Term,
    Unknown,
    Value,
    When,
    normal,
)
from mtplayer.core.queries.query_fields import FIELDS, NONE, Field, Kind

_SIGNS: Final = {
    Op.SAME: "==",
    Op.IS: "=",
    Op.STARTS: "^",
    Op.ENDS: "$",
    Op.CONTAINS: "~",
    Op.AT_LEAST: ">=",
    Op.AT_MOST: "<=",
    Op.MORE: ">",
    Op.LESS: "<",
}
_BARE: Final = frozenset({Op.HAS, Op.PHRASE, Op.MATCHES, Op.MATCHES_EXACTLY})
_LOOKS_LIKE_KEY: Final = re.compile(r"[^\W\d_]\w*:")
_PLAIN: Final = re.compile(r"\w+(?:[-./&+']\w+)*")
_SLASHES: Final = re.compile(r"\\.|/", re.DOTALL)
_ALWAYS: Final = frozenset("|)\\")
_AT_START: Final = frozenset('"(-=!~^$<>\\/')


def text(node: Node) -> str:
    """Return the shortest usual way to type a question; empty for everything."""
    node = normal(node)
    if isinstance(node, Group) and node.match is not Match.NONE:
        return _joined(node)
    return _part(node)


def _joined(group: Group) -> str:
    if group.match is Match.ALL:
        return " ".join(map(_part, group.parts))
    if (shared := _shared_key(group)) is not None:
        return shared
    return " | ".join(_choice(part) for part in group.parts)


def _choice(node: Node) -> str:
    # Words that stand together bind closer than the bar.
    if isinstance(node, Group) and node.match is Match.ALL:
        return _joined(node)
    return _part(node)


def _part(node: Node) -> str:
    if isinstance(node, Term):
        return f"{_key(node)}{_value(node)}"
    if isinstance(node, Unknown):
        return f"{node.key}:{_quoted(node.value)}"
    if node.match is Match.NONE:
        return f"-{_excluded(node)}"
    if node.match is Match.ANY and (shared := _shared_key(node)) is not None:
        return shared
    return f"({_joined(node)})"


def _excluded(group: Group) -> str:
    if len(group.parts) == 1:
        part = group.parts[0]
        nested = isinstance(part, Group) and part.match is Match.NONE
        return f"({_part(part)})" if nested else _part(part)
    return _part(Group(Match.ANY, group.parts))


def _shared_key(group: Group) -> str | None:
    """Return ``genre:(ambient | drone)`` where all choices are of one key."""
    terms = [part for part in group.parts if isinstance(part, Term)]
    fields = {term.field for term in terms}
    if len(terms) < len(group.parts) or len(fields) != 1 or Field.ANY in fields:
        return None
    values = list(map(_value, terms))
    # Inside brackets a hyphen excludes, also before a number.
    if any(value.startswith("-") for value in values):
        return None
    return f"{terms[0].field.value}:({' | '.join(values)})"


def _key(term: Term) -> str:
    bare = term.field is Field.ANY and term.op in _BARE
    return "" if bare else f"{term.field.value}:"


def _value(term: Term) -> str:
    if term.op is Op.EMPTY:
        return NONE
    if isinstance(term.value, str):
        return _words(term, term.value)
    if term.op is Op.BETWEEN:
        return f"{_number(term.value)}..{_number(term.upper or term.value)}"
    return f"{_SIGNS.get(term.op, '')}{_number(term.value)}"


def _words(term: Term, value: str) -> str:
    kind = FIELDS[term.field].kind
    if term.op is Op.HAS:
        return _bare(term.field, value)
    if kind is Kind.WORD:
        return value
    if term.op in (Op.MATCHES, Op.MATCHES_EXACTLY):
        return f"/{_slashes_escaped(value)}/{'c' if term.op is Op.MATCHES_EXACTLY else ''}"
    if term.op is Op.PHRASE or (term.op is Op.IS and kind is Kind.LIST):
        return _quoted(value)
    plain = _PLAIN.fullmatch(value) is not None
    return f"{_SIGNS[term.op]}{value if plain else _quoted(value)}"


def _slashes_escaped(pattern: str) -> str:
    return _SLASHES.sub(lambda found: "\\/" if found[0] == "/" else found[0], pattern)


def _bare(field: Field, value: str) -> str:
    escaped = "".join(f"\\{char}" if char in _ALWAYS else char for char in value)
    first = _AT_START - _ALWAYS
    looks_special = field is Field.ANY and _LOOKS_LIKE_KEY.match(value)
    if value[:1] in first or looks_special or (field is not Field.ANY and value.casefold() == NONE):
        return f"\\{escaped}"
    return escaped


def _quoted(value: str) -> str:
    inner = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def _number(value: Value) -> str:
    return value.text if isinstance(value, Amount | When) else value
