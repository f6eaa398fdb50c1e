"""Which word of a search without a result is the one that too much was asked with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.core.tracks import Totals, TrackQuery
from mtplayer.runtime.jobs import Token
from mtplayer.ui.services import Library

# A sentence was not meant as a search, and each word is a question.
MOST_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """Without ``word`` the search ``text`` is left, and finds so many tracks."""

    query: TrackQuery
    word: str
    text: str
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
        words = query.text.split()
        if not 1 < len(words) <= MOST_WORDS:
            return
        for at, word in enumerate(words):
            text = " ".join(words[:at] + words[at + 1 :])
            miss = NearMiss(query=query, word=word, text=text, tracks=0)
            self._tokens.append(
                self._library.totals(
                    replace(query, text=text), partial(self._known, miss), asker=(self, at)
                )
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
