"""The log of listens as it is read: what is asked of it, its rows, and its days."""

from array import array
from bisect import bisect_left
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mtplayer.core.ids import AlbumId, ListenId, TrackId
from mtplayer.core.record import record

_MONTHS = 12


class Ending(StrEnum):
    """How a listen went."""

    FINISHED = "finished"
    """To the end, or nearly."""
    PLAYED = "played"
    """Long enough to count."""
    SKIPPED = "skipped"
    """Not long enough, because something else was wanted."""


class Period(StrEnum):
    """How far back one looks; a range has its own days."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@record
class HistoryQuery:
    """Which listens: of the tracks that ``text`` finds, from ``since`` to before ``until``."""

    text: str = ""
    since: int | None = None
    until: int | None = None
    ending: Ending | None = None
    """Finished ones were played as well."""


class HistoryRow(NamedTuple):
    """One listen with the tags as they were; ``listed`` while its track is in the library."""

    id: ListenId
    track: TrackId | None
    started_at: int
    listened_ms: int
    duration_ms: int
    counted: bool
    completed: bool
    skipped: bool
    source: str
    title: str
    artist: str
    album: str
    album_id: AlbumId | None
    liked_at: int | None
    listed: bool

    @property
    def ending(self) -> Ending | None:
        """How it went; None for what ended by itself too early to count."""
        if self.skipped:
            return Ending.SKIPPED
        if self.completed:
            return Ending.FINISHED
        return Ending.PLAYED if self.counted else None


@record
class HistoryList:
    """The ids of listens, newest first, with the heads of days between them.

    A head is a day's ordinal, negative; ``heads`` are the rows where they stand.
    """

    ids: "array[int]"
    heads: "array[int]"
    listens: int
    listened_ms: int


@record
class Correction:
    """What is to be said of a listen; None leaves it."""

    track: TrackId | None = None
    started_at: int | None = None
    ending: Ending | None = None


def period_range(period: Period, now_ms: int) -> tuple[int | None, int | None]:
    """Return from when to before when, in whole local days; a week is seven of them."""
    today = day_of(now_ms)
    first = {
        Period.TODAY: today,
        Period.WEEK: today - timedelta(days=6),
        Period.MONTH: months_before(today, 1) + timedelta(days=1),
        Period.YEAR: months_before(today, _MONTHS) + timedelta(days=1),
    }.get(period)
    return (None, None) if first is None else (start_of(first), None)


def months_before(day: datetime, months: int) -> datetime:
    """Return the same day of an earlier month, else its last."""
    number = day.year * _MONTHS + day.month - 1 - months
    for date in range(day.day, 0, -1):
        try:
            return day.replace(year=number // _MONTHS, month=number % _MONTHS + 1, day=date)
        except ValueError:
            continue
    return day


def day_of(ms: int) -> datetime:
    """Return the local day of a time, without a zone."""
    local = datetime.fromtimestamp(ms / 1000)  # noqa: DTZ006 - the user's day
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def start_of(day: datetime) -> int:
    """Return when a local day begins."""
    return round(day.astimezone().timestamp() * 1000)


def with_heads(ids: "array[int]", times: "array[int]") -> "tuple[array[int], array[int]]":
    """Return the ids with a head before each local day, and the rows of the heads.

    ``times`` are those of the ids, from the latest to the earliest.
    """
    rows, heads = array("q"), array("q")
    first = 0
    while first < len(times):
        day = day_of(times[first])
        begins = start_of(day)
        last = bisect_left(times, x=True, lo=first, key=lambda at, begins=begins: at < begins)
        # A clock that is set back could put a time before its own day.
        last = max(last, first + 1)
        heads.append(len(rows))
        rows.append(-day.toordinal())
        rows += ids[first:last]
        first = last
    return rows, heads
