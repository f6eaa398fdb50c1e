"""Numbers, lengths, sizes and dates as people type them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Final, NamedTuple

from mtplayer.core.queries.query import Amount, When
from mtplayer.core.queries.query_fields import Kind

_SECOND_MS: Final = 1000
_DAY_MS: Final = 24 * 3600 * _SECOND_MS
_MOST_DIGITS: Final = 15

_NUMBER: Final = re.compile(r"(\d+)(?:[.,](\d+))?")
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2})")
_TIMES: Final = re.compile(r"(?:\d+(?:\.\d+)?(?:h|min|m|sec|s))+")
_TIME: Final = re.compile(r"(\d+(?:\.\d+)?)(h|min|m|sec|s)")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO: Final = re.compile(r"(\d{1,6})(min|h|d|w|mo|m|y)")

_IN_MS: Final = {"h": 3_600_000, "min": 60_000, "m": 60_000, "sec": 1000, "s": 1000}
_AGO_MS: Final = {"min": 60_000, "h": 3_600_000, "d": _DAY_MS, "w": 7 * _DAY_MS}
_AGO_MONTHS: Final = {"mo": 1, "m": 1, "y": 12}
_SIZES: Final = {
    "": 1,
    "b": 1,
    "k": 1000,
    "kb": 1000,
    "m": 1000**2,
    "mb": 1000**2,
    "g": 1000**3,
    "gb": 1000**3,
    "kib": 1024,
    "mib": 1024**2,
    "gib": 1024**3,
}
_TODAY: Final = {"today": 0, "yesterday": 1}
# Beyond these the platform may not know the local time.
_FIRST_LOCAL_YEAR: Final = 1971
_LAST_LOCAL_YEAR: Final = 2200
_KILO_BELOW: Final = 1000
_LAST_YEAR: Final = 9999
_MONTHS: Final = 12


class Moments(NamedTuple):
    """From when to before when, in UTC milliseconds; the same for one moment."""

    low: int
    high: int


def amount(kind: Kind, text: str) -> Amount | None:
    """Return what was typed for a number field, or None if it is none."""
    typed = text.casefold()
    return _AMOUNTS[kind](typed) if len(typed) <= _MOST_DIGITS else None


def when(text: str) -> When | None:
    """Return what was typed for a date field, or None if it is no date."""
    typed = text.casefold()
    if (ago := _AGO.fullmatch(typed)) is not None:
        return When(f"{int(ago[1])}{'mo' if ago[2] == 'm' else ago[2]}", ago=True)
    if typed in _TODAY:
        return When(typed)
    found = _DATE.fullmatch(typed)
    if found is None or _first_day(found) is None:
        return None
    return When("-".join(part.zfill(2) for part in found.groups() if part))


def moments(value: When, now_ms: int, zone: timezone | None = None) -> Moments:
    """Return what a date means now, in the local time or a given one."""
    now = datetime.fromtimestamp(now_ms / _SECOND_MS, zone).replace(tzinfo=None)
    if (ago := _AGO.fullmatch(value.text)) is not None:
        return _ago(int(ago[1]), ago[2], now_ms, now, zone)
    if value.text in _TODAY:
        day = datetime(now.year, now.month, now.day)  # noqa: DTZ001 - local, as the user reads it
        day -= timedelta(days=_TODAY[value.text])
        return Moments(_ms(day, zone), _ms(day + timedelta(days=1), zone))
    return _dated(value.text, zone)


def _dated(text: str, zone: timezone | None) -> Moments:
    found = _DATE.fullmatch(text)
    first = _first_day(found) if found else None
    if found is None or first is None:
        return Moments(0, 0)
    if found[3]:
        # Python's days end with that year.
        after = first + timedelta(days=first.year < _LAST_YEAR)
    else:
        after = _months_later(first, 1 if found[2] else _MONTHS)
    return Moments(_ms(first, zone), _ms(after, zone))


def _first_day(found: re.Match[str]) -> datetime | None:
    try:
        return datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1))  # noqa: DTZ001
    except ValueError:
        return None


def _ago(count: int, unit: str, now_ms: int, now: datetime, zone: timezone | None) -> Moments:
    if unit in _AGO_MS:
        at = now_ms - count * _AGO_MS[unit]
    else:
        # The same day of an earlier month, else its last: whole months, however long they are.
        earlier = _months_later(now.replace(day=1), -count * _AGO_MONTHS[unit])
        last = (_months_later(earlier, 1) - timedelta(days=1)).day
        at = _ms(earlier.replace(day=min(now.day, last)), zone)
    return Moments(at, at)


def _months_later(first_of_month: datetime, months: int) -> datetime:
    number = first_of_month.year * _MONTHS + first_of_month.month - 1 + months
    number = min(max(number, _MONTHS), _LAST_YEAR * _MONTHS + 10)
    return first_of_month.replace(year=number // _MONTHS, month=number % _MONTHS + 1)


def _ms(local: datetime, zone: timezone | None) -> int:
    if zone is None and not _FIRST_LOCAL_YEAR <= local.year <= _LAST_LOCAL_YEAR:
        zone = timezone.utc  # noqa: UP017
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
    aware = local.astimezone() if zone is None else local.replace(tzinfo=zone)
    return (aware - epoch) // timedelta(milliseconds=1)


def _whole(typed: str) -> Amount | None:
    if not (typed.isascii() and typed.isdigit()):
        return None
    return Amount(str(int(typed)), int(typed))


def _stars(typed: str) -> Amount | None:
    if typed and not typed.strip("★*"):
        typed = str(len(typed))
    value = _decimal_number(typed)
    # A star is 20; the table shows the nearest half.
    return None if value is None else Amount(_plain(value), value * 20, 5, 5)


def _length(typed: str) -> Amount | None:
    if (clock := _CLOCK.fullmatch(typed)) is not None:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        whole = (hours * 60 + minutes) * 60 + seconds
        return Amount(_clock(whole), whole * _SECOND_MS, 500, 500)
    if _TIMES.fullmatch(typed):
        parts = _TIME.findall(typed)
        value = sum(float(number) * _IN_MS[unit] for number, unit in parts)
        return Amount(typed, value, 500, max(500, _IN_MS[parts[-1][1]] / 2))
    value = _decimal_number(typed)
    return None if value is None else Amount(_plain(value), value * _SECOND_MS, 500, 500)


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _size(typed: str) -> Amount | None:
    number = typed.rstrip("bgikm")
    unit = _SIZES.get(typed[len(number) :])
    return None if unit is None else _scaled(number, unit, typed)


def _bitrate(typed: str) -> Amount | None:
    number = re.sub(r"k(bps|bit/s)?$", "", typed)
    value = _decimal_number(number)
    return None if value is None else Amount(_plain(value), value * 1000, 500, 500)


def _frequency(typed: str) -> Amount | None:
    number = re.sub(r"(k|hz|khz)$", "", typed)
    value = _decimal_number(number)
    if value is None:
        return None
    in_kilo = "k" in typed or value < _KILO_BELOW
    return _scaled(number, 1000 if in_kilo else 1, f"{number}k" if in_kilo else number)


def _decimal(typed: str) -> Amount | None:
    number = re.sub(r"db$", "", typed)
    negative = number.startswith(("-", "−"))
    found = _scaled(number[negative:], 1, number[negative:])
    if found is None:
        return None
    half = found.half or 0.5
    sign = -1 if negative else 1
    return Amount(f"{'-' * negative}{found.text}", sign * found.value, 0, half)


def _scaled(number: str, unit: int, text: str) -> Amount | None:
    """Return a number of units; equality is as precise as its last digit."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    value = float(f"{found[1]}.{found[2] or 0}")
    half = unit / 10 ** len(found[2] or "") / 2
    return Amount(text.replace(",", "."), value * unit, 0, half if half >= 1 or found[2] else 0)


def _decimal_number(typed: str) -> float | None:
    found = _NUMBER.fullmatch(typed)
    return float(f"{found[1]}.{found[2] or 0}") if found else None


def _plain(value: float) -> str:
    return f"{value:.15g}" if value < 1e15 else str(int(value))  # noqa: PLR2004 - no exponent


_AMOUNTS: Final[dict[Kind, Callable[[str], Amount | None]]] = {
    Kind.WHOLE: _whole,
    Kind.STARS: _stars,
    Kind.LENGTH: _length,
    Kind.SIZE: _size,
    Kind.BITRATE: _bitrate,
    Kind.FREQUENCY: _frequency,
    Kind.DECIMAL: _decimal,
}
