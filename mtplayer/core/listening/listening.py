"""How much was heard of what, and when: the figures of a period beside those of the one before."""

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from mtplayer.core.ids import AlbumId
from mtplayer.core.listening.history import day_of, months_before, start_of
from mtplayer.core.record import record

WEEKDAYS = 7
HOURS = 24
SHOWN_GENRES = 5
"""The rest is one part."""
_YEAR = 12
_MANY_YEARS_DAYS = 3660


class Span(StrEnum):
    """How long a period is; it ends today, or as many periods earlier as one goes back."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


class Step(StrEnum):
    """What one bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@record
class PeriodDays:
    """Local days from ``first`` to before ``end``, and when they begin, in UTC ms."""

    first: datetime
    end: datetime
    step: Step

    @property
    def since(self) -> int:
        """When it begins."""
        return start_of(self.first)

    @property
    def until(self) -> int:
        """When it is over."""
        return start_of(self.end)


@record
class Bar:
    """What was heard from one local day to before another, and in the period before."""

    first: datetime
    end: datetime
    listened_ms: int = 0
    listens: int = 0
    before_ms: int | None = None


@record
class Ranked:
    """One artist, album, track, genre or decade, by how long it was heard."""

    name: str
    listened_ms: int
    listens: int
    id: int = 0
    detail: str = ""
    cover: AlbumId | None = None


@record
class Streak:
    """The most days in a row with something heard."""

    days: int = 0
    first: datetime | None = None
    last: datetime | None = None


@record
class Sums:
    """The figures of a period as a whole."""

    listened_ms: int = 0
    plays: int = 0
    tracks: int = 0
    skips: int = 0
    new_artists: int = 0


@record
class Listening:
    """Everything the statistics show; ``before`` is None for all time.

    ``hours`` are milliseconds by weekday (Monday first) and hour.
    """

    days: PeriodDays
    sums: Sums = Sums()
    before: Sums | None = None
    streak: Streak = Streak()
    library_tracks: int = 0
    unheard_tracks: int = 0
    bars: tuple[Bar, ...] = ()
    hours: tuple[tuple[int, ...], ...] = ()
    artists: tuple[Ranked, ...] = ()
    albums: tuple[Ranked, ...] = ()
    tracks: tuple[Ranked, ...] = ()
    genres: tuple[Ranked, ...] = ()
    decades: tuple[Ranked, ...] = ()
    other_genres: Ranked | None = None
    of_artists: tuple[int, ...] = field(default=(), repr=False)
    """Tracks of the top artists, most heard first."""


def period_of(span: Span, now_ms: int, back: int = 0, oldest_ms: int | None = None) -> PeriodDays:
    """Return the days of a period, so many periods before the one that ends today."""
    tomorrow = day_of(now_ms) + timedelta(days=1)
    if span is Span.WEEK:
        end = tomorrow - timedelta(days=WEEKDAYS * back)
        return PeriodDays(first=end - timedelta(days=WEEKDAYS), end=end, step=Step.DAY)
    if span is Span.ALL:
        return _all_time(day_of(now_ms if oldest_ms is None else oldest_ms), tomorrow)
    months = 1 if span is Span.MONTH else _YEAR
    end = months_before(tomorrow, months * back)
    step = Step.DAY if span is Span.MONTH else Step.WEEK
    return PeriodDays(first=months_before(tomorrow, months * (back + 1)), end=end, step=step)


def period_before(days: PeriodDays, span: Span) -> PeriodDays | None:
    """Return the period that a period is compared with."""
    if span is Span.ALL:
        return None
    if span is Span.WEEK:
        first = days.first - timedelta(days=WEEKDAYS)
    else:
        first = months_before(days.first, 1 if span is Span.MONTH else _YEAR)
    return PeriodDays(first=first, end=days.first, step=days.step)


def bars_of(days: PeriodDays) -> Iterator[tuple[datetime, datetime]]:
    """Yield from which day to before which each bar stands."""
    first = days.first
    while first < days.end:
        after = _after(first, days.step)
        yield first, min(after, days.end)
        first = after


def _all_time(oldest: datetime, tomorrow: datetime) -> PeriodDays:
    long = (tomorrow - oldest).days > _MANY_YEARS_DAYS
    first = oldest.replace(day=1, month=1) if long else oldest.replace(day=1)
    return PeriodDays(first=first, end=tomorrow, step=Step.YEAR if long else Step.MONTH)


def _after(first: datetime, step: Step) -> datetime:
    if step is Step.DAY:
        return first + timedelta(days=1)
    if step is Step.WEEK:
        return first + timedelta(days=WEEKDAYS)
    months = 1 if step is Step.MONTH else _YEAR
    return months_before(first.replace(day=1), -months)
