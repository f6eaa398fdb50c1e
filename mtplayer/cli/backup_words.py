"""What commands print of a backup."""

from datetime import UTC, datetime

from mtplayer.core.backups import Backup

_MEGA = 1_000_000


def as_object(backup: Backup) -> dict[str, object]:
    """Return it as the object that ``--json`` prints."""
    return {
        "path": str(backup.path),
        "made_at": backup.made_at,
        "reason": backup.reason,
        "size": backup.size,
        "tracks": backup.tracks,
        "playlists": backup.playlists,
        "listens": backup.listens,
        "whole": backup.whole,
    }


def in_words(backup: Backup) -> str:
    """Return what is in it."""
    if not backup.whole:
        return "cannot be opened"
    parts = [
        f"{count:,} {name if count == 1 else name + 's'}"
        for count, name in (
            (backup.tracks, "track"),
            (backup.playlists, "playlist"),
            (backup.listens, "listen"),
        )
    ]
    return ", ".join([*parts, f"{backup.size / _MEGA:,.1f} MB"])


def made_on(backup: Backup) -> str:
    """Return when it was made, in local time."""
    return (
        datetime.fromtimestamp(backup.made_at / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    )
