"""Backups of a profile, and bringing one back while nobody has the library open."""

import json
import logging
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from os import fsencode
from pathlib import Path
from typing import TYPE_CHECKING

from mtplayer.core import options
from mtplayer.core.backups import ASKED, BEFORE, Backup, newest_first
from mtplayer.core.problems import BackupFailed, NotRestored
from mtplayer.core.record import record
from mtplayer.runtime.paths import Profile
from mtplayer.scanner.lock import scan_lock
from mtplayer.services import settings_file
from mtplayer.storage.safety import backup, restoring

if TYPE_CHECKING:
    from mtplayer.storage.safety.salvage import Salvaged

log = logging.getLogger(__name__)

Between = Callable[[], object]


@record
class Restored:
    """Which backup took the library's place, and where that is kept, if there was any."""

    backup: Path
    kept: Path | None


@record
class Begun:
    """A new library: what of the old one came over, and where that is kept."""

    saved: "Salvaged"
    kept: Path | None


def chosen_folder(profile: Profile) -> str:
    """Return the folder for backups that the settings name; empty for the profile's own."""
    option = options.BACKUP_FOLDER
    try:
        stored: Mapping[str, object] = settings_file.read(profile.settings)
        return option.check(stored.get(option.key, option.default))
    except (settings_file.SettingsUnreadable, ValueError):
        return option.default


def folders(profile: Profile, chosen: str) -> list[Path]:
    """Return where backups of this profile may be: in the chosen folder, and in its own."""
    return [*_own_part(profile, chosen), profile.backups]


def folder_for(profile: Profile, chosen: str) -> tuple[Path, bool]:
    """Return where the next backup goes, and whether that is where it was wished.

    A drive that is away is no reason to have no backup, and an empty mount point no place for one.
    """
    if not chosen:
        return profile.backups, True
    if Path(chosen).is_dir():
        return _own_part(profile, chosen)[0], True
    return profile.backups, False


def all_backups(profile: Profile, chosen: str | None = None) -> list[Backup]:
    """Return the backups of a profile, newest first; opens each of them."""
    where = folders(profile, chosen_folder(profile) if chosen is None else chosen)
    return newest_first(found for folder in where for found in backup.listed(folder))


def back_up_here(profile: Profile, target: Path | None) -> Backup:
    """Make a backup where backups are kept, or as a file somewhere else; writers go on meanwhile.

    A file that is there is replaced only if it is a backup.
    """
    with closing(backup.Snapshot(profile.database)) as snapshot:
        if target is None or target.is_dir():
            folder = target or folder_for(profile, chosen_folder(profile))[0]
            target = backup.keep(snapshot, folder, ASKED)
        else:
            _check_replaceable(profile, target)
            backup.keep_as(snapshot, target)
    made = backup.look_at(target)
    if made is None:
        raise BackupFailed(f"“{target}” was there, and is not any more.")
    return made


def save_before(profile: Profile, what: str) -> None:
    """Keep the library as it is before ``what``. Raises BackupFailed, and then it is not done."""
    folder, _ = folder_for(profile, chosen_folder(profile))
    backup.back_up(profile.database, folder, f"{BEFORE}{what}")
    backup.thin_out(folder)


def _check_replaceable(profile: Profile, target: Path) -> None:
    if not target.exists():
        return
    found = backup.look_at(target)
    if found is None or not found.whole or target.samefile(profile.database):
        raise BackupFailed(f"“{target}” is there and is no backup; name another file.")


def newest(profile: Profile) -> Path:
    """Return the last backup that can be opened. Raises NotRestored where there is none."""
    for found in all_backups(profile):
        if found.whole:
            return found.path
    raise NotRestored(f"There is no backup of “{profile.folder}”.")


def restore_here(
    profile: Profile, wanted: Path | None, between: Between = lambda: None
) -> Restored:
    """Bring back a backup, the newest unless one is named.

    The caller holds the profile's lock. Raises NotRestored, ScanRunning and what storage raises.
    """
    wanted = newest(profile) if wanted is None else wanted
    folder, _ = folder_for(profile, chosen_folder(profile))
    with scan_lock(profile.scan_lock, lambda: True):
        kept = restoring.restore(profile.database, wanted, folder, between=between)
    return Restored(backup=wanted, kept=kept)


def begin_anew(profile: Profile) -> Begun:
    """Keep the library aside and make a new one of what can be read of it."""
    # SQLAlchemy comes with it.
    from mtplayer.storage.safety.salvage import Salvaged, salvage

    with scan_lock(profile.scan_lock, lambda: True):
        aside = restoring.start_over(profile.database)
        saved = salvage(aside, profile.database) if aside and aside.stat().st_size else Salvaged()
    return Begun(saved=saved, kept=aside)


def ask_for(profile: Profile, wanted: Path) -> None:
    """Have the next start bring back this backup, before it opens anything."""
    request = profile.restore_request
    request.write_text(json.dumps({"backup": str(wanted)}), "utf-8")


def take_request(profile: Profile) -> Path | None:
    """Return the backup that the last window was asked for, once."""
    request = profile.restore_request
    try:
        text = request.read_text("utf-8")
        request.unlink()
        return Path(json.loads(text)["backup"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.warning("“%s” was not understood: %r", request, error)
        return None


def _own_part(profile: Profile, chosen: str) -> list[Path]:
    """Two profiles that share a folder must not thin out each other's backups."""
    if not chosen:
        return []
    mark = zlib.crc32(fsencode(profile.folder.resolve()))
    return [Path(chosen) / f"mtplayer-{mark:08x}"]
