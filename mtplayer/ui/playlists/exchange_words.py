"""What is said of imports: how much is here, by what it was found, what somebody has to choose."""

import os
from collections import Counter
from collections.abc import Sequence

from mtplayer.core.exchange.foreign_library import ForeignReport
from mtplayer.core.lists.list_files import ListedEntry, ListFormat
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.list_matching import By, Known
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.text import length, number, tr, tracks

ENDINGS = "*.m3u *.m3u8 *.pls *.xspf *.jspf *.csv *.tsv *.txt"


def format_words(kind: ListFormat) -> str:
    """Return what a format is for."""
    return {
        ListFormat.M3U8: tr("exchange", "Every player reads it; names in UTF-8"),
        ListFormat.M3U: tr("exchange", "As M3U8, for players that know only this ending"),
        ListFormat.PLS: tr("exchange", "Older players and radios"),
        ListFormat.XSPF: tr("exchange", "Keeps title, artist, album and notes apart"),
        ListFormat.JSPF: tr("exchange", "XSPF as JSON, as ListenBrainz takes it"),
        ListFormat.CSV: tr("exchange", "A table for spreadsheets and other services"),
    }[kind]


def title_of(imports: Sequence[ListImport]) -> str:
    """Return the question of an import."""
    if len(imports) == 1:
        name = isolate(imports[0].playlist.name)
        return tr("exchange", "Import “{name}”").format(name=name)
    return tr("exchange", "Import {n} playlists").format(n=number(len(imports)))


def summary(imports: Sequence[ListImport]) -> str:
    """Return how many tracks of all files are here, and by what they were found."""
    every = sum(len(one.verdicts) for one in imports)
    found = sum((one.found for one in imports), Counter[By]())
    here = tr("exchange", "{n} of {tracks} are here")
    here = here.format(n=number(found.total()), tracks=tracks(every))
    ways = [_way(by).format(n=number(found[by])) for by in By if found[by]]
    return f"{here}: {', '.join(ways)}." if ways else f"{here}."


def _way(by: By) -> str:
    return {
        By.PATH: tr("exchange", "{n} where the file says"),
        By.CASE: tr("exchange", "{n} written otherwise"),
        By.ID: tr("exchange", "{n} by their recording"),
        By.FOLDER: tr("exchange", "{n} in the same folders elsewhere"),
        By.NAME: tr("exchange", "{n} by name and length"),
        By.TAGS: tr("exchange", "{n} by title, artist and length"),
        By.CHOICE: tr("exchange", "{n} by your choice"),
    }[by]


def rest(imports: Sequence[ListImport]) -> str:
    """Return what becomes of the others."""
    gone = sum(len(one.not_found) for one in imports)
    lines: list[str] = []
    if gone == 1:
        lines.append(tr("exchange", "1 is not here. It keeps its place, greyed, until it is."))
    elif gone:
        words = tr("exchange", "{n} are not here. They keep their places, greyed, until they are.")
        lines.append(words.format(n=number(gone)))
    if outside := sum(one.on_disk for one in imports):
        words = tr("exchange", "{n} of them are on this disk: add their folder to the library.")
        lines.append(words.format(n=number(outside)))
    if skipped := sum(one.playlist.skipped for one in imports):
        words = tr("exchange", "{n} lines could not be read.")
        lines.append(words.format(n=number(skipped)))
    return " ".join(lines)


def entry_words(entry: ListedEntry) -> str:
    """Return what a file calls a track, or where it says that it is."""
    words = " — ".join(map(isolate, filter(None, (entry.artist, entry.title))))
    if words:
        return words
    place = entry.paths[0] if entry.paths else entry.address.encode()
    return isolate(os.fsdecode(place).encode("utf-8", "replace").decode())


def known_words(known: Known) -> str:
    """Return a track that may be meant, with what tells it apart."""
    parts = (known.artist, known.title, known.album, length(known.duration_ms))
    return " · ".join(map(isolate, filter(None, parts)))


def report_lines(report: ForeignReport) -> list[str]:
    """Return what taking over would bring, a line each."""
    counts = (
        (report.updated, _both("1 track gets its history", "{n} tracks get their history")),
        (report.plays, _both("1 play", "{n} plays")),
        (report.skips, _both("1 skip", "{n} skips")),
        (report.ratings, _both("1 rating", "{n} ratings")),
        (report.likes, _both("1 heart", "{n} hearts")),
        (report.dates, _both("1 track came earlier", "{n} tracks came earlier")),
        (report.playlists, _both("1 playlist", "{n} playlists")),
        (report.entries, _both("1 place in playlists", "{n} places in playlists")),
        (report.waiting, _both("1 place waits for its track", "{n} places wait for their tracks")),
    )
    return [
        one if count == 1 else many.format(n=number(count))
        for count, (one, many) in counts
        if count
    ]


def _both(one: str, many: str) -> tuple[str, str]:
    return tr("exchange", one), tr("exchange", many)
