"""What typed terms and filters select, asked of one reading connection.

A module of its own, because the language takes 15 ms to import and a start needs none of it.
"""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.query import EVERYTHING, Node, Op, Term, Unknown, without_unknown
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.questions import asked
from mtplayer.storage.id_lists import Ids, no_ids
from mtplayer.storage.queries.query_sql import PROBE, PROBE_WORDS, Compiler
from mtplayer.storage.queries.search import expression
from mtplayer.storage.queries.smart_lists import SmartLists
from mtplayer.storage.queries.suggestions import suggesting

MANY: Final = 300_000
"""In fewer tracks the word index finds all that have a word as quickly as a probe finds some."""

_IS_FOUND: Final = (
    "SELECT EXISTS (SELECT 1 FROM track_words CROSS JOIN tracks ON tracks.id = track_words.rowid"
    " WHERE track_words MATCH ? AND listed = 1)"
)

Row = Callable[..., tuple[Any, ...]]
"""Runs a statement that answers with one row."""

Parsed = Callable[..., Ids]
"""Runs a statement that answers with one text of ids."""


class Questions:
    """Asks through the reader that made it."""

    def __init__(
        self,
        row: Row,
        parsed: Parsed,
        now_ms: Callable[[], int],
        question: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._row = row
        self._parsed = parsed
        self._now_ms = now_ms
        self.smart = SmartLists(row, parsed, self, question)

    def says_nothing(self, query: TrackQuery) -> bool:
        """Whether everything is what was asked for."""
        return asked(query) == EVERYTHING

    def ids(self, query: TrackQuery) -> Ids | None:
        """Return what terms and filters leave, in no order, maybe unlisted; None for everything."""
        if (node := self.understood(query)) == EVERYTHING:
            return None
        statement = self.compiler().ids(node)
        return self._parsed(statement.text, *statement.values)

    def first(
        self, query: TrackQuery, head: Ids, sizes: tuple[int, ...], limit: int, *, every: int
    ) -> Ids | None:
        """Return the first of ``head`` that answer a question, None where they are too few."""
        if (node := self.understood(query)) == EVERYTHING:
            return None
        where = self.compiler(near=True).condition(node)
        words_only = expression(node) is not None
        statement = (PROBE_WORDS if words_only else PROBE).format(where.text)
        found, start = no_ids(), 0
        long_way = not words_only or every >= MANY
        for size in sizes if long_way else sizes[:1]:
            some = json.dumps(head[start : start + size].tolist())
            found += self._parsed(statement, some, *where.values, limit - len(found))
            start += size
            if len(found) >= limit:
                return found
            if 2 * len(found) * len(head) < limit * start:
                # At this rate the rest will not do: what is rare is found quickly as a whole.
                return None
        return None

    def suggestions(self, field: Field, typed: str, most: int) -> list[str]:
        """Return values of a field that go on as they were begun."""
        if (asking := suggesting(field, typed, most)) is None:
            return []
        return json.loads(self._row(asking.text, *asking.values)[0] or "[]")

    def compiler(self, *, near: bool = False) -> Compiler:
        """Return what makes SQL of questions, for now."""
        return Compiler(self._now_ms(), near=near, smart=self.smart.named)

    def understood(self, query: TrackQuery) -> Node:
        """Return the question with unknown terms as words where they are words of a track."""

        def is_found(unknown: Unknown) -> bool:
            words = expression(Term(Field.ANY, Op.HAS, f"{unknown.key} {unknown.value}"))
            return words is not None and bool(self._row(_IS_FOUND, words)[0])

        return without_unknown(asked(query), is_found)
