"""Reads a regular expression; what cannot be answered in time linear in the text is refused.

Looking around and back references are such. The rest is what Python's ``re`` understands.
"""

import unicodedata
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, TypeAlias

from mtplayer.core.record import short_record

MOST_REPEATS: Final = 200
"""Of a part: each is written out."""

DEEPEST: Final = 40


class PatternRefused(ValueError):
    """A pattern that means nothing; the message says why, to people."""


class At(Enum):
    """A place rather than a letter."""

    START = auto()
    END = auto()
    EDGE = auto()
    """Of a word."""
    INSIDE = auto()
    """Anything but the edge of a word."""


@short_record
class Letters:
    """Which single characters fit."""

    ranges: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    """Letters of escapes: d, D, w, W, s, S."""
    negated: bool = False

    def __contains__(self, char: str) -> bool:
        inside = any(low <= char <= high for low, high in self.ranges)
        return (inside or any(_is_of(kind, char) for kind in self.kinds)) != self.negated


@short_record
class Sequence:
    """One after the other; empty fits anywhere."""

    parts: "tuple[Part, ...]" = ()


@short_record
class Choice:
    """Any one of them."""

    parts: "tuple[Part, ...]"


@short_record
class Repeated:
    """So many times; without a most, any number."""

    part: "Part"
    least: int
    most: int | None


Part: TypeAlias = Letters | At | Sequence | Choice | Repeated

ANYTHING: Final = Letters(negated=True)
_SIGNS: Final[dict[str, Part]] = {".": ANYTHING, "^": At.START, "$": At.END}
_KINDS: Final = frozenset("dDwWsS")
_PLACES: Final = {"A": At.START, "Z": At.END, "b": At.EDGE, "B": At.INSIDE}
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_HEX: Final = {"x": 2, "u": 4, "U": 8}
_ENDS_CHOICE: Final = frozenset("|)")


def _is_of(kind: str, char: str) -> bool:
    match kind.lower():
        case "d":
            found = char.isdecimal()
        case "w":
            found = is_word(char)
        case _:
            found = char.isspace()
    return found == kind.islower()


def is_word(char: str) -> bool:
    """Whether a character can be inside a word."""
    return char.isalnum() or char == "_"


def unmarked(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.casefold()).translate(_MARKS)


class _Marks(dict[int, int | None]):
    """What ``str.translate`` asks: every character is looked up once, marks are left out."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.combining(chr(code)) else code
        return found


_MARKS: Final = _Marks()


def read(pattern: str, *, exact: bool) -> Part:
    """Return what a pattern asks for; ``exact`` minds case and accents. Raises PatternRefused."""
    return _Reading(pattern, str if exact else unmarked).whole()


class _Reading:
    """Goes through one pattern once."""

    def __init__(self, pattern: str, fold: Callable[[str], str]) -> None:
        self.pattern = pattern
        self.fold = fold
        self.at = 0
        self.depth = 0

    def whole(self) -> Part:
        part = self._choice()
        if self.at < len(self.pattern):
            raise PatternRefused("A closing bracket has no opening one.")
        return part

    def _choice(self) -> Part:
        choices = [self._sequence()]
        while self._takes("|"):
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else Choice(tuple(choices))

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while (char := self._next()) and char not in _ENDS_CHOICE:
            parts.append(self._counted(self._one()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _one(self) -> Part:
        char = self._take()
        if (meant := _SIGNS.get(char)) is not None:
            return meant
        match char:
            case "(":
                return self._group()
            case "[":
                return self._set()
            case "*" | "+" | "?":
                raise PatternRefused(f"“{char}” repeats nothing.")
            case "\\":
                return self._escaped()
            case _:
                return self._letter(char)

    def _letter(self, char: str) -> Part:
        folded = self.fold(char)
        letters = tuple(Letters(((one, one),)) for one in folded)
        return letters[0] if len(letters) == 1 else Sequence(letters)

    def _group(self) -> Part:
        if self._takes("?"):
            self._skip_name()
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternRefused("That is nested too deep.")
        inner = self._choice()
        self.depth -= 1
        if not self._takes(")"):
            raise PatternRefused("A bracket is not closed.")
        return inner

    def _skip_name(self) -> None:
        """Go on behind what makes a group one without a number, or with a name."""
        if self._takes(":"):
            return
        if self._takes("P") and self._takes("<"):
            name, closed, _ = self.pattern[self.at :].partition(">")
            if closed and name.isidentifier():
                self.at += len(name) + 1
                return
        raise PatternRefused("Groups that look around are not understood.")

    # ---- single characters ----------------------------------------------------------------------

    def _escaped(self) -> Part:
        char = self._next()
        if char in _PLACES and char:
            self.at += 1
            return _PLACES[char]
        if char in _KINDS and char:
            self.at += 1
            return Letters(kinds=char)
        return self._letter(self._escape())

    def _escape(self) -> str:
        char = self._take()
        if not char:
            raise PatternRefused("A backslash stands at the end.")
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char in _HEX:
            return self._code(_HEX[char])
        if char.isascii() and char.isalnum():
            raise PatternRefused(f"“\\{char}” means nothing here.")
        return char

    def _code(self, digits: int) -> str:
        written = self.pattern[self.at : self.at + digits]
        self.at += digits
        try:
            return chr(int(written, 16)) if len(written) == digits else _refuse_code(written)
        except (ValueError, OverflowError):
            return _refuse_code(written)

    def _set(self) -> Part:
        negated = self._takes("^")
        ranges: list[tuple[str, str]] = []
        kinds = ""
        first = True
        while first or self._next() != "]":
            first = False
            low = self._of_set()
            if low in _KINDS and self.pattern[self.at - 2 : self.at] == f"\\{low}":
                kinds += low
                continue
            ranges.append((low, self._to(low)))
        self.at += 1
        return Letters(tuple(ranges), kinds, negated)

    def _to(self, low: str) -> str:
        """Return the end of a range that begins so, which may be its beginning."""
        if self._next() != "-" or self.pattern[self.at + 1 : self.at + 2] in ("]", ""):
            return low
        self.at += 1
        high = self._of_set()
        if high < low:
            raise PatternRefused(f"The range “{low}-{high}” is the wrong way round.")
        return high

    def _of_set(self) -> str:
        char = self._take()
        if not char:
            raise PatternRefused("A square bracket is not closed.")
        if char == "\\" and self._next() in _KINDS and self._next():
            return self._take()
        if char == "\\":
            char = "\b" if self._takes("b") else self._escape()
        folded = self.fold(char)
        return folded if len(folded) == 1 else char

    # ---- repetition -----------------------------------------------------------------------------

    def _counted(self, part: Part) -> Part:
        bounds = self._bounds()
        if bounds is None:
            return part
        self._takes("?")  # how greedy makes no difference to whether it fits
        before = self.at
        if self._next() == "+" or self._bounds() is not None:
            self.at = before
            raise PatternRefused(f"“{self._next()}” repeats a repetition.")
        return Repeated(part, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if (bounds := simple.get(self._next())) is not None:
            self.at += 1
            return bounds
        return self._braces() if self._next() == "{" else None

    def _braces(self) -> tuple[int, int | None] | None:
        inside, closed, _ = self.pattern[self.at + 1 :].partition("}")
        least, comma, most = inside.partition(",")
        numbers = [number for number in (least, most) if number]
        if not closed or not numbers or not all(n.isascii() and n.isdigit() for n in numbers):
            return None
        self.at += len(inside) + 2
        low = int(least or 0)
        high = low if not comma else int(most) if most else None
        if max(low, high or 0) > MOST_REPEATS:
            raise PatternRefused(f"More than {MOST_REPEATS} times is too often.")
        if high is not None and high < low:
            raise PatternRefused(f"“{{{inside}}}” is the wrong way round.")
        return low, high

    # ---- letters --------------------------------------------------------------------------------

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        char = self._next()
        self.at += 1
        return char

    def _takes(self, char: str) -> bool:
        taken = self._next() == char
        self.at += taken
        return taken


def _refuse_code(written: str) -> str:
    raise PatternRefused(f"“{written}” is no code of a character.")
