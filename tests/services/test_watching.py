"""When folders are looked at: by the system's word, by the clock, at the start, by hand."""

import errno
import os
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from mtplayer.core import options
from mtplayer.core.ids import FolderId
from mtplayer.core.library.folder_state import Watch, Why
from mtplayer.core.library.pending_changes import QUIET_MS, Happening
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.watching import WatchingService
from mtplayer.services.settings import SettingsService
from tests.fakes.watched import FakeFolders, FakeScans, FakeWatcher, folder

MINUTE = 60_000


class Watching:
    """The service with folders, scans, a system and a clock of the test's own."""

    def __init__(self, qtbot: QtBot, *folders) -> None:
        self.qtbot = qtbot
        self.now = 1_000_000
        self.log: list[object] = []
        self.folders = FakeFolders(*folders)
        self.scans = FakeScans()
        self.watcher = FakeWatcher(self.log)
        self.settings = SettingsService({}, lambda _: None)
        self.jobs = Jobs("watch", 1)
        self.opened = 0
        self.service = WatchingService(
            self.folders, self.scans, self.settings, self.jobs, self._open, lambda: self.now
        )

    def _open(self, wake: Callable[[], object]) -> FakeWatcher:
        self.opened += 1
        self.watcher.wake = wake
        return self.watcher

    def begin(self) -> None:
        self.service.begin()
        self.settle()

    def settle(self) -> None:
        """Let the jobs come to rest, and what they said be heard."""
        done: list[object] = []
        self.jobs.run(lambda _: None, done.append, done.append)
        self.qtbot.waitUntil(lambda: bool(done))

    def after(self, ms: int, step: int = 250) -> None:
        for _ in range(0, ms, step):
            self.now += step
            self.service.tick()
            self.settle()

    def state(self, id_: int = 1):
        return self.service.state(FolderId(id_))

    def close(self) -> None:
        assert self.jobs.close(5_000)
        self.service.close()


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[..., Watching]]:
    made: list[Watching] = []

    def build(*folders) -> Watching:
        made.append(Watching(qtbot, *folders))
        return made[-1]

    yield build
    for it in made:
        it.close()


def test_a_continuous_folder_is_looked_through_at_the_start_and_watched(make) -> None:
    it = make(folder())
    it.begin()
    assert it.scans.asked == ["start"]
    assert it.state().watch is Watch.WATCHED
    it.watcher.hear(b"/music", Happening(b"/music/a", is_gone=True, is_directory=True))
    it.settle()
    it.after(2 * QUIET_MS)
    assert it.scans.asked == ["start", ["/music"]]


def test_the_start_scan_waits_for_the_watches_and_for_nothing_else(make) -> None:
    it = make(folder(1, b"/a"), folder(2, b"/b"))
    it.service.begin()
    assert it.scans.asked == []
    it.settle()
    assert it.log == [("watch", b"/a"), ("watch", b"/b")]
    assert it.scans.asked == ["start"]


def test_a_startup_folder_is_looked_through_once_and_never_watched(make) -> None:
    it = make(folder(mode="startup"))
    it.begin()
    it.after(120 * MINUTE, MINUTE)
    assert it.scans.asked == ["start"]
    assert it.state().watch is Watch.AT_START
    assert it.opened == 0


def test_a_manual_folder_is_left_alone(make) -> None:
    it = make(folder(mode="manual"))
    it.begin()
    it.after(120 * MINUTE, MINUTE)
    assert it.scans.asked == []
    assert it.state().watch is Watch.BY_HAND


def test_a_folder_that_rests_is_left_alone(make) -> None:
    it = make(folder(enabled=False))
    it.begin()
    it.after(120 * MINUTE, MINUTE)
    assert (it.scans.asked, it.log) == ([], [])
    assert it.state().watch is Watch.RESTING


def test_a_watched_folder_is_not_polled_unless_somebody_wants_it(make) -> None:
    it = make(folder(1, b"/a"), folder(2, b"/b", cadence_minutes=30))
    it.begin()
    it.after(61 * MINUTE, MINUTE)
    assert it.scans.asked == ["start", ["/b"], ["/b"]]


def test_a_share_is_polled_as_often_as_the_settings_say(make) -> None:
    it = make(folder(kind="network"))
    it.settings.set(options.CADENCE_MINUTES, 20)
    it.begin()
    assert (it.state().watch, it.state().why, it.state().minutes) == (Watch.POLLED, Why.SHARE, 20)
    it.after(41 * MINUTE, MINUTE)
    assert it.scans.asked == ["start", ["/music"], ["/music"]]
    assert it.log == []


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, Why.LIMIT), (errno.EACCES, Why.REFUSED)]
)
def test_where_the_system_refuses_the_folder_is_polled_and_it_is_said(make, number, why) -> None:
    it = make(folder(cadence_minutes=5))
    it.watcher.errors[b"/music"] = OSError(number, os.strerror(number))
    it.begin()
    assert (it.state().watch, it.state().why, it.state().minutes) == (Watch.POLLED, why, 5)
    it.after(6 * MINUTE, MINUTE)
    assert it.scans.asked == ["start", ["/music"]]


def test_the_limit_that_new_directories_reach_later_is_said_as_well(make) -> None:
    it = make(folder())
    it.begin()
    it.watcher.room = False
    it.watcher.errors[b"/music"] = OSError(errno.ENOSPC, "limit")
    it.watcher.hear(b"/music", Happening(b"/music/b", is_gone=True, is_directory=True))
    it.settle()
    it.after(2 * QUIET_MS)
    it.settle()
    assert (it.state().watch, it.state().why) == (Watch.POLLED, Why.LIMIT)
    assert it.state().minutes == 15


def test_a_folder_that_is_added_later_is_watched_and_looked_through_once_more(make) -> None:
    it = make(folder(1, b"/a"))
    it.begin()
    it.folders.become(folder(1, b"/a"), folder(2, b"/b"))
    it.settle()
    assert it.scans.asked == ["start", ["/b"]]
    assert it.watcher.watched == {b"/a", b"/b"}


def test_a_folder_that_is_taken_out_is_let_go(make) -> None:
    it = make(folder(1, b"/a"), folder(2, b"/b"))
    it.begin()
    it.folders.become(folder(2, b"/b"))
    it.settle()
    assert it.watcher.watched == {b"/b"}


def test_a_drive_that_goes_is_let_go_and_one_that_comes_is_looked_through(make) -> None:
    it = make(folder())
    it.begin()
    it.folders.become(folder(online=False))
    it.settle()
    assert (it.state().watch, it.watcher.watched) == (Watch.OFFLINE, set())
    it.after(60 * MINUTE, MINUTE)
    assert it.scans.asked == ["start"]
    it.folders.become(folder(path=b"/media/music"))
    it.settle()
    assert it.state().watch is Watch.WATCHED
    assert it.scans.asked == ["start", ["/media/music"]]
    assert it.watcher.watched == {b"/media/music"}


def test_a_startup_folder_on_a_drive_is_looked_through_when_the_drive_comes(make) -> None:
    it = make(folder(mode="startup", online=False))
    it.begin()
    it.folders.become(folder(mode="startup"))
    it.folders.become(folder(mode="startup"))
    assert it.scans.asked == ["start", ["/music"]]


def test_modes_take_effect_at_once(make) -> None:
    it = make(folder())
    it.begin()
    it.folders.become(folder(mode="manual"))
    it.settle()
    assert it.watcher.watched == set()
    it.folders.become(folder())
    it.settle()
    assert it.watcher.watched == {b"/music"}
    it.folders.become(folder(cadence_minutes=3))
    assert it.state().minutes == 3


def test_what_happens_during_a_scan_makes_one_scan_after_it(make) -> None:
    it = make(folder())
    it.begin()
    it.scans.running = True
    for name in (b"a", b"b", b"c"):
        it.watcher.hear(b"/music", Happening(b"/music/%s/1.mp3" % name, is_gone=True))
        it.settle()
        it.after(3 * QUIET_MS)
    assert it.scans.asked == ["start"]
    it.scans.end()
    it.after(500)
    assert it.scans.asked == ["start", ["/music/a", "/music/b", "/music/c"]]


def test_a_new_file_is_looked_at_alone_once_it_grows_no_more(make, tmp_path) -> None:
    root = os.fsencode(tmp_path)
    it = make(folder(path=root))
    it.begin()
    song = tmp_path / "a.flac"
    with song.open("wb", buffering=0) as growing:
        for _ in range(6):
            growing.write(b"x" * 100)
            it.watcher.hear(root, Happening(os.fsencode(song)))
            it.settle()
            it.after(QUIET_MS // 2)
    assert it.scans.asked == ["start"]
    assert it.service.growing == (os.fsencode(song),)
    it.after(4 * QUIET_MS)
    assert it.scans.asked == ["start", [str(song)]]
    assert it.service.growing == ()
    assert it.state().last_change_at is not None


def test_a_cover_that_changes_has_its_directory_looked_at(make, tmp_path) -> None:
    root = os.fsencode(tmp_path)
    it = make(folder(path=root))
    it.begin()
    (tmp_path / "Cover.png").write_bytes(b"picture")
    it.watcher.hear(root, Happening(root + b"/Cover.png"))
    it.settle()
    it.after(4 * QUIET_MS)
    assert it.scans.asked == ["start", [str(tmp_path)]]


def test_a_new_library_has_nothing_to_look_through(make) -> None:
    it = make()
    it.begin()
    assert it.scans.asked == []


def test_the_watcher_is_closed_with_the_service(make) -> None:
    it = make(folder())
    it.begin()
    it.service.close()
    assert it.log[-1] == "close"
