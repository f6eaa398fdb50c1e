"""M3U and M3U8: a path a line, and what lines with a number sign say of the next one."""

import re
from dataclasses import replace
from typing import Final

from mtplayer.core.formats import is_audio
from mtplayer.core.lists.list_files import MOST_ENTRIES, ListedEntry, ListFile
from mtplayer.files.playlist_files.lines import Lines
from mtplayer.files.playlist_files.locations import line_of, of_line
from mtplayer.files.playlist_files.words import joined, parted, seconds, tidy

# The length, then what television lists write ('tvg-id="…"'), then the name after a comma.
_INFO: Final = re.compile(r'\s*(-?[\d.]*)((?:[^,"]|"[^"]*")*)(?:,(.*))?', re.DOTALL)


def read(lines: Lines) -> ListFile:
    """Read a list. ``lines`` are those of the file."""
    reading = _Reading(lines)
    for line in lines:
        reading.take(line)
    return ListFile(
        name=reading.name,
        entries=tuple(reading.entries),
        skipped=lines.skipped + reading.skipped,
    )


class _Reading:
    """A list while it is read."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._next = ListedEntry()
        self._told = False
        self.name = ""
        self.entries: list[ListedEntry] = []
        self.skipped = 0

    def take(self, line: bytes) -> None:
        """Understand one line."""
        text = self._lines.text(line)
        if not text.strip():
            return
        if text.lstrip().startswith("#") and not self._is_file(text.strip()):
            self._directive(text.strip())
            return
        paths, address = of_line(line, text)
        if not paths and not address:
            return
        if len(self.entries) < MOST_ENTRIES:
            self.entries.append(replace(self._next, paths=paths, address=address))
        else:
            self.skipped += 1
        self._next = ListedEntry()
        self._told = False

    def _is_file(self, text: str) -> bool:
        """Whether a line is a path although it begins like a comment.

        Strawberry and Quod Libet write them so; that something plays is then said before.
        """
        return self._told and not text.startswith("#EXT") and is_audio(text)

    def _directive(self, text: str) -> None:
        name, _, value = text[1:].partition(":")
        match name.strip().upper():
            case "EXTINF":
                self._information(value)
            case "EXTALB":
                self._next = replace(self._next, album=tidy(value))
            case "EXTART":
                self._next = replace(self._next, album_artist=tidy(value))
            case "PLAYLIST":
                self.name = tidy(value)
            case "EXTENC":
                self._lines.believe(value)
            case _:
                return

    def _information(self, value: str) -> None:
        found = _INFO.fullmatch(value)
        if found is None:
            return
        self._told = True
        artist, title = parted(found[3] or "")
        self._next = replace(
            self._next, artist=artist, title=title, duration_ms=seconds(found[1] or "")
        )


def written(playlist: ListFile, base: bytes | None) -> bytes:
    """Return the file, with paths from ``base`` on if there is one."""
    lines = [b"#EXTM3U", b"#EXTENC:UTF-8"]
    if name := tidy(playlist.name):
        lines.append(_directive("PLAYLIST", name))
    for entry in playlist.entries:
        length = -1 if entry.duration_ms is None else round(entry.duration_ms / 1000)
        lines.append(_directive("EXTINF", f"{length},{joined(entry.artist, entry.title)}"))
        if album := tidy(entry.album):
            lines.append(_directive("EXTALB", album))
        if album_artist := tidy(entry.album_artist):
            lines.append(_directive("EXTART", album_artist))
        lines.append(line_of(entry, base))
    return b"\n".join(lines) + b"\n"


def _directive(name: str, value: str) -> bytes:
    return f"#{name}:{value}".encode("utf-8", "replace")
