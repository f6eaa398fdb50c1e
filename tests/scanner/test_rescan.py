"""A scan of what is known already: what changed is found, what did not is only glanced at."""

import os
import shutil

import pytest

from mtplayer.scanner import ahead, compare
from tests.fakes import music
from tests.scanner.sealing import seal_at_once, seals, wait_for_a_tick

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
SHEET = 'FILE "a.flac" WAVE\n  TRACK 01 AUDIO\n    TITLE "x"\n    INDEX 01 00:00:00\n'


def resize(folder):
    with (folder / "b" / "1.mp3").open("ab") as file:
        file.write(b"TAG" + bytes(125))
    os.utime(folder / "b" / "1.mp3", ns=(5, 1_700_000_000_000_000_000))


def touch(folder):
    os.utime(folder / "b" / "1.mp3", ns=(5, 5))


def same_size_and_time(folder):
    """Another inode and another change time of the entry: what a restored backup has."""
    path = folder / "b" / "1.mp3"
    shutil.copy2(path, folder / "b" / "copy")
    (folder / "b" / "copy").replace(path)
    path.chmod(0o600)


def rename(folder):
    (folder / "b" / "1.mp3").rename(folder / "b" / "9.mp3")


def swap(folder):
    one, two, spare = (folder / "b" / name for name in ("1.mp3", "2.mp3", "spare"))
    one.rename(spare)
    two.rename(one)
    spare.rename(two)


def add(folder):
    (folder / "b" / "3.mp3").write_bytes(music.music("mp3", 990))


def add_below(folder):
    (folder / "b" / "deeper").mkdir()
    (folder / "b" / "deeper" / "3.mp3").write_bytes(music.music("mp3", 990))


def add_between(folder):
    (folder / "artist" / "3.mp3").write_bytes(music.music("mp3", 990))


def new_album(folder):
    (folder / "artist" / "new").mkdir()
    (folder / "artist" / "new" / "3.mp3").write_bytes(music.music("mp3", 990))


def delete(folder):
    (folder / "b" / "1.mp3").unlink()


def delete_last(folder):
    (folder / "artist" / "album" / "1.mp3").unlink()


def delete_folder(folder):
    shutil.rmtree(folder / "artist")


def move_folder(folder):
    (folder / "artist" / "album").rename(folder / "b" / "album")


def link_file(folder):
    (folder / "b" / "3.mp3").symlink_to(folder / "b" / "1.mp3")


def link_folder(folder):
    (folder / "link").symlink_to(folder / "b")


def file_becomes_folder(folder):
    (folder / "b" / "1.mp3").unlink()
    (folder / "b" / "1.mp3").mkdir()


def folder_becomes_file(folder):
    shutil.rmtree(folder / "artist")
    (folder / "artist").write_bytes(b"")


def cover(folder):
    (folder / "b" / "cover.jpg").write_bytes(b"\xff\xd8\xff")


def sheet(folder):
    (folder / "b" / "a.cue").write_text(SHEET, "utf-8")


def text(folder):
    (folder / "b" / "notes.txt").write_text("nothing to hear")


def empty_folder(folder):
    (folder / "b" / "empty").mkdir()


def hidden(folder):
    (folder / "b" / ".hidden.mp3").write_bytes(music.music("mp3", 990))


def empty_root(folder):
    shutil.rmtree(folder)
    folder.mkdir()


def no_root(folder):
    shutil.rmtree(folder)


CHANGES = [
    resize, touch, same_size_and_time, rename, swap, add, add_below, add_between, new_album,
    delete, delete_last, delete_folder, move_folder, link_file, link_folder, file_becomes_folder,
    folder_becomes_file, cover, sheet, text, empty_folder, hidden, empty_root, no_root,
]  # fmt: skip
NOTHING = {same_size_and_time, text, empty_folder, hidden, cover, sheet, link_folder}
"""Of these nothing is to be told: no file is new, gone, or says something else."""


def furnish(world):
    world.put("b/1.mp3", **A)
    world.put("b/2.mp3", frequency=880, **{**A, "title": "Two"})
    world.put("artist/album/1.mp3", frequency=660, **{**A, "title": "Three"})
    world.put("loose.mp3", frequency=770)
    for number, path in enumerate(world.music.rglob("*.mp3")):
        os.utime(path, ns=(5, 1_600_000_000_000_000_000 + number))


def outcome(world):
    done = world.scan()
    counts = (done.added, done.updated, done.unchanged, done.moved, done.missing, done.offline)
    marks = world.query("SELECT directory_id, name, size, mtime_ns, sheet_mark FROM files")
    places = world.query("SELECT path, mtime_ns, cover_name, cover_mtime_ns FROM directories")
    return counts, world.dump(), sorted(world.items()), marks, places


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_glance_finds_what_a_full_comparison_finds(world, monkeypatch, change, sealed):
    seal_at_once(monkeypatch, sealed=sealed)
    furnish(world)
    world.scan(world.music)
    assert len(seals(world)) == (2 if sealed else 0)
    wait_for_a_tick(world)
    change(world.music)
    before = world.database.parent / "before"
    shutil.copytree(world.database.parent, before, ignore=lambda *_: ["before"])
    with monkeypatch.context() as thorough:
        thorough.setattr(ahead.Ahead, "glances", lambda *_: iter([]))
        expected = outcome(world)
    for name in os.listdir(before):
        shutil.copy2(before / name, world.database.parent / name)
    assert outcome(world) == expected
    counts = expected[0]
    assert (counts == (0, 0, 4, 0, 0, 0)) == (change in NOTHING), counts
    world.check()


def test_only_what_changed_is_compared(world, monkeypatch):
    furnish(world)
    world.scan(world.music)
    compared = []
    real = compare.compare

    def note(known, found, unsure=()):
        compared.append(sorted(known))
        return real(known, found, unsure)

    monkeypatch.setattr(compare, "compare", note)
    world.scan()
    assert compared == [[b"loose.mp3"]]
    touch(world.music)
    world.scan()
    assert sorted(compared[1:]) == [[b"1.mp3", b"2.mp3"], [b"loose.mp3"]]


def test_a_changed_cover_of_a_folder_that_is_as_it_was_is_kept(world, monkeypatch):
    seal_at_once(monkeypatch, sealed=False)
    furnish(world)
    cover(world.music)
    world.scan(world.music)
    text(world.music)
    os.utime(world.music / "b", ns=(5, 5))
    assert world.scan().unchanged == 4
    (row,) = world.query("SELECT mtime_ns, cover_name FROM directories WHERE cover_name NOT NULL")
    assert row == {"mtime_ns": 5, "cover_name": b"cover.jpg"}


def test_a_folder_that_cannot_be_read_is_not_gone(world, monkeypatch):
    furnish(world)
    world.scan(world.music)
    real = os.scandir

    def refuse(path):
        if path == bytes(world.music / "artist" / "album"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    done = world.scan()
    assert (done.unchanged, done.missing) == (3, 0)


def test_a_disk_that_goes_while_it_is_glanced_at_loses_nothing(world, monkeypatch):
    furnish(world)
    world.scan(world.music)
    away = world.music.with_name("away")
    real = ahead.glance

    def glance(path, row, expected, *, goes_there):
        seen = real(path, row, expected, goes_there=goes_there)
        if world.music.exists():
            world.music.rename(away)
        return seen

    with monkeypatch.context() as unplugged:
        unplugged.setattr(ahead, "glance", glance)
        done = world.scan()
    assert (done.missing, done.moved, done.offline) == (0, 0, 1)
    assert set(world.states().values()) == {"present"}
    away.rename(world.music)
    done = world.scan()
    assert (done.unchanged, done.offline) == (4, 0)
    world.check()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_ignored_stays_where_it_was(world, what):
    furnish(world)
    world.scan(world.music)
    if what == "file":
        world.remove("b/1.mp3")
        before = world.states()
        assert world.scan().unchanged == 3
    else:
        world.remove("artist/album/1.mp3")
        before = world.states()
        assert world.scan().unchanged == 3
        add_between(world.music)
        assert world.scan().added == 1
        (world.music / "artist" / "3.mp3").unlink()
        world.scan()
    assert before.items() <= world.states().items()


def test_what_is_growing_is_left_alone(world):
    furnish(world)
    world.scan(world.music)
    touch(world.music)
    growing = bytes(world.music / "b" / "1.mp3")
    assert world.scan(growing=(growing,)).updated == 0
    assert world.scan().updated == 1


def test_very_many_losses_are_held_though_most_is_only_glanced_at(world):
    source = world.put("full/0.mp3", **A)
    for number in range(1, 60):
        (world.music / "full" / f"{number}.mp3").hardlink_to(source)
    for number in range(100):
        (world.music / "rest" / str(number)).mkdir(parents=True)
        (world.music / "rest" / str(number) / "x.mp3").hardlink_to(source)
    world.scan(world.music)
    shutil.rmtree(world.music / "full")
    done = world.scan()
    assert (done.held, done.missing, done.unchanged) == (60, 0, 100)
    done = world.scan(accept_missing=True)
    assert (done.held, done.missing, done.unchanged) == (0, 60, 100)
