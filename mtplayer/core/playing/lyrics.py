"""The words of a song: as LRC gives them, with a time for each line, or plain."""

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final, NamedTuple

from mtplayer.core.record import record

_TIME: Final = re.compile(r"\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]")
_WORD_TIME: Final = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>")
_TAG: Final = re.compile(r"\[([A-Za-z#]+):(.*)\]\s*")
_MOST_LINES: Final = 5000


class LyricLine(NamedTuple):
    """One line, and when it is sung; plain words have no times."""

    at_ms: int
    text: str


@record
class Lyrics:
    """Lines in order; ``source`` is where they are from: a file, its tags, or a name.

    ``moved_ms`` is how much later a listener wants them than they say.
    """

    lines: tuple[LyricLine, ...] = ()
    synced: bool = False
    source: str = ""
    moved_ms: int = 0

    def line_at(self, ms: float) -> int:
        """Return which line is sung at a place, -1 before the first."""
        if not self.synced:
            return -1
        return bisect_right(self.lines, ms, key=lambda line: line.at_ms) - 1

    def next_at(self, ms: float) -> int | None:
        """Return when another line begins, None behind the last."""
        row = self.line_at(ms) + 1
        return self.lines[row].at_ms if self.synced and row < len(self.lines) else None


NO_LYRICS: Final = Lyrics()


def parse_lyrics(text: str, source: str, offset_ms: int = 0) -> Lyrics:
    """Read LRC, also with a time for each word; a text without any times is plain.

    A positive ``[offset:]`` shows lines earlier, as the format has it.
    """
    timed: list[LyricLine] = []
    plain: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]:
        times, words = _parted(line)
        if (tag := _TAG.fullmatch(line.strip())) is not None and not times:
            offset_ms -= _offset(tag)
            continue
        plain.append(words)
        timed += (LyricLine(at, words) for at in times)
    if timed:
        moved = (LyricLine(max(0, at + offset_ms), words) for at, words in timed)
        # Equal times keep their order: a translation stands below the line.
        lines = tuple(sorted(moved, key=lambda line: line.at_ms))
        return Lyrics(lines=lines, synced=True, source=source)
    while plain and not plain[-1]:
        plain.pop()
    return Lyrics(lines=tuple(LyricLine(0, words) for words in plain), source=source)


def moved(lyrics: Lyrics, by_ms: int) -> Lyrics:
    """Return the same words so much later than they say, or earlier."""
    if not lyrics.synced or not by_ms:
        return lyrics
    lines = tuple(LyricLine(max(0, line.at_ms + by_ms), line.text) for line in lyrics.lines)
    return replace(lyrics, lines=lines, moved_ms=by_ms)


def _parted(line: str) -> tuple[list[int], str]:
    times: list[int] = []
    rest = line.strip()
    while (found := _TIME.match(rest)) is not None:
        minutes, seconds, fraction = found.groups()
        share = int((fraction or "0").ljust(3, "0"))
        times.append((int(minutes) * 60 + int(seconds)) * 1000 + share)
        rest = rest[found.end() :].lstrip()
    return times, _WORD_TIME.sub("", rest).strip() if times else rest


def _offset(tag: re.Match[str]) -> int:
    name, value = tag.groups()
    try:
        return int(value) if name.lower() == "offset" else 0
    except ValueError:
        return 0
