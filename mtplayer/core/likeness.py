"""How alike a track and what a playlist or another program says of one are."""

import re
import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from mtplayer.core.folding import fold

ALIKE: Final = 0.88
"""From here on two are the same."""

NEAR: Final = 0.7
"""From here on somebody may find them the same."""

SAME_LENGTH_MS: Final = 2500
"""Lengths in playlists are whole seconds, and encoders add some silence."""

_BRACKETS: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_DASHED: Final = re.compile(r"\s[-–—]\s([^-–—]+)$")
_GUEST: Final = re.compile(r"\s(?:feat|ft|featuring)\b\.?\s.*$", re.IGNORECASE)
# Words of additions that say nothing of which recording it is.
_SAME_RECORDING: Final = re.compile(
    r"(?i)\b(?:feat|ft|featuring|with|remaster(?:ed)?|deluxe|bonus track|album version|"
    r"single version|original version|original mix|explicit|clean|mono|stereo|official|"
    r"audio|hd|hq|lyrics?)\b|^\d{4}$"
)
_STEPS: Final = ((SAME_LENGTH_MS, 1.0), (5_000, 0.9), (10_000, 0.7), (30_000, 0.4))
_TITLE, _ARTIST, _LENGTH = 0.5, 0.3, 0.2
_CLOSE_TITLE, _CLOSE_ARTIST = 0.55, 0.6
_MISTYPED: Final = 0.8
# With another word more it is live, or the second part: only somebody who knows may say so.
_OTHER_WORDS: Final = 0.75
_KEPT: Final = 50_000


def name_key(name: bytes) -> str:
    """Return a file name so that case and the way marks are written do not matter."""
    text = name.decode("utf-8", "surrogateescape")
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@lru_cache(_KEPT)
def bare_title(title: str) -> str:
    """Return the words of a title, without what says nothing of the recording."""

    def kept(match: re.Match[str]) -> str:
        return " " if _SAME_RECORDING.search(match[1]) else match[0]

    plain = _BRACKETS.sub(kept, title)
    dashed = _DASHED.search(plain)
    if dashed is not None and _SAME_RECORDING.search(dashed[1].strip()):
        plain = plain[: dashed.start()]
    plain = _GUEST.sub("", plain)
    return _words(plain) or _words(title)


@lru_cache(_KEPT)
def _words(text: str) -> str:
    return fold(text)


def titles_alike(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1."""
    first, second = bare_title(one), bare_title(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0 if _words(one) == _words(other) else 0.98
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < _MISTYPED or matcher.quick_ratio() < _MISTYPED:
        return 0.0
    # Other numbers are another part, however alike the rest is.
    if _numbers(first) != _numbers(second) or (value := matcher.ratio()) < _MISTYPED:
        return 0.0
    return value * (0.98 if first.count(" ") == second.count(" ") else _OTHER_WORDS)


def _numbers(words: str) -> list[str]:
    return [word for word in words.split() if word.isdigit()]


def artists_alike(one: str, others: Collection[str]) -> float:
    """Return how alike an artist is to the likest of others, from 0 to 1."""
    wanted = set(_words(one).split()) - {"the"}
    best = 0.0
    for other in others:
        words = set(_words(other).split()) - {"the"}
        if not wanted or not words:
            continue
        common = len(wanted & words)
        # One of two artists is him as well; a little less so than both.
        best = max(
            best, 0.9 * common / min(len(wanted), len(words)) + 0.1 * common / len(wanted | words)
        )
    return best


def lengths_alike(one_ms: int | None, other_ms: int | None) -> float | None:
    """Return how alike two lengths are, from 0 to 1; None where one is not known."""
    if not one_ms or not other_ms:
        return None
    apart = abs(one_ms - other_ms)
    return next((value for limit, value in _STEPS if apart <= limit), 0.0)


def likeness(title: float, artist: float | None, length: float | None) -> float:
    """Return how alike two tracks are; what is not known weighs nothing, but nothing is sure."""
    if title < _CLOSE_TITLE or (artist is not None and artist < _CLOSE_ARTIST):
        return 0.0
    known = [(title, _TITLE)]
    known += [(artist, _ARTIST)] if artist is not None else []
    known += [(length, _LENGTH)] if length is not None else []
    value = sum(part * weight for part, weight in known) / sum(weight for _, weight in known)
    # A title alone, or with a length alone, is that of many.
    if artist is None:
        return min(value, ALIKE - 0.01) if length is None or length < 1 else value * 0.95
    return value
