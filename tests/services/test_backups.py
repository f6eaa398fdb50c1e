"""The library is copied daily, before large changes and when asked, and nobody waits for it."""

import sqlite3
import threading
from contextlib import closing
from functools import partial

import pytest

from mtplayer.core.backups import BEFORE, DUE_AFTER_MS, Backup
from mtplayer.core.problems import BackupFailed, LibraryCorrupt
from mtplayer.runtime.paths import Profile
from mtplayer.services.library import library
from mtplayer.services.safety import backups
from mtplayer.services.safety.backups import BackupService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.reader import LibraryReader
from mtplayer.storage.safety import backup
from tests.fakes.breaking import break_library
from tests.fakes.library import FakeTrack
from tests.services.world import World

MANY = [FakeTrack(title=f"Song {n}", name=b"%d.flac" % n) for n in range(300)]


class Kept:
    """A library in use, and the service that copies it."""

    def __init__(self, folder, qtbot):
        self.qtbot = qtbot
        self.profile = Profile(folder / "profile")
        self.profile.create()
        self.world = World(
            self.profile.database, MANY, partial(LibraryReader, self.profile.database)
        )
        self.problems, self.notices, self.idle = [], [], True
        self.settings = SettingsService({}, lambda _: None)
        self.service = BackupService(
            self.profile,
            self.world.storage,
            self.settings,
            lambda: self.idle,
            self.problems.append,
        )
        self.service.notice.connect(self.notices.append)

    def files(self):
        return sorted(self.profile.backups.glob("*.db"))

    def until(self, condition):
        self.qtbot.waitUntil(condition, timeout=10_000)

    def until_quiet(self):
        self.until(lambda: not self.service.working)

    def listed(self) -> list[Backup]:
        found = []
        self.service.list_all(found.append)
        self.until(lambda: bool(found))
        return found[0]

    def back_up(self):
        self.service.back_up()
        self.until_quiet()

    def look(self):
        """Have it look whether a copy is due, and wait until that is done."""
        with self.qtbot.waitSignal(self.service.looked, timeout=10_000) as looked:
            self.service.begin(0)
        self.until_quiet()
        return looked.args[0]

    def close(self):
        self.service.close(5000)
        self.world.close()


@pytest.fixture
def kept(tmp_path, qtbot):
    made = Kept(tmp_path, qtbot)
    yield made
    made.close()


def titles(path):
    with closing(sqlite3.connect(path)) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM tracks WHERE listed")}


def test_a_copy_that_is_asked_for_is_listed_with_what_is_in_it(kept):
    kept.back_up()
    (made,) = kept.listed()
    assert (made.tracks, made.whole, made.reason) == (300, True, "asked")
    assert [notice.text for notice in kept.notices] == ["The library is backed up"]
    assert kept.problems == []


def test_daily_makes_one_when_the_last_is_a_day_old(kept, monkeypatch):
    assert kept.look()
    assert not kept.look()
    assert [made.reason for made in kept.listed()] == ["daily"]
    (first,) = kept.listed()
    monkeypatch.setattr(backups, "now_ms", lambda: first.made_at + DUE_AFTER_MS)
    assert kept.look()
    # Of one day the last one stays.
    (second,) = kept.files()
    assert second != first.path
    assert kept.notices == []


def test_nothing_is_copied_while_a_scan_runs(kept, qtbot):
    kept.idle = False
    kept.service.begin(0)
    with qtbot.assertNotEmitted(kept.service.looked, wait=100):
        pass
    assert kept.files() == []


def test_before_many_tracks_are_removed_the_library_is_kept_as_it_was(kept):
    kept.world.library.remove(kept.world.ids[:120])
    kept.until(lambda: bool(kept.files()))
    kept.until_quiet()
    (made,) = kept.listed()
    assert made.reason == f"{BEFORE}removal"
    assert len(titles(made.path)) == 300
    kept.until(lambda: len(titles(kept.profile.database)) == 180)
    kept.world.library.remove(kept.world.ids[120:240])
    kept.until(lambda: len(titles(kept.profile.database)) == 60)
    kept.until_quiet()
    assert len(kept.files()) == 1


def test_a_few_tracks_are_no_large_change(kept):
    kept.world.library.remove(kept.world.ids[: library.MANY - 1])
    kept.until(lambda: len(titles(kept.profile.database)) == 300 - library.MANY + 1)
    assert (kept.files(), kept.service.working) == ([], False)


def test_a_change_does_not_wait_for_the_copy(kept, monkeypatch):
    goes_on = threading.Event()
    copy = backup.Snapshot.copy

    def slow(self, target, between):
        assert goes_on.wait(10)
        copy(self, target, between)

    monkeypatch.setattr(backup.Snapshot, "copy", slow)
    kept.world.library.remove(kept.world.ids[:120])
    kept.until(lambda: len(titles(kept.profile.database)) == 180)
    assert kept.service.working
    kept.world.favorites.toggle(kept.world.ids[200:201])
    kept.until(lambda: kept.world.column("SELECT 1 FROM tracks WHERE liked_at IS NOT NULL") == [1])
    goes_on.set()
    kept.until_quiet()
    (made,) = kept.files()
    assert len(titles(made)) == 300


def test_without_room_nothing_is_lost_and_it_is_said_once(kept, monkeypatch):
    kept.back_up()
    monkeypatch.setattr(backup, "ROOM_LEFT", 1 << 60)
    monkeypatch.setattr(backups, "now_ms", lambda: 1 << 50)
    for _ in range(2):
        assert kept.look()
    (problem,) = kept.problems
    assert isinstance(problem, BackupFailed)
    assert "no room left" in str(problem)
    assert "older backups are kept" in str(problem)
    assert len(kept.files()) == 1
    assert [path.suffix for path in kept.profile.backups.iterdir()] == [".db"]


def test_a_folder_that_cannot_be_made_is_said(kept):
    kept.profile.backups.rmdir()
    kept.profile.backups.write_text("a file")
    kept.back_up()
    (problem,) = kept.problems
    assert isinstance(problem, BackupFailed)
    assert len(titles(kept.profile.database)) == 300


def test_a_damaged_library_is_noticed_and_its_good_copies_stay(kept):
    kept.back_up()
    kept.world.storage.close()
    break_library(kept.profile.database, "page in the middle")
    kept.back_up()
    (problem,) = kept.problems
    assert isinstance(problem, LibraryCorrupt)
    assert [made.whole for made in kept.listed()] == [True]


def test_a_disk_that_is_away_is_no_reason_to_have_no_backup(kept, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    kept.settings.set(backups.options.BACKUP_FOLDER, str(disk))
    kept.back_up()
    assert kept.files() == []
    disk.rename(tmp_path / "away")
    kept.back_up()
    assert len(kept.files()) == 1
    assert "The folder for backups is away" in [notice.text for notice in kept.notices]
    (tmp_path / "away").rename(disk)
    assert len(kept.listed()) == 2


def test_ending_gives_up_the_copy_and_leaves_nothing_half(kept, monkeypatch):
    begun = threading.Event()
    prove = backup.prove

    def slow(copy, between):
        begun.set()
        for _ in range(10_000):
            between()
        prove(copy, between)

    monkeypatch.setattr(backup, "prove", slow)
    kept.service.back_up()
    assert begun.wait(10)
    kept.service.close(10_000)
    assert list(kept.profile.backups.iterdir()) == []
