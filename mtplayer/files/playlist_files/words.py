"""Words and numbers of playlist files: what is too long or no number is not there."""

import math
import re
from datetime import UTC, datetime
from typing import Final

_LONGEST: Final = 4096
_MOST_SECONDS: Final = 10_000_000
_BETWEEN: Final = re.compile(r"\s+[-–—]\s+")
_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_MBID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def tidy(text: str) -> str:
    """Return a text in one line, without what cannot be shown."""
    joined = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text[:_LONGEST])
    return " ".join(joined.split())


def parted(text: str) -> tuple[str, str]:
    """Part "Artist - Title"; without an artist there is only a title."""
    both = tidy(text)
    first, *rest = _BETWEEN.split(both, maxsplit=1)
    return (first, rest[0]) if rest and first and rest[0] else ("", both)


def joined(artist: str, title: str) -> str:
    """Return "Artist - Title", as most formats have it in one."""
    return tidy(f"{artist} - {title}" if artist and title else title or artist)


def seconds(text: str) -> int | None:
    """Return seconds as milliseconds: "227", "226.97", "3:47"; None for what is no length."""
    text = text.strip()
    if (clock := _CLOCK.fullmatch(text)) is not None:
        hours, minutes, rest = clock.groups()
        value = int(hours or 0) * 3600 + int(minutes) * 60 + float(rest)
    else:
        try:
            value = float(text)
        except ValueError:
            return None
    is_length = math.isfinite(value) and 0 < value < _MOST_SECONDS
    return round(value * 1000) if is_length else None


def milliseconds(text: str) -> int | None:
    """Return a length in milliseconds."""
    try:
        value = float(text.strip())
    except ValueError:
        return None
    return seconds(str(value / 1000)) if math.isfinite(value) else None


def whole(text: str) -> int | None:
    """Return a number above zero, of "3" or "3/12"."""
    digits = text.strip().partition("/")[0]
    return (
        int(digits) or None if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
    )


def year_of(text: str) -> int | None:
    """Return the year of "2019" or "2019-05-01"."""
    digits = text.strip()[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None


def recording_of(text: str) -> str:
    """Return the id of a MusicBrainz recording in an address, or nothing."""
    found = _MBID.search(text.lower()) if "recording" in text or len(text) == 36 else None
    return found[0] if found else ""


def time_of(text: str) -> int | None:
    """Return a time of ISO 8601 as milliseconds in UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
        moment = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        ms = round(moment.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
    return ms if ms > 0 else None


def time_text(at: int) -> str:
    """Return a time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
