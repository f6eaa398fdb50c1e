"""``playlist``: listed, shown, exported and imported."""

import json
import os
from contextlib import closing

import pytest

from mtplayer.core.queries.smart_lists import SmartList, to_json
from mtplayer.runtime.paths import Profile
from mtplayer.storage.connection import open_reader, open_writer
from tests.cli.inside import Inside
from tests.fakes import foreign_lists
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.blocking

SONGS = [
    FakeTrack(
        title=f"Song {n}", name=b"%02d \xff.flac" % n if n == 2 else b"%02d.flac" % n, track=n
    )
    for n in (1, 2, 3)
]


@pytest.fixture
def profile(tmp_path):
    made = Profile(tmp_path / "profile")
    made.create()
    make_library(made.database, SONGS, tmp_path / "disk")
    return made


@pytest.fixture
def inside(profile, capsys):
    return Inside(profile, capsys)


@pytest.fixture
def playlist(inside):
    return lambda *arguments: inside.objects("playlist", *arguments)


def entries(profile):
    with closing(open_reader(profile.database)) as connection:
        return connection.execute(
            "SELECT p.name, e.track_id, e.snapshot FROM playlist_entries AS e"
            " JOIN playlists AS p ON p.id = e.playlist_id"
            " WHERE p.deleted_at IS NULL AND e.removed_at IS NULL ORDER BY p.id, e.rank"
        ).fetchall()


def a_list(tmp_path, *lines, name="Late trains.m3u8"):
    path = tmp_path / name
    path.write_bytes(
        b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    )
    return path


def test_a_list_comes_in_is_shown_and_goes_out_as_it_was(playlist, profile, tmp_path):
    folder = os.fsencode(tmp_path) + b"/disk/music/"
    source = a_list(
        tmp_path,
        "#EXTM3U",
        folder + b"01.flac",
        folder + b"02 \xff.flac",
        "#EXTINF:120,Somebody - Not here",
        "/elsewhere/gone.mp3",
        "disk/music/01.flac",
    )
    (report,) = playlist("import", source)
    assert (report["name"], report["entries"], report["matched"]) == ("Late trains", 4, 3)
    assert report["by"] == {"path": 3}
    assert [one["title"] for one in report["not_found"]] == ["Not here"]
    (row,) = playlist("list")
    assert (row["name"], row["entries"], row["kind"]) == ("Late trains", 4, "list")
    shown = playlist("show", "late trains")
    assert [one.get("title") for one in shown] == ["Song 1", "Song 2", "Not here", "Song 1"]
    assert shown[2]["location"] == "/elsewhere/gone.mp3"
    target = tmp_path / "out" / "x.m3u8"
    target.parent.mkdir()
    (done,) = playlist("export", "Late trains", target)
    assert done["entries"] == 4
    lines = [line for line in target.read_bytes().splitlines() if not line.startswith(b"#")]
    relative = b"../disk/music/"
    assert lines[:2] == [relative + b"01.flac", relative + b"02 \xff.flac"]
    assert os.path.relpath("/elsewhere/gone.mp3", target.parent).encode() == lines[2]
    before = [(track, title(tags)) for _, track, tags in entries(profile)]
    (again,) = playlist("import", target)
    assert (again["name"], again["matched"], again["same_name"]) == ("Late trains", 3, True)
    after = [(track, title(tags)) for _, track, tags in entries(profile)]
    assert after == before * 2
    assert [row["name"] for row in playlist("list")] == ["Late trains", "Late trains (2)"]


def title(tags):
    return json.loads(tags)["title"]


@pytest.mark.parametrize("kind", ["m3u", "pls", "xspf", "jspf", "csv"])
def test_every_format_goes_out_and_comes_in_again(playlist, tmp_path, kind):
    source = a_list(tmp_path, *(f"disk/music/{n}.flac" for n in ("01", "03", "01")))
    playlist("import", source)
    target = tmp_path / f"Copy.{kind}"
    playlist("export", "Late trains", target, "--absolute")
    assert os.fsencode(tmp_path) in target.read_bytes()
    (report,) = playlist("import", target)
    assert (report["matched"], report["by"]) == (3, {"path": 3})


def test_looking_writes_nothing(playlist, tmp_path):
    source = a_list(tmp_path, "disk/music/01.flac")
    (report,) = playlist("import", source, "--dry-run")
    assert (report["matched"], report["dry_run"]) == (1, True)
    assert playlist("list") == []


def test_a_list_may_stand_in_for_its_namesake(playlist, profile, tmp_path):
    playlist("import", a_list(tmp_path, "disk/music/01.flac"))
    playlist("import", a_list(tmp_path, "disk/music/03.flac"), "--replace")
    assert [(name, track) for name, track, _ in entries(profile)] == [("Late trains", 3)]


def test_words_say_what_was_found(inside, tmp_path):
    source = a_list(
        tmp_path, "disk/music/01.flac", "#EXTINF:10,Nobody - Nothing", "gone.mp3", name="Mix.m3u"
    )
    _, out, _ = inside.run("playlist", "import", source)
    assert out.splitlines() == [
        "Imported “Mix”: 1 of 2 tracks are here",
        "  1 by path",
        "  1 not found:",
        "    2  Nobody — Nothing",
    ]
    assert inside.run("playlist", "list")[1] == "Mix · 2 tracks\n"
    assert inside.run("playlist", "show", "Mix")[1].splitlines() == [
        "   1  Glasshouse Radio — Song 1 · Slow Weather",
        "   2  Nobody — Nothing",
    ]


def test_what_does_not_work_is_said_in_one_sentence(inside, tmp_path):
    bad = a_list(tmp_path, "<html></html>", name="x.xspf")
    for arguments, words, expected in (
        (("show", "nothing"), "No playlist is called “nothing”", 1),
        (("show",), "takes one playlist", 2),
        (("export", "x"), "takes a playlist and a file", 2),
        (("import",), "takes one file or more", 2),
        (("import", bad), "no XSPF", 1),
        (("import", tmp_path / "none.m3u"), "No such file", 1),
        (("sing",), "nvalid choice", 2),
    ):
        code, out, err = inside.run("playlist", *arguments)
        assert (code, out) == (expected, "")
        assert words in err
        assert len(err.splitlines()) == 1


def test_a_smart_playlist_is_shown_and_goes_out_as_what_it_holds(profile, playlist, tmp_path):
    smart = SmartList(query="title:song")
    with closing(open_writer(profile.database)) as connection:
        connection.execute(
            "INSERT INTO playlists (kind, name, position, rules, created_at, changed_at)"
            " VALUES ('smart', 'Songs', 0, ?, 1, 1)",
            (to_json(smart),),
        )
    titles = {one["title"] for one in playlist("show", "Songs")}
    assert titles == {"Song 1", "Song 2", "Song 3"}
    (done,) = playlist("export", "Songs", tmp_path / "x.xspf")
    assert done["entries"] == 3


@pytest.mark.parametrize("name", list(foreign_lists.WRITERS))
def test_lists_of_other_programs_lead_to_the_same_tracks(profile, inside, tmp_path, name):
    tracks = [
        FakeTrack(title=title, name=file.encode(), folder=b"own", track=number)
        for number, (title, file) in enumerate(
            zip(foreign_lists.TITLES, foreign_lists.NAMES, strict=True), 1
        )
    ]
    ids = make_library(profile.database, tracks, tmp_path)
    source = tmp_path / name
    source.write_text(foreign_lists.WRITERS[name](tmp_path / "own"), newline="")
    (report,) = inside.objects("playlist", "import", source)
    assert (report["by"], report["skipped"]) == ({"path": 3}, 0)
    assert [track for _, track, _ in entries(profile)] == ids
    # What we write of it is understood as well, in the format that it came in.
    again = tmp_path / f"again {source.stem}{source.suffix or '.m3u'}"
    inside.objects("playlist", "export", report["name"], again)
    (report,) = inside.objects("playlist", "import", again, "--dry-run")
    assert report["by"] == {"path": 3}
