"""What is said of a backup."""

from mtplayer.core.backups import ASKED, BEFORE, BEFORE_RESTORE, DAILY, Backup
from mtplayer.ui import text
from mtplayer.ui.text import number, tr

_HOUR_MS = 3_600_000
_REASONS = {
    DAILY: "Daily",
    ASKED: "By hand",
    BEFORE_RESTORE: "Before a restore",
    f"{BEFORE}mt": "Before taking over mt",
    f"{BEFORE}removal": "Before many were removed",
    f"{BEFORE}merge": "Before merging",
    f"{BEFORE}locate": "Before locating a folder",
}


def reason(backup: Backup) -> str:
    """Return why it was made."""
    known = _REASONS.get(backup.reason)
    if known is None and backup.reason.startswith(BEFORE):
        # Before another version brought the tables up to date, it is called by its number.
        is_number = backup.reason.removeprefix(BEFORE).isdecimal()
        known = "Before an update" if is_number else "Before an import"
    return tr("backups", known or "By another program")


def contents(backup: Backup) -> str:
    """Return what is in it."""
    parts = [text.tracks(backup.tracks)]
    for count, one, many in (
        (backup.playlists, "1 playlist", "{n} playlists"),
        (backup.listens, "1 listen", "{n} listens"),
    ):
        words = tr("backups", one) if count == 1 else tr("backups", many)
        parts.append(words.format(n=number(count)))
    return " · ".join([*parts, text.size(backup.size)])


def since(backup: Backup, now: int) -> str:
    """Return how long ago it was made, after “in the”: what happened then is not in it."""
    hours = max(1, round((now - backup.made_at) / _HOUR_MS))
    days = round(hours / 24)
    if days > 1:
        return tr("backups", "{n} days").format(n=number(days))
    if hours == 1:
        return tr("backups", "hour")
    return tr("backups", "{n} hours").format(n=number(hours))
