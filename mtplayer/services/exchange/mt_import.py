"""Takes over the library of mt: looks first, backs up, then writes all of it or nothing."""

import os
import sys
import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtplayer.core.exchange.mt_library import MtFound, MtLibrary, MtReport, MtTrack, MtUnreadable
from mtplayer.core.exchange.taken_paths import TakenPath
from mtplayer.core.library.scan_rows import Parts
from mtplayer.core.playing.queue_record import QueueHead, QueueWrite, everything
from mtplayer.core.tags import FileFacts, Tags, Technical
from mtplayer.files.fields import number_pair
from mtplayer.files.path_names import complete
from mtplayer.files.taken_paths import TakenPaths
from mtplayer.runtime.paths import Profile
from mtplayer.scanner.rows import RowBuilder
from mtplayer.services import settings_file
from mtplayer.services.library import scan_runner
from mtplayer.services.only_looking import only_look
from mtplayer.services.safety import restoring
from mtplayer.storage import migrate
from mtplayer.storage.engine import Storage
from mtplayer.storage.exchange import mt_reader

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

APP_FOLDER: Final = "com.mt.desktop"
DATABASE: Final = "mt.db"


def usual_places() -> list[Path]:
    """Return where mt keeps its library on this system, newest generation first."""
    home = Path.home()
    if sys.platform == "darwin":
        shared = home / "Library/Application Support"
    elif sys.platform == "win32":
        shared = Path(os.environ.get("APPDATA") or home / "AppData/Roaming")
    else:
        named = os.environ.get("XDG_DATA_HOME", "")
        shared = Path(named) if named.startswith("/") else home / ".local/share"
    places = [shared / APP_FOLDER / DATABASE]
    if named := os.environ.get("MT_DB_PATH"):
        places.append(Path(named))
    return [*places, home / ".mt" / DATABASE]


def look(places: Iterable[Path]) -> MtFound | None:
    """Return the first library of mt with anything in it; what can't be read is none."""
    for place in places:
        if not place.is_file():
            continue
        try:
            library = mt_reader.read_mt(place)
        except MtUnreadable:
            continue
        if library.tracks:
            return MtFound(path=place, tracks=len(library.tracks), playlists=len(library.playlists))
    return None


def take_over_here(profile: Profile, source: Path, *, dry_run: bool) -> MtReport:
    """Take over ``source`` without a window. Raises MtUnreadable and StorageError."""
    taking = gather(source, scan_runner.articles(_settings(profile)))
    migrate.prepare(profile.database)
    storage = Storage(profile.database)
    try:
        return take(taking, storage, profile, dry_run=dry_run, keeps_queue=True)
    finally:
        storage.close()


def _settings(profile: Profile) -> Mapping[str, object]:
    try:
        return settings_file.read(profile.settings)
    except settings_file.SettingsUnreadable:
        return {}  # the window says so; sort keys are made anew when the settings are back


def gather(source: Path, articles: str) -> "Taking":
    """Read a library of mt and look where its paths are; asks the disk for each of them."""
    return Taking(mt_reader.read_mt(source), articles)


def take(
    taking: "Taking", storage: Storage, profile: Profile, *, dry_run: bool, keeps_queue: bool
) -> MtReport:
    """Write everything in one transaction after a backup, or only say what would come."""
    report, is_new = look_at(taking, storage)
    if dry_run or not report.changes:
        return report
    if not is_new:
        restoring.save_before(profile, "mt")
    return write(taking, storage, keeps_queue=keeps_queue)


def look_at(taking: "Taking", storage: Storage) -> tuple[MtReport, bool]:
    """Return what would come, and whether the library has nothing yet that a copy could save."""
    return only_look(storage, partial(_write, taking, now=_now_ms())), _is_new(storage)


def write(taking: "Taking", storage: Storage, *, keeps_queue: bool) -> MtReport:
    """Write everything in one transaction.

    Without ``keeps_queue`` the caller puts the report's tracks into its own queue.
    """
    return storage.write(partial(_write, taking, now=_now_ms(), keeps_queue=keeps_queue))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _is_new(storage: Storage) -> bool:
    """Whether there is nothing yet that a copy could save."""
    from mtplayer.storage.exchange.mt_import import is_untouched

    with storage.read() as connection:
        return is_untouched(connection)


class Taking:
    """A library of mt and where its paths are; asks the disk once, before anything is locked."""

    def __init__(self, library: MtLibrary, articles: str) -> None:
        paths = TakenPaths()
        self.library = library
        self.builder = RowBuilder(articles)
        self.files = {t.path: place for t in library.tracks if (place := paths.of(t.path))}
        self.folders = {
            f.path: place for f in library.folders if (place := paths.of_folder(f.path))
        }

    def parts(self, track: MtTrack, place: TakenPath) -> Parts:
        """Return the rows of a track as mt knew it."""
        tags = tags_of(track)
        complete(tags, place.directory + b"/" + place.name)
        folder = place.directory.rpartition(b"/")[2].decode("utf-8", "replace")
        facts = FileFacts(tags=tags, technical=Technical(duration_ms=track.duration_ms))
        return self.builder.parts(facts, folder)


def _write(taking: Taking, unit: "Unit", *, now: int, keeps_queue: bool = False) -> MtReport:
    from mtplayer.storage.exchange.mt_import import MtImport

    work = MtImport(unit.connection, taking.parts, now)
    report = work.run(taking.library, taking.files, taking.folders)
    if keeps_queue and report.queue_tracks:
        unit.queue.repeat(queue_of(report, now))
    return report


def queue_of(report: MtReport, now: int) -> QueueWrite:
    """Return what stores mt's queue as the queue of this player."""
    from mtplayer.core.playing.play_queue import PlayQueue

    queue = PlayQueue()
    queue.add(report.queue_tracks)
    order = queue.entries
    current = None
    if report.queue_current is not None:
        current = order[report.queue_current].id
    head = QueueHead(current=current, next_entry=len(order) + 1, source="mt")
    return QueueWrite(head=head, edits=everything(queue.state), base=None, revision=1, at=now)


def tags_of(track: MtTrack) -> Tags:
    """Return what mt had read from a file."""
    number, total = number_pair(track.track)
    return Tags(
        title=track.title,
        artists=(track.artist,) if track.artist else (),
        album=track.album,
        album_artists=(track.album_artist,) if track.album_artist else (),
        track=number,
        track_total=number_pair(track.track_total)[0] or total,
        date=track.date,
    )
