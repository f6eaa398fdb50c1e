"""Which copies of the library there are, what they are called, and which of them stay."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mtplayer.core.record import record

DAILY: Final = "daily"
ASKED: Final = "asked"
BEFORE_RESTORE: Final = "before-restore"
BEFORE: Final = "before-"
"""What stands before the name of a change that a copy was made for."""

DUE_AFTER_MS: Final = 23 * 3_600_000
"""Whoever listens every evening gets a copy every evening: at most a day is lost."""

_DAYS: Final = 7
_WEEKS: Final = 4
_CHANGES: Final = 3
_STAMP: Final = "%Y%m%d-%H%M%S"
_NAME: Final = re.compile(r"library-(\d{8}-\d{6})-(.+?)(?:\.\d+)?\.db")


@record
class Backup:
    """One copy; ``whole`` is whether it can be opened, ``made_at`` in UTC milliseconds."""

    path: Path
    made_at: int
    reason: str
    size: int
    tracks: int = 0
    playlists: int = 0
    listens: int = 0
    whole: bool = True

    @property
    def worth(self) -> int:
        """How much is in it that a person made or has: an empty library is worth nothing."""
        return self.tracks + self.playlists + self.listens


def file_name(made_at: int, reason: str, number: int = 1) -> str:
    """Return what a copy is called; its time is UTC, so that names sort also in autumn."""
    stamp = datetime.fromtimestamp(made_at / 1000, UTC).strftime(_STAMP)
    return f"library-{stamp}-{reason}{f'.{number}' if number > 1 else ''}.db"


def read_name(name: str) -> tuple[int, str] | None:
    """Return when and why a copy was made, None for a file that is none of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        made = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return int(made.timestamp() * 1000), found[2]


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """Return them in the order of their making, the last one first."""

    def made(backup: Backup) -> tuple[int, int, str]:
        # Of one second the later ones have a number in their names.
        return backup.made_at, len(backup.path.name), backup.path.name

    return sorted(backups, key=made, reverse=True)


def expendable(backups: Iterable[Backup], now: int) -> list[Backup]:
    """Return what may be deleted: all but the newest of 7 days and of 4 weeks.

    Also kept are those asked for by hand, the last three made before a change, whatever cannot be
    opened now (it may be on a disk that is in trouble), and the newest with anything in it. Those
    from the future stay and count for nothing: a clock that was wrong for a week must not cost
    every copy that is made after it was put right.
    """
    until = now + DUE_AFTER_MS
    good = [one for one in newest_first(backups) if one.whole and one.made_at <= until]
    kept = [
        *_first_of_each((_day(backup), backup) for backup in good)[:_DAYS],
        *_first_of_each((_week(backup), backup) for backup in good)[:_WEEKS],
        *[backup for backup in good if backup.reason.startswith(BEFORE)][:_CHANGES],
        *[backup for backup in good if backup.reason == ASKED],
        *good[:1],
        *[backup for backup in good if backup.worth][:1],
    ]
    stay = {backup.path for backup in kept}
    return [backup for backup in good if backup.path not in stay]


def is_due(backups: Sequence[Backup], now: int) -> bool:
    """Whether the last good copy is a day old; one from the future says nothing."""
    return not any(backup.whole and 0 <= now - backup.made_at < DUE_AFTER_MS for backup in backups)


def _first_of_each(keyed: Iterable[tuple[object, Backup]]) -> list[Backup]:
    found: dict[object, Backup] = {}
    for key, backup in keyed:
        found.setdefault(key, backup)
    return list(found.values())


def _day(backup: Backup) -> object:
    return _made(backup).date()


def _week(backup: Backup) -> object:
    return _made(backup).isocalendar()[:2]


def _made(backup: Backup) -> datetime:
    """Return when it was made by the clock on the wall: days are those of the listener."""
    return datetime.fromtimestamp(backup.made_at / 1000, UTC).astimezone()
