"""Takes over what another player knew: reads and compares first, then writes one step."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtplayer.core.exchange.foreign_library import (
    PLAYER_NAMES,
    ForeignLibrary,
    ForeignReport,
    ForeignUnreadable,
    Player,
)
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.list_matching import Verdict
from mtplayer.core.record import short_record
from mtplayer.files.foreign import itunes, quodlibet, rhythmbox
from mtplayer.runtime.paths import Profile
from mtplayer.services.clock import now_ms
from mtplayer.services.exchange.list_import import places
from mtplayer.services.exchange.list_resolving import resolve
from mtplayer.services.lists.playlist_changes import Change, Logged
from mtplayer.services.only_looking import only_look
from mtplayer.services.safety import restoring
from mtplayer.storage import migrate
from mtplayer.storage.connection import open_reader
from mtplayer.storage.engine import Storage
from mtplayer.storage.errors import translated
from mtplayer.storage.exchange import clementine_reader
from mtplayer.storage.lists.entry_finder import EntryFinder

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

_READERS: Final[dict[Player, Callable[[Path], ForeignLibrary]]] = {
    Player.RHYTHMBOX: rhythmbox.read,
    Player.QUODLIBET: quodlibet.read,
    Player.ITUNES: itunes.read,
    Player.STRAWBERRY: partial(clementine_reader.read, player=Player.STRAWBERRY),
    Player.CLEMENTINE: partial(clementine_reader.read, player=Player.CLEMENTINE),
}
_ROOT: Final = b"/"


@short_record
class Gathered:
    """A library of another player, and which track here each of its entries is."""

    library: ForeignLibrary
    verdicts: Mapping[ListedEntry, Verdict]


def usual_places(player: Player) -> list[Path]:
    """Return where a player keeps its library on this system."""
    home = Path.home()
    if sys.platform == "darwin":
        data = config = home / "Library/Application Support"
    elif sys.platform == "win32":
        data = config = Path(os.environ.get("APPDATA") or home / "AppData/Roaming")
    else:
        data = _folder("XDG_DATA_HOME", home / ".local/share")
        config = _folder("XDG_CONFIG_HOME", home / ".config")
    music = home / "Music"
    return {
        Player.RHYTHMBOX: [data / "rhythmbox"],
        Player.QUODLIBET: [config / "quodlibet", home / ".quodlibet"],
        Player.STRAWBERRY: [data / "strawberry/strawberry", data / "strawberry"],
        Player.CLEMENTINE: [config / "Clementine", data / "Clementine"],
        Player.ITUNES: [music / "iTunes", music / "Music", music],
    }[player]


def _folder(variable: str, otherwise: Path) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if named.startswith("/") else otherwise


_KEPT_IN: Final = {
    Player.RHYTHMBOX: (rhythmbox.DATABASE,),
    Player.QUODLIBET: (quodlibet.SONGS,),
    Player.STRAWBERRY: ("strawberry.db",),
    Player.CLEMENTINE: ("clementine.db",),
    Player.ITUNES: itunes.LIBRARIES,
}


def look(player: Player) -> Path | None:
    """Return where a library of a player is, if it is in a usual place."""
    for place in usual_places(player):
        for name in _KEPT_IN[player]:
            if (place / name).is_file():
                return place / name
    return None


def source_of(player: Player, path: Path | None) -> Path:
    """Return the library that is meant. Raises ForeignUnreadable."""
    if path is not None:
        return path
    found = look(player)
    if found is None:
        name = PLAYER_NAMES[player]
        raise ForeignUnreadable(f"The library of {name} is not where it keeps it; say where it is.")
    return found


def gather(
    database: Path, player: Player, path: Path, check: Callable[[], object] = lambda: None
) -> Gathered:
    """Read a library and find its tracks here. Raises ForeignUnreadable and StorageError."""
    from mtplayer.storage.exchange.foreign_import import entries_of

    library = _READERS[player](path)
    entries = list(entries_of(library))
    with translated(database), closing(open_reader(database)) as connection:
        verdicts = resolve(entries, _ROOT, EntryFinder(connection, check))
    return Gathered(library, dict(zip(entries, verdicts, strict=True)))


def look_at(gathered: Gathered, storage: Storage) -> ForeignReport:
    """Say what would come; nothing is written."""
    return only_look(storage, partial(_write, gathered)).result


def take(gathered: Gathered) -> Change:
    """Return the change that writes everything: one step."""
    return partial(_write, gathered)


def take_over_here(profile: Profile, player: Player, path: Path, *, dry_run: bool) -> ForeignReport:
    """Take over without a window. Raises ForeignUnreadable and StorageError."""
    migrate.prepare(profile.database)
    gathered = gather(profile.database, player, path)
    storage = Storage(profile.database)
    try:
        report = look_at(gathered, storage)
        if dry_run or not report.changes:
            return report
        restoring.save_before(profile, player)
        return storage.write(take(gathered)).result
    finally:
        storage.close()


def _write(gathered: Gathered, unit: "Unit") -> Logged:
    from mtplayer.storage.exchange import import_undo
    from mtplayer.storage.exchange.foreign_import import ForeignImport

    at = now_ms()
    work = ForeignImport(
        unit,
        gathered.library,
        lambda entries, tracks: places(entries, tracks, _ROOT, at),
        at,
    )
    report = work.run(gathered.verdicts)
    if not report.changes:
        return Logged((), None, "", report)
    label = f"Took over from {PLAYER_NAMES[gathered.library.player]}"
    operation = import_undo.log(unit, label, work.inverse, at)
    return Logged(tuple(work.events), operation, label, report)
