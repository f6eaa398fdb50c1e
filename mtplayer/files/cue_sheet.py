"""Cue sheets: how one file of sound is divided into tracks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from mtplayer.core.library.tracks import FRAMES_A_SECOND

LARGEST: Final = 1 << 20
_MOST_LINES: Final = 20_000
_MOST_TRACKS: Final = 999
_AUDIO: Final = "AUDIO"
_COMMAND: Final = re.compile(r"\s*(\w+)\s*(.*?)\s*$")
_TIME: Final = re.compile(r"(\d{1,4}):([0-5]?\d)(?::(\d{1,2}))?(?!\d)")
_WORDS: Final = frozenset({"TITLE", "PERFORMER", "SONGWRITER", "ISRC", "CATALOG"})
_REMARKS: Final = frozenset(
    {
        "ALBUM", "COMMENT", "COMPOSER", "DATE", "DISCID", "DISCNUMBER", "GENRE", "TOTALDISCS",
        "REPLAYGAIN_ALBUM_GAIN", "REPLAYGAIN_ALBUM_PEAK", "REPLAYGAIN_TRACK_GAIN",
        "REPLAYGAIN_TRACK_PEAK",
    }
)  # fmt: skip
_NO_WORDS: Final[Mapping[int, Mapping[str, str]]] = {}


@dataclass(slots=True)
class CueTrack:
    """One track: in which of the sheet's files it lies, and from which frame on.

    ``words`` are its TITLE, PERFORMER and so on, by their names in lower case, ``indexes`` the
    file and the frame of each INDEX.
    """

    number: int
    file: int = 0
    start: int = 0
    end: int | None = None
    words: dict[str, str] = field(default_factory=dict[str, str])
    indexes: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])


@dataclass(slots=True)
class CueSheet:
    """A sheet: the names of its files, what it says of all tracks, and the tracks."""

    files: list[str] = field(default_factory=list[str])
    words: dict[str, str] = field(default_factory=dict[str, str])
    tracks: list[CueTrack] = field(default_factory=list[CueTrack])

    def tracks_of(self, file: int) -> list[CueTrack]:
        """Return what divides one file; nothing where one track is all of it."""
        inside = [track for track in self.tracks if track.file == file]
        return inside if len(inside) > 1 else []


def parse(text: str) -> CueSheet:
    """Read a sheet; what makes no sense is passed over, whatever it is."""
    reading = _Reading()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for line in lines.split("\n", _MOST_LINES)[:_MOST_LINES]:
        if (found := _COMMAND.match(line)) is not None:
            reading.take(found[1].upper(), found[2])
    return reading.finished()


class _Reading:
    """A sheet while its lines are read."""

    def __init__(self) -> None:
        self._sheet = CueSheet()
        self._tracks: list[CueTrack] = []
        self._current: CueTrack | None = None
        self._is_data = False

    def take(self, command: str, rest: str) -> None:
        """Take in one line."""
        if command == "FILE":
            self._sheet.files.append(_file_name(rest))
        elif command == "TRACK":
            self._begin_track(rest)
        elif command == "INDEX":
            self._index(rest)
        elif command == "REM":
            name, _, value = rest.partition(" ")
            if name.upper() in _REMARKS:
                self._say(name, value)
        elif command in _WORDS:
            self._say(command, rest)

    def finished(self) -> CueSheet:
        """Return the sheet with the tracks that have a place, each with its end."""
        sheet = self._sheet
        for track in self._tracks:
            # INDEX 00 is the gap before a track; it belongs to the one before.
            begin = track.indexes.get(1) or (track.indexes and track.indexes[min(track.indexes)])
            if begin:
                track.file, track.start = begin
                sheet.tracks.append(track)
        _set_ends(sheet)
        return sheet

    def words(self) -> dict[int, dict[str, str]]:
        """Return what was said of each track, and under 0 of all of them."""
        return {0: self._sheet.words, **{track.number: track.words for track in self._tracks}}

    def _begin_track(self, rest: str) -> None:
        number, _, kind = rest.partition(" ")
        # Sheets of mixed discs list what is no music; nothing after it belongs to the one before.
        self._is_data = bool(kind) and kind.strip().upper() != _AUDIO
        if self._is_data or len(self._tracks) >= _MOST_TRACKS:
            self._current = None
            self._is_data = True
            return
        if not self._sheet.files:
            self._sheet.files.append("")  # within a file nothing else can be meant
        digits = int(number) if number.isdecimal() and len(number) < 4 else 0
        self._current = CueTrack(digits or len(self._tracks) + 1)
        self._tracks.append(self._current)

    def _index(self, rest: str) -> None:
        number, _, time = rest.partition(" ")
        frames = _frames(time.strip())
        if self._current is not None and frames is not None and number.isdecimal():
            place = (len(self._sheet.files) - 1, frames)
            self._current.indexes.setdefault(int(number[:4]), place)

    def _say(self, name: str, value: str) -> None:
        text = _unquoted(value)
        if text and not self._is_data:
            words = self._current.words if self._current is not None else self._sheet.words
            words.setdefault(name.lower(), text)


def _set_ends(sheet: CueSheet) -> None:
    """Let each track end where the next one begins; drop what would have no length."""
    kept: list[CueTrack] = []
    for file in range(len(sheet.files)):
        inside = sorted((t for t in sheet.tracks if t.file == file), key=lambda t: t.start)
        alone = [t for at, t in enumerate(inside) if not at or t.start > inside[at - 1].start]
        for track, follower in pairwise(alone):
            track.end = follower.start
        kept += alone
    sheet.tracks = kept


def _file_name(rest: str) -> str:
    """Return the name in ``FILE "name.wav" WAVE``, without its folders."""
    if '"' in rest:
        name = _unquoted(rest)
    else:
        name, _, kind = rest.rpartition(" ")
        name = name.strip() or kind
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _unquoted(text: str) -> str:
    """Return what stands between the first and the last quote: there may be more inside."""
    first, last = text.find('"'), text.rfind('"')
    if first >= 0:
        text = text[first + 1 : last] if last > first else text[first + 1 :]
    return text.strip()


def _frames(text: str) -> int | None:
    """Read minutes, seconds and frames; 75 frames are a second."""
    found = _TIME.match(text)
    if found is None or int(found[3] or 0) >= FRAMES_A_SECOND:
        return None
    return (int(found[1]) * 60 + int(found[2])) * FRAMES_A_SECOND + int(found[3] or 0)


def said(text: str) -> dict[int, dict[str, str]]:
    """Return the words of a sheet by track, those of all under 0, also where it has no places."""
    reading = _Reading()
    for line in text.splitlines()[:_MOST_LINES]:
        if (found := _COMMAND.match(line)) is not None:
            reading.take(found[1].upper(), found[2])
    return reading.words()


def as_text(
    starts: Iterable[tuple[int, int, str]], words: Mapping[int, Mapping[str, str]] = _NO_WORDS
) -> str:
    """Write a sheet of number, first frame and ISRC: for places that are kept in other ways.

    ``words`` are what is said of each track, and under 0 of all of them.
    """
    lines = [*_lines(words.get(0, {})), 'FILE "" WAVE']
    for number, start, isrc in starts:
        lines.append(f"TRACK {number:02} AUDIO")
        lines += _lines({**({"isrc": isrc} if isrc else {}), **words.get(number, {})})
        seconds, frames = divmod(start, FRAMES_A_SECOND)
        lines.append(f"INDEX 01 {seconds // 60:02}:{seconds % 60:02}:{frames:02}")
    return "\n".join(lines)


def _lines(words: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for name, value in words.items():
        remark = "REM " if name.upper() in _REMARKS else ""
        found.append(f'{remark}{name.upper()} "{" ".join(value.split())}"')
    return found
