"""Albums joined and parted by hand: from the service to the rows, over rescans and restarts."""

import pytest

from mtplayer.core.ids import AlbumId
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.editions import EditionsService
from mtplayer.services.library.library import LibraryService
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


def artists(world):
    rows = world.query(
        "SELECT DISTINCT a.name AS name FROM track_artists r JOIN artists a ON a.id = r.artist_id"
        " ORDER BY 1"
    )
    return [row["name"] for row in rows]


def artist_id(world, name):
    (row,) = world.query("SELECT id FROM artists WHERE name = ?", name)
    return row["id"]


def test_two_spellings_are_one_artist_also_after_the_next_scan(world, window, qtbot):
    world.put("b/1.mp3", title="b", album="B", artists=("Björk & Co",), album_artists=("A",))
    world.put("b/2.mp3", title="c", album="B", artists=("Bjoerk",), album_artists=("A",))
    world.scan(world.music)
    assert artists(world) == ["A", "Bjoerk", "Björk & Co"]
    ids = [artist_id(world, name) for name in ("Bjoerk", "Björk & Co")]
    window.editions.merge_artists(ids, ids[1])
    qtbot.waitUntil(lambda: artists(world) == ["A", "Björk & Co"])
    rescan_all(world)
    world.put("b/3.mp3", title="d", album="B", artists=("Bjoerk", "Guest"))
    world.scan(world.music)
    assert artists(world) == ["A", "Björk & Co", "Guest"]
    assert world.tracks()["b/2.mp3"]["artist"] == "Bjoerk", "rows show what the file says"


def test_merged_spellings_are_parted_by_undo_and_joined_by_redo(world, window, qtbot):
    world.put("b/1.mp3", title="b", album="B", artists=("Sigur Ros",))
    world.put("b/2.mp3", title="c", album="B", artists=("Sigur Rosse",))
    world.put("b/3.mp3", title="d", album="B", artists=("S. Ros",))
    world.scan(world.music)
    before = artists(world)
    one, two, three = (artist_id(world, name) for name in ("Sigur Ros", "Sigur Rosse", "S. Ros"))

    def done(ask, *given):
        with qtbot.waitSignal(window.library.changed):
            ask(*given)
        return artists(world)

    assert "S. Ros" not in done(window.editions.merge_artists, [three], one)
    assert done(window.editions.merge_artists, [one], two) == ["A", "Sigur Rosse"]
    goals = {row["goal"] for row in world.query("SELECT goal FROM artist_aliases")}
    (goal,) = world.query("SELECT identity FROM artists WHERE id = ?", two)
    assert goals == {goal["identity"]}
    assert "Sigur Ros" in done(window.undo.undo)
    assert done(window.undo.undo) == before
    assert world.query("SELECT * FROM artist_aliases") == []
    assert "S. Ros" not in done(window.undo.redo)


def test_one_name_is_no_two(world, window, qtbot):
    told = []
    window.editions.notice.connect(told.append)
    one = artist_id(world, "A")
    window.editions.merge_artists([one], one)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "They are one artist already"
