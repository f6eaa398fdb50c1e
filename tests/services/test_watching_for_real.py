"""From a file on the disk to the row in the library, with the real system in between."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mtplayer.core.ids import FolderId
from mtplayer.core.library.folder_state import Watch
from mtplayer.core.options import ScanMode
from mtplayer.files.folder_watcher import FolderWatcher
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.library.folders import FoldersService
from mtplayer.services.library.scan import ScanService
from mtplayer.services.library.watching import WatchingService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.write_flag import WriteFlag
from tests.fakes import music
from tests.services.world import World

pytestmark = pytest.mark.blocking

STATES = (
    "SELECT CAST(f.name AS TEXT) || ' ' || f.state FROM files f"
    " WHERE instr(f.name, x'00') = 0 ORDER BY 1"
)


class Watched:
    """One folder of the library, watched for real."""

    def __init__(self, tmp_path, qtbot) -> None:
        self.qtbot = qtbot
        self.elsewhere = tmp_path / "elsewhere"
        self.elsewhere.mkdir()
        self.music = tmp_path / "music"
        self.music.mkdir()
        profile = Profile(tmp_path / "profile")
        profile.create()
        self.world = world = World(profile.database, [])
        self.jobs = {name: Jobs(name, 1) for name in ("scan", "watch")}
        self.flag = WriteFlag(profile.cache / "write.flag")
        settings = SettingsService({}, lambda _: None)
        self.scan = ScanService(profile, self.jobs["scan"], world.library, settings, self.flag)
        self.folders = FoldersService(
            world.storage, world.write, world.read, world.library, world.undo, self._failed
        )
        self.watching = WatchingService(
            self.folders,
            self.scan,
            settings,
            self.jobs["watch"],
            lambda wake: FolderWatcher(wake, profile.cache),
            lambda: time.monotonic_ns() // 1_000_000,
        )
        self.scan.leave_growing(lambda: self.watching.growing)
        self.scan.finished.connect(self.folders.load)
        self.runs = []
        self.scan.finished.connect(self.runs.append)
        self.watching.begin()

    def _failed(self, error) -> None:
        raise error

    def put(self, name: str, sound: int = 440, folder: Path | None = None) -> Path:
        """Write a file; another ``sound`` is another recording."""
        path = (folder or self.music) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(music.dsf(sound))
        return path

    def add(self) -> None:
        """Take the folder in, and wait until it is watched and looked through once more."""
        self.scan.add_folders([str(self.music)])
        self.qtbot.waitUntil(lambda: len(self.runs) >= 2 and not self.scan.running, timeout=20_000)
        (folder,) = self.folders.folders
        assert self.watching.state(folder.id).watch is Watch.WATCHED

    def becomes(self, *states: str) -> None:
        def look() -> None:
            assert self.world.column(STATES) == sorted(states)

        self.qtbot.waitUntil(look, timeout=20_000)

    def close(self) -> None:
        for jobs in self.jobs.values():
            assert jobs.close(10_000)
        self.watching.close()
        self.flag.close()
        self.world.close()


@pytest.fixture
def it(tmp_path, qtbot: QtBot) -> Iterator[Watched]:
    it = Watched(tmp_path, qtbot)
    yield it
    it.close()


def test_a_new_file_appears(it: Watched) -> None:
    it.put("a.dsf", 1)
    it.add()
    it.put("b.dsf", 2)
    it.becomes("a.dsf present", "b.dsf present")


def test_a_file_that_moves_keeps_its_row_and_one_that_goes_is_missing(it: Watched) -> None:
    a, b = it.put("x/a.dsf", 1), it.put("x/b.dsf", 2)
    it.add()
    (it.music / "y").mkdir()
    a.rename(it.music / "y" / "c.dsf")
    b.unlink()
    it.becomes("b.dsf missing", "c.dsf present")


def test_the_last_file_of_a_directory_may_go(it: Watched) -> None:
    it.put("x/a.dsf", 1)
    b = it.put("y/b.dsf", 2)
    it.add()
    b.unlink()
    it.becomes("a.dsf present", "b.dsf missing")


def test_a_folder_that_is_renamed_and_one_that_is_moved_into_place(it: Watched) -> None:
    it.put("x/a.dsf", 1)
    it.add()
    it.put("Album/CD1/1.dsf", 2, it.elsewhere)
    (it.elsewhere / "Album").rename(it.music / "Album")
    (it.music / "x").rename(it.music / "z")
    it.becomes("1.dsf present", "a.dsf present")
    assert it.world.column("SELECT count(*) FROM tracks") == [2]
    it.put("Album/CD1/2.dsf", 3)
    it.becomes("1.dsf present", "2.dsf present", "a.dsf present")


def test_a_file_that_grows_is_read_once_it_is_whole(it: Watched) -> None:
    it.put("a.dsf", 1)
    it.add()
    content = music.dsf(2)
    step = len(content) // 5
    with (it.music / "b.dsf").open("wb", buffering=0) as growing:
        for begin in range(0, len(content), step):
            growing.write(content[begin : begin + step])
            it.qtbot.wait(400)
            assert "b.dsf present" not in it.world.column(STATES)
    it.becomes("a.dsf present", "b.dsf present")
    assert it.world.column("SELECT count(*) FROM files WHERE failure IS NOT NULL") == [0]


def test_a_scan_by_hand_leaves_a_file_that_grows_alone(it: Watched) -> None:
    it.put("a.dsf", 1)
    it.add()
    with (it.music / "b.dsf").open("wb", buffering=0) as growing:
        growing.write(music.dsf(2)[:5000])
        it.qtbot.waitUntil(lambda: len(it.watching.growing) == 1)
        runs = len(it.runs)
        it.scan.scan()
        it.qtbot.waitUntil(lambda: len(it.runs) > runs, timeout=20_000)
        assert it.world.column(STATES) == ["a.dsf present"]


def test_what_was_removed_stays_out_when_its_file_changes(it: Watched) -> None:
    a = it.put("a.dsf", 1)
    it.put("b.dsf", 2)
    it.add()
    (track,) = it.world.column("SELECT t.id FROM tracks t WHERE t.title = 'a'")
    it.world.library.remove([track])
    it.becomes("a.dsf removed", "b.dsf present")
    a.write_bytes(music.dsf(3))
    it.put("c.dsf", 4)
    it.becomes("a.dsf removed", "b.dsf present", "c.dsf present")
    assert it.world.column("SELECT listed FROM tracks WHERE title = 'a'") == [0]


def test_a_folder_by_hand_is_not_heard(it: Watched) -> None:
    it.put("a.dsf", 1)
    it.add()
    it.folders.set_mode(FolderId(1), ScanMode.MANUAL)
    state = it.watching.state
    it.qtbot.waitUntil(lambda: state(FolderId(1)).watch is Watch.BY_HAND)
    it.put("b.dsf", 2)
    it.qtbot.wait(3_000)
    it.becomes("a.dsf present")
    it.folders.set_mode(FolderId(1), ScanMode.CONTINUOUS)
    it.becomes("a.dsf present", "b.dsf present")


def test_a_cover_that_comes_and_changes_in_place_is_noted(it: Watched) -> None:
    it.put("x/a.dsf", 1)
    it.add()
    noted = "SELECT CAST(cover_name AS TEXT), cover_mtime_ns FROM directories"
    cover = it.music / "x" / "Folder.JPG"
    cover.write_bytes(b"one picture")
    it.qtbot.waitUntil(lambda: it.world.rows(noted)[0][0] == "Folder.JPG", timeout=20_000)
    before = it.world.rows(noted)
    cover.write_bytes(b"another picture")
    it.qtbot.waitUntil(lambda: it.world.rows(noted) != before, timeout=20_000)
    cover.unlink()
    it.qtbot.waitUntil(lambda: it.world.rows(noted) == [(None, None)], timeout=20_000)
