"""The letters of an index rail: one for each letter of the alphabet, one for each other script."""

import unicodedata
from itertools import groupby
from typing import Final

LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS: Final = "#"
"""Digits, symbols and nothing at all."""

# What a Unicode name begins with, and the letter that stands for the script.
_SCRIPTS: Final = (
    ("HIRAGANA", "あ"),
    ("KATAKANA", "あ"),
    ("CJK", "漢"),
    ("HANGUL", "가"),
    ("ARABIC", "ع"),
    ("HEBREW", "א"),
    ("CYRILLIC", "Я"),
    ("GREEK", "Ω"),
    ("DEVANAGARI", "अ"),
    ("THAI", "ก"),
)


def rail_letter(initial: str) -> str:
    """Return the letter under which a sort key of this first character stands."""
    upper = initial.upper()
    if upper in LATIN:
        return upper
    name = unicodedata.name(initial, "")
    return next((letter for start, letter in _SCRIPTS if name.startswith(start)), OTHERS)


def rail_places(initials: str) -> dict[str, int]:
    """Return where each letter of a list begins; one first character stands for each item."""
    places: dict[str, int] = {}
    at = 0
    for initial, run in groupby(initials):
        places.setdefault(rail_letter(initial), at)
        at += len(tuple(run))
    return places


def rail_letters(places: dict[str, int]) -> list[str]:
    """Return what a rail shows: the whole alphabet if any of it is there, then other scripts."""
    latin = [OTHERS, *LATIN] if places.keys() & set(LATIN) or not places else []
    return latin + [letter for letter in places if letter not in latin]
