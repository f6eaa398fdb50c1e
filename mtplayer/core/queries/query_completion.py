"""What could be meant by what is being typed: keys, and the values that a key has anyway."""

import re
from typing import Final

from mtplayer.core.queries.patterns import why_refused
from mtplayer.core.queries.query import Group, Node, Op, Span, Term
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind, field_of
from mtplayer.core.queries.query_parser import Fault, FaultKind, TokenKind, parse
from mtplayer.core.queries.query_text import text as text_of
from mtplayer.core.record import short_record

MOST: Final = 8
_LEAST_LETTERS: Final = 2
_KEY_BEFORE: Final = re.compile(r"(?:^|[\s(|-])([^\W\d_]\w*):$")
_USUAL: Final = {
    Kind.STARS: (">=4", "5", ">=3", "none"),
    Kind.LENGTH: ("<3:00", ">5:00", ">10:00"),
    Kind.DATE: ("today", "yesterday", "<7d", "<30d", "<90d", "<1y", "none"),
    Kind.MOMENT: ("2019", "1y", "6mo"),
    Kind.BITRATE: ("<192", ">=320"),
    Kind.FREQUENCY: ("44.1k", ">48k"),
    Kind.SIZE: (">50mb", "<5mb"),
}


@short_record
class Completing:
    """The part of a text that is being typed; without a field it may become a key."""

    span: Span
    typed: str
    field: Field | None = None


@short_record
class Choice:
    """What may stand instead of a part of the text, and what that is."""

    text: str
    label: str
    span: Span
    mends: bool = False
    """It takes the place of something that means nothing."""


def completing(text: str, at: int) -> Completing | None:
    """Return what is being typed before a place in the text."""
    before = _KEY_BEFORE.search(text[:at])
    if before is not None and (field := field_of(before[1])) is not None:
        return Completing(Span(at, at), "", field)
    parsed = parse(text)
    token = next((one for one in parsed.tokens if one.span.start < at <= one.span.end), None)
    if token is None or token.span.end != at:
        return None
    if token.kind is TokenKind.WORD:
        return Completing(token.span, text[slice(*token.span)])
    if token.kind not in (TokenKind.VALUE, TokenKind.FAULT):
        return None
    field = _field_at(parsed.node, at)
    if field is None or field is Field.ANY:
        return None
    return Completing(token.span, text[slice(*token.span)].lstrip("=~^$!<>").strip('"'), field)


def _field_at(node: Node, at: int) -> Field | None:
    if isinstance(node, Group):
        return next((field for part in node.parts if (field := _field_at(part, at))), None)
    if not node.span.start < at <= node.span.end:
        return None
    return node.field if isinstance(node, Term) else field_of(node.key)


def keys(part: Completing) -> list[Choice]:
    """Return the keys that begin as a word does."""
    typed = part.typed.casefold()
    if len(typed) < _LEAST_LETTERS:
        return []
    fields = [field for field in FIELDS if field.value.startswith(typed)]
    return [Choice(f"{field}:", FIELDS[field].label, part.span) for field in fields[:MOST]]


def all_keys(at: int) -> list[Choice]:
    """Return every key there is, to be put at a place."""
    return [Choice(f"{field}:", facts.label, Span(at, at)) for field, facts in FIELDS.items()]


def usual_values(part: Completing) -> list[Choice]:
    """Return values that need no look into the library."""
    if part.field is None:
        return []
    facts = FIELDS[part.field]
    values = facts.words or _USUAL.get(facts.kind, ())
    typed = part.typed.casefold()
    found = [value for value in values if value.startswith(typed) and value != typed]
    return [Choice(value, facts.label, part.span) for value in found[:MOST]]


def names(part: Completing, found: list[str]) -> list[Choice]:
    """Return names that the library has, as values."""
    if part.field is None:
        return []
    label, op = FIELDS[part.field].label, Op.IS if part.field is Field.IN else Op.PHRASE
    values = (text_of(Term(part.field, op, name)).partition(":")[2] for name in found)
    return [Choice(value, label, part.span) for value in values]


def mended(text: str, fault: Fault) -> Choice | None:
    """Return what was most likely meant by a part that means nothing."""
    if not fault.fix:
        return None
    wrong = text[slice(*fault.span)]
    return Choice(fault.fix, f"instead of “{wrong}”", fault.span, mends=True)


def explained(text: str, fault: Fault) -> str:
    """Return why a part of the text means nothing."""
    wrong = text[slice(*fault.span)]
    if fault.kind is FaultKind.KEY:
        return f"There is no key “{wrong}”."
    if fault.kind is FaultKind.PATTERN:
        return f"“{wrong}” finds nothing. {why_refused(fault.key)}"
    hint = FIELDS[Field(fault.key)].hint
    return f"“{wrong}” is no value of {fault.key}. Try {fault.key}:{hint}."


def chosen(text: str, choice: Choice) -> tuple[str, int]:
    """Return the text with a choice in it, and where to type on."""
    start, end = choice.span
    more = "" if choice.text.endswith(":") or choice.mends or text[end : end + 1] == " " else " "
    return f"{text[:start]}{choice.text}{more}{text[end:]}", start + len(choice.text) + len(more)
