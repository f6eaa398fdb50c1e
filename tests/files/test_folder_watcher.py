"""What the real system says of real folders."""

import errno
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from watchdog.observers.api import ObservedWatch

from mtplayer.core.library.pending_changes import Happening, WatchRefused
from mtplayer.files.folder_watcher import FolderWatcher

WITHIN_S = 10


class Ear:
    """A watcher on a folder, and all that it has heard."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "music"
        self.root.mkdir()
        (tmp_path / "spare").mkdir()
        self.woken = threading.Event()
        self.watcher = FolderWatcher(self.woken.set, tmp_path / "spare")
        self.heard: list[Happening] = []

    def path(self, name: str) -> bytes:
        return os.fsencode(self.root / name)

    def hears(self, *wanted: Happening) -> bool:
        """Wait until all of these were heard."""
        while not set(wanted) <= set(self.heard):
            if not self.woken.wait(WITHIN_S):
                return False
            self.woken.clear()
            self.heard += [seen.happening for seen in self.watcher.take()]
        return True


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    ear = Ear(tmp_path)
    yield ear
    ear.watcher.close()


def test_files_that_come_change_move_and_go_are_heard(ear: Ear) -> None:
    ear.watcher.watch(os.fsencode(ear.root))
    a, b = ear.root / "a.flac", ear.root / "b.flac"
    a.write_bytes(b"1")
    assert ear.hears(Happening(ear.path("a.flac")))
    ear.heard.clear()
    a.write_bytes(b"22")
    assert ear.hears(Happening(ear.path("a.flac")))
    a.rename(b)
    assert ear.hears(Happening(ear.path("a.flac"), is_gone=True), Happening(ear.path("b.flac")))
    b.unlink()
    assert ear.hears(Happening(ear.path("b.flac"), is_gone=True))


def test_a_folder_that_is_moved_into_place_is_heard_with_all_that_is_in_it(
    ear: Ear, tmp_path: Path
) -> None:
    ear.watcher.watch(os.fsencode(ear.root))
    album = tmp_path / "elsewhere" / "Album"
    (album / "CD1").mkdir(parents=True)
    (album / "CD1" / "1.flac").write_bytes(b"1")
    album.rename(ear.root / "Album")
    assert ear.hears(Happening(ear.path("Album"), is_directory=True))
    # And what happens in it from now on.
    (ear.root / "Album" / "CD1" / "2.flac").write_bytes(b"2")
    assert ear.hears(Happening(ear.path("Album/CD1/2.flac")))


def test_a_directory_that_is_renamed_or_goes_is_heard(ear: Ear, tmp_path: Path) -> None:
    (ear.root / "a").mkdir()
    ear.watcher.watch(os.fsencode(ear.root))
    (ear.root / "a").rename(ear.root / "b")
    assert ear.hears(
        Happening(ear.path("a"), is_gone=True, is_directory=True),
        Happening(ear.path("b"), is_directory=True),
    )
    (ear.root / "b").rename(tmp_path / "b")
    assert ear.hears(Happening(ear.path("b"), is_gone=True, is_directory=True))


def test_what_is_no_music_is_not_heard(ear: Ear) -> None:
    ear.watcher.watch(os.fsencode(ear.root))
    (ear.root / "notes.txt").write_bytes(b"1")
    (ear.root / "cover.png").write_bytes(b"1")
    assert ear.hears(Happening(ear.path("cover.png")))
    assert {happening.path for happening in ear.heard} == {ear.path("cover.png")}


def test_names_that_are_no_text_are_heard_as_they_are(ear: Ear) -> None:
    ear.watcher.watch(os.fsencode(ear.root))
    path = os.fsencode(ear.root) + b"/caf\xe9.mp3"
    with open(path, "wb") as file:
        file.write(b"1")
    assert ear.hears(Happening(path))


def test_nothing_is_heard_once_it_is_let_go(ear: Ear) -> None:
    ear.watcher.watch(os.fsencode(ear.root))
    ear.watcher.unwatch(os.fsencode(ear.root))
    (ear.root / "a.flac").write_bytes(b"1")
    assert not ear.woken.wait(0.3)
    assert ear.watcher.take() == []


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_thread_that_was_told_to_end_is_no_news(ear: Ear) -> None:
    from watchdog.observers.inotify import InotifyEmitter

    ear.watcher.watch(os.fsencode(ear.root))
    emitter = InotifyEmitter(SimpleQueue(), ObservedWatch(str(ear.root), recursive=True))
    emitter.queue_events(0)  # logged as an error, which would fail this test at its end


def test_a_folder_that_is_not_there_is_refused(ear: Ear) -> None:
    with pytest.raises(WatchRefused) as refused:
        ear.watcher.watch(ear.path("nowhere"))
    assert not refused.value.limit


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EMFILE])
def test_the_limit_of_the_system_is_told(ear: Ear, monkeypatch, reason: int) -> None:
    """Below the folder itself watchdog passes over what is refused, so a spare one is tried."""
    ear.watcher.watch(os.fsencode(ear.root))

    def refuse(*_: object) -> int:
        raise OSError(reason, "limit reached")

    assert ear.watcher.has_room()
    monkeypatch.setattr("watchdog.observers.inotify_c.InotifyFD.add_callback", refuse)
    assert not ear.watcher.has_room()
    with pytest.raises(WatchRefused) as refused:
        ear.watcher.watch(os.fsencode(ear.root))
    assert refused.value.limit
