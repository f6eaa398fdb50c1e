"""Lengths, dates and comparisons as the statistics say them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate

from mtplayer.core.listening.listening import Bar, PeriodDays, Span, Step
from mtplayer.ui.text import locale, number, tr

_HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_LONG_HOURS = 100
_LATER = {
    Span.WEEK: "the week before",
    Span.MONTH: "the month before",
    Span.YEAR: "the year before",
}


def hours(ms: int) -> str:
    """Return a length in one unit: ``542 h``, ``41.2 h``, ``12 min``."""
    if ms >= _LONG_HOURS * _HOUR_MS:
        return tr("statistics", "{n} h").format(n=number(round(ms / _HOUR_MS)))
    if ms >= _HOUR_MS:
        return tr("statistics", "{n} h").format(n=locale().toString(ms / _HOUR_MS, "f", 1))
    return tr("statistics", "{n} min").format(n=round(ms / _MINUTE_MS))


def different(count: int) -> str:
    """Return of how many tracks the plays were."""
    if count == 1:
        return tr("statistics", "1 different one")
    return tr("statistics", "{n} different ones").format(n=number(count))


def skips(count: int) -> str:
    """Return how often one went on before the end."""
    if count == 1:
        return tr("statistics", "1 skip")
    return tr("statistics", "{n} skips").format(n=number(count))


def date(day: datetime, form: str) -> str:
    """Return a day in the words of the user's language."""
    return locale().toString(QDate(day.year, day.month, day.day), form)


def span_of(first: datetime, end: datetime) -> str:
    """Return the days from one to before another: ``2–24 September``, ``3 Nov 2024 – 2 Jan``."""
    last = end - timedelta(days=1)
    if first == last:
        return date(first, "d MMMM yyyy")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date(last, 'd MMMM yyyy')}"
    if first.year == last.year:
        return f"{date(first, 'd MMM')} – {date(last, 'd MMM yyyy')}"
    return f"{date(first, 'd MMM yyyy')} – {date(last, 'd MMM yyyy')}"


def whole_period(days: PeriodDays) -> str:
    """Return the days of a period."""
    return span_of(days.first, days.end)


def bar_name(bar: Bar, step: Step) -> str:
    """Return for what a bar stands."""
    if step is Step.YEAR:
        return str(bar.first.year)
    return date(bar.first, "MMMM yyyy") if step is Step.MONTH else span_of(bar.first, bar.end)


def axis_name(bar: Bar, before: Bar | None, step: Step) -> str:
    """Return what stands below a bar: nothing below most of them."""
    if step is Step.DAY:
        return date(bar.first, "ddd d") if before is None or bar.first.day % 5 == 0 else ""
    if step is Step.YEAR:
        return str(bar.first.year) if bar.first.year % 5 == 0 or before is None else ""
    if step is Step.MONTH:
        return str(bar.first.year) if bar.first.month == 1 else ""
    new = before is None or before.first.month != bar.first.month
    return date(bar.first, "MMM") if new else ""


class Compared(NamedTuple):
    """How something is beside the period before, in many words and in few."""

    words: str = ""
    short: str = ""
    more: bool = False


def compared(now: int, then: int, span: Span) -> Compared:
    """Return how much more or less it is than before."""
    earlier = tr("statistics", _LATER[span])
    if not then:
        words = tr("statistics", "Nothing in {period}").format(period=earlier)
        return Compared(words, tr("statistics", "Nothing before"))
    share = round(abs(now - then) * 100 / then)
    if not share:
        words = tr("statistics", "As much as {period}").format(period=earlier)
        return Compared(words, tr("statistics", "As before"))
    more = now > then
    short = tr("statistics", "{n} % more") if more else tr("statistics", "{n} % less")
    return _than(short.format(n=number(share)), earlier, more=more)


def counted(now: int, then: int, span: Span) -> Compared:
    """Return how many more or fewer there are than before."""
    earlier = tr("statistics", _LATER[span])
    if now == then:
        words = tr("statistics", "As many as {period}").format(period=earlier)
        return Compared(words, tr("statistics", "As before"))
    more = now > then
    short = tr("statistics", "{n} more") if more else tr("statistics", "{n} fewer")
    return _than(short.format(n=number(abs(now - then))), earlier, more=more)


def _than(short: str, earlier: str, *, more: bool) -> Compared:
    words = tr("statistics", "{how} than {period}").format(how=short, period=earlier)
    return Compared(words, short, more)


def streak_days(count: int) -> str:
    """Return how many days there are."""
    if count == 1:
        return tr("statistics", "1 day")
    return tr("statistics", "{n} days").format(n=number(count))
