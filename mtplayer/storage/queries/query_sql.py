"""Turns a question into one condition on ``tracks AS t`` with its parameters.

Words go to the word index, names and genres to their tables; everything else is compared by
functions of SQLite that know no wildcards.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from mtplayer.core.queries.query import Amount, Group, Match, Node, Op, Term, Unknown, When
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_values import moments
from mtplayer.core.record import short_record
from mtplayer.storage.queries import album_columns as albums
from mtplayer.storage.queries import query_columns as columns
from mtplayer.storage.queries import query_history as history
from mtplayer.storage.queries.search import expression
from mtplayer.storage.queries.text_tests import Sql, text_test

PROBE: Final = (
    "SELECT group_concat(id) FROM (SELECT t.id FROM json_each(?) AS wanted"
    " CROSS JOIN tracks AS t ON t.id = wanted.value WHERE t.listed = 1 AND {} LIMIT ?)"
)
"""Which of a JSON list of ids answer a question, in their order; takes a near condition."""

PROBE_WORDS: Final = (
    "SELECT group_concat(id) FROM (SELECT t.id FROM (SELECT value AS id FROM json_each(?)) AS t"
    " WHERE {} LIMIT ?)"
)
"""The same for words alone, of listed tracks: it looks into one table instead of two."""

_NOTHING: Final = Sql("1")
_COMPARED: Final = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}

# Less time ago is later.
_AGO: Final = {Op.LESS: ">", Op.AT_MOST: ">=", Op.MORE: "<", Op.AT_LEAST: "<="}
# Whether a day, month or year is compared by its end.
_DATED: Final = {
    Op.LESS: ("<", False),
    Op.AT_MOST: ("<", True),
    Op.MORE: (">=", True),
    Op.AT_LEAST: (">=", False),
}


class Statement(NamedTuple):
    """What to ask: a statement with one row of one text, and its values."""

    text: str
    values: tuple[object, ...]


@short_record
class Compiler:
    """Compiles for one moment; ``near`` tests row by row instead of making lists of ids first.

    Near is quicker for the few hundred tracks of a page, far for a whole library. ``as_of`` is
    the moment whose counts are meant, where it is not now.
    """

    now_ms: int
    near: bool = False
    as_of: int | None = None
    smart: Callable[[Term], Sequence[Sql]] = lambda _: ()
    """Gives a condition for each smart playlist that a term names."""

    def ids(self, node: Node) -> Statement:
        """Return the statement for the ids of a question, in no order, maybe unlisted ones."""
        words, rest = _parted(node)
        if words is None:
            where = self.condition(rest)
            # Indexes hold listed tracks. Where none helps, one would be read with a look into the
            # table for every row: 3.2 s at a million tracks, 0.5 s without.
            listed = "t.listed = 1 AND " if has_index(rest.parts) else ""
            text = f"SELECT group_concat(t.id) FROM tracks AS t WHERE {listed}{where.text}"
            return Statement(text, where.values)
        if not rest.parts:
            text = "SELECT group_concat(rowid) FROM track_words WHERE track_words MATCH ?"
            return Statement(text, (words,))
        where = self.condition(rest)
        return Statement(
            "SELECT group_concat(t.id) FROM track_words CROSS JOIN tracks AS t"
            f" ON t.id = track_words.rowid WHERE track_words MATCH ? AND {where.text}",
            (words, *where.values),
        )

    def condition(self, node: Node) -> Sql:
        """Return what is true for the tracks that a question is about."""
        if not self.near and (words := expression(node)) is not None:
            return Sql(columns.IN_WORDS, (words,))
        match node:
            case Term():
                return self._test(node)
            case Unknown():
                return _NOTHING
            case Group(match=Match.ALL):
                then = self._then(node)
                return _joined(
                    " AND ", [(self if _is_then(p) else then).condition(p) for p in node.parts]
                )
            case Group():
                either = _joined(" OR ", [self.condition(part) for part in node.parts])
                if node.match is Match.ANY or not node.parts:
                    return either
                # What is not known is not what was excluded.
                return Sql(f"({either.text}) IS NOT TRUE", either.values)

    def _then(self, group: Group) -> "Compiler":
        """Return who compiles what stands beside ``asof:2019``: the earliest of several counts."""
        moments_meant = [self._moment(part) for part in group.parts if _is_then(part)]
        if not moments_meant:
            return self
        return replace(self, now_ms=min(moments_meant), as_of=min(moments_meant))

    def _moment(self, term: Node) -> int:
        value = term.value if isinstance(term, Term) else ""
        return min(moments(value, self.now_ms).high if isinstance(value, When) else 0, self.now_ms)

    def _test(self, term: Term) -> Sql:
        match FIELDS[term.field].kind:
            case Kind.TEXT:
                return self._text(term)
            case Kind.WORD:
                word = str(term.value)
                known = history.flag(word, self.now_ms, self.as_of, near=self.near)
                return known or Sql(columns.FLAGS[term.field, word])
            case Kind.LIST:
                of_list = columns.list_test(term, near=self.near)
                return _joined(" OR ", [of_list, *self.smart(term)])
            case Kind.MOMENT:
                return Sql("t.added_at < ?", (self._moment(term),))
            case _:
                return self._value(term)

    def _value(self, term: Term) -> Sql:
        if term.field is Field.HEARD:
            return self._heard(term)
        if term.field not in albums.FIELDS:
            return self._compared(term, self._column(term.field))
        condition = self._compared(term, albums.value(term.field, near=self.near))
        return albums.of_tracks(term.field, condition, near=self.near, empty=term.op is Op.EMPTY)

    def _compared(self, term: Term, column: str) -> Sql:
        is_date = FIELDS[term.field].kind is Kind.DATE
        return self._date(term, column) if is_date else _number(term, column)

    def _column(self, field: Field) -> str:
        return history.number(field, self.as_of) or columns.NUMBERS[field]

    def _heard(self, term: Term) -> Sql:
        if term.op is Op.EMPTY:
            return history.never_heard(self.as_of)
        return history.heard(self._date(term, "l.started_at"), self.as_of, near=self.near)

    def _text(self, term: Term) -> Sql:
        if term.field is Field.ANY:
            return self._anywhere(term)
        if term.field is Field.LYRICS:
            return columns.lyrics_test(term)
        if term.field in columns.PLACES:
            return columns.place_test(term, near=self.near)
        if term.field is Field.ALBUM_ARTIST:
            return self._album_artist(term)
        if term.field in columns.NAMES:
            return columns.named(term, columns.NAMES[term.field], near=self.near)
        each = [text_test(one, term.op, str(term.value)) for one in columns.TEXTS[term.field]]
        return _joined(" AND " if term.op is Op.EMPTY else " OR ", each)

    def _anywhere(self, term: Term) -> Sql:
        if term.op in (Op.HAS, Op.PHRASE):
            return columns.kept_words(term)
        three = (Field.TITLE, Field.ARTIST, Field.ALBUM)
        each = [self._text(Term(field, term.op, term.value)) for field in three]
        # Without a title, artist and album; anything else in one of them is enough.
        return _joined(" AND " if term.op is Op.EMPTY else " OR ", each)

    def _album_artist(self, term: Term) -> Sql:
        """Return the test of the album artists, who are the artists where no tag names them."""
        listed = columns.named(term, columns.NAMES[Field.ALBUM_ARTIST], near=self.near)
        artists = columns.named(term, columns.NAMES[Field.ARTIST], near=self.near)
        various = text_test(columns.VARIOUS, term.op, str(term.value))
        if term.op is Op.EMPTY:
            return Sql(f"({listed.text} AND t.compilation = 0 AND {artists.text})")
        return Sql(
            f"({listed.text} OR ({columns.NO_ALBUM_ARTIST} AND CASE WHEN t.compilation"
            f" THEN {various.text} ELSE {artists.text} END))",
            (*listed.values, *various.values, *artists.values),
        )

    def _date(self, term: Term, column: str) -> Sql:
        if not isinstance(term.value, When):
            return Sql(f"{column} IS NULL")
        low, high = moments(term.value, self.now_ms)
        if isinstance(term.upper, When):
            other = moments(term.upper, self.now_ms)
            return _within(column, min(low, other.low), max(high, other.high))
        if term.value.ago:
            return Sql(f"{column} {_AGO[term.op]} ?", (low,))
        if term.op is Op.EQUAL:
            return _within(column, low, high)
        operator, at_end = _DATED[term.op]
        return Sql(f"{column} {operator} ?", (high if at_end else low,))


def _is_then(node: Node) -> bool:
    return isinstance(node, Term) and node.field is Field.AS_OF


def _parted(node: Node) -> tuple[str | None, Group]:
    """Return the words that all tracks have, as an expression of the index, and the rest."""
    if (words := expression(node)) is not None:
        return words, Group(Match.ALL)
    parts = node.parts if isinstance(node, Group) and node.match is Match.ALL else (node,)
    in_index = tuple(part for part in parts if expression(part) is not None)
    rest = Group(Match.ALL, tuple(part for part in parts if expression(part) is None))
    return expression(Group(Match.ALL, in_index)), rest


def _joined(operator: str, parts: Sequence[Sql]) -> Sql:
    """Join conditions without brackets between them: SQLite's parser takes 100 levels at most."""
    if not parts:
        return _NOTHING
    if len(parts) == 1:
        return parts[0]
    values = tuple(value for part in parts for value in part.values)
    return Sql(f"({operator.join(part.text for part in parts)})", values)


def has_index(parts: Sequence[Node]) -> bool:
    """Whether an index helps to find what answers all of them."""
    terms = [part for part in parts if isinstance(part, Term) and part.op is not Op.EMPTY]
    fields, flags = columns.INDEXED, columns.INDEXED_FLAGS
    return any(term.field in fields or (term.field, term.value) in flags for term in terms)


def _within(column: str, low: float, high: float) -> Sql:
    return Sql(f"({column} >= ? AND {column} < ?)", (low, high))


def _number(term: Term, column: str) -> Sql:
    value = term.value
    if not isinstance(value, Amount):
        return Sql(f"{column} IS NULL")
    if term.op is Op.BETWEEN and isinstance(term.upper, Amount):
        low, high = sorted((value, term.upper), key=lambda one: one.value)
        bounds = (low.value - low.fine, high.value + high.fine)
        upper = "<" if high.fine else "<="
        return Sql(f"({column} >= ? AND {column} {upper} ?)", bounds)
    if term.op is Op.EQUAL:
        if not value.half:
            return Sql(f"{column} = ?", (value.value,))
        return _within(column, value.value - value.half, value.value + value.half)
    return _compared(term.op, value, column)


def _compared(op: Op, value: Amount, column: str) -> Sql:
    if not value.fine:
        return Sql(f"{column} {_COMPARED[op]} ?", (value.value,))
    # What the table shows as the same is the same.
    if op in (Op.LESS, Op.AT_LEAST):
        return Sql(f"{column} {_COMPARED[op]} ?", (value.value - value.fine,))
    return Sql(f"{column} {'<' if op is Op.AT_MOST else '>='} ?", (value.value + value.fine,))
