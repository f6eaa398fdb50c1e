"""Where the words that were searched for stand in a text."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from mtplayer.core.folding import fold_phrase
from mtplayer.core.library.tracks import TrackQuery

Range = tuple[int, int]


def wanted(query: TrackQuery) -> tuple[str, ...]:
    """Return the words, folded, that the rows of an answer show."""
    if not (query.text.strip() or query.filters):
        return ()
    # The language takes 15 ms to import, which a start needs not.
    from mtplayer.core.queries.questions import words

    return words(*query.filters, query.text)


def found(text: str, words: Sequence[str]) -> list[Range]:
    """Return where words of ``text`` begin like one of ``words`` (folded), as start and end."""
    folded, origin = _mapped(text)
    ranges: list[Range] = []
    for word in words:
        at = folded.find(f" {word}")
        while at >= 0:
            last = origin[at + len(word)]
            ranges.append((origin[at + 1], _end_of_letter(text, last)))
            at = folded.find(f" {word}", at + 1)
    return _merged(ranges)


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return the words of a text with a space before each, and where every letter came from."""
    letters, origin = [" "], [0]
    for at, char in enumerate(text):
        folded, single = _fold(char)
        if folded is None:
            continue
        if not folded or single:
            _put(letters, origin, " ", at)
        for letter in folded:
            _put(letters, origin, letter, at)
        if single:
            _put(letters, origin, " ", at)
    return "".join(letters), origin


def _put(letters: list[str], origin: list[int], letter: str, at: int) -> None:
    if letter != " " or letters[-1] != " ":
        letters.append(letter)
        origin.append(at)


@lru_cache(4096)
def _fold(char: str) -> tuple[str | None, bool]:
    """Return a folded character (None: a mark on the one before), and whether it is a word."""
    if unicodedata.category(char)[0] == "M":
        return None, False
    folded = fold_phrase(char)
    return folded, bool(folded) and fold_phrase(char + char) != folded + folded


def _end_of_letter(text: str, at: int) -> int:
    at += 1
    while at < len(text) and unicodedata.category(text[at])[0] == "M":
        at += 1
    return at


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
