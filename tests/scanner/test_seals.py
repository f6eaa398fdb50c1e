"""Folders that are sealed are not listed again: what could be missed by that, and is not."""

import os
import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.formats import AUDIO_SUFFIXES
from mtplayer.scanner import lister, seals
from tests.fakes import music
from tests.scanner.sealing import seal_at_once, wait_for_a_tick
from tests.scanner.sealing import seals as sealed_in

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
SHEET = 'FILE "a.mp3" MP3\n  TRACK 01 AUDIO\n    TITLE "x"\n    INDEX 01 00:00:00\n'


@pytest.fixture
def at_once(world, monkeypatch):
    """A library that seals what it sees at once: two albums of an artist."""
    seal_at_once(monkeypatch)
    world.put("artist/one/a.mp3", **A)
    world.put("artist/one/b.mp3", frequency=550, **A)
    world.put("artist/two/c.mp3", frequency=660, **A)
    return world


@pytest.fixture
def sealed(at_once):
    at_once.scan(at_once.music)
    assert sealed_in(at_once) == ["one", "two"]
    wait_for_a_tick(at_once)
    return at_once


def listed_by_a_scan(world, monkeypatch):
    """Scan; return what it told, and which folders it read."""
    listed = []
    real = os.scandir

    def scandir(path):
        listed.append(os.path.relpath(path, bytes(world.music)).decode())
        return real(path)

    with monkeypatch.context() as noted:
        noted.setattr(os, "scandir", scandir)
        done = world.scan()
    # Once more at the end: is the disk still there?
    assert listed.pop() == "."
    return done, listed


def test_a_sealed_folder_is_not_listed(sealed, monkeypatch):
    done, listed = listed_by_a_scan(sealed, monkeypatch)
    assert (done.unchanged, sorted(listed)) == (3, [".", "artist"])
    sealed.put("artist/two/d.mp3", frequency=770, **A)
    done, listed = listed_by_a_scan(sealed, monkeypatch)
    assert (done.added, done.unchanged) == (1, 3)
    assert set(listed) == {".", "artist", "artist/two"}
    assert listed_by_a_scan(sealed, monkeypatch)[1] == [".", "artist"]


def test_a_file_that_is_edited_in_place_is_read_again(sealed):
    """Its folder's times stay, and its size too: only its own time tells."""
    path = sealed.music / "artist" / "one" / "a.mp3"
    folder, size = path.parent.stat(), path.stat().st_size
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"x")
    assert (path.parent.stat().st_ctime_ns, path.stat().st_size) == (folder.st_ctime_ns, size)
    done = sealed.scan()
    assert (done.updated, done.unchanged) == (1, 2)


def test_a_new_file_is_found_though_the_folder_got_its_old_time_back(sealed):
    folder = sealed.music / "artist" / "one"
    before = folder.stat()
    sealed.put("artist/one/new.mp3", frequency=770, **A)
    os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert folder.stat().st_mtime_ns == before.st_mtime_ns
    assert sealed.scan().added == 1


def test_a_file_that_comes_for_another_is_found(sealed):
    folder = sealed.music / "artist" / "one"
    (folder / "a.mp3").unlink()
    sealed.put("artist/one/other.mp3", frequency=770, **A)
    done = sealed.scan()
    assert (done.added, done.missing, done.unchanged) == (1, 1, 2)


def test_folders_that_change_places_are_seen(sealed):
    one, two, spare = (sealed.music / "artist" / name for name in ("one", "two", "spare"))
    one.rename(spare)
    two.rename(one)
    spare.rename(two)
    done = sealed.scan()
    assert (done.moved, done.missing, done.added) == (3, 0, 0)
    assert set(sealed.states()) == {"artist/two/a.mp3", "artist/two/b.mp3", "artist/one/c.mp3"}


def test_a_link_in_a_sealed_folder_leads_to_a_file_that_changes(at_once, monkeypatch):
    outside = at_once.music.parent / "outside.mp3"
    outside.write_bytes(music.music("mp3", 770))
    (at_once.music / "artist" / "one" / "link.mp3").symlink_to(outside)
    at_once.scan(at_once.music)
    assert sealed_in(at_once) == ["one", "two"]
    os.utime(outside, ns=(5, 5))
    assert at_once.scan().updated == 1
    outside.unlink()
    assert at_once.scan().unchanged == 3


def test_a_cover_that_is_written_anew_in_place_is_noted(at_once):
    cover = at_once.music / "artist" / "one" / "cover.jpg"
    cover.write_bytes(b"\xff\xd8\xff")
    at_once.scan(at_once.music)
    assert sealed_in(at_once) == ["one", "two"]
    os.utime(cover, ns=(5, 5))
    assert at_once.scan().unchanged == 3
    (row,) = at_once.query("SELECT cover_mtime_ns FROM directories WHERE cover_name NOT NULL")
    assert row == {"cover_mtime_ns": 5}
    assert sealed_in(at_once) == ["one", "two"]


def subfolder(folder):
    (folder / "scans").mkdir()
    yield
    (folder / "scans" / "new.mp3").write_bytes(music.music("mp3", 770))


def linked_folder(folder):
    outside = folder.parents[2] / "outside"
    outside.mkdir()
    (folder / "more").symlink_to(outside)
    yield
    (outside / "new.mp3").write_bytes(music.music("mp3", 770))


def broken_link(folder):
    outside = folder.parents[2] / "outside.mp3"
    (folder / "new.mp3").symlink_to(outside)
    yield
    outside.write_bytes(music.music("mp3", 770))


def link_without_a_name_of_music(folder):
    outside = folder.parents[2] / "outside"
    (folder / "more").symlink_to(outside)
    yield
    outside.mkdir()
    (outside / "new.mp3").write_bytes(music.music("mp3", 770))


def picture_that_is_a_link(folder):
    outside = folder.parents[2] / "outside"
    outside.write_bytes(b"")
    (folder / "back.jpg").symlink_to(outside)
    yield
    outside.unlink()
    outside.mkdir()
    (outside / "new.mp3").write_bytes(music.music("mp3", 770))


def pipe_behind_a_link(folder):
    outside = folder.parents[2] / "outside.mp3"
    os.mkfifo(outside)
    (folder / "new.mp3").symlink_to(outside)
    yield
    outside.unlink()
    outside.write_bytes(music.music("mp3", 770))


def cue_sheet(folder):
    (folder / "a.cue").write_text("", "utf-8")
    yield
    (folder / "a.cue").write_text(SHEET, "utf-8")


OTHERS = [
    subfolder, linked_folder, broken_link, link_without_a_name_of_music, picture_that_is_a_link,
    pipe_behind_a_link, cue_sheet,
]  # fmt: skip


@pytest.mark.parametrize("put", OTHERS)
def test_a_folder_in_which_more_than_names_counts_is_not_sealed(at_once, put):
    later = put(at_once.music / "artist" / "one")
    next(later)
    at_once.scan(at_once.music)
    assert sealed_in(at_once) == ["two"]
    assert at_once.scan().unchanged == 3
    assert sealed_in(at_once) == ["two"]
    wait_for_a_tick(at_once)
    before = at_once.query("SELECT id, sheet_mark FROM files")
    assert next(later, None) is None
    at_once.scan()
    assert before != at_once.query("SELECT id, sheet_mark FROM files")


def test_a_folder_that_has_just_changed_is_not_sealed(at_once, monkeypatch):
    """In the same tick of the disk's clock something else may come, and leave no trace."""
    seal_at_once(monkeypatch, sealed=False)
    at_once.scan(at_once.music)
    at_once.scan()
    assert sealed_in(at_once) == []
    seal_at_once(monkeypatch)
    at_once.scan()
    assert sealed_in(at_once) == ["one", "two"]


def test_what_is_growing_or_ignored_keeps_its_folder_open(at_once):
    growing = bytes(at_once.music / "artist" / "one" / "b.mp3")
    at_once.scan(at_once.music, growing=(growing,))
    assert sealed_in(at_once) == ["two"]
    assert at_once.scan().added == 1
    at_once.remove("artist/two/c.mp3")
    at_once.put("artist/two/d.mp3", frequency=770, **A)
    assert at_once.scan().added == 1
    assert sealed_in(at_once) == ["one"]
    # Who names a folder by hand wants what was removed from it.
    done = at_once.scan(at_once.music, by_hand=True)
    assert set(at_once.states().values()) == {"present"}, done


def change_rows(world, statement):
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute(statement)


def test_a_sealed_folder_whose_files_were_not_written_is_listed(sealed):
    """A scan may be killed between a folder and its files."""
    change_rows(sealed, "DELETE FROM tracks WHERE file_id IN (SELECT id FROM files WHERE id = 1)")
    change_rows(sealed, "DELETE FROM files WHERE id = 1")
    assert sealed.scan().added == 1


@pytest.mark.parametrize("state", ["missing", "removed"])
def test_a_file_that_is_there_though_it_was_gone_comes_back(sealed, state):
    change_rows(sealed, f"UPDATE files SET state = '{state}', missing_since = 5 WHERE id = 1")
    sealed.scan()
    assert set(sealed.states().values()) == {"present"}


def test_a_file_that_could_not_be_read_for_a_while_is_tried_again(sealed):
    change_rows(sealed, "UPDATE files SET mtime_ns = 0 WHERE id = 1")
    assert sealed.scan().updated == 1


def test_a_program_that_knows_more_music_breaks_the_seals(sealed, monkeypatch):
    (sealed.music / "artist" / "one" / "new.later").write_bytes(music.music("mp3", 770))
    sealed.scan()
    assert sealed_in(sealed) == ["one", "two"]
    monkeypatch.setattr(lister, "_SUFFIXES", lister._SUFFIXES | {b".later"})
    assert sealed.scan().added == 0
    monkeypatch.setattr(seals, "_RULES", seals.rules_of(*AUDIO_SUFFIXES, ".later"))
    assert sealed.scan().added == 1


def test_a_share_is_never_sealed(at_once, monkeypatch):
    seal_at_once(monkeypatch, native=False)
    at_once.scan(at_once.music)
    assert sealed_in(at_once) == []


def glance(inode, *below, files=1, device=1):
    listed = lister.Listed(5, 5, None, None, None, below) if below else None
    return lister.Glance(files, device, inode, listed)


START = lister.Place(b"/r", 1, 2, 5, 5)


def test_glances_that_hang_together_need_no_walk():
    of = {b"/r/a": glance(3, b"/r/a/x", b"/r/a/scans"), b"/r/a/x": glance(4)}
    assert lister.Glances(of).hang_together(START, [b"/r/a"]) == {b"/r/a/scans"}


@pytest.mark.parametrize(
    "of",
    [
        {b"/r/a": glance(3), b"/r/b/x": glance(4)},  # nobody saw b
        {b"/r/a": glance(3), b"/r/b": glance(3)},  # the same one, mounted twice
        {b"/r/a": glance(2), b"/r/b": glance(4)},  # the root in itself
        {b"/r/a": glance(3, device=9), b"/r/b": glance(4)},  # another disk
    ],
)
def test_glances_that_do_not_are_left_to_a_walk(of):
    assert lister.Glances(of).hang_together(START, [b"/r/a", b"/r/b"]) is None
