"""What mutagen says of a stream, in our terms, and why it says nothing."""

import errno
import math
from typing import Any, Final

from mtplayer.core.tags import Technical
from mtplayer.files.reading import Unreadable

# What a header of nonsense claims beyond these would not fit the database: 30 years, 2 Gbit/s.
_LONGEST_S: Final = 1e9
_LARGEST: Final = (1 << 31) - 1
NO_SOUND: Final = "It has a header but no sound"
CUT_OFF: Final = "Its header is cut off"
SENSELESS: Final = "Its header makes no sense"


def technical(info: Any, codec: str, container: str) -> Technical:
    """Return what mutagen found out about a stream; raise where it cannot be one."""
    made = Technical(
        codec=codec,
        container=container,
        duration_ms=_milliseconds(info.length),
        bitrate=_number(info, "bitrate"),
        sample_rate=_number(info, "sample_rate"),
        bit_depth=_number(info, "bits_per_sample"),
        channels=_number(info, "channels"),
    )
    if not made.sample_rate:
        raise Unreadable(SENSELESS)
    return made


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000) if math.isfinite(seconds) and 0 < seconds < _LONGEST_S else 0


def _number(info: Any, name: str) -> int | None:
    value = getattr(info, name, None) or 0
    return round(value) if 0 < value <= _LARGEST else None


def fill_bitrate(stream: Technical, size: int) -> None:
    """Work out what no header says, from the bytes of sound."""
    if not stream.bitrate and stream.duration_ms:
        stream.bitrate = min(_LARGEST, round(size * 8000 / stream.duration_ms)) or None


def unreadable(error: BaseException) -> Unreadable:
    """Return why mutagen could not read what begins as it should, in words for people."""
    blame_disk(error)
    return Unreadable(SENSELESS)


def blame_disk(error: BaseException) -> None:
    """Raise what lies in the disk and not in the file; mutagen wraps it up."""
    for cause in (*error.args[:1], error.__cause__, error.__context__):
        if isinstance(cause, OSError) and cause.errno not in (None, errno.EINVAL):
            raise cause
