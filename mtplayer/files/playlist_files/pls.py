"""PLS: numbered files, titles and lengths in the manner of an INI file."""

import re
from typing import Final

from mtplayer.core.lists.list_files import MOST_ENTRIES, ListedEntry, ListFile
from mtplayer.files.playlist_files.lines import Lines
from mtplayer.files.playlist_files.locations import line_of, of_line
from mtplayer.files.playlist_files.words import joined, parted, seconds, tidy

_KEY: Final = re.compile(rb"\s*(file|title|length)(\d{1,9})\s*=[ \t]?", re.IGNORECASE)
_NAME: Final = re.compile(rb"\s*x-gnome-title\s*=", re.IGNORECASE)


def read(lines: Lines) -> ListFile:
    """Read a list. ``lines`` are those of the file."""
    found: dict[int, dict[str, bytes]] = {}
    skipped, name = 0, ""
    for line in lines:
        if (named := _NAME.match(line)) is not None:
            name = tidy(lines.text(line[named.end() :]))
        key = _KEY.match(line)
        if key is None:
            continue
        number = int(key[2])
        if number not in found and len(found) >= MOST_ENTRIES:
            skipped += 1
            continue
        found.setdefault(number, {})[key[1].decode().lower()] = line[key.end() :]
    entries = [_entry(lines, values) for _, values in sorted(found.items()) if "file" in values]
    kept = tuple(entry for entry in entries if entry.paths or entry.address)
    return ListFile(name=name, entries=kept, skipped=lines.skipped + skipped)


def _entry(lines: Lines, values: dict[str, bytes]) -> ListedEntry:
    paths, address = of_line(values["file"], lines.text(values["file"]))
    artist, title = parted(lines.text(values.get("title", b"")))
    return ListedEntry(
        paths=paths,
        address=address,
        artist=artist,
        title=title,
        duration_ms=seconds(lines.text(values.get("length", b""))),
    )


def written(playlist: ListFile, base: bytes | None) -> bytes:
    """Return the file, with paths from ``base`` on if there is one."""
    lines = [b"[playlist]"]
    if name := tidy(playlist.name):
        lines.append(f"X-GNOME-Title={name}".encode("utf-8", "replace"))
    lines.append(f"NumberOfEntries={len(playlist.entries)}".encode())
    for number, entry in enumerate(playlist.entries, 1):
        length = -1 if entry.duration_ms is None else round(entry.duration_ms / 1000)
        title = joined(entry.artist, entry.title).encode("utf-8", "replace")
        lines.append(b"File%d=%s" % (number, line_of(entry, base)))
        lines.append(b"Title%d=%s" % (number, title))
        lines.append(b"Length%d=%d" % (number, length))
    return b"\n".join([*lines, b"Version=2"]) + b"\n"
