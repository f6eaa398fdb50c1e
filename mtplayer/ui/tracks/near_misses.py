"""Which word of a search without a result is the one that too much was asked with."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.core.library.tracks import Totals, TrackQuery
from mtplayer.core.record import record
from mtplayer.runtime.jobs import Token
from mtplayer.ui.services.services import Library
from mtplayer.ui.tracks.filter_row import filter_name

# A sentence was not meant as a search, and each word is a question.
MOST_WORDS = 6


@record
class NearMiss:
    """Without ``word`` the search ``text`` and ``filters`` are left, and find so many tracks."""

    query: TrackQuery
    word: str
    text: str
    filters: tuple[str, ...]
    tracks: int


class NearMisses(QObject):
    """Tries a search without each of its words; the newest search counts."""

    def __init__(
        self, library: Library, done: Callable[[NearMiss], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._done = done
        self._best: NearMiss | None = None
        self._tokens: list[Token] = []

    def look(self, query: TrackQuery) -> None:
        """Call ``done`` each time a better word to leave out is known."""
        self.stop()
        if not query.text.strip() and len(query.filters) <= 1:
            return  # without the parser: a library that is still empty asks for nothing
        misses = _misses(query)
        if not 1 < len(misses) <= MOST_WORDS:
            return
        for at, miss in enumerate(misses):
            rest = replace(query, text=miss.text, filters=miss.filters)
            self._tokens.append(
                self._library.totals(rest, partial(self._known, miss), asker=(self, at))
            )

    def stop(self) -> None:
        """Look no further."""
        for token in self._tokens:
            token.cancel()
        self._tokens.clear()
        self._best = None

    def _known(self, miss: NearMiss, totals: Totals) -> None:
        if totals.tracks > (self._best.tracks if self._best is not None else 0):
            self._best = replace(miss, tracks=totals.tracks)
            self._done(self._best)


def _misses(query: TrackQuery) -> list[NearMiss]:
    """Return the question without each of its terms in turn."""
    from mtplayer.core.queries.query import Group, Match, all_of
    from mtplayer.core.queries.query_parser import parse
    from mtplayer.core.queries.query_text import text

    node = parse(query.text).node
    parts = node.parts if isinstance(node, Group) and node.match is Match.ALL else (node,)
    found = [
        NearMiss(
            query=query,
            word=text(part),
            text=text(all_of(*parts[:at], *parts[at + 1 :])),
            filters=query.filters,
            tracks=0,
        )
        for at, part in enumerate(parts)
    ]
    for at, term in enumerate(query.filters):
        left = query.filters[:at] + query.filters[at + 1 :]
        name = filter_name(term)
        found.append(NearMiss(query=query, word=name, text=query.text, filters=left, tracks=0))
    return found
