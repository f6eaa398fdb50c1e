"""The scan service: a process of its own, told about here, stopped and killed."""

import logging
import os
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged, Outcome, ScanPhase, Touched
from mtplayer.core.ids import TrackId
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.scanner.report import Changes, Report
from mtplayer.scanner.request import ScanRequest
from mtplayer.services.library import scan_runner
from mtplayer.services.library.scan import ScanService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.write_flag import WriteFlag
from tests.fakes import music, tagging
from tests.services.world import World


class Scanning:
    """A library without tracks, its scan service, and all that it said."""

    def __init__(self, tmp_path, qtbot):
        self.qtbot = qtbot
        self.profile = Profile(tmp_path / "profile")
        self.profile.create()
        self.music = tmp_path / "music"
        self.music.mkdir()
        self.world = World(self.profile.database, [])
        self.jobs = Jobs("scan", 1)
        self.settings = SettingsService({}, lambda _: None)
        self.flag = WriteFlag(self.profile.cache / "write.flag")
        self.progress, self.finished, self.changes = [], [], []
        self.restart()
        self.world.library.changed.connect(self.changes.append)

    def restart(self):
        self.service = ScanService(
            self.profile, self.jobs, self.world.library, self.settings, self.flag
        )
        self.service.progress.connect(self.progress.append)
        self.service.finished.connect(self.finished.append)

    def close(self):
        assert self.jobs.close(10_000)
        self.flag.close()
        self.world.close()

    def wait(self, count=1):
        self.qtbot.waitUntil(lambda: len(self.finished) >= count, timeout=30_000)
        return self.finished[-1]

    def put(self, count, folder=""):
        target = self.music / folder
        target.mkdir(exist_ok=True)
        for number in range(count):
            path = target / f"{number}.mp3"
            path.write_bytes(music.music("mp3"))
            tagging.id3_tag(path, {"title": f"Song {number}", "artists": ("The Band",)})

    def column(self, statement):
        with closing(sqlite3.connect(self.profile.database)) as connection:
            return [row[0] for row in connection.execute(statement)]


@pytest.fixture
def scanning(tmp_path, qtbot):
    scanning = Scanning(tmp_path, qtbot)
    yield scanning
    scanning.close()


def test_a16_folders_that_are_added_are_looked_through_in_another_process(scanning):
    scanning.put(120)
    scanning.service.add_folders([str(scanning.music)])
    assert scanning.service.running
    done = scanning.wait()
    assert (done.outcome, done.added, done.problem) == (Outcome.COMPLETED, 120, None)
    assert not scanning.service.running
    assert scanning.progress[-1].phase is ScanPhase.FINISHING
    assert scanning.progress[-1].done == 120
    added = [track for change in scanning.changes for track in change.added]
    assert sorted(added) == sorted(scanning.column("SELECT id FROM tracks"))
    assert [change.revision for change in scanning.changes] == list(
        range(1, len(scanning.changes) + 1)
    )
    assert scanning.column("SELECT mode FROM folders") == ["continuous"]


def test_the_articles_of_the_settings_make_the_keys(scanning):
    scanning.put(1)
    scanning.settings.set(options.IGNORE_ARTICLES, False)
    scanning.service.add_folders([str(scanning.music)])
    scanning.wait()
    assert scanning.column("SELECT artist_key FROM tracks") == ["the band"]


def test_scans_that_are_asked_for_meanwhile_run_one_after_the_other(scanning):
    scanning.put(60, "a")
    scanning.put(60, "b")
    first = scanning.service.add_folders([str(scanning.music / "a")])
    second = scanning.service.add_folders([str(scanning.music / "b")])
    again = scanning.service.add_folders([str(scanning.music / "b")])
    assert first != second == again
    scanning.wait(2)
    assert [done.added for done in scanning.finished] == [60, 60]
    assert not scanning.service.running


def test_a_few_dropped_files_need_no_process(scanning, monkeypatch):
    def refuse(*_args):
        raise AssertionError

    monkeypatch.setattr(scan_runner, "run_beside_window", refuse)
    scanning.put(3)
    scanning.service.add_folders([str(scanning.music / "1.mp3"), str(scanning.music / "2.mp3")])
    assert scanning.wait().added == 2


def test_a_scan_is_stopped_at_any_time(scanning):
    scanning.put(600)
    with scanning.flag.raised():  # the scan waits with its first batch
        scanning.service.add_folders([str(scanning.music)])
        scanning.qtbot.waitUntil(lambda: bool(scanning.progress), timeout=20_000)
        scanning.service.cancel()
        scanning.qtbot.wait(300)
    done = scanning.wait()
    assert done.outcome is Outcome.CANCELLED
    assert done.missing == 0
    assert len(scanning.column("SELECT id FROM tracks")) == done.added


def test_what_is_held_is_asked_about_until_it_is_answered_also_after_a_restart(scanning, qtbot):
    scanning.put(60, "a")
    scanning.put(1, "b")
    scanning.service.add_folders([str(scanning.music)])
    scanning.wait()
    for number in range(55):
        (scanning.music / "a" / f"{number}.mp3").unlink()
    with qtbot.waitSignal(scanning.service.held_changed, timeout=20_000) as caught:
        scanning.service.scan()
    (held,) = caught.args[0].folders
    assert (held.path, held.files) == (bytes(scanning.music), 55)
    assert scanning.column("SELECT count(*) FROM files WHERE state = 'missing'") == [0]
    with qtbot.assertNotEmitted(scanning.service.held_changed):
        scanning.service.scan()
        assert scanning.wait(3).held == 55
    scanning.restart()
    assert scanning.service.accept_missing(held.folder) is None
    with qtbot.waitSignal(scanning.service.held_changed):
        scanning.service.look_for_held()
    assert scanning.service.held.folders == (held,)
    with qtbot.waitSignal(scanning.service.held_changed, timeout=20_000) as caught:
        scanning.service.accept_missing(held.folder)
    assert caught.args[0].folders == ()
    assert scanning.finished[-1].missing == 55
    assert scanning.column("SELECT count(*) FROM files WHERE state = 'missing'") == [55]


def test_a_problem_is_told_in_words(scanning):
    scanning.service.scan([str(scanning.music / "nowhere")])
    done = scanning.wait()
    assert done.outcome is Outcome.FAILED
    assert "is not there" in done.problem.sentence


def test_a_scanner_that_is_killed_is_told_and_the_next_scan_makes_it_good(scanning):
    scanning.put(400)
    with scanning.flag.raised():
        scanning.service.add_folders([str(scanning.music)])
        scanning.qtbot.waitUntil(lambda: bool(scanning.progress), timeout=20_000)
        _kill_children()
        scanning.qtbot.wait(100)
    done = scanning.wait()
    assert (done.outcome, done.problem.title) == (
        Outcome.FAILED, "The scan was ended from outside.",
    )  # fmt: skip
    assert scanning.changes[-1].complete is False
    scanning.service.scan([str(scanning.music)])
    done = scanning.wait(2)
    assert done.outcome is Outcome.COMPLETED
    assert len(scanning.column("SELECT id FROM tracks")) == 400


def _kill_children():
    for pid in _children():
        os.kill(pid, signal.SIGKILL)


def _children():
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                line = file.read()
        except OSError:
            continue
        if parent == os.getpid() and b"spawn_main" in line:
            found.append(int(pid))
    return found


def test_a_fault_of_the_scanner_is_told_and_logged(scanning, monkeypatch, caplog):
    scanning.put(2)
    scanning.profile.database.unlink()
    monkeypatch.setattr(scan_runner, "request_for", _strange_request)
    with caplog.at_level(logging.ERROR):
        scanning.service.add_folders([str(scanning.music)])
        done = scanning.wait()
    assert done.outcome is Outcome.FAILED
    assert done.problem.title == "The scan ended by a fault of the program"
    assert "Traceback" in caplog.text


def _strange_request(profile, _settings, targets, **_):
    folders = tuple(map(os.fsencode, targets))
    return ScanRequest(database=profile.database, lock=profile.scan_lock, targets=folders, mode=7j)


def test_closing_while_a_scan_runs_leaves_no_process(tmp_path, qtbot):
    scanning = Scanning(tmp_path, qtbot)
    scanning.put(400)
    scanning.service.add_folders([str(scanning.music)])
    qtbot.waitUntil(lambda: bool(_children()), timeout=10_000)
    started = time.monotonic()
    scanning.close()
    assert time.monotonic() - started < 6
    assert _children() == []


def test_a_write_of_the_window_comes_before_the_next_batch(scanning):
    scanning.put(300)
    with scanning.flag.raised():
        scanning.service.add_folders([str(scanning.music)])
        scanning.qtbot.wait(1500)
        assert scanning.column("SELECT id FROM tracks") == []
    assert scanning.wait().added == 300


def test_the_start_looks_through_what_wants_it(scanning):
    scanning.put(3)
    scanning.settings.set(options.SCAN_MODE, options.ScanMode.MANUAL)
    scanning.service.add_folders([str(scanning.music)])
    scanning.wait()
    scanning.service.scan_at_start()
    assert scanning.wait(2).unchanged == 0
    scanning.service.scan()
    assert scanning.wait(3).unchanged == 3


def test_another_start_hands_over_its_folders_and_hears_the_end(scanning):
    scanning.put(5)
    reply = scanning.service.answer({"command": "scan", "paths": [str(scanning.music)]})
    ticket = reply["ticket"]
    state = scanning.service.answer({"command": "scan-state", "ticket": ticket})
    assert (state["ok"], state["running"]) == (True, True)
    scanning.wait()
    state = scanning.service.answer({"command": "scan-state", "ticket": ticket})
    assert state["finished"]["added"] == 5


def test_changes_that_are_gathered_say_what_any_of_them_touched():
    changes, one = Changes(), (TrackId(1),)
    tags, plays = frozenset({Touched.TAGS}), frozenset({Touched.PLAYS})
    changes.add(LibraryChanged(revision=0, updated=one, touched=tags))
    changes.add(LibraryChanged(revision=0, updated=one, touched=plays))
    assert changes.take().touched == tags | plays
    changes.add(LibraryChanged(revision=0, updated=one, touched=tags))
    changes.add(LibraryChanged(revision=0, updated=one))
    changes.add(LibraryChanged(revision=0, updated=one, touched=plays))
    assert changes.take().touched is None, "it may be anything"
    changes.add(LibraryChanged(revision=0, updated=one, touched=plays))
    assert changes.take().touched == plays


def test_changes_are_gathered_and_too_many_ask_to_look_anew():
    changes = Changes()
    assert not changes
    changes.add(LibraryChanged(revision=0, added=(1, 2)))
    changes.add(LibraryChanged(revision=0, added=(3,), updated=(2, 4)))
    assert changes.take() == LibraryChanged(revision=0, added=(1, 2, 3), updated=(4,))
    changes.add(LibraryChanged(revision=0, added=tuple(range(6000))))
    assert changes.take() == LibraryChanged(revision=0, complete=False)
    assert not changes


def test_the_first_change_comes_soon_and_the_others_every_so_often():
    said = []
    report = Report(said.append, changes_ms=(0, 100_000))
    report.changed(LibraryChanged(revision=0, added=(1,)))
    report.changed(LibraryChanged(revision=0, added=(2,)))
    report.changed(LibraryChanged(revision=0, added=(3,)))
    assert [change.added for change in said] == [(1,)]
    report.flush()
    assert [change.added for change in said] == [(1,), (2, 3)]
