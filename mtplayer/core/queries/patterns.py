"""Regular expressions in time linear in the text: no pattern can hold the library up.

Python's own take exponential time for some and cannot be stopped. Here the parts that may come
next are followed all at once, and what follows a set of them is worked out once per character.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from mtplayer.core.queries.pattern_syntax import (
    At,
    Choice,
    Letters,
    Part,
    PatternRefused,
    Repeated,
    Sequence,
    is_word,
    read,
    unmarked,
)
from mtplayer.core.queries.quick_patterns import needed, quick

MOST_STEPS: Final = 600
"""Of a pattern, repetitions written out."""

_MOST_STATES: Final = 2000
_FOUND: Final = -1
_NO_CHAR: Final = ""
"""Before the first character, and behind the last."""


class _Split(NamedTuple):
    """Go on at both places."""

    first: int
    second: int


class _Found(NamedTuple):
    """The pattern fits."""


_Step = Letters | At | _Split | _Found
_State = tuple[frozenset[int], str]
"""Where one may stand in the pattern, and the kind of character that was before."""


class Pattern:
    """A pattern ready to be looked for."""

    def __init__(self, pattern: str, *, exact: bool = False) -> None:
        self._exact = exact
        self._steps: list[_Step] = []
        part = read(pattern, exact=exact)
        self._write(part)
        self._add(_Found())
        self._forget()
        self._quick = quick(part)
        self.needed = needed(part)
        """Latin letters and digits that stand in a row in every text of it, once unmarked."""

    def is_in(self, text: str) -> bool:
        """Whether it fits anywhere."""
        return self.fits(text if self._exact else unmarked(text))

    def fits(self, text: str) -> bool:
        """Whether it fits anywhere in a text that is unmarked, unless the pattern is exact."""
        if self._quick is not None and len(text) <= self._quick.most_letters:
            return self._quick.expression.search(text) is not None
        return self.needed in text and self._followed(text)

    def _followed(self, text: str) -> bool:
        """Say the same one character after the other, in time linear in the text."""
        state = self._start
        tables = self._tables
        for char in text:
            following = tables[state].get(char)
            if following is None:
                following, tables = self._follow(state, char)
            if following == _FOUND:
                return True
            state = following
        return self._fits(self._states[state], _NO_CHAR)

    # ---- the pattern as steps -------------------------------------------------------------------

    def _write(self, part: Part) -> None:
        match part:
            case Sequence(parts):
                for one in parts:
                    self._write(one)
            case Choice(parts):
                self._write_choice(parts)
            case Repeated():
                self._write_repeated(part)
            case _:
                self._add(part)

    def _write_choice(self, parts: tuple[Part, ...]) -> None:
        ends: list[int] = []
        for one in parts[:-1]:
            split = self._add(_Split(0, 0))
            self._write(one)
            ends.append(self._add(_Split(0, 0)))
            self._steps[split] = _Split(split + 1, len(self._steps))
        self._write(parts[-1])
        for end in ends:
            self._steps[end] = _Split(len(self._steps), len(self._steps))

    def _write_repeated(self, part: Repeated) -> None:
        for _ in range(part.least):
            self._write(part.part)
        if part.most is None:
            split = self._add(_Split(0, 0))
            self._write(part.part)
            self._add(_Split(split, split))
            self._steps[split] = _Split(split + 1, len(self._steps))
            return
        splits: list[int] = []
        for _ in range(part.most - part.least):
            splits.append(self._add(_Split(0, 0)))
            self._write(part.part)
        for split in splits:
            self._steps[split] = _Split(split + 1, len(self._steps))

    def _add(self, step: _Step) -> int:
        if len(self._steps) >= MOST_STEPS:
            raise PatternRefused("That pattern is too long.")
        self._steps.append(step)
        return len(self._steps) - 1

    # ---- the steps as states --------------------------------------------------------------------

    def _forget(self) -> None:
        self._numbers: dict[_State, int] = {}
        self._states: list[_State] = []
        self._tables: list[dict[str, int]] = []
        self._start = self._number((frozenset({0}), _NO_CHAR))

    def _number(self, state: _State) -> int:
        if (number := self._numbers.get(state)) is None:
            number = self._numbers[state] = len(self._states)
            self._states.append(state)
            self._tables.append({})
        return number

    def _follow(self, number: int, char: str) -> tuple[int, list[dict[str, int]]]:
        state = self._states[number]
        if len(self._states) > _MOST_STATES:
            self._forget()
            number = self._number(state)
        places = self._reached(state, char)
        if any(isinstance(self._steps[place], _Found) for place in places):
            following = _FOUND
        else:
            after = {place + 1 for place in places if self._takes(place, char)}
            # It may also begin behind this character.
            following = self._number((frozenset({0, *after}), "w" if is_word(char) else "-"))
        self._tables[number][char] = following
        return following, self._tables

    def _takes(self, place: int, char: str) -> bool:
        step = self._steps[place]
        return isinstance(step, Letters) and char in step

    def _fits(self, state: _State, char: str) -> bool:
        return any(isinstance(self._steps[place], _Found) for place in self._reached(state, char))

    def _reached(self, state: _State, char: str) -> set[int]:
        """Return every place that is reached without a character, before this one."""
        places, before = state
        seen: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self._steps[place]
            if isinstance(step, _Split):
                waiting += step
            elif isinstance(step, At) and _holds(step, before, char):
                waiting.append(place + 1)
        return seen


def _holds(at: At, before: str, char: str) -> bool:
    match at:
        case At.START:
            return before == _NO_CHAR
        case At.END:
            return char == _NO_CHAR
        case _:
            inside = before == "w"
            edge = inside != (char != _NO_CHAR and is_word(char))
            return edge == (at is At.EDGE)


@lru_cache(64)
def why_refused(pattern: str) -> str:
    """Return why a pattern means nothing; empty if it means something."""
    try:
        Pattern(pattern)
    except PatternRefused as refused:
        return str(refused)
    return ""
