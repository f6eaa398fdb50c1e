"""Several names in one value: parted at separators, but for the names that contain one."""

import re
from functools import lru_cache
from typing import Final

from mtplayer.core.record import record

_KEPT: Final = 20_000


@record
class Splitting:
    """What the user wants parted. Separators have spaces between them, exceptions semicolons."""

    artists: str = ""
    genres: str = ""
    exceptions: str = ""

    @property
    def is_off(self) -> bool:
        """Whether values stay as they are."""
        return not (self.artists.split() or self.genres.split())


class Splitter:
    """Parts values at separators: words stand between spaces, signs anywhere."""

    def __init__(self, separators: str, exceptions: str = "") -> None:
        marks = [_separator(mark) for mark in separators.split()]
        names = sorted((name.strip() for name in exceptions.split(";")), key=len, reverse=True)
        kept = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names if name)
        # What may not be parted is met before the separator in it.
        self._pattern = re.compile(
            rf"(?P<kept>(?<!\w)(?:{kept or '(?!)'})(?!\w))|(?:{'|'.join(marks)})", re.IGNORECASE
        )
        self._parts = lru_cache(_KEPT)(self._cut)
        self.is_off = not marks

    def parts(self, value: str) -> tuple[str, ...]:
        """Return the names in a value: itself where there is nothing to part."""
        return (value,) if self.is_off else self._parts(value)

    def each(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names in all values, each once."""
        if self.is_off:
            return values
        return tuple(dict.fromkeys(name for value in values for name in self.parts(value)))

    def _cut(self, value: str) -> tuple[str, ...]:
        names, start = list[str](), 0
        for found in self._pattern.finditer(value):
            if found["kept"] is None:
                names.append(value[start : found.start()])
                start = found.end()
        names.append(value[start:])
        return tuple(dict.fromkeys(filter(None, map(str.strip, names)))) or (value,)


def _separator(mark: str) -> str:
    escaped = re.escape(mark)
    return rf"\s+{escaped}\s+" if any(map(str.isalnum, mark)) else escaped
