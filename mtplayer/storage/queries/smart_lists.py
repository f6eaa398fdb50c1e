"""What smart playlists hold, asked of one reading connection."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeVar

from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.query import Node, Op, Term
from mtplayer.core.queries.smart_lists import SmartList, SmartPreview, from_json
from mtplayer.storage.id_lists import Ids
from mtplayer.storage.queries.query_columns import list_name_test
from mtplayer.storage.queries.query_sql import Compiler
from mtplayer.storage.queries.smart_sql import Selection, enough, is_enough, selection
from mtplayer.storage.queries.text_tests import Sql

T = TypeVar("T")

DEEPEST: Final = 8
"""Smart playlists in smart playlists; beyond, and in itself, one holds nothing."""

_NAMED: Final = (
    "SELECT json_group_array(json_array(p.id, p.rules)) FROM playlists AS p"
    " WHERE p.kind = 'smart' AND p.deleted_at IS NULL AND {}"
)


class Understanding(Protocol):
    """What makes a tree of a question, and SQL of a tree."""

    def understood(self, query: TrackQuery) -> Node:
        """Return the question as a tree."""
        ...

    def compiler(self, *, near: bool = False) -> Compiler:
        """Return what makes SQL of trees."""
        ...


class SmartLists:
    """Asks through the reader that made it."""

    def __init__(
        self,
        row: Callable[..., tuple[Any, ...]],
        parsed: Callable[..., Ids],
        questions: Understanding,
        question: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._row = row
        self._parsed = parsed
        self._questions = questions
        self._question = question
        self._inside: list[int] = []

    def ids(self, smart: SmartList) -> Ids:
        """Return what a smart playlist holds, in its order."""
        with self._question():
            return self.held(smart)

    def held(self, smart: SmartList) -> Ids:
        """Return the same as a part of another question."""

        def ask(selected: Selection) -> tuple[Ids, int]:
            statement = selected.ids()
            ids = self._parsed(statement.text, *statement.values)
            return ids, len(ids)

        return self._of_enough(smart, ask)

    def count(self, smart: SmartList) -> int:
        """Return how many tracks a smart playlist holds."""

        def ask(selected: Selection) -> tuple[int, int]:
            statement = selected.count()
            count = self._row(statement.text, *statement.values)[0]
            return count, count

        with self._question():
            return self._of_enough(smart, ask)

    def preview(self, smart: SmartList, rows: int) -> SmartPreview:
        """Return how much a smart playlist holds, and the first of it."""

        def ask(selected: Selection) -> tuple[SmartPreview, int]:
            statement = selected.preview(rows)
            tracks, duration_ms, first = self._row(statement.text, *statement.values)
            ids = tuple(map(int, first.split(","))) if first else ()
            return SmartPreview(tracks=tracks, duration_ms=duration_ms, first=ids), tracks

        with self._question():
            return self._of_enough(smart, ask)

    def named(self, term: Term) -> Sequence[Sql]:
        """Return a condition for each smart playlist that a term names: being in it."""
        if term.op is Op.EMPTY or len(self._inside) >= DEEPEST:
            return ()
        name = list_name_test(term)
        rows: list[tuple[int, str | None]] = json.loads(
            self._row(_NAMED.format(name.text), *name.values)[0]
        )
        return [self._member(id_, rules) for id_, rules in rows if id_ not in self._inside]

    def _member(self, id_: int, rules: str | None) -> Sql:
        self._inside.append(id_)
        try:
            return self._selection(from_json(rules)).membership()
        finally:
            self._inside.pop()

    def _of_enough(self, smart: SmartList, ask: Callable[[Selection], tuple[T, int]]) -> T:
        """Return an answer that comes with a count, of as few tracks as will do."""
        looking_at = enough(smart)
        answer, count = ask(self._selection(smart, looking_at))
        if looking_at is not None and not is_enough(smart, looking_at, count):
            answer, _ = ask(self._selection(smart))
        return answer

    def _selection(self, smart: SmartList, looking_at: int | None = None) -> Selection:
        node = self._questions.understood(TrackQuery(text=smart.query))
        return selection(smart, node, self._questions.compiler(), looking_at=looking_at)
