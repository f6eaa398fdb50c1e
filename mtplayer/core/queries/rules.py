"""A question as rows of rules that people edit: the same tree, told in fields, relations, values.

Values stay as they were typed, so that a row can be unfinished; what it lacks is said.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from mtplayer.core.queries.patterns import why_refused
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
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_values import amount, when
from mtplayer.core.record import short_record

DEEPEST: Final = 6
"""Groups in groups that are shown as rows."""

MOST_RULES: Final = 60
"""Each is a row of widgets."""

_PATTERNS: Final = frozenset({Op.MATCHES, Op.MATCHES_EXACTLY})
_TEXTS: Final = frozenset({Kind.TEXT, Kind.LIST, Kind.WORD})
_DATES: Final = frozenset({Kind.DATE, Kind.MOMENT})


class Relation(NamedTuple):
    """How a value is compared; ``ago`` is a time before now rather than a date."""

    op: Op
    negated: bool = False
    ago: bool = False


@short_record
class Rule:
    """One row. Several values mean any of them; BETWEEN has two, EMPTY none."""

    field: Field
    relation: Relation
    values: tuple[str, ...] = ()


@short_record
class RuleGroup:
    """Several rows."""

    match: Match = Match.ALL
    parts: "tuple[Rule | RuleGroup, ...]" = ()


RulePart: TypeAlias = Rule | RuleGroup


class NotShown(NamedTuple):
    """Why a question cannot be shown as rows."""

    why: str


# ---- from the tree ------------------------------------------------------------------------------


def rules_of(node: Node) -> RuleGroup | NotShown:
    """Return a question as rows; what is no rule, or too much for rows, is said."""
    node = normal(node)
    if (unknown := next(_unknown(node), None)) is not None:
        return NotShown(f"“{unknown.key}:{unknown.value}” is no rule.")
    if _depth(node) > DEEPEST:
        return NotShown(f"Only {DEEPEST} groups inside each other can be shown as rules.")
    shown = _part(node)
    root = shown if isinstance(shown, RuleGroup) else RuleGroup(Match.ALL, (shown,))
    if sum(1 for _ in rules(root)) > MOST_RULES:
        return NotShown(f"Only {MOST_RULES} rules can be shown.")
    return root


def rules(group: RuleGroup) -> Iterator[Rule]:
    """Yield every row, wherever it stands."""
    for part in group.parts:
        if isinstance(part, RuleGroup):
            yield from rules(part)
        else:
            yield part


def _unknown(node: Node) -> Iterator[Unknown]:
    if isinstance(node, Unknown):
        yield node
    elif isinstance(node, Group):
        for part in node.parts:
            yield from _unknown(part)


def _depth(node: Node) -> int:
    if not isinstance(node, Group) or _shared(node) is not None:
        return 0
    return 1 + max(map(_depth, node.parts), default=0)


def _part(node: Node) -> RulePart:
    if (rule := _rule_of(node)) is not None:
        return rule
    return RuleGroup(node.match, tuple(_parts(node))) if isinstance(node, Group) else RuleGroup()


def _parts(group: Group) -> Iterator[RulePart]:
    """Yield the rows of a group; neighbouring words of one field are one row in ``all``."""
    words: list[Term] = []
    for part in group.parts:
        if isinstance(part, Term) and _is_word(part) and group.match is Match.ALL:
            if words and words[0].field is not part.field:
                yield _of_words(words)
                words = []
            words.append(part)
            continue
        if words:
            yield _of_words(words)
            words = []
        # A group of its own stays one: else it would be read as part of this.
        if isinstance(part, Group) and part.match is group.match is Match.ALL:
            yield RuleGroup(Match.ALL, tuple(_parts(part)))
        else:
            yield _part(part)
    if words:
        yield _of_words(words)


def _is_word(term: Term) -> bool:
    return term.op is Op.HAS


def _of_words(words: list[Term]) -> Rule:
    values = " ".join(str(word.value) for word in words)
    return Rule(words[0].field, Relation(Op.HAS), (values,))


def _rule_of(node: Node) -> Rule | None:
    """Return the one row that says all of a node, if one does."""
    if isinstance(node, Term):
        return _of_term(node)
    if not isinstance(node, Group):
        return None
    if node.match is Match.ALL:
        term = _as_words(node)
        return None if term is None else _of_term(term)
    shared = _shared(node)
    if shared is None:
        return None
    field, op = shared[0].field, shared[0].op
    negated = node.match is Match.NONE
    if len(shared) == 1:
        only = _of_term(shared[0])
        return Rule(field, only.relation._replace(negated=negated), only.values)
    return Rule(field, Relation(op, negated), tuple(str(term.value) for term in shared))


def _shared(group: Group) -> list[Term] | None:
    """Return the terms of a group that are values of one row."""
    terms = [_as_words(part) for part in group.parts]
    known = [term for term in terms if term is not None]
    if group.match is Match.ALL or len(known) < len(terms) or not known:
        return None
    if len(known) == 1:
        return known if group.match is Match.NONE else None
    alike = {(term.field, term.op) for term in known}
    several = FIELDS[known[0].field].kind in (Kind.TEXT, Kind.LIST) and known[0].op is not Op.EMPTY
    return known if len(alike) == 1 and several else None


def _as_words(node: Node) -> Term | None:
    """Return a term, or several words of one field as one."""
    if isinstance(node, Term):
        return node
    if not isinstance(node, Group) or node.match is not Match.ALL:
        return None
    terms = [part for part in node.parts if isinstance(part, Term) and _is_word(part)]
    if len(terms) < len(node.parts) or len({term.field for term in terms}) != 1:
        return None
    return Term(terms[0].field, Op.HAS, " ".join(str(term.value) for term in terms))


def _of_term(term: Term) -> Rule:
    ago = isinstance(term.value, When) and term.value.ago
    if term.op is Op.EMPTY:
        return Rule(term.field, Relation(Op.EMPTY))
    values = [_typed(term.value)]
    if term.op is Op.BETWEEN and term.upper is not None:
        values.append(_typed(term.upper))
    return Rule(term.field, Relation(term.op, ago=ago), tuple(values))


def _typed(value: Value) -> str:
    return value if isinstance(value, str) else value.text


# ---- to the tree --------------------------------------------------------------------------------


def node_of(group: RuleGroup) -> Node:
    """Return what rows ask; rows that are not finished ask nothing."""
    return normal(_group_of(group))


def _group_of(group: RuleGroup) -> Group:
    parts: list[Node] = []
    for part in group.parts:
        node = _group_of(part) if isinstance(part, RuleGroup) else _node_of(part)
        if node is None or (isinstance(node, Group) and not node.parts):
            continue
        words = isinstance(part, Rule) and not part.relation.negated and isinstance(node, Group)
        if words and isinstance(node, Group) and node.match is group.match is Match.ALL:
            parts += node.parts
        else:
            parts.append(node)
    return Group(group.match, tuple(parts))


def _node_of(rule: Rule) -> Node | None:
    if problem(rule):
        return None
    terms = [_term(rule, values) for values in _each(rule)]
    nodes = tuple(normal(term) for term in terms if term is not None)
    nodes = tuple(node for node in nodes if not (isinstance(node, Group) and not node.parts))
    if not nodes:
        return None
    if rule.relation.negated:
        return Group(Match.NONE, nodes)
    return nodes[0] if len(nodes) == 1 else Group(Match.ANY, nodes)


def _each(rule: Rule) -> list[tuple[str, ...]]:
    if rule.relation.op in (Op.BETWEEN, Op.EMPTY):
        return [rule.values]
    return [(value,) for value in rule.values if value.strip()]


def _term(rule: Rule, values: tuple[str, ...]) -> Term | None:
    field, op = rule.field, rule.relation.op
    if op is Op.EMPTY:
        return Term(field, op)
    found = [_value(field, value) for value in values]
    first = found[0] if found else None
    if first is None:
        return None
    upper = found[1] if op is Op.BETWEEN and len(found) > 1 else None
    return Term(field, op, first, upper if isinstance(upper, Amount | When) else None)


def _value(field: Field, typed: str) -> Value | None:
    kind = FIELDS[field].kind
    if kind in _TEXTS:
        return typed
    return when(typed.strip()) if kind in _DATES else amount(kind, typed.strip())


def problem(rule: Rule) -> str:
    """Return what keeps a row from asking anything; empty if nothing does."""
    op, kind = rule.relation.op, FIELDS[rule.field].kind
    if op is Op.EMPTY:
        return ""
    typed = [value for value in rule.values if value.strip()]
    if not typed or (op is Op.BETWEEN and len(typed) < 2):  # noqa: PLR2004 - from, to
        return _LACKS.get(kind, "Type something to look for, or remove this rule.")
    if kind is Kind.WORD:
        unknown = [value for value in typed if value not in FIELDS[rule.field].words]
        return f"“{unknown[0]}” is no such state." if unknown else ""
    if op in _PATTERNS:
        return next((why for value in typed if (why := why_refused(value))), "")
    wrong = next((value for value in typed if _value(rule.field, value) is None), None)
    return "" if wrong is None else f"“{wrong}” is no {_CALLED[kind]}."


_LACKS: Final = {Kind.LIST: "Choose a playlist, or remove this rule."}
_CALLED: Final = {
    Kind.WHOLE: "whole number",
    Kind.STARS: "number of stars",
    Kind.LENGTH: "length: 3:30, or 5m",
    Kind.SIZE: "size: 50mb, or 1gb",
    Kind.BITRATE: "bitrate: 192, or 320k",
    Kind.FREQUENCY: "sample rate: 44.1k, or 48000",
    Kind.DECIMAL: "number",
    Kind.DATE: "date: 2024-05-31, 2024, or 90d",
    Kind.MOMENT: "date: 2024-05-31, 2024, or 90d",
}
