"""Lengths, dates and comparisons as the statistics say them."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate

from mtplayer.core.listening import Bar, PeriodDays, Span, Step
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


def compared(now: int, then: int, span: Span) -> tuple[str, bool]:
    """Return how much more or less it is than before, and whether it is more."""
    earlier = tr("statistics", _LATER[span])
    if not then:
        return tr("statistics", "Nothing in {period}").format(period=earlier), False
    share = round(abs(now - then) * 100 / then)
    if not share:
        return tr("statistics", "As much as {period}").format(period=earlier), False
    words = (
        tr("statistics", "{n} % more than {period}")
        if now > then
        else tr("statistics", "{n} % less than {period}")
    )
    return words.format(n=number(share), period=earlier), now > then


def counted(now: int, then: int, span: Span) -> tuple[str, bool]:
    """Return how many more or fewer there are than before, and whether there are more."""
    earlier = tr("statistics", _LATER[span])
    if now == then:
        return tr("statistics", "As many as {period}").format(period=earlier), False
    words = (
        tr("statistics", "{n} more than {period}")
        if now > then
        else tr("statistics", "{n} fewer than {period}")
    )
    return words.format(n=number(abs(now - then)), period=earlier), now > then


def streak_days(count: int) -> str:
    """Return how many days there are."""
    if count == 1:
        return tr("statistics", "1 day")
    return tr("statistics", "{n} days").format(n=number(count))
