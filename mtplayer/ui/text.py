"""Times, numbers and dates in the words and order of the user's language."""

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

_ENGLISH = QLocale.Language.English
_NONE = QLocale.Language.C
_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_SHORT = QLocale.FormatType.ShortFormat


def tr(context: str, text: str, count: int = -1) -> str:
    """Translate; ``%n`` becomes ``count`` in the right plural form."""
    return QCoreApplication.translate(context, text, None, count)


def number(value: int) -> str:
    """Return a count with the locale's separators."""
    return locale().toString(value)


def decimal(value: float) -> str:
    """Return a number with as many places as it needs: ``44.1``, ``96``."""
    return locale().toString(value, "g", 6)


def size(count: int) -> str:
    """Return so many bytes as ``34.1 MB``."""
    return locale().formattedDataSize(count, 1, _SI)


def tracks(count: int) -> str:
    """Return how many tracks there are: ``1 track``, ``1,204 tracks``."""
    if count == 1:
        return tr("text", "1 track")
    return tr("text", "{n} tracks").format(n=number(count))


def albums(count: int) -> str:
    """Return how many albums there are."""
    if count == 1:
        return tr("text", "1 album")
    return tr("text", "{n} albums").format(n=number(count))


def editions(count: int) -> str:
    """Return how many editions of an album were made one."""
    return tr("text", "{n} editions").format(n=number(count))


def artists(count: int) -> str:
    """Return how many artists there are."""
    if count == 1:
        return tr("text", "1 artist")
    return tr("text", "{n} artists").format(n=number(count))


def length(ms: int) -> str:
    """Return ``3:47`` or ``1:02:09``; nothing where the length is not known."""
    if ms <= 0:
        return ""
    seconds = (ms + 500) // 1000
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return f"{minutes}:{seconds:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def long_length(ms: int) -> str:
    """Return how long a whole list plays: ``3 d 14 h``, ``2 h 5 min``, ``47 min``."""
    minutes = round(ms / 60_000)
    days, minutes = divmod(minutes, 1440)
    hours, minutes = divmod(minutes, 60)
    if days:
        return f"{number(days)} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def spoken_length(ms: int) -> str:
    """Return a length as it is read aloud: ``3 minutes 47``."""
    minutes, seconds = divmod((ms + 500) // 1000, 60)
    words = tr("text", "1 minute") if minutes == 1 else tr("text", "%n minutes", minutes)
    return f"{words} {seconds}" if seconds else words


def day(at_ms: int | None) -> str:
    """Return a UTC time as a local day: Today, Yesterday, 18 Nov, 18 Nov 2024."""
    if not at_ms:
        return ""
    local = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return _day(local.toordinal(), date.today().toordinal())  # noqa: DTZ011 - the user's day


def whole_day(ordinal: int) -> str:
    """Return a local day at length: Today, Yesterday, Saturday, 18 November 2024."""
    today = date.today().toordinal()  # noqa: DTZ011 - the user's day
    if ordinal in (today, today - 1):
        return _day(ordinal, today)
    at = date.fromordinal(ordinal)
    return locale().toString(QDate(at.year, at.month, at.day), "dddd, d MMMM yyyy")


def clock(at_ms: int) -> str:
    """Return a UTC time as the local time of day: 14:05, or 2:05 PM."""
    local = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return time_of_day(local.hour, local.minute)


def time_of_day(hour: int, minute: int) -> str:
    """Return an hour and a minute as the locale writes them."""
    return locale().toString(QTime(hour, minute), _SHORT)


def day_of(at_ms: int) -> str:
    """Return the local day of a UTC time, for a name that stays: 18 Nov 2024."""
    return _day(datetime.fromtimestamp(at_ms / 1000).astimezone().toordinal(), 0)


def moment(at_ms: int) -> str:
    """Return a UTC time as a local day and time: Today, 14:05."""
    return f"{day(at_ms)}, {clock(at_ms)}"


def ago(at_ms: int | None) -> str:
    """Return a UTC time as it is told today: just now, 4 minutes ago, today, 14:02, 18 Nov."""
    if not at_ms:
        return ""
    then = datetime.fromtimestamp(at_ms / 1000).astimezone()
    now = datetime.now().astimezone()
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return tr("text", "just now")
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return tr("text", "1 minute ago") if minutes == 1 else tr("text", "%n minutes ago", minutes)
    name = _day(then.toordinal(), now.toordinal())
    near = now.toordinal() - then.toordinal() <= 1
    return f"{name}, {clock(at_ms)}" if near else name


def in_sentence(words: str) -> str:
    """Return words that begin a line as they stand within one: ``today, 2:05 PM``."""
    return words[:1].lower() + words[1:]


@lru_cache(4096)
def _day(then: int, today: int) -> str:
    if then in (today, today - 1):
        return tr("text", "Today") if then == today else tr("text", "Yesterday")
    at = date.fromordinal(then)
    month = locale().standaloneMonthName(at.month, _SHORT)
    same_year = today and at.year == date.fromordinal(today).year
    return f"{at.day} {month}" if same_year else f"{at.day} {month} {at.year}"


def locale() -> QLocale:
    """Return the language of the user, English where there is none."""
    # "C" is no language: it has no separators.
    found = QLocale()
    return QLocale(_ENGLISH) if found.language() == _NONE else found
