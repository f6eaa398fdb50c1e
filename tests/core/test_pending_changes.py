"""What happens below a folder waits until it is quiet, then makes one small scan."""

import pytest

from mtplayer.core.library.pending_changes import (
    MANY,
    QUIET_MS,
    Facts,
    Happening,
    PendingChanges,
    Wanted,
    concerns,
)

ROOT = b"/music"


class Disk:
    """A folder with a clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0
        self.files: dict[bytes, Facts] = {}
        self.pending = PendingChanges()

    def write(self, path: bytes, size: int) -> None:
        self.files[path] = Facts(size, self.now)
        self.pending.note(Happening(path), self.now)

    def remove(self, path: bytes, *, is_directory: bool = False) -> None:
        self.files.pop(path, None)
        self.pending.note(Happening(path, is_gone=True, is_directory=is_directory), self.now)

    def after(self, ms: int) -> Wanted | None:
        """Let time go by in the steps of a timer; return what is wanted first."""
        for _ in range(0, ms, 250):
            self.now += 250
            due = self.pending.look(self.now)
            self.pending.settle({path: self.files.get(path) for path in due}, self.now)
            if (wanted := self.pending.take(self.now)) is not None:
                return wanted
        return None


@pytest.fixture
def disk() -> Disk:
    return Disk()


def test_a_file_is_wanted_once_it_has_not_changed_for_a_while(disk: Disk) -> None:
    disk.write(b"/music/a.flac", 10)
    assert disk.after(QUIET_MS) is None
    assert disk.after(2 * QUIET_MS) == Wanted(paths=(b"/music/a.flac",))
    assert not disk.pending
    assert disk.after(5 * QUIET_MS) is None


def test_a_file_that_grows_waits_until_it_is_quiet(disk: Disk) -> None:
    for size in range(1, 40):
        disk.write(b"/music/a.flac", size)
        assert disk.after(QUIET_MS // 2) is None
    assert disk.pending.growing == (b"/music/a.flac",)
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a.flac",))


def test_a_file_that_grows_without_a_word_is_not_taken_for_quiet(disk: Disk) -> None:
    disk.write(b"/music/a.flac", 1)
    for size in range(2, 6):
        assert disk.after(QUIET_MS) is None
        disk.files[b"/music/a.flac"] = Facts(size, disk.now)
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a.flac",))


def test_a_file_that_grows_holds_nothing_else_up(disk: Disk) -> None:
    disk.remove(b"/music/x/old.flac")
    for size in range(1, 5):
        disk.write(b"/music/x/new.flac", size)
        disk.now += QUIET_MS // 2
    assert disk.after(QUIET_MS) == Wanted(paths=(b"/music/x",))
    assert disk.pending.growing == (b"/music/x/new.flac",)


def test_a_moved_file_is_looked_for_in_both_places_at_once(disk: Disk) -> None:
    disk.remove(b"/music/a/1.flac")
    disk.pending.note(Happening(b"/music/b", is_directory=True), disk.now)
    assert disk.after(QUIET_MS) == Wanted(paths=(b"/music/a", b"/music/b"))


def test_a_directory_that_went_has_the_whole_folder_looked_through(disk: Disk) -> None:
    disk.remove(b"/music/a", is_directory=True)
    disk.remove(b"/music/a/1.flac")
    assert disk.after(QUIET_MS) == Wanted(whole=True)
    assert not disk.pending


def test_so_many_events_that_some_were_lost_have_the_whole_folder_looked_through(
    disk: Disk,
) -> None:
    for number in range(MANY + 1):
        disk.remove(b"/music/%d.flac" % number)
    assert disk.after(QUIET_MS) == Wanted(whole=True)
    disk.write(b"/music/a.flac", 1)
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a.flac",))


def test_a_whole_album_is_looked_for_in_its_directory(disk: Disk) -> None:
    for number in range(60):
        disk.write(b"/music/a/%02d.flac" % number, number)
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a",))


def test_a_file_that_went_before_it_was_quiet_is_looked_for_in_its_directory(disk: Disk) -> None:
    disk.write(b"/music/a/1.flac.part.flac", 5)
    del disk.files[b"/music/a/1.flac.part.flac"]
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a",))


def test_covers_are_told_apart_from_music(disk: Disk) -> None:
    disk.write(b"/music/a/Cover.JPG", 5)
    assert disk.after(3 * QUIET_MS) == Wanted(covers=(b"/music/a",))
    disk.remove(b"/music/a/Cover.JPG")
    assert disk.after(3 * QUIET_MS) == Wanted(covers=(b"/music/a",))


def test_a_cue_sheet_has_the_files_beside_it_read(disk: Disk) -> None:
    disk.write(b"/music/a/a.cue", 5)
    assert disk.after(3 * QUIET_MS) == Wanted(paths=(b"/music/a",))


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        (b"/music/a/1.flac", True),
        (b"/music/a/1.OPUS", True),
        (b"/music/a/1.ape", True),
        (b"/music/a/folder.webp", True),
        (b"/music/a/a.cue", True),
        (b"/music/...And Justice/1.mp3", True),
        (b"/music/a/notes.txt", False),
        (b"/music/a/back.jpg", False),
        (b"/music/.stfolder/1.flac", False),
        (b"/music/a/.1.flac", False),
        (b"/music/@eaDir/1.flac", False),
    ],
)
def test_only_what_a_scan_would_look_at_matters(path: bytes, matters: bool) -> None:
    assert concerns(ROOT, Happening(path)) is matters


def test_directories_matter_unless_they_are_hidden() -> None:
    assert concerns(ROOT, Happening(b"/music/new", is_directory=True))
    assert not concerns(ROOT, Happening(b"/music/.Trash-1000", is_directory=True))
    assert concerns(b"/", Happening(b"/new", is_directory=True))
