"""CSV: one track a line, with the columns that its first line names."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from mtplayer.core.lists.list_files import MOST_ENTRIES, ListedEntry, ListFile, ListUnreadable
from mtplayer.files.playlist_files.lines import LONGEST_LINE, Lines
from mtplayer.files.playlist_files.locations import address_of, line_of, of_line
from mtplayer.files.playlist_files.words import (
    milliseconds,
    recording_of,
    seconds,
    tidy,
    time_of,
    time_text,
    whole,
    year_of,
)

COLUMNS: Final = (
    "Title", "Artist", "Album", "Album artist", "Track", "Year", "Duration (ms)", "ISRC",
    "MusicBrainz recording", "Note", "Added", "Path",
)  # fmt: skip
# As ours, Exportify's, Soundiiz', TuneMyMusic's, MusicBee's and iTunes' lists call them.
_NAMES: Final = {
    "title": ("title", "track name", "name", "song", "song title", "track title"),
    "artist": ("artist", "artist name(s)", "artist name", "artists", "creator", "performer"),
    "album": ("album", "album name", "album title", "release"),
    "album_artist": ("album artist", "album artist name(s)", "albumartist"),
    "track": ("track", "track number", "track #", "#", "tracknumber"),
    "year": ("year", "date", "release date", "album release date"),
    "ms": ("duration (ms)", "track duration (ms)", "duration_ms", "length (ms)"),
    "seconds": ("duration", "length", "time", "seconds", "duration (s)"),
    "isrc": ("isrc",),
    "recording": ("musicbrainz recording", "recording mbid", "musicbrainz_trackid", "mbid"),
    "note": ("note", "notes", "comment"),
    "added": ("added", "added at", "date added"),
    "path": ("path", "location", "file", "filename", "filepath", "file path", "url", "uri"),
}
_KEYS: Final = {name: key for key, names in _NAMES.items() for name in names}
_ENOUGH: Final = frozenset({"title", "path", "isrc", "recording"})


def read(lines: Lines) -> ListFile:
    """Read a list. ``lines`` are those of the file. Raises ListUnreadable."""
    rows = _rows(lines)
    header = next(rows, [])
    columns = [_KEYS.get(tidy(name).lower().strip("*"), "") for name in header]
    if _ENOUGH.isdisjoint(columns):
        raise ListUnreadable("Its first line names neither a title nor a path.")
    entries: list[ListedEntry] = []
    skipped = 0
    for row in rows:
        entry = _entry({key: value for key, value in zip(columns, row, strict=False) if key})
        if entry == ListedEntry():
            continue
        if len(entries) < MOST_ENTRIES:
            entries.append(entry)
        else:
            skipped += 1
    return ListFile(entries=tuple(entries), skipped=lines.skipped + skipped)


def _rows(lines: Lines) -> Iterator[list[str]]:
    """Return the rows; one that is broken is passed over."""
    texts = (f"{lines.text(line)}\n" for line in lines)
    first = next(texts, "")
    parter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_LINE)

    def every() -> Iterator[str]:
        yield first
        yield from texts

    source = every()
    while True:
        reader = csv.reader(source, delimiter=parter)
        try:
            yield from reader
        except csv.Error:
            # A quotation mark that nothing closes would swallow the rest.
            lines.skipped += 1
            continue
        return


def _entry(values: dict[str, str]) -> ListedEntry:
    get = values.get
    place = get("path", "").strip("\r\n")
    paths, address = of_line(place.encode("utf-8", "replace"), place) if place else ((), "")
    return ListedEntry(
        paths=paths,
        address=address,
        title=tidy(get("title", "")),
        artist=tidy(get("artist", "")),
        album=tidy(get("album", "")),
        album_artist=tidy(get("album_artist", "")),
        track=whole(get("track", "")),
        year=year_of(get("year", "")),
        duration_ms=milliseconds(get("ms", "")) or seconds(get("seconds", "")),
        isrc=tidy(get("isrc", "")),
        recording_mbid=recording_of(get("recording", "").strip()),
        note=get("note", "").strip(),
        added_at=time_of(get("added", "")),
    )


def written(playlist: ListFile, base: bytes | None) -> bytes:
    """Return the file, with paths from ``base`` on if there is one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in playlist.entries:
        values = (
            entry.title,
            entry.artist,
            entry.album,
            entry.album_artist,
            entry.track,
            entry.year,
            entry.duration_ms,
            entry.isrc,
            entry.recording_mbid,
            entry.note,
            None if entry.added_at is None else time_text(entry.added_at),
            _place(entry, base),
        )
        writer.writerow(["" if value is None else value for value in values])
    # Excel takes a file without the mark for one of Windows.
    return text.getvalue().encode("utf-8-sig", "replace")


def _place(entry: ListedEntry, base: bytes | None) -> str:
    """Return a path as text; one that is none as an address."""
    line = line_of(entry, base)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return address_of(entry, None)
