"""Patterns that Python's own expressions answer in bounded time: a title in 0.3 µs, ours take 4.

Theirs go back and try again, at worst once for each way through the pattern. Those are counted
first: at most one open repetition, of single letters, and few choices beside it.
"""

import re
from typing import Final, NamedTuple

from mtplayer.core.queries.pattern_syntax import At, Choice, Letters, Part, Repeated, Sequence

MOST_LETTERS: Final = 200
"""Of a text for an open repetition: the worst looks at 20,000 letters, times its ways."""

MOST_WAYS: Final = 16
_PLACES: Final = {At.START: r"\A", At.END: r"\Z", At.EDGE: r"\b"}
_ANY_LENGTH: Final = 1 << 30


class QuickPattern(NamedTuple):
    """Finds what the pattern finds in texts of at most so many letters."""

    expression: re.Pattern[str]
    most_letters: int


class _TooManyWays(Exception):
    """It could take long."""


def quick(part: Part) -> QuickPattern | None:
    """Return what finds just what a pattern finds, None where that could take long."""
    writing = _Writing()
    try:
        written = writing.written(trimmed(part))
    except _TooManyWays:
        return None
    expression = re.compile(written, re.DOTALL)
    return QuickPattern(expression, MOST_LETTERS if writing.is_open else _ANY_LENGTH)


def trimmed(part: Part) -> Part:
    """Return a pattern that is in the same texts, without needless repeating at its ends."""
    parts = list(part.parts) if isinstance(part, Sequence) else [part]
    for end in (0, -1):
        while parts and isinstance(last := parts[end], Repeated):
            if last.least:
                parts[end] = Repeated(last.part, last.least, last.least)
                break
            del parts[end]
    return Sequence(tuple(parts))


def needed(part: Part) -> str:
    """Return the longest run of Latin letters and digits that is in every text of a pattern."""
    runs = "".join(letter or " " for letter in _in_a_row(part)).split()
    return max(runs, key=len, default="")


def _in_a_row(part: Part) -> list[str]:
    """Return the letters that follow each other, empty ones where anything may stand between."""
    match part:
        case Letters():
            return [_only_letter(part)]
        case Sequence(parts):
            return [letter for one in parts for letter in _in_a_row(one)]
        case Repeated(inner, least, _) if least:
            return ["", *_in_a_row(inner), ""]
        case _:
            return [""]


def _only_letter(letters: Letters) -> str:
    if letters.negated or letters.kinds or len(letters.ranges) != 1:
        return ""
    low, high = letters.ranges[0]
    return low if low == high and low.isascii() and low.isalnum() else ""


class _Writing:
    """Writes one pattern, and counts the ways through it."""

    def __init__(self) -> None:
        self.is_open = False
        self._ways = 1

    def written(self, part: Part) -> str:
        match part:
            case Letters():
                return _letters(part)
            case Sequence(parts):
                return f"(?:{''.join(map(self.written, parts))})"
            case Choice(parts):
                self._choose(len(parts))
                return f"(?:{'|'.join(map(self.written, parts))})"
            case Repeated():
                return self._repeated(part)
            case _ if part in _PLACES:
                return _PLACES[part]
            case _:
                # Python's \B is not in an empty text, ours is.
                raise _TooManyWays

    def _repeated(self, part: Repeated) -> str:
        least, most = part.least, part.most
        if isinstance(part.part, At) or (most != 1 and not isinstance(part.part, Letters)):
            raise _TooManyWays
        if most == 1:
            self._choose(2 - least)
        elif most != least:
            if self.is_open:
                raise _TooManyWays
            self.is_open = True
        return f"(?:{self.written(part.part)}){{{least},{'' if most is None else most}}}"

    def _choose(self, among: int) -> None:
        self._ways *= among
        if self._ways > MOST_WAYS:
            raise _TooManyWays


def _letters(letters: Letters) -> str:
    if not letters.ranges and not letters.kinds:
        return "." if letters.negated else "(?!)"
    ranges = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in letters.ranges)
    kinds = "".join(f"\\{kind}" for kind in letters.kinds)
    if not letters.negated and not kinds and _is_one(letters):
        return re.escape(letters.ranges[0][0])
    return f"[{'^' if letters.negated else ''}{ranges}{kinds}]"


def _is_one(letters: Letters) -> bool:
    return len(letters.ranges) == 1 and letters.ranges[0][0] == letters.ranges[0][1]
