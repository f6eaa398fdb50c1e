import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.library.albums import AlbumQuery, AlbumSort
from mtplayer.core.library.artists import ArtistQuery, ArtistSort
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library

TRACKS = [
    FakeTrack(title="One", artist="The Low Orbit", album="Perigee", year=2023, track=1),
    FakeTrack(title="Two", artist="The Low Orbit", album="Perigee", year=2023, track=2, plays=3),
    FakeTrack(title="Old", artist="The Low Orbit", album="Apogee", year=1999, added_at=5),
    FakeTrack(title="Tenth", artist="Björk", album="10 Songs", year=None, liked_at=7),
    FakeTrack(
        title="Second", artist="Björk", album="2 Songs", year=2001, last_played_at=9, plays=1
    ),
    FakeTrack(title="Gone", artist="Nobody", album="Removed", listed=False),
    FakeTrack(title="Loose", artist="Single Singer", album=""),
    FakeTrack(title="A", artist="Moth", album="Mixed", album_artist="Various Artists"),
    FakeTrack(title="B", artist="Ferrous", album="Mixed", album_artist="Various Artists"),
]


@pytest.fixture
def reader(tmp_path):
    make_library(tmp_path / "library.db", TRACKS)
    reader = LibraryReader(tmp_path / "library.db")
    yield reader
    reader.close()


def titles(reader, **query):
    found = reader.albums.ids(AlbumQuery(**query))
    return [row.title for row in reader.albums.rows(found.ids)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (AlbumSort.TITLE, ["2 Songs", "10 Songs", "Apogee", "Mixed", "Perigee"]),
        (AlbumSort.NEWEST, ["Perigee", "Mixed", "2 Songs", "Apogee", "10 Songs"]),
        (AlbumSort.OLDEST, ["Apogee", "2 Songs", "Mixed", "Perigee", "10 Songs"]),
        (AlbumSort.PLAYS, ["Perigee", "2 Songs"]),
        (AlbumSort.LAST_PLAYED, ["2 Songs"]),
    ],
)
def test_albums_come_in_every_order_the_unknown_last(reader, sort, expected):
    assert titles(reader, sort=sort)[: len(expected)] == expected
    assert len(titles(reader, sort=sort)) == 5


def test_albums_of_an_artist_stand_together_by_year(reader):
    assert titles(reader) == ["2 Songs", "10 Songs", "Apogee", "Perigee", "Mixed"]


def test_what_was_added_first_comes_last(reader):
    assert titles(reader, sort=AlbumSort.ADDED)[-1] == "Apogee"


def test_each_album_has_the_letter_it_is_sorted_by(reader):
    assert reader.albums.ids(AlbumQuery()).initials == "bbttv"
    assert reader.albums.ids(AlbumQuery(sort=AlbumSort.NEWEST)).initials == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("perigee", ["Perigee"]), ("year:1999", ["Apogee"]), ("tenth", ["10 Songs"]), ("nothing", [])],
)
def test_a_search_leaves_the_albums_that_have_a_track_of_it(reader, text, expected):
    assert titles(reader, tracks=TrackQuery(text=text)) == expected


def test_a_tile_adds_up_what_is_listed(reader):
    (row,) = reader.albums.rows(reader.albums.ids(AlbumQuery(tracks=TrackQuery(text="two"))).ids)
    assert (row.artist, row.year, row.tracks, row.duration_ms, row.away) == (
        "The Low Orbit",
        2023,
        2,
        400_000,
        0,
    )


def test_an_album_of_a_drive_that_is_away_says_so(reader, tmp_path):
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        connection.execute("UPDATE albums SET directory_id = (SELECT min(id) FROM directories)")
        connection.execute("UPDATE volumes SET online = 0")
    assert all(row.away for row in reader.albums.rows(reader.albums.ids(AlbumQuery()).ids))


def test_tracks_of_albums_follow_each_other_as_the_albums_do(reader):
    found = reader.albums.ids(AlbumQuery(tracks=TrackQuery(text="low orbit"))).ids
    rows = reader.rows(reader.albums.tracks(found[::-1]))
    assert [row.title for row in rows] == ["One", "Two", "Old"]


def test_an_open_album_names_artist_genres_and_format(reader):
    (album,) = reader.albums.ids(AlbumQuery(tracks=TrackQuery(text="perigee"))).ids
    facts = reader.albums.facts(album)
    assert reader.artists.rows([facts.artist])[0].name == "The Low Orbit"
    assert (len(facts.tracks), facts.format) == (2, "FLAC")


def test_artists_are_those_of_albums_and_of_loose_tracks(reader):
    found = reader.artists.ids(ArtistQuery())
    names = [row.name for row in reader.artists.rows(found.ids)]
    assert names == ["Björk", "Single Singer", "The Low Orbit"]
    assert list(found.albums) == [2, 0, 2]
    assert reader.artists.count() == 3
    assert reader.part_counts().artists == 3


def test_artists_are_found_by_name_and_by_what_their_tracks_are(reader):
    def found(text):
        ids = reader.artists.ids(ArtistQuery(text=text)).ids
        return [row.name for row in reader.artists.rows(ids)]

    assert found("orb low") == ["The Low Orbit"]
    assert found("perigee") == []
    assert found("year:2001") == ["Björk"]


def test_the_most_played_artist_comes_first_with_the_most_played_cover(reader):
    found = reader.artists.ids(ArtistQuery(sort=ArtistSort.PLAYS))
    assert reader.artists.rows(found.ids[:1])[0].name == "The Low Orbit"
    assert reader.albums.rows(found.covers[:1])[0].title == "Perigee"


def page(reader, name):
    return reader.artists.page(reader.artists.ids(ArtistQuery(text=name)).ids[0])


def test_the_page_of_an_artist_has_releases_newest_first_and_top_tracks(reader):
    shown = page(reader, "orbit")
    assert [release.album.title for release in shown.releases] == ["Perigee", "Apogee"]
    assert all(release.own for release in shown.releases)
    assert [row.title for row in reader.rows(shown.top)] == ["Two"]
    assert (shown.tracks, shown.plays, len(shown.months)) == (3, 3, 24)


def test_somebody_who_only_appears_on_albums_of_others_has_a_page_too(reader):
    track = next(iter(reader.ids(TrackQuery(text="ferrous"))))
    shown = reader.artists.page(reader.artists.of_track(track))
    assert [(r.album.title, r.own) for r in shown.releases] == [("Mixed", False)]


def test_nobody_has_no_page(reader):
    assert reader.artists.page(10_000) is None
