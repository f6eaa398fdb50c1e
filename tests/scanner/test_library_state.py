"""What a scan leaves behind for the pages that show it."""

import os

import pytest

from mtplayer.core.events import Outcome
from mtplayer.core.library.library_state import FieldChange
from mtplayer.core.library.scan_plan import Finding
from mtplayer.storage.library import library_state
from mtplayer.storage.scan import scan_log

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
B = {"title": "Two", "artists": ("Björk",), "album": "Post", "track": 2}


def test_folders_are_told_with_their_volume_and_counts(world):
    world.put("here/a.mp3", **A)
    world.put("here/below/b.mp3", frequency=880, **B)
    world.put("here too/c.mp3", frequency=660)
    (world.music / "here" / "broken.mp3").write_bytes(b"")
    world.scan(world.music / "here")
    world.scan(world.music / "here too", mode="manual")
    (world.music / "here" / "a.mp3").unlink()
    world.scan()
    here, too = library_state.folders(world.database)
    assert (here.path, too.path) == (bytes(world.music / "here"), bytes(world.music / "here too"))
    assert (here.mode, too.mode, here.enabled, here.online) == ("continuous", "manual", True, True)
    assert here.last_scan_at >= here.added_at
    assert here.volume == too.volume
    assert (here.volume.online, here.volume.last_seen_at > 0) == (True, True)
    counts = library_state.folder_counts(world.database)
    assert (counts[here.id].present, counts[here.id].missing, counts[here.id].failed) == (2, 1, 1)
    assert (counts[too.id].present, counts[too.id].missing) == (1, 0)


def test_missing_tracks_are_told_by_their_directory(world):
    for name in ("x/1.mp3", "x/2.mp3", "y/3.mp3", "keep.mp3"):
        world.put(name, **{**A, "title": name})
    world.scan(world.music)
    for name in ("x/1.mp3", "x/2.mp3", "y/3.mp3"):
        (world.music / name).unlink()
    world.scan()
    x, y = library_state.missing_places(world.database)
    assert (x.path, x.tracks, y.path, y.tracks) == (
        bytes(world.music / "x"), 2, bytes(world.music / "y"), 1,
    )  # fmt: skip
    one, two = library_state.missing_tracks(world.database, x.directory)
    assert (one.title, two.title, one.artist) == ("x/1.mp3", "x/2.mp3", "Björk")
    assert one.path == bytes(world.music / "x" / "1.mp3")
    assert one.missing_since >= one.last_seen_at > 0
    world.remove("x/1.mp3")
    assert library_state.missing_places(world.database)[0].tracks == 1


def test_every_scan_says_what_it_found(world):
    gone, moved, changed = world.put("gone.mp3"), world.put("moved.mp3", "flac"), "changed.mp3"
    world.put(changed, frequency=330, **A)
    world.scan(world.music)
    gone.unlink()
    moved.rename(world.music / "there.flac")
    world.put(changed, frequency=330, **{**A, "title": "Better", "track": 7})
    world.put("new.mp3", frequency=880, **B)
    (world.music / "broken.mp3").write_bytes(b"")
    world.scan()
    world.scan()
    quiet, run, first = library_state.scan_runs(world.database, 10)
    assert (quiet.outcome, quiet.unchanged, quiet.folders) == (Outcome.COMPLETED, 4, ())
    assert (run.added, run.moved, run.missing, run.updated, run.failed) == (1, 1, 1, 1, 1)
    assert first.folders == (str(world.music),)
    assert library_state.scan_runs(world.database, 1, before=quiet.id) == [run]
    assert library_state.scan_runs(world.database, 10, with_findings=True) == [run, first]
    items = {item.kind: item for item in library_state.scan_items(world.database, run.id)}
    assert set(items) == {
        Finding.ADDED, Finding.MOVED, Finding.MISSING, Finding.UPDATED, Finding.FAILED,
    }  # fmt: skip
    assert items[Finding.MOVED].moved_from == str(moved)
    assert items[Finding.MOVED].path == bytes(world.music / "there.flac")
    assert set(items[Finding.UPDATED].changes) == {
        FieldChange(field="title", before="One", after="Better"),
        FieldChange(field="track_number", before=1, after=7),
    }
    assert items[Finding.FAILED].reason
    assert items[Finding.FAILED].track is None
    assert items[Finding.ADDED].title == "Two"
    (one,) = library_state.scan_items(world.database, run.id, [Finding.MISSING])
    assert (one.path, one.track) == (bytes(gone), world.tracks()["gone.mp3"]["id"])
    assert len(library_state.scan_items(world.database, run.id, limit=2, skip=3)) == 2


def test_of_very_many_only_the_first_are_told_one_by_one(world, monkeypatch):
    monkeypatch.setattr(scan_log, "MOST_OF_A_KIND", 3)
    for number in range(8):
        world.put(f"{number}.mp3", **A)
    (world.music / "broken.mp3").write_bytes(b"")
    world.scan(world.music)
    (run,) = library_state.scan_runs(world.database, 1)
    kinds = [item.kind for item in library_state.scan_items(world.database, run.id)]
    assert (run.added, kinds.count(Finding.ADDED), kinds.count(Finding.FAILED)) == (8, 3, 1)


@pytest.mark.parametrize("days", [8, 91, 366])
def test_what_scans_found_is_forgotten_in_time(world, days):
    world.put("a.mp3", **A)
    world.scan(world.music)
    world.scan()
    world.age("scan_runs", "started_at", days * 24 * 3600 * 1000)
    world.scan()
    world.scan()
    runs = library_state.scan_runs(world.database, 10)
    items = world.query("SELECT count(*) n FROM scan_items")[0]["n"]
    quiet, found = [run for run in runs if not run.added], [run for run in runs if run.added]
    assert (len(quiet), len(found), items) == {8: (2, 1, 1), 91: (2, 1, 0), 366: (2, 0, 0)}[days]
    assert os.fsdecode(library_state.folders(world.database)[0].path) == str(world.music)
