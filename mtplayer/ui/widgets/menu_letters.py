"""The letters that choose rows of a menu: found in the words, so that no translation marks them."""

from collections.abc import Sequence
from typing import Final

NONE: Final = -1
"""No letter was left for this row."""


def letters_of(rows: Sequence[tuple[str, str]]) -> list[int]:
    """Return where in its words each row has its letter, none twice; rows are words and their key.

    A row whose key is one letter (Q adds to the queue) gets that one if its words have it.
    """
    taken: set[str] = set()
    found = [NONE] * len(rows)
    wishes = (_key_places, _first_places, _all_places)
    for places in wishes:
        for number, (words, key) in enumerate(rows):
            if found[number] == NONE:
                found[number] = _free(words, places(words, key), taken)
    return found


def _free(words: str, places: Sequence[int], taken: set[str]) -> int:
    for place in places:
        letter = words[place].casefold()
        if letter not in taken:
            taken.add(letter)
            return place
    return NONE


def _key_places(words: str, key: str) -> list[int]:
    place = words.casefold().find(key.casefold()) if len(key) == 1 and key.isalnum() else NONE
    # Folding may change how long the words are.
    return [place] if 0 <= place < len(words) and words[place].casefold() == key.casefold() else []


def _first_places(words: str, _key: str) -> list[int]:
    """Return where the first word begins."""
    return [at for at, sign in enumerate(words) if sign.isalnum()][:1]


def _all_places(words: str, _key: str) -> list[int]:
    """Return where the other words begin, numbers before them, then every letter."""
    letters = [at for at, sign in enumerate(words) if sign.isalnum()]
    begins = [at for at in letters if at and not words[at - 1].isalnum()]
    begins.sort(key=lambda at: not words[at].isdigit())
    return [*begins, *(at for at in letters if at not in begins)]
