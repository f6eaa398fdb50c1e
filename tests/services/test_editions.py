"""Albums joined and parted by hand: from the service to the rows, over rescans and restarts."""

import pytest

from mtplayer.core.ids import AlbumId
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.editions import EditionsService
from mtplayer.services.library import LibraryService
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader
from tests.scanner.conftest import World


class Window:
    """The services over a library that scans fill."""

    def __init__(self, world):
        self.problems = []
        self.storage = Storage(world.database)
        self.read, self.write = Jobs("read", 1), Jobs("write", 1)
        self.readers = Readers(lambda: LibraryReader(world.database))
        failed = self.problems.append
        self.undo = UndoService(self.storage, self.write, failed)
        self.library = LibraryService(
            self.readers, self.storage, self.read, self.write, self.undo, failed
        )
        self.editions = EditionsService(self.storage, self.write, self.library, self.undo, failed)

    def close(self):
        assert self.read.close(5000)
        assert self.write.drain(5000)
        self.readers.close()
        self.storage.close()
        assert self.problems == []


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    said = {"artists": ("A",), "album_artists": ("A",)}
    world.put("old/1.mp3", title="1", album="X", date="1990", **said)
    world.put("new/1.mp3", title="2", album="X (Deluxe)", date="2010", **said)
    world.put("other/1.mp3", title="3", album="Y", **said)
    world.scan(world.music)
    return world


@pytest.fixture
def window(world, qtbot):
    window = Window(world)
    yield window
    window.close()


def album_of(world, path):
    return AlbumId(world.tracks()[path]["album_id"])


def together(world):
    return [
        path
        for path in sorted(world.tracks())
        if album_of(world, path) == album_of(world, "old/1.mp3")
    ]


def rescan_all(world):
    """Read every file again, as after new tags."""
    for path in world.music.rglob("*.mp3"):
        path.touch()
        assert path.stat()
    world.age("files", "mtime_ns", 1)
    return world.scan(world.music)


def merged(world, window, qtbot):
    into = album_of(world, "old/1.mp3")
    with qtbot.waitSignal(window.library.changed) as caught:
        window.editions.merge([album_of(world, "new/1.mp3"), into], into)
    assert not caught.args[0].complete
    return into


BOTH = ["new/1.mp3", "old/1.mp3"]


def test_editions_of_an_artist_are_found_by_their_title(world, window, qtbot):
    found = []
    window.library.editions(album_of(world, "new/1.mp3"), found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert [(edition.title, edition.year, edition.tracks) for edition in found[0]] == [
        ("X", 1990, 1),
        ("X (Deluxe)", 2010, 1),
    ]


def test_merged_editions_stay_one_album_over_a_rescan(world, window, qtbot):
    merged(world, window, qtbot)
    assert together(world) == BOTH
    assert rescan_all(world).updated == 3
    assert together(world) == BOTH


def test_merging_is_taken_back_and_done_again_also_after_a_restart(world, window, qtbot):
    merged(world, window, qtbot)
    later = Window(world)
    with qtbot.waitSignal(later.library.changed):
        later.undo.undo()
    assert together(world) == ["old/1.mp3"]
    assert world.query("SELECT * FROM album_overrides") == []
    with qtbot.waitSignal(later.library.changed):
        later.undo.redo()
    assert together(world) == BOTH
    rescan_all(world)
    assert together(world) == BOTH
    later.close()


def test_splitting_takes_a_merge_back(world, window, qtbot):
    into = merged(world, window, qtbot)
    with qtbot.waitSignal(window.library.changed):
        window.editions.split(into)
    assert together(world) == ["old/1.mp3"]
    rescan_all(world)
    assert together(world) == ["old/1.mp3"]


def test_an_album_in_two_folders_is_parted_and_stays_so(world, window, qtbot):
    for disc in (1, 2):
        said = {"album": "Both", "album_artists": ("A",)}
        world.put(f"Both/CD{disc}/1.mp3", title=f"d{disc}", artists=("A",), **said)
    world.scan(world.music)
    one, two = "Both/CD1/1.mp3", "Both/CD2/1.mp3"
    whole = album_of(world, one)
    assert album_of(world, two) == whole
    with qtbot.waitSignal(window.library.changed):
        window.editions.split(whole)
    assert album_of(world, one) == whole != album_of(world, two)
    rescan_all(world)
    assert album_of(world, one) == whole != album_of(world, two)
    part = album_of(world, two)
    with qtbot.waitSignal(window.library.changed):
        window.editions.merge([part], whole)
    assert album_of(world, two) == whole
    with qtbot.waitSignal(window.library.changed):
        window.undo.undo()
    assert album_of(world, two) == part


def test_what_cannot_be_split_or_merged_is_told(world, window, qtbot):
    with qtbot.waitSignal(window.editions.notice) as caught:
        window.editions.split(album_of(world, "other/1.mp3"))
    assert "one folder" in caught.args[0].text
    with qtbot.waitSignal(window.editions.notice):
        window.editions.merge([], album_of(world, "other/1.mp3"))
    assert world.query("SELECT * FROM operations") == []


def test_a_merged_album_stays_one_where_its_folders_move_to(world, window, qtbot):
    merged(world, window, qtbot)
    for name in ("old", "new"):
        (world.music / name).rename(world.music / f"{name} moved")
    world.scan(world.music, accept_missing=True)
    tracks = world.tracks()
    assert {row["album_id"] for path, row in tracks.items() if "moved" in path} == {
        tracks["old moved/1.mp3"]["album_id"]
    }
    rescan_all(world)
    tracks = world.tracks()
    assert tracks["old moved/1.mp3"]["album_id"] == tracks["new moved/1.mp3"]["album_id"]
