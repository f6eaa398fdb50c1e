"""Files found again by hand: by their sound, with all of their history."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mtplayer.core.library.relocation import LostFile, Relocation, Sameness
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.library.folders import FoldersService
from mtplayer.services.library.missing import MissingService
from mtplayer.services.library.scan import ScanService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.write_flag import WriteFlag
from tests.fakes import music
from tests.services.world import World

pytestmark = pytest.mark.blocking

ROWS = (
    "SELECT t.title, t.plays, t.rating, f.state, CAST(f.name AS TEXT) FROM tracks t"
    " JOIN files f ON f.id = t.file_id WHERE t.listed ORDER BY t.plays"
)


class Lost:
    """A library of three tracks that were played and rated."""

    def __init__(self, tmp_path: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.music = tmp_path / "music"
        self.other = tmp_path / "other"
        self.other.mkdir()
        profile = Profile(tmp_path / "profile")
        profile.create()
        self.world = world = World(profile.database, [])
        self.jobs = {name: Jobs(name, 1) for name in ("scan", "files")}
        self.flag = WriteFlag(profile.cache / "write.flag")
        settings = SettingsService({}, lambda _: None)
        self.scan = ScanService(profile, self.jobs["scan"], world.library, settings, self.flag)
        self.folders = FoldersService(
            world.storage, world.write, world.read, world.library, world.undo, self._failed
        )
        self.missing = MissingService(
            world.storage,
            world.write,
            world.read,
            self.jobs["files"],
            self.folders,
            self.scan,
            undo=world.undo,
            failed=self._failed,
        )
        self.runs: list[object] = []
        self.scan.finished.connect(self.runs.append)
        for number, name in enumerate(("a", "b", "c")):
            self.put(self.music / "x" / f"{name}.dsf", number)
        self.scanned(lambda: self.scan.add_folders([str(self.music)]))
        with closing(sqlite3.connect(world.database)) as library, library:
            library.execute("UPDATE tracks SET plays = unicode(title) - 92, rating = 80")
            library.execute("UPDATE tracks SET base_plays = plays")
        self.ids = dict(world.rows("SELECT title, id FROM tracks"))

    def _failed(self, error: Exception) -> None:
        raise error

    def put(self, path: Path, sound: int) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(music.dsf(sound))
        return path

    def scanned(self, ask) -> None:
        runs = len(self.runs)
        ask()
        self.qtbot.waitUntil(lambda: len(self.runs) > runs, timeout=20_000)

    def lose(self, *names: str) -> None:
        for name in names:
            (self.music / "x" / f"{name}.dsf").unlink()
        self.scanned(self.scan.scan)

    def check(self, track: int, path: Path) -> tuple[LostFile, Sameness]:
        answers: list[tuple[LostFile, Sameness]] = []
        self.missing.check(track, str(path), lambda *answer: answers.append(answer))
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def look_in(self, new: Path) -> Relocation:
        found: list[Relocation] = []
        self.missing.look_in(os.fsencode(self.music), str(new), found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    @property
    def rows(self) -> list[tuple[object, ...]]:
        return self.world.rows(ROWS)

    def close(self) -> None:
        for jobs in self.jobs.values():
            assert jobs.close(10_000)
        self.flag.close()
        self.world.close()


@pytest.fixture
def it(tmp_path: Path, qtbot: QtBot) -> Iterator[Lost]:
    it = Lost(tmp_path, qtbot)
    yield it
    it.close()


def test_missing_tracks_are_counted_and_listed_by_folder(it: Lost) -> None:
    it.lose("a", "c")
    counts: list[int] = []
    places: list[object] = []
    it.missing.count(counts.append)
    it.missing.places(places.extend)
    it.qtbot.waitUntil(lambda: bool(counts and places))
    (place,) = places
    tracks: list[object] = []
    it.missing.tracks(place.directory, tracks.extend)
    it.qtbot.waitUntil(lambda: bool(tracks))
    assert (counts, place.path) == ([2], os.fsencode(it.music / "x"))
    assert [track.title for track in tracks] == ["a", "c"]
    assert all(track.last_seen_at for track in tracks)


def test_a_file_is_found_again_by_its_sound_and_keeps_its_history(it: Lost) -> None:
    it.lose("b")
    found = it.put(it.other / "elsewhere.dsf", 1)
    lost, same = it.check(it.ids["b"], found)
    assert (lost.title, same) == ("b", Sameness.SAME)
    it.scanned(lambda: it.missing.locate(lost, str(found)))
    assert it.rows[1] == ("elsewhere", 6, 80, "present", "elsewhere.dsf")
    assert len(it.rows) == 3


def test_another_recording_is_told_and_may_be_taken_all_the_same(it: Lost) -> None:
    it.lose("b")
    found = it.put(it.other / "new.dsf", 77)
    lost, same = it.check(it.ids["b"], found)
    assert same is Sameness.OTHER
    it.scanned(lambda: it.missing.locate(lost, str(found)))
    assert it.rows[1] == ("new", 6, 80, "present", "new.dsf")
    again, same = it.check(it.ids["b"], found)
    assert same is Sameness.SAME, "the new sound is what the track is known by now"
    assert again.id == lost.id


def test_a_file_that_is_not_there_or_has_no_sound_is_told(it: Lost) -> None:
    it.lose("b")
    assert it.check(it.ids["b"], it.other / "nothing.dsf")[1] is Sameness.ABSENT
    (it.other / "empty.mp3").touch()
    assert it.check(it.ids["b"], it.other / "empty.mp3")[1] is Sameness.UNKNOWN


def test_a9_locating_to_a_path_that_is_known_leaves_one_row(it: Lost) -> None:
    it.lose("b")
    found = it.put(it.music / "x" / "copy.dsf", 99)
    it.scanned(it.scan.scan)
    assert len(it.rows) == 4
    with closing(sqlite3.connect(it.world.database)) as library, library:
        library.execute("UPDATE tracks SET plays = 1, base_plays = 1 WHERE title = 'copy'")
    lost, _ = it.check(it.ids["b"], found)
    it.scanned(lambda: it.missing.locate(lost, str(found)))
    assert len(it.rows) == 3
    assert ("copy", 7, 80, "present", "copy.dsf") in it.rows


def test_a_folder_is_located_with_all_that_is_found_below_it(it: Lost) -> None:
    it.music.rename(it.other / "moved")
    it.put(it.other / "moved" / "x" / "c.dsf", 55)
    (it.other / "moved" / "x" / "b.dsf").unlink()
    it.scanned(it.scan.scan)
    found = it.look_in(it.other / "moved")
    assert (len(found.homes), found.others, found.absent) == (1, 1, 1)
    assert it.rows[0][3] == "present", "nothing was changed: it is offline"
    it.scanned(lambda: it.missing.locate_folder(found))
    paths = it.world.column("SELECT CAST(path AS TEXT) FROM folders WHERE removed_at IS NULL")
    assert [path.endswith("other/moved") for path in paths] == [True]
    assert [(row[0], row[1], row[3]) for row in it.rows] == [
        ("c", 0, "present"),
        ("a", 5, "present"),
        ("b", 6, "missing"),
        ("c", 7, "missing"),
    ]


def test_a_renamed_file_in_a_located_folder_is_found_by_the_scan_that_follows(it: Lost) -> None:
    it.music.rename(it.other / "moved")
    place = it.other / "moved" / "x"
    (place / "b.dsf").rename(place / "renamed.dsf")
    it.scanned(it.scan.scan)
    found = it.look_in(it.other / "moved")
    assert (len(found.homes), found.absent) == (2, 1)
    it.scanned(lambda: it.missing.locate_folder(found))
    assert it.rows[1] == ("renamed", 6, 80, "present", "renamed.dsf")
    assert len(it.rows) == 3


def test_locating_is_taken_back_in_one_step_and_done_again(it: Lost) -> None:
    it.lose("b")
    before = it.rows
    found = it.put(it.other / "elsewhere.dsf", 1)
    lost, _ = it.check(it.ids["b"], found)
    it.scanned(lambda: it.missing.locate(lost, str(found)))
    it.world.undo.undo()
    it.qtbot.waitUntil(lambda: it.rows[1][3:] == before[1][3:])
    assert [row[1:] for row in it.rows] == [row[1:] for row in before]
    it.world.undo.redo()
    it.qtbot.waitUntil(lambda: it.rows[1][3:] == ("present", "elsewhere.dsf"))
    assert len(it.rows) == 3


def test_two_that_became_one_by_locating_are_two_again(it: Lost) -> None:
    it.lose("b")
    found = it.put(it.music / "x" / "copy.dsf", 99)
    it.scanned(it.scan.scan)
    with closing(sqlite3.connect(it.world.database)) as library, library:
        library.execute("UPDATE tracks SET plays = 1, base_plays = 1, rating = 20"
                        " WHERE title = 'copy'")  # fmt: skip
    before = it.rows
    lost, _ = it.check(it.ids["b"], found)
    it.scanned(lambda: it.missing.locate(lost, str(found)))
    with closing(sqlite3.connect(it.world.database)) as library, library:
        # Heard since: that stays, whatever is taken back.
        library.execute("UPDATE tracks SET plays = plays + 10 WHERE plays = 7")
    it.world.undo.undo()
    it.qtbot.waitUntil(lambda: len(it.rows) == 4)
    after = {row[4]: row for row in it.rows}
    assert after["copy.dsf"][1:] == (1, 20, "present", "copy.dsf")
    assert after["b.dsf"][1:] == (16, 80, "missing", "b.dsf")
    assert {row[4] for row in before} == set(after)


def test_a_located_folder_goes_back_in_one_step(it: Lost) -> None:
    it.music.rename(it.other / "moved")
    (it.other / "moved" / "x" / "b.dsf").unlink()
    it.scanned(it.scan.scan)
    before = it.rows
    it.scanned(lambda: it.missing.locate_folder(it.look_in(it.other / "moved")))
    assert [row[3] for row in it.rows] == ["present", "missing", "present"]
    it.world.undo.undo()
    it.qtbot.waitUntil(lambda: it.rows == before)
    paths = it.world.column("SELECT CAST(path AS TEXT) FROM folders WHERE removed_at IS NULL")
    assert [path.endswith("/music") for path in paths] == [True]
    (it.other / "moved").rename(it.music)
    it.scanned(it.scan.scan)
    assert [row[3] for row in it.rows] == ["present", "missing", "present"]
