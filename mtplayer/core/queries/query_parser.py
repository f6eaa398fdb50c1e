"""Reads what people type as a question; everything typed is one, whatever it is."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Final

from mtplayer.core.queries.patterns import why_refused
from mtplayer.core.queries.query import (
    EVERYTHING,
    Group,
    Match,
    Node,
    Op,
    Span,
    Term,
    Unknown,
    normal,
)
from mtplayer.core.queries.query_fields import (
    FIELDS,
    NONE,
    Field,
    Kind,
    field_of,
    nearest_key,
    nearest_word,
)
from mtplayer.core.queries.query_numbers import number_test
from mtplayer.core.record import short_record

DEEPEST: Final = 16
"""Groups in groups; a bracket beyond is text."""

MOST_TERMS: Final = 500
"""A pasted book is no question: what follows is passed over."""

_KEY: Final = re.compile(r"([^\W\d_]\w*):")
_TEXT_OPS: Final = {
    "==": Op.SAME,
    "!=": Op.IS,
    "=": Op.IS,
    "^": Op.STARTS,
    "$": Op.ENDS,
    "~": Op.CONTAINS,
}
_NUMBER_OPS: Final = {
    ">=": Op.AT_LEAST,
    "<=": Op.AT_MOST,
    "!=": Op.EQUAL,
    ">": Op.MORE,
    "<": Op.LESS,
    "=": Op.EQUAL,
}
_NOT: Final = "!="
_ESCAPED: Final = frozenset('"()|-\\:=!<>~^$./')
_PATTERN: Final = re.compile(r"/((?:\\.|[^/\\])+)/([cd]*)(?=[\s|)]|$)")
"""A regular expression; c minds case and accents, d is what happens anyway."""
_PAIR: Final = re.compile(r"\\.", re.DOTALL)


class TokenKind(StrEnum):
    """What a part of the text is, for its colour."""

    WORD = "word"
    KEY = "key"
    OPERATOR = "operator"
    VALUE = "value"
    NEGATION = "negation"
    FAULT = "fault"


@short_record
class Token:
    """A part of the text."""

    kind: TokenKind
    span: Span


class FaultKind(StrEnum):
    """Why a term is passed over."""

    KEY = "key"
    """There is no such key."""
    VALUE = "value"
    """The key has no such values."""
    PATTERN = "pattern"
    """A regular expression that is none."""


@short_record
class Fault:
    """A part of the text that means nothing, and what was most likely meant; may be empty.

    ``key`` is the key it stands at, or the regular expression that is none.
    """

    kind: FaultKind
    span: Span
    key: str
    fix: str


@short_record
class Parsed:
    """A text as a question, and its parts in order."""

    node: Node
    tokens: tuple[Token, ...] = ()
    faults: tuple[Fault, ...] = ()


@lru_cache(64)
def parse(text: str) -> Parsed:
    """Read a text; never raises. Wildcards mean nothing."""
    if not text or text.isspace():
        return Parsed(EVERYTHING)
    reading = _Reading(text)
    node = normal(reading.query())
    return Parsed(node, tuple(reading.tokens), tuple(reading.faults))


Item = Callable[[], Node | None]


class _Reading:
    """Goes through one text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.tokens: list[Token] = []
        self.faults: list[Fault] = []

    def query(self) -> Node:
        return self._any(self._term)

    # ---- groups ---------------------------------------------------------------------------------

    def _any(self, item: Item) -> Node:
        start = self.at
        choices = [self._all(item)]
        while self._next() == "|":
            self._take(TokenKind.OPERATOR, 1)
            choices.append(self._all(item))
        return Group(Match.ANY, tuple(choices), Span(start, self.at))

    def _all(self, item: Item) -> Node:
        self._skip_space()
        start = self.at
        parts: list[Node] = []
        while self._next() and not self._ends_group():
            self.terms += 1
            if self.terms > MOST_TERMS:
                self.at = len(self.text)
                break
            if (part := self._maybe_not(item)) is not None:
                parts.append(part)
            self._skip_space()
        return Group(Match.ALL, tuple(parts), Span(start, self.at))

    def _maybe_not(self, item: Item) -> Node | None:
        start = self.at
        if self._next() != "-" or not self._stands_before_term(self.at + 1):
            return self._bracket_or(item)
        self._take(TokenKind.NEGATION, 1)
        part = self._bracket_or(item)
        return None if part is None else Group(Match.NONE, (part,), Span(start, self.at))

    def _bracket_or(self, item: Item) -> Node | None:
        if self._next() == "(" and self.depth < DEEPEST:
            return self._bracket(item)
        return item()

    def _bracket(self, item: Item) -> Node:
        self._take(TokenKind.OPERATOR, 1)
        self.depth += 1
        node = self._any(item)
        self.depth -= 1
        if self._next() == ")":
            self._take(TokenKind.OPERATOR, 1)
        return node

    def _stands_before_term(self, at: int) -> bool:
        following = self.text[at : at + 1]
        return bool(following) and not following.isspace() and following not in "|)"

    def _ends_group(self) -> bool:
        return self._next() == "|" or (self._next() == ")" and self.depth > 0)

    # ---- terms ----------------------------------------------------------------------------------

    def _term(self) -> Node | None:
        start = self.at
        key = _KEY.match(self.text, self.at)
        if key is not None and self._stands_before_term(key.end()):
            return self._keyed(key, field_of(key[1]))
        if key is not None and field_of(key[1]) is not None:
            # The value is still to be typed.
            self._take_key(TokenKind.KEY, key[1])
            return None
        if (pattern := self._pattern(Field.ANY, start)) is not None:
            return pattern
        if self._next() == '"':
            value, closed = self._quoted()
            self._note(TokenKind.VALUE, start)
            return self._text_test(Field.ANY, Op.PHRASE if closed else Op.HAS, value, start)
        value = self._bare()
        self._note(TokenKind.WORD, start)
        return self._text_test(Field.ANY, Op.HAS, value, start)

    def _keyed(self, key: re.Match[str], field: Field | None) -> Node | None:
        start = self.at
        if field is None:
            self.faults.append(
                Fault(FaultKind.KEY, Span(start, key.end() - 1), key[1], nearest_key(key[1]))
            )
            self._take_key(TokenKind.FAULT, key[1])
            return self._bracket_or(lambda: self._no_key(key[1], start))
        self._take_key(TokenKind.KEY, key[1])
        kind = FIELDS[field].kind

        def value() -> Node | None:
            if kind in (Kind.TEXT, Kind.LIST):
                return self._text_value(field, start)
            if kind is Kind.WORD:
                return self._word_value(field, start)
            return self._number_value(field, start)

        return self._bracket_or(value)

    def _no_key(self, key: str, start: int) -> Node:
        begin = self.at
        value = self._quoted()[0] if self._next() == '"' else self._bare()
        self._note(TokenKind.VALUE, begin)
        return Unknown(key, value, Span(start, self.at))

    def _text_value(self, field: Field, start: int) -> Node | None:
        begin = self.at
        sign = self._sign(_TEXT_OPS)
        if sign in (None, _NOT) and (pattern := self._pattern(field, start)) is not None:
            return self._negated_if(sign, pattern)
        quoted = self._next() == '"'
        literal = self.text[self.at : self.at + 1] == "\\"
        value, closed = self._quoted() if quoted else (self._bare(), True)
        self._note(TokenKind.VALUE, begin)
        if sign is None and not quoted and not literal and value.casefold() == NONE:
            return Term(field, Op.EMPTY, span=Span(start, self.at))
        plain = Op.HAS if not quoted or not closed else Op.PHRASE
        if plain is Op.PHRASE and FIELDS[field].kind is Kind.LIST:
            plain = Op.IS
        op = plain if sign is None else _TEXT_OPS[sign]
        return self._negated_if(sign, self._text_test(field, op, value, start))

    def _text_test(self, field: Field, op: Op, value: str, start: int) -> Node | None:
        if not value.strip():
            return None
        return Term(field, op, value, span=Span(start, self.at))

    def _pattern(self, field: Field, start: int) -> Term | None:
        found = _PATTERN.match(self.text, self.at)
        if found is None or found[1].isspace():
            return None
        begin, self.at = self.at, found.end()
        pattern = _PAIR.sub(lambda pair: "/" if pair[0] == "\\/" else pair[0], found[1])
        self._note(TokenKind.VALUE, begin)
        if why_refused(pattern):
            self.tokens[-1] = Token(TokenKind.FAULT, Span(begin, self.at))
            self.faults.append(Fault(FaultKind.PATTERN, Span(begin, self.at), pattern, ""))
        op = Op.MATCHES_EXACTLY if "c" in found[2] else Op.MATCHES
        return Term(field, op, pattern, span=Span(start, self.at))

    def _word_value(self, field: Field, start: int) -> Node | None:
        begin = self.at
        value = self._quoted()[0] if self._next() == '"' else self._bare()
        self._note(TokenKind.VALUE, begin)
        word = value.casefold()
        if word in FIELDS[field].words:
            return Term(field, Op.IS, word, span=Span(start, self.at))
        if not word:
            return None
        return self._bad_value(field, value, begin, start, nearest_word(field, word))

    def _number_value(self, field: Field, start: int) -> Node | None:
        begin = self.at
        sign = self._sign(_NUMBER_OPS)
        value = self._quoted()[0] if self._next() == '"' else self._bare()
        self._note(TokenKind.VALUE, begin)
        if not value:
            return None
        test = number_test(field, None if sign is None else _NUMBER_OPS[sign], value)
        if test is None:
            return self._bad_value(field, f"{sign or ''}{value}", begin, start, "")
        op, low, high = test
        found = Term(field, op, low, high, span=Span(start, self.at))
        return self._negated_if(sign, found)

    def _negated_if(self, sign: str | None, test: Node | None) -> Node | None:
        if sign != _NOT or test is None:
            return test
        return Group(Match.NONE, (test,), test.span)

    def _bad_value(self, field: Field, value: str, begin: int, start: int, fix: str) -> Node:
        span = Span(begin, self.at)
        self.tokens[-1] = Token(TokenKind.FAULT, span)
        self.faults.append(Fault(FaultKind.VALUE, span, field.value, fix))
        return Unknown(field.value, value, Span(start, self.at))

    # ---- letters --------------------------------------------------------------------------------

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _sign(self, signs: dict[str, Op]) -> str | None:
        for sign in signs:
            if self.text.startswith(sign, self.at):
                self.at += len(sign)
                return sign
        return None

    def _skip_space(self) -> None:
        while self._next().isspace():
            self.at += 1

    def _bare(self) -> str:
        """Read up to a space, a bar, or the end of the group; a backslash keeps its character."""
        letters: list[str] = []
        first = self.at
        while (char := self._next()) and not char.isspace() and not self._ends_group():
            if char == "\\" and self._is_escape(self.at, first=first):
                self.at += 1
                char = self._next()
            letters.append(char)
            self.at += 1
        return "".join(letters)

    def _is_escape(self, at: int, *, first: int) -> bool:
        following = self.text[at + 1 : at + 2]
        if not following or following.isspace():
            return False
        return at == first or following in _ESCAPED

    def _quoted(self) -> tuple[str, bool]:
        """Read up to the next quote; return what is between and whether there was one."""
        letters: list[str] = []
        self.at += 1
        while (char := self._next()) and char != '"':
            if char == "\\" and self.text[self.at + 1 : self.at + 2] in ('"', "\\"):
                self.at += 1
                char = self._next()
            letters.append(char)
            self.at += 1
        closed = bool(char)
        self.at += closed
        return "".join(letters), closed

    def _take_key(self, kind: TokenKind, key: str) -> None:
        self._take(kind, len(key))
        self._take(TokenKind.OPERATOR, 1)

    def _take(self, kind: TokenKind, length: int) -> None:
        start = self.at
        self.at += length
        self._note(kind, start)

    def _note(self, kind: TokenKind, start: int) -> None:
        if self.at > start:
            self.tokens.append(Token(kind, Span(start, self.at)))
