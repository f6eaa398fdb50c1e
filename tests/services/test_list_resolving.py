"""Entries of playlists find their tracks, wherever those are now, and never a wrong one."""

import os
from contextlib import closing

import pytest

from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.list_matching import By
from mtplayer.services.exchange.list_resolving import resolve
from mtplayer.storage.connection import open_reader, open_writer
from mtplayer.storage.lists.entry_finder import EntryFinder
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.blocking

LIGHT = FakeTrack(name=b"01 Kitchen Light.flac", folder=b"music/Glasshouse/Slow Weather")
HOUR = FakeTrack(
    title="Blue Hour",
    track=2,
    name=b"02 Blue Hour.flac",
    folder=b"music/Glasshouse/Slow Weather",
    duration_ms=227_400,
)


class Library:
    def __init__(self, folder):
        self.mount = folder / "disk"
        self.database = folder / "library.db"
        self.base = os.fsencode(self.mount) + b"/lists"

    def add(self, *tracks):
        return make_library(self.database, tracks, self.mount)

    def resolve(self, *entries):
        with closing(open_reader(self.database)) as connection:
            return resolve(entries, self.base, EntryFinder(connection, lambda: None))

    def one(self, **entry):
        (verdict,) = self.resolve(ListedEntry(**entry))
        return verdict.track, verdict.by


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def test_a_path_is_found_relative_and_absolute(library):
    light, _ = library.add(LIGHT, HOUR)
    below = b"/music/Glasshouse/Slow Weather/01 Kitchen Light.flac"
    assert library.one(paths=(b".." + below,)) == (light, By.PATH)
    assert library.one(paths=(b"./x/../.." + below,)) == (light, By.PATH)
    assert library.one(paths=(os.fsencode(library.mount) + below,)) == (light, By.PATH)


def test_names_that_are_no_text_are_found(library):
    (track,) = library.add(FakeTrack(name=b"caf\xe9.mp3", folder=b"m\xff"))
    assert library.one(paths=(b"../m\xff/caf\xe9.mp3",)) == (track, By.PATH)


def test_the_first_reading_that_leads_somewhere_counts(library):
    (track,) = library.add(FakeTrack(name="café.mp3".encode(), folder=b"m"))
    paths = (b"../m/caf\xe9.mp3", "../m/café.mp3".encode())
    assert library.one(paths=paths) == (track, By.PATH)


def test_links_are_followed(library, tmp_path):
    (track,) = library.add(LIGHT)
    (library.mount / "music/Glasshouse/Slow Weather").mkdir(parents=True)
    (tmp_path / "link").symlink_to(library.mount / "music")
    path = os.fsencode(tmp_path / "link/Glasshouse/Slow Weather/01 Kitchen Light.flac")
    assert library.one(paths=(path,)) == (track, By.PATH)


def test_case_and_the_way_marks_are_written_do_not_matter(library):
    (track,) = library.add(FakeTrack(name="Café.FLAC".encode(), folder=b"music/A"))
    assert library.one(paths=("../Music/a/cafe\u0301.flac".encode(),)) == (track, By.CASE)


@pytest.mark.parametrize(
    "path",
    [
        b"/old/place/Glasshouse/Slow Weather/01 Kitchen Light.flac",
        b"D:\\Music\\Glasshouse\\Slow Weather\\01 Kitchen Light.flac",
        b"//nas/share/glasshouse/slow weather/01 kitchen light.FLAC",
    ],
    ids=["root", "windows", "share"],
)
def test_the_same_path_under_another_root_is_found(library, path):
    light, _ = library.add(LIGHT, HOUR)
    assert library.one(paths=(path,)) == (light, By.FOLDER)


def test_a_name_alone_needs_the_length(library):
    light, _ = library.add(LIGHT, HOUR)
    path = (b"/elsewhere/01 Kitchen Light.flac",)
    assert library.one(paths=path, duration_ms=201_000) == (light, By.NAME)
    other = library.resolve(ListedEntry(paths=(b"/elsewhere/other.flac",), duration_ms=201_000))
    assert (other[0].track, other[0].candidates) == (None, ())


def test_a_common_name_is_never_taken_for_another_track(library):
    library.add(FakeTrack(name=b"01.flac", title="Blue", artist="X", duration_ms=100_000))
    entry = ListedEntry(paths=(b"/a/b/01.flac",), title="Red", artist="Y", duration_ms=190_000)
    (verdict,) = library.resolve(entry)
    assert verdict.track is None


def test_most_of_a_list_shows_how_the_rest_moved(library):
    copies = [
        FakeTrack(name=b"%02d.flac" % n, folder=folder, title=f"Song {n}", album=album)
        for folder, album in ((b"new/A", "A"), (b"backup/A", "A"))
        for n in (1, 2)
    ]
    other = FakeTrack(name=b"99.flac", folder=b"new/B", title="Only here", album="B")
    ids = library.add(*copies, other)
    verdicts = library.resolve(
        *(ListedEntry(paths=(b"/old/" + path,)) for path in (b"A/01.flac", b"B/99.flac"))
    )
    assert [(v.track, v.by) for v in verdicts] == [(ids[0], By.FOLDER), (ids[4], By.FOLDER)]


def test_without_a_hint_equal_paths_are_for_somebody_to_choose(library):
    ids = library.add(
        FakeTrack(name=b"01.flac", folder=b"x/A", title="One", album="P"),
        FakeTrack(name=b"01.flac", folder=b"y/A", title="Two", album="Q"),
    )
    (verdict,) = library.resolve(ListedEntry(paths=(b"/old/A/01.flac",)))
    assert verdict.is_ambiguous
    assert [known.track for known in verdict.candidates] == ids


@pytest.mark.parametrize(
    ("title", "artist", "ms"),
    [
        ("Kitchen Light", "Glasshouse Radio", 200_000),
        ("kitchen light", "GLASSHOUSE RADIO", None),
        ("Kitchen Light (Remastered 2011)", "The Glasshouse Radio", 201_500),
        ("Kitchen Light - 2011 Remaster", "Glasshouse Radio", 198_000),
        ("Kitchen Light (feat. Someone)", "Glasshouse Radio feat. Someone", 200_000),
        ("Kitchen Lihgt", "Glasshouse Radio", 200_000),
        ("Kítchen Lîght", "Glasshöuse Radio", 204_000),
    ],
    ids=["same", "case", "remaster", "dash", "guest", "typo", "marks"],
)
def test_tags_find_what_no_path_does(library, title, artist, ms):
    light, _ = library.add(LIGHT, HOUR)
    assert library.one(title=title, artist=artist, duration_ms=ms) == (light, By.TAGS)


@pytest.mark.parametrize(
    ("title", "artist", "ms"),
    [
        ("Kitchen Light", "Somebody Else", 200_000),
        ("Kitchen Light (Live)", "Glasshouse Radio", 200_000),
        ("Kitchen Light", "Glasshouse Radio", 420_000),
        ("Kitchen Light Part 2", "Glasshouse Radio", 200_000),
        ("Kitchen", "Glasshouse Radio", 200_000),
        ("Kitchen Light", "", None),
        ("", "Glasshouse Radio", 200_000),
    ],
    ids=["artist", "live", "length", "part", "word", "title only", "artist only"],
)
def test_another_recording_is_never_taken_by_itself(library, title, artist, ms):
    library.add(LIGHT, HOUR)
    assert library.one(title=title, artist=artist, duration_ms=ms)[0] is None


def test_the_album_decides_between_two_releases(library):
    ids = library.add(LIGHT, FakeTrack(album="Best of", folder=b"music/best", track=7))
    entry = {"title": "Kitchen Light", "artist": "Glasshouse Radio", "duration_ms": 200_000}
    assert library.one(**entry, album="best of") == (ids[1], By.TAGS)
    assert library.one(**entry, paths=(b"/x/Slow Weather/a.mp3",)) == (ids[0], By.TAGS)
    (verdict,) = library.resolve(ListedEntry(**entry))
    assert verdict.is_ambiguous
    assert [known.track for known in verdict.candidates] == ids


def test_copies_of_one_recording_are_no_question(library):
    ids = library.add(LIGHT, FakeTrack(name=b"copy.mp3", folder=b"copies"))
    entry = {"title": "Kitchen Light", "artist": "Glasshouse Radio"}
    assert library.one(**entry) == (ids[0], By.TAGS)


def test_an_artist_with_a_dash_is_read_both_ways(library):
    (track,) = library.add(FakeTrack(artist="A - Team", title="Go"))
    assert library.one(artist="A", title="Team - Go") == (track, By.TAGS)


def test_the_name_of_a_file_says_what_it_is(library):
    light, _ = library.add(LIGHT, HOUR)
    path = b"/elsewhere/03 - Glasshouse Radio - Kitchen Light.mp3"
    assert library.one(paths=(path,), duration_ms=200_000) == (light, By.TAGS)


def test_the_tracks_of_a_cue_sheet_are_told_apart(library):
    first, _ = library.add(LIGHT, HOUR)
    with closing(open_writer(library.database)) as connection:
        connection.execute(
            "UPDATE tracks SET position = 1, file_id = (SELECT file_id FROM tracks WHERE id = ?)"
            " WHERE id = ?",
            (first, first + 1),
        )
    path = (b"../music/Glasshouse/Slow Weather/01 Kitchen Light.flac",)
    assert library.one(paths=path, title="Blue Hour") == (first + 1, By.PATH)
    assert library.one(paths=path, track=1) == (first, By.PATH)
    (verdict,) = library.resolve(ListedEntry(paths=path))
    assert verdict.is_ambiguous


def test_ids_of_recordings_are_surer_than_words(library):
    _, hour = library.add(LIGHT, HOUR)
    with closing(open_writer(library.database)) as connection:
        connection.execute(
            "UPDATE tracks SET recording_mbid = 'm1', isrc = 'I1' WHERE id = ?", (hour,)
        )
    assert library.one(title="Kitchen Light", recording_mbid="m1") == (hour, By.ID)
    assert library.one(title="?", isrc="I1") == (hour, By.ID)
    assert library.one(title="?", isrc="I2") == (None, None)


def test_removed_tracks_are_not_found(library):
    library.add(FakeTrack(name=b"a.flac", folder=b"m", state="removed", listed=False))
    assert library.one(paths=(b"../m/a.flac",)) == (None, None)


def test_nothing_typed_is_syntax(library):
    library.add(LIGHT)
    for text in ('"', "a AND b", "title:x", "*", "(", "!!!", "\ud800", "'"):
        assert library.one(title=text, artist=text)[0] is None
