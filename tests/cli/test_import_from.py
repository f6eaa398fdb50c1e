"""``import-from``: what five other players knew comes over once, and can be taken back."""

import hashlib
import json
import os
import pickle
import plistlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.runtime.paths import Profile
from mtplayer.storage.engine import Storage
from tests.cli.inside import Inside
from tests.fakes import foreign
from tests.fakes.library import FIRST_ADDED_AT, FakeTrack, make_library

pytestmark = pytest.mark.blocking

NAMES = (b"01.flac", b"02 \xff.flac", b"03 50%&#.flac", b"04.flac")
PLAYERS = list(foreign.MAKERS)
SKIPS = ("quodlibet", "strawberry", "clementine", "itunes")
IN_FOLDERS = ("strawberry", "clementine", "itunes")


class Stand:
    def __init__(self, tmp_path, capsys):
        self.folder = tmp_path
        self.profile = Profile(tmp_path / "profile")
        self.profile.create()
        self.ids = make_library(
            self.profile.database,
            [FakeTrack(title=f"Song {n}", name=name, track=n) for n, name in enumerate(NAMES, 1)],
            tmp_path / "disk",
        )
        self.inside = Inside(self.profile, capsys)

    def make(self, player, name="foreign"):
        return foreign.MAKERS[player](self.folder / name, os.fsencode(self.folder / "disk/music"))

    def take(self, player, source, *options):
        (report,) = self.inside.objects("import-from", player, source, *options)
        return report

    def rows(self, statement, *values):
        with closing(sqlite3.connect(self.profile.database)) as connection:
            return connection.execute(statement, values).fetchall()

    def run(self, statement, *values):
        with closing(sqlite3.connect(self.profile.database)) as connection, connection:
            connection.execute(statement, values)

    def history(self):
        return self.rows(
            "SELECT plays, base_plays, skips, last_played_at, added_at, rating,"
            " liked_at IS NOT NULL FROM tracks ORDER BY id"
        )

    def lists(self):
        return self.rows(
            "SELECT p.name, f.name, (SELECT json_group_array(track_id) FROM (SELECT track_id"
            " FROM playlist_entries WHERE playlist_id = p.id AND removed_at IS NULL"
            " ORDER BY rank, id)) FROM playlists AS p LEFT JOIN playlists AS f"
            " ON f.id = p.parent_id WHERE p.deleted_at IS NULL AND p.kind = 'list' ORDER BY p.id"
        )

    def undo(self, *, again=False):
        storage = Storage(self.profile.database)

        def swap(unit):
            newest = unit.operations.newest_undone if again else unit.operations.newest_done
            return unit.operations.swap(unit, newest(), 1_800_000_000_000)

        undone = storage.write(swap)
        storage.close()
        return undone


@pytest.fixture
def stand(tmp_path, capsys):
    return Stand(tmp_path, capsys)


def contents(path):
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


@pytest.mark.parametrize("player", PLAYERS)
def test_counts_dates_ratings_and_playlists_come_over_once(stand, player):
    source = stand.make(player)
    before = contents(stand.folder / "foreign")
    report = stand.take(player, source)
    skips = 2 if player in SKIPS else 0
    counts = {key: report[key] for key in ("found", "updated", "plays", "skips", "playlists")}
    assert counts == {"found": 4, "updated": 3, "plays": 10, "skips": skips, "playlists": 1}
    assert (report["entries"], report["waiting"], report["dates"]) == (4, 1, 1)
    likes = player == "itunes"
    assert stand.history() == [
        (7, 7, skips, foreign.PLAYED * 1000, foreign.ADDED * 1000, None, 0),
        (0, 0, 0, None, FIRST_ADDED_AT, 80, likes),
        (0, 0, 0, None, FIRST_ADDED_AT, None, 0),
        (3, 3, 0, None, FIRST_ADDED_AT, 100, 0),
    ]
    folder = "Evenings" if player in IN_FOLDERS else None
    one, two, *_ = stand.ids
    assert stand.lists() == [
        ("Late trains", folder, json.dumps([two, None, one, two], separators=(",", ":")))
    ]
    left = [(one["what"], one["count"]) for one in report["left_out"] if "not here" in one["why"]]
    assert left == [("tracks", 1)]
    # Nothing is written beside it, and a second time nothing comes.
    assert contents(stand.folder / "foreign") == before
    history, lists = stand.history(), stand.lists()
    again = stand.take(player, source)
    assert (again["changed"], again["plays"], again["playlists"]) == (False, 0, 0)
    assert (stand.history(), stand.lists()) == (history, lists)


@pytest.mark.parametrize("player", PLAYERS)
def test_looking_says_the_same_and_writes_nothing(stand, player):
    source = stand.make(player)
    before = stand.history()
    looked = stand.take(player, source, "--dry-run")
    assert (looked["changed"], stand.history(), stand.lists()) == (False, before, [])
    taken = stand.take(player, source)
    assert {**looked, "dry_run": False, "changed": True} == taken


def test_it_is_one_step_that_keeps_what_was_heard_since(stand):
    source = stand.make("itunes")
    untouched, lists = stand.history(), stand.lists()
    stand.take("itunes", source)
    taken = stand.history()
    stand.run(
        "UPDATE tracks SET plays = plays + 2, last_played_at = 1750000000000 WHERE id = ?",
        stand.ids[0],
    )
    assert stand.undo().label == "Took over from iTunes"
    assert stand.history()[0][:4] == (2, 0, 0, 1_750_000_000_000)
    assert stand.history()[1:] == untouched[1:]
    assert stand.lists() == lists
    stand.undo(again=True)
    assert stand.history()[0][:4] == (9, 7, 2, 1_750_000_000_000)
    assert stand.history()[1:] == taken[1:]
    assert [name for name, *_ in stand.lists()] == ["Late trains"]
    # Done again, it is known again.
    assert stand.take("itunes", source)["changed"] is False


def test_what_was_taken_back_comes_again_only_when_it_is_asked_for(stand):
    source = stand.make("itunes")
    stand.take("itunes", source)
    stand.undo()
    assert stand.take("itunes", source)["likes"] == 1


def test_what_was_changed_here_since_stays(stand):
    source = stand.make("itunes")
    stand.run("UPDATE tracks SET rating = 20 WHERE id = ?", stand.ids[1])
    report = stand.take("itunes", source)
    assert report["ratings"] == 1
    assert any("rated otherwise" in item["why"] for item in report["left_out"])
    stand.run("UPDATE tracks SET liked_at = NULL, rating = NULL")
    stand.run("UPDATE playlists SET deleted_at = 1")
    again = stand.take("itunes", source)
    assert (again["changed"], stand.lists()) == (False, [])
    assert {row[5:] for row in stand.history()} == {(None, 0)}


def test_a_place_gets_its_track_once_that_is_here(stand):
    source = stand.make("strawberry")
    stand.take("strawberry", source)
    late = FakeTrack(title="Not here", artist="Nobody", name=b"other.mp3", duration_ms=77_000)
    (track,) = make_library(stand.profile.database, [late], stand.folder / "disk")
    report = stand.take("strawberry", source)
    assert (report["plays"], report["playlists"], report["waiting"]) == (9, 0, 0)
    assert str(track) in stand.lists()[0][2]
    # A list that was changed here since is not filled anew.
    stand.run("UPDATE playlists SET revision = revision + 1")
    stand.run("DELETE FROM playlist_entries WHERE track_id = ?", track)
    left = stand.take("strawberry", source)["left_out"]
    assert any("changed here" in item["why"] for item in left)


def test_the_old_songs_file_of_quod_libet_is_read(stand):
    source = foreign.quodlibet(
        stand.folder / "old", os.fsencode(stand.folder / "disk/music"), old=True
    )
    report = stand.take("quodlibet", source)
    assert (report["found"], report["plays"], report["entries"]) == (4, 10, 4)


def test_a_library_is_found_where_it_is_kept(stand, monkeypatch):
    monkeypatch.setenv("HOME", str(stand.folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(stand.folder / "data"))
    (stand.folder / "data").mkdir()
    stand.make("rhythmbox", "data/rhythmbox")
    (report,) = stand.inside.objects("import-from", "rhythmbox")
    assert report["found"] == 4
    code, out, err = stand.inside.run("import-from", "itunes")
    assert (code, out) == (1, "")
    assert "say where it is" in err


def test_words_say_what_came(stand):
    source = stand.make("itunes")
    _, out, _ = stand.inside.run("import-from", "itunes", source, "--dry-run")
    assert out.splitlines() == [
        "This would come:",
        "  3 tracks get a history",
        "  10 plays",
        "  2 skips",
        "  2 ratings",
        "  1 heart",
        "  1 track came earlier than known",
        "  1 playlist",
        "  4 places in playlists",
        "    1 of them waits for its track",
        "Not taken over:",
        "  1 smart playlists: their rules cannot be read here; smart playlists are made anew",
        "  1 tracks: their file is not here; scan its folder, then take over again",
    ]


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/mtplayer-was-called",)


HOSTILE = {
    "calls": pickle.dumps([Evil()], 2),
    "memo": b"\x80\x02]r\xff\xff\xff\x7f.",
    "deep": b"\x80\x02" + b"]" * 100_000 + b"a" * 99_999 + b".",
    "cut": pickle.dumps([{"~filename": b"/x"}], 2)[:-4],
    "empty": b"",
    "text": b"hello",
    "other": pickle.dumps({"a": 1}, 2),
    "long": b"\x80\x02X\xff\xff\xff\x7fabc.",
}


@pytest.mark.parametrize("content", list(HOSTILE.values()), ids=list(HOSTILE))
def test_a_songs_file_that_means_harm_does_none(stand, content):
    (stand.folder / "songs").write_bytes(content)
    code, out, err = stand.inside.run("import-from", "quodlibet", stand.folder / "songs")
    assert not Path("/tmp/mtplayer-was-called").exists()
    assert (code, err) == (0, "") or (code, out, len(err.splitlines())) == (1, "", 1)


BROKEN = [
    ("rhythmbox", b"<rhythmdb><entry>", "damaged"),
    ("rhythmbox", b"<html/>", "no library of Rhythmbox"),
    ("itunes", b"<?xml version='1.0'?><plist><dict>", "damaged"),
    ("itunes", b"<x/>", "no library of iTunes"),
    ("itunes", b"<!DOCTYPE p [<!ENTITY a 'b'>]><plist/>", "entities"),
    ("strawberry", b"", "no database"),
    ("strawberry", b"SQLite format 3\0" + b"x" * 200, "no database|damaged|can't be read"),
    ("clementine", b"text", "no database"),
]


@pytest.mark.parametrize(
    ("player", "content", "words"), BROKEN, ids=[f"{n}" for n in range(len(BROKEN))]
)
def test_what_is_no_library_is_told_in_a_sentence(stand, player, content, words):
    path = stand.folder / "library"
    path.write_bytes(content)
    code, out, err = stand.inside.run("import-from", player, path)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert any(word in err for word in words.split("|"))


def test_strange_values_are_passed_over(stand):
    tracks = {
        "1": {"Track ID": 1, "Name": "Song 1", "Artist": "Glasshouse Radio", "Play Count": -5},
        "2": {"Track ID": "x", "Name": 7, "Play Count": 1 << 62, "Play Date UTC": "soon"},
        "3": {"Name": "Song 2", "Rating": 900, "Location": "http://r.example/a.mp3"},
    }
    path = stand.folder / "Library.xml"
    path.write_bytes(plistlib.dumps({"Tracks": tracks, "Playlists": [{"Name": "x"}, {}]}))
    report = stand.take("itunes", path)
    assert report["plays"] == 0
    path = stand.make("strawberry")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE songs SET playcount = 'many', rating = 'good', url = x'00ff'")
        connection.execute("UPDATE playlist_items SET playlist = 'x'")
    assert stand.take("strawberry", path)["plays"] == 0
