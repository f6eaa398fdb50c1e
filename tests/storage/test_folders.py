"""Folders set up, taken out with what only they have, and put back."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import FolderId, TrackId, VolumeId
from mtplayer.core.options import ScanMode
from mtplayer.storage.engine import Storage
from mtplayer.storage.library import library_state
from tests.fakes.library import FakeTrack, make_library

AT = 1_763_000_000_000


class Library:
    """Tracks in three directories, and the folders that a test asks for."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.tracks = make_library(
            database,
            [
                FakeTrack(title="A", folder=b"music/a"),
                FakeTrack(title="B", folder=b"music/a/b", state="missing"),
                FakeTrack(title="C", folder=b"music/a-b"),
                FakeTrack(title="D", folder=b"music/a", state="removed", listed=False),
            ],
        )
        self.storage = Storage(database)

    def folder(self, path: bytes) -> FolderId:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            cursor = connection.execute(
                "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
                " VALUES (1, ?, 'continuous', 0, 1)",
                (path,),
            )
        assert cursor.lastrowid is not None
        return FolderId(cursor.lastrowid)

    def column(self, statement: str) -> list[object]:
        with closing(sqlite3.connect(self.database)) as connection:
            return [row[0] for row in connection.execute(statement)]

    @property
    def listed(self) -> list[object]:
        return self.column("SELECT title FROM tracks WHERE listed ORDER BY title")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.storage.close()


def test_mode_cadence_and_rest_are_kept(library: Library) -> None:
    folder = library.folder(b"music")
    library.storage.write(lambda unit: unit.folders.set_mode(folder, ScanMode.MANUAL))
    library.storage.write(lambda unit: unit.folders.set_cadence(folder, 45))
    library.storage.write(lambda unit: unit.folders.set_enabled(folder, enabled=False))
    (found,) = library_state.folders(library.database)
    assert (found.mode, found.cadence_minutes, found.enabled) == ("manual", 45, False)


def test_a_folder_leaves_with_its_tracks_and_comes_back_with_their_states(library: Library) -> None:
    folder = library.folder(b"music/a")
    change, taken_out = library.storage.write(
        lambda unit: unit.folders.take_out(folder, AT, with_tracks=True)
    )
    first, second, *_ = library.tracks
    assert change.library == LibraryChanged(revision=0, removed=(first, second))
    assert library.listed == ["C"]
    assert library_state.folders(library.database) == []
    assert library.column("SELECT count(*) FROM ignored_paths") == [0]
    library.storage.write(lambda unit: unit.folders.put_back(taken_out))
    assert library.listed == ["A", "B", "C"]
    states = library.column("SELECT f.state FROM files f JOIN tracks t ON t.file_id = f.id")
    assert states == ["present", "missing", "present", "removed"]


def test_what_another_folder_has_too_stays(library: Library) -> None:
    outer, inner = library.folder(b"music"), library.folder(b"music/a/b")
    library.storage.write(lambda unit: unit.folders.take_out(outer, AT, with_tracks=True))
    assert library.listed == ["B"]
    library.storage.write(lambda unit: unit.folders.take_out(inner, AT, with_tracks=False))
    assert library.listed == ["B"]


def test_a_folder_inside_another_leaves_its_tracks_to_it(library: Library) -> None:
    library.folder(b"music")
    inner = library.folder(b"music/a")
    library.storage.write(lambda unit: unit.folders.take_out(inner, AT, with_tracks=True))
    assert library.listed == ["A", "B", "C"]


def test_a_folder_is_the_whole_of_its_volume(library: Library) -> None:
    whole = library.folder(b"")
    library.storage.write(lambda unit: unit.folders.take_out(whole, AT, with_tracks=True))
    assert library.listed == []


def test_taking_out_is_undone_and_done_again_from_the_log(library: Library) -> None:
    folder = library.folder(b"music/a")

    def take_out(unit):
        _, taken_out = unit.folders.take_out(folder, AT, with_tracks=True)
        return unit.operations.log("folder", "Removed it", taken_out._asdict(), AT)

    operation = library.storage.write(take_out)
    for expected in (["A", "B", "C"], ["C"], ["A", "B", "C"]):
        library.storage.write(lambda unit: unit.operations.swap(unit, operation, AT))
        assert library.listed == expected
    assert json.loads(str(library.column("SELECT inverse FROM operations")[0]))["with_tracks"]


def test_a_volume_and_a_folder_come_into_reach_and_leave_it(library: Library) -> None:
    folder = library.folder(b"music")
    volume = VolumeId(1)
    away = [(volume, None)]
    library.storage.write(lambda unit: unit.folders.reach(away, [], AT))
    (found,) = library_state.folders(library.database)
    assert not found.online
    seen_at = found.volume.last_seen_at
    assert seen_at != AT
    library.storage.write(lambda unit: unit.folders.reach(away, [], AT, until_now=True))
    assert library_state.folders(library.database)[0].volume.last_seen_at == AT
    here = [(volume, b"/media/other")]
    change = library.storage.write(lambda unit: unit.folders.reach(here, [(folder, True)], AT))
    (found,) = library_state.folders(library.database)
    assert (found.online, found.path) == (True, b"/media/other/music")
    assert change.library is not None
    assert not change.library.complete
    assert TrackId(1) in library.tracks
