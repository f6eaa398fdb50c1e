"""The statistics as one table: what the charts show, row by row."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final, NamedTuple

from mtplayer.core.listening.listening import Listening, Ranked

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOUR_MS: Final = 3_600_000


class Figure(NamedTuple):
    """One number: of which table, for what, and how long and how often it was heard."""

    table: str
    name: str
    detail: str
    listened_ms: int | None
    times: int | None


def figures(found: Listening) -> Iterator[Figure]:
    """Yield every number of the statistics."""
    yield from _sums(found)
    for bar in found.bars:
        first = f"{bar.first:%Y-%m-%d}"
        yield Figure("Listening over time", first, "", bar.listened_ms, bar.listens)
    for day, hours in enumerate(found.hours):
        for hour, listened in enumerate(hours):
            yield Figure("When you listen", _WEEKDAYS[day], f"{hour:02}:00", listened, None)
    yield from _ranked("Artists", found.artists)
    yield from _ranked("Albums", found.albums)
    yield from _ranked("Tracks", found.tracks)
    yield from _ranked("Genres", found.genres)
    yield from _ranked("Decades", found.decades)


def _sums(found: Listening) -> Iterator[Figure]:
    table, sums = "Overview", found.sums
    days = f"{found.days.first:%Y-%m-%d}", f"{found.days.end:%Y-%m-%d}"
    yield Figure(table, "From", days[0], None, None)
    yield Figure(table, "To before", days[1], None, None)
    yield Figure(table, "Listened", "", sums.listened_ms, sums.plays)
    if found.before is not None:
        before = found.before
        yield Figure(table, "Listened in the period before", "", before.listened_ms, before.plays)
    yield Figure(table, "Different tracks", "", None, sums.tracks)
    yield Figure(table, "Skips", "", None, sums.skips)
    yield Figure(table, "New artists", "", None, sums.new_artists)
    first = "" if found.streak.first is None else f"{found.streak.first:%Y-%m-%d}"
    yield Figure(table, "Longest streak in days", first, None, found.streak.days)
    yield Figure(table, "Tracks never heard", "", None, found.unheard_tracks)
    yield Figure(table, "Tracks in the library", "", None, found.library_tracks)


def _ranked(table: str, rows: Sequence[Ranked]) -> Iterator[Figure]:
    for row in rows:
        yield Figure(table, row.name, row.detail, row.listened_ms, row.listens)


def as_csv(found: Listening) -> str:
    """Return the table as spreadsheets read it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["table", "name", "detail", "hours", "milliseconds", "count"])
    for row in figures(found):
        hours = "" if row.listened_ms is None else f"{row.listened_ms / _HOUR_MS:.3f}"
        milliseconds = "" if row.listened_ms is None else row.listened_ms
        count = "" if row.times is None else row.times
        names = (_plain(row.name), _plain(row.detail))
        writer.writerow([row.table, *names, hours, milliseconds, count])
    return out.getvalue()


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
